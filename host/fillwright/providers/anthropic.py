"""Anthropic's dialect, Messages. The prefix is marked for the provider's cache."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

from fillwright.providers.base import GenerationRequest
from fillwright.providers.failures import cut_off, declined
from fillwright.providers.prices import Tokens
from fillwright.providers.remote import RemoteProvider, Reply

BASE_URL: Final = "https://api.anthropic.com"

_CUT_OFF: Final = frozenset({"max_tokens", "model_context_window_exceeded"})


class _Usage(Struct):
    input_tokens: int = 0
    output_tokens: int = 0
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None


class _Block(Struct):
    type: str
    text: str = ""


class _Message(Struct):
    content: list[_Block]
    stop_reason: str | None = None
    usage: _Usage | None = None


class AnthropicProvider(RemoteProvider):
    """Anthropic, or by base URL whatever speaks like it."""

    def _connect(self, http: Mapping[str, Any]) -> Any:  # noqa: ANN401 (the SDK's types must not load before this)
        import anthropic  # noqa: PLC0415 (1.4 s that start-up must not pay)

        return anthropic.AsyncAnthropic(
            api_key=self._endpoint.api_key,
            base_url=self._endpoint.base_url or BASE_URL,
            max_retries=0,
            timeout=self._timeout,
            open_telemetry=False,  # its spans could carry what the person wrote
            http_client=anthropic.DefaultAioHttpClient(**http),
        )

    async def _call(self, request: GenerationRequest) -> Any:  # noqa: ANN401 (the SDK's raw response)
        return await self._client.messages.with_raw_response.create(
            model=self.model,
            system=[{"type": "text", "text": request.prefix, "cache_control": {"type": "ephemeral"}}],
            messages=[{"role": "user", "content": request.question}],
            max_tokens=self._output_limit(request),
            timeout=self._timeout,
        )

    def _read(self, body: bytes) -> Reply:
        message = msgspec.json.decode(body, type=_Message)
        usage = message.usage or _Usage()
        cached, written = usage.cache_read_input_tokens or 0, usage.cache_creation_input_tokens or 0
        tokens = Tokens(
            input=usage.input_tokens + cached + written, cached=cached, written=written, output=usage.output_tokens
        )
        if message.stop_reason == "refusal":
            return Reply(text="", tokens=tokens, problem=declined(self.name))
        if message.stop_reason in _CUT_OFF:
            return Reply(text="", tokens=tokens, problem=cut_off())
        return Reply(text="".join(block.text for block in message.content if block.type == "text"), tokens=tokens)
