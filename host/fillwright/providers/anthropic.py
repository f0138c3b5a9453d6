"""Anthropic's dialect, Messages. The prefix is marked for the provider's cache."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fillwright.providers import structure
from fillwright.providers.anthropic_batches import AnthropicBatches
from fillwright.providers.anthropic_wire import MessageTranscript, read_message
from fillwright.providers.base import GenerationRequest
from fillwright.providers.batches import BatchApi
from fillwright.providers.remote import RemoteProvider
from fillwright.providers.reply import Reply

BASE_URL: Final = "https://api.anthropic.com"
_MARK: Final = {"cache_control": {"type": "ephemeral"}}


class AnthropicProvider(RemoteProvider):
    """Anthropic, or by base URL whatever speaks like it."""

    _path = "/v1/messages"
    _streaming: Mapping[str, object] = {"stream": True}

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

    async def batches(self) -> BatchApi | None:
        """Return Anthropic's batch API."""
        return AnthropicBatches(await self._speech())

    def _asked(self, request: GenerationRequest) -> dict[str, Any]:
        """Return the call's body; the prefix is a block of its own, marked for the provider's cache.

        To have that warmed takes no token (Anthropic's guide to prompt caching), but one with a form of the reply.
        """
        return {
            "model": self.model,
            "system": [{"type": "text", "text": request.prefix, **(_MARK if self._cache_marks else {})}],
            "messages": [{"role": "user", "content": request.question}],
            "max_tokens": 0 if request.warming and not request.structured else self._output_limit(request),
            **(structure.ANTHROPIC if request.structured else {}),
        }

    def _bills_writes(self) -> bool:
        return self._cache_marks

    def _read(self, body: bytes) -> Reply:
        return read_message(body, self.name)

    def _transcript(self) -> MessageTranscript:
        return MessageTranscript(self.name)
