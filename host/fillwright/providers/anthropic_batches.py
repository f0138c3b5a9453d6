"""Anthropic's Message Batches: the requests themselves in, a JSON line for each out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec import Struct

from fillwright.errors import ProviderError
from fillwright.providers.base import Completion, GenerationRequest
from fillwright.providers.batches import BatchApi, BatchState, Results
from fillwright.providers.reply import ABSENT, NOTHING

_STATUSES: Final = {"authentication_error": 401, "rate_limit_error": 429, "api_error": 500, "overloaded_error": 529}


class _Kind(Struct):
    type: str = ""


class _Error(Struct):
    error: msgspec.Raw


class _Result(Struct):
    type: str
    message: msgspec.Raw = NOTHING
    error: _Error | None = None


class _Line(Struct):
    custom_id: str
    result: _Result


class AnthropicBatches(BatchApi):
    """The Message Batches API."""

    async def submit(self, name: str, requests: Mapping[str, GenerationRequest]) -> str:  # noqa: ARG002 (nowhere to keep it)
        """Begin a batch; Anthropic keeps no name beside it."""
        entries = [
            {"custom_id": identity, "params": self._speech.asked(request)} for identity, request in requests.items()
        ]
        batch = await self._told(lambda: self._speech.client.messages.batches.create(requests=entries))
        return str(batch.id)

    async def find(self, name: str) -> str | None:  # noqa: ARG002 (as above)
        """Return None: nobody can tell."""
        return None

    async def state(self, batch: str) -> BatchState:
        """Return how far `batch` is."""
        found = await self._told(lambda: self._speech.client.messages.batches.retrieve(batch))
        counts = found.request_counts
        done = counts.succeeded + counts.errored + counts.canceled + counts.expired
        return BatchState(ended=found.processing_status == "ended", done=done, total=done + counts.processing)

    async def results(self, batch: str) -> Results:
        """Read the results of an ended `batch`, from the address the others come from."""
        import httpx2  # noqa: PLC0415 (comes with the SDK, and as late)

        path = f"/v1/messages/batches/{batch}/results"
        response = await self._told(lambda: self._speech.client.get(path, cast_to=httpx2.Response))
        results: Results = {}
        for line in response.content.splitlines():
            if not line.strip():
                continue
            try:
                told = msgspec.json.decode(line, type=_Line)
            except msgspec.DecodeError:
                continue  # whose it was can't be told: that question stays without a result
            results[told.custom_id] = self._result(told.result)
        return results

    async def tidy(self, batch: str) -> None:
        """Delete `batch` with its results."""
        await self._told(lambda: self._speech.client.messages.batches.delete(batch))

    def _result(self, result: _Result) -> Completion | ProviderError:
        if bytes(result.message) not in ABSENT:
            return self._answered(bytes(result.message))
        if result.error is not None:
            told = bytes(result.error.error)
            status = _STATUSES.get(msgspec.json.decode(told, type=_Kind).type, 400)
            return self._from_status(status, b'{"error":%b}' % told)
        return self._unanswered()
