"""OpenAI's dialect, Chat Completions, which local servers and gateways speak as well."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from fillwright.errors import ProviderError, UnknownModel
from fillwright.providers import structure
from fillwright.providers.base import GenerationRequest
from fillwright.providers.batches import BatchApi
from fillwright.providers.caching import takes_breakpoint
from fillwright.providers.failures import Unreachable
from fillwright.providers.openai_batches import OpenAIBatches
from fillwright.providers.openai_wire import ChatTranscript, read_chat
from fillwright.providers.remote import RemoteProvider
from fillwright.providers.reply import Reply, Transcript

BASE_URL: Final = "https://api.openai.com/v1"

_THOUGHT: Final = "<think>"
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>\s*", re.DOTALL)


class _Model(Struct):
    id: str


class _Models(Struct):
    data: list[_Model]


class OpenAIProvider(RemoteProvider):
    """OpenAI, or by base URL whatever speaks like it. No sampling parameters are sent: newer models refuse them."""

    _limit_name: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"
    _names_cache = True
    _path = "/chat/completions"
    _streaming: Mapping[str, object] = {"stream": True, "stream_options": {"include_usage": True}}

    def _connect(self, http: Mapping[str, Any]) -> Any:  # noqa: ANN401 (the SDK's types must not load before this)
        import openai  # noqa: PLC0415 (0.7 s that start-up must not pay)

        return openai.AsyncOpenAI(
            api_key=self._endpoint.api_key,
            base_url=self._endpoint.base_url or BASE_URL,
            max_retries=0,
            timeout=self._timeout,
            http_client=openai.DefaultAioHttpClient(**http),
        )

    async def batches(self) -> BatchApi | None:
        """Return OpenAI's batch API."""
        return OpenAIBatches(await self._speech())

    def _asked(self, request: GenerationRequest) -> dict[str, Any]:
        """Return the call's body."""
        return {
            "model": self.model,
            "messages": [
                {"role": "system", "content": self._prefix(request.prefix)},
                {"role": "user", "content": request.question},
            ],
            self._limit_name: self._output_limit(request),
            **self._cache_options(request.prefix),
            **(structure.OPENAI if request.structured else {}),
        }

    def _prefix(self, prefix: str) -> object:
        """Return the system message's content; one that bills what it writes into its cache is told the end."""
        if not self._bills_writes():
            return prefix
        return [{"type": "text", "text": prefix, "prompt_cache_breakpoint": {"mode": "explicit"}}]

    def _cache_options(self, prefix: str) -> dict[str, Any]:
        """Return what leads calls with the same prefix to the same cache."""
        if not (self._cache_marks and self._names_cache):
            return {}
        key = {"prompt_cache_key": _cache_key(prefix)}
        return {**key, "prompt_cache_options": {"mode": "explicit"}} if takes_breakpoint(self.model) else key

    def _bills_writes(self) -> bool:
        return self._cache_marks and self._names_cache and takes_breakpoint(self.model)

    def _read(self, body: bytes) -> Reply:
        return read_chat(body, self.name)

    def _transcript(self) -> Transcript:
        return ChatTranscript(self.name)


class LocalProvider(OpenAIProvider):
    """A server of the person's own (Ollama, LM Studio, llama.cpp, vLLM, a gateway). It needs no key and costs nothing.

    Without a model in the settings it answers with the first one it lists.
    """

    _limit_name = "max_tokens"
    _names_cache = False

    def _connect(self, http: Mapping[str, Any]) -> Any:  # noqa: ANN401 (the SDK's types must not load before this)
        import openai  # noqa: PLC0415 (as above)

        address = (self._endpoint.base_url or "").rstrip("/")
        nothing: Any = openai.Omit()
        return openai.AsyncOpenAI(
            api_key=self._endpoint.api_key or "none",  # not the one in the environment, which is OpenAI's
            base_url=address if urlsplit(address).path else f"{address}/v1",
            default_headers={"OpenAI-Organization": nothing, "OpenAI-Project": nothing},  # nor these
            max_retries=0,
            timeout=self._timeout,
            http_client=openai.DefaultAioHttpClient(**http),
        )

    async def batches(self) -> BatchApi | None:
        """Return None: servers of one's own have no batch API."""
        return None

    def _obstacle(self) -> ProviderError | None:
        if self._endpoint.base_url:
            return None
        return Unreachable("No local server is set; put its address into the setting local_base_url.")

    async def _begin(self) -> None:
        if self._model:
            return
        listed = (await self._client.models.with_raw_response.list(timeout=self._timeout)).http_response
        try:
            models = msgspec.json.decode(listed.content, type=_Models).data
        except msgspec.DecodeError:
            models = []
        if not models:
            raise UnknownModel("The local server lists no model; load one there, or set the setting model.")
        self._model = models[0].id

    def _read(self, body: bytes) -> Reply:
        return _spoken(super()._read(body))

    def _transcript(self) -> Transcript:
        return _LocalTranscript(self.name)

    def _shown(self, text: str) -> str:
        """Hold back what may turn out to be a thought."""
        begun = text.lstrip()
        if _THOUGHT.startswith(begun[: len(_THOUGHT)]) and not _THOUGHTS.match(text):
            return ""
        return _THOUGHTS.sub("", text)


class _LocalTranscript(ChatTranscript):
    def reply(self) -> Reply:
        return _spoken(super().reply())


@lru_cache(maxsize=16)
def _cache_key(prefix: str) -> str:
    """Return a short name for `prefix`, worked out once for all calls of a batch."""
    return hashlib.sha256(prefix.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _spoken(reply: Reply) -> Reply:
    """Return `reply` without what the model thought aloud before it answered."""
    return replace(reply, text=_THOUGHTS.sub("", reply.text))
