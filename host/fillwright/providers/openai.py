"""OpenAI's dialect, Chat Completions, which local servers and gateways speak as well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from fillwright.errors import ProviderError, UnknownModel
from fillwright.providers.base import GenerationRequest
from fillwright.providers.failures import Unreachable, cut_off, declined
from fillwright.providers.prices import Tokens
from fillwright.providers.remote import RemoteProvider, Reply

BASE_URL: Final = "https://api.openai.com/v1"

_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>\s*", re.DOTALL)


class _PromptDetails(Struct):
    cached_tokens: int | None = None
    cache_write_tokens: int | None = None


class _Usage(Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: _PromptDetails | None = None


class _Message(Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(Struct):
    message: _Message
    finish_reason: str | None = None


class _Chat(Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


class _Model(Struct):
    id: str


class _Models(Struct):
    data: list[_Model]


class OpenAIProvider(RemoteProvider):
    """OpenAI, or by base URL whatever speaks like it. No sampling parameters are sent: newer models refuse them."""

    _limit_name: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"

    def _connect(self, http: Mapping[str, Any]) -> Any:  # noqa: ANN401 (the SDK's types must not load before this)
        import openai  # noqa: PLC0415 (0.7 s that start-up must not pay)

        return openai.AsyncOpenAI(
            api_key=self._endpoint.api_key,
            base_url=self._endpoint.base_url or BASE_URL,
            max_retries=0,
            timeout=self._timeout,
            http_client=openai.DefaultAioHttpClient(**http),
        )

    async def _call(self, request: GenerationRequest) -> Any:  # noqa: ANN401 (the SDK's raw response)
        return await self._client.chat.completions.with_raw_response.create(
            model=self.model,
            messages=[
                {"role": "system", "content": request.prefix},
                {"role": "user", "content": request.question},
            ],
            timeout=self._timeout,
            **{self._limit_name: self._output_limit(request)},
        )

    def _read(self, body: bytes) -> Reply:
        chat = msgspec.json.decode(body, type=_Chat)
        usage = chat.usage or _Usage()
        details = usage.prompt_tokens_details or _PromptDetails()
        tokens = Tokens(
            input=usage.prompt_tokens,
            cached=details.cached_tokens or 0,
            written=details.cache_write_tokens or 0,
            output=usage.completion_tokens,
        )
        if not chat.choices:
            return Reply(text="", tokens=tokens)
        choice = chat.choices[0]
        if choice.message.refusal or choice.finish_reason == "content_filter":
            return Reply(text="", tokens=tokens, problem=declined(self.name))
        if choice.finish_reason == "length":
            return Reply(text="", tokens=tokens, problem=cut_off())
        return Reply(text=self._visible(choice.message.content or ""), tokens=tokens)

    def _visible(self, text: str) -> str:
        return text


class LocalProvider(OpenAIProvider):
    """A server of the person's own (Ollama, LM Studio, llama.cpp, vLLM, a gateway). It needs no key and costs nothing.

    Without a model in the settings it answers with the first one it lists.
    """

    _limit_name = "max_tokens"

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

    def _obstacle(self) -> ProviderError | None:
        if self._endpoint.base_url:
            return None
        return Unreachable("No local server is set; put its address into the setting local_base_url.")

    async def _call(self, request: GenerationRequest) -> Any:  # noqa: ANN401 (the SDK's raw response)
        if not self._model:
            listed = (await self._client.models.with_raw_response.list(timeout=self._timeout)).http_response
            try:
                models = msgspec.json.decode(listed.content, type=_Models).data
            except msgspec.DecodeError:
                models = []
            if not models:
                raise UnknownModel("The local server lists no model; load one there, or set the setting model.")
            self._model = models[0].id
        return await super()._call(request)

    def _visible(self, text: str) -> str:
        return _THOUGHTS.sub("", text)
