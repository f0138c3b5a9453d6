"""OpenAI's Batch API: a file of requests in, a file of replies and one of errors out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

from fillwright.errors import ProviderError, ProviderUnavailable
from fillwright.providers.base import Completion, GenerationRequest
from fillwright.providers.batches import BatchApi, BatchState, Results

_ENDED: Final = frozenset({"completed", "failed", "expired", "cancelled"})
_OK: Final = 200
_KEY: Final = "fillwright"
_LISTED: Final = 100


class _Response(Struct):
    status_code: int
    body: msgspec.Raw


class _Error(Struct):
    code: str | None = None


class _Line(Struct):
    custom_id: str
    response: _Response | None = None
    error: _Error | None = None


class OpenAIBatches(BatchApi):
    """The Batch API for Chat Completions. The files are deleted once their results are kept here."""

    async def submit(self, name: str, requests: Mapping[str, GenerationRequest]) -> str:
        """Upload the requests as a file, and begin a batch of it that is called `name` in its metadata."""
        lines = b"\n".join(self._line(identity, request) for identity, request in requests.items())
        client = self._speech.client
        file = await self._told(lambda: client.files.create(file=(f"{name}.jsonl", lines), purpose="batch"))
        batch = await self._told(
            lambda: client.batches.create(
                input_file_id=file.id,
                endpoint="/v1/chat/completions",
                completion_window="24h",
                metadata={_KEY: name},
            )
        )
        return str(batch.id)

    async def find(self, name: str) -> str | None:
        """Look for `name` in the metadata of the last hundred batches."""
        page = await self._told(lambda: self._speech.client.batches.list(limit=_LISTED))
        return next((batch.id for batch in page.data if (batch.metadata or {}).get(_KEY) == name), None)

    async def state(self, batch: str) -> BatchState:
        """Return how far `batch` is; one that OpenAI did not accept has ended with nothing done."""
        found = await self._retrieved(batch)
        counts = found.request_counts
        done = counts.completed + counts.failed if counts else 0
        return BatchState(ended=found.status in _ENDED, done=done, total=counts.total if counts else 0)

    async def results(self, batch: str) -> Results:
        """Read both files; raises ProviderError where OpenAI refused the batch as a whole."""
        found = await self._retrieved(batch)
        if found.status == "failed":
            raise ProviderError(f"{self._title} did not accept the batch; check the model and the account's limits.")
        results: Results = {}
        for file in (found.output_file_id, found.error_file_id):
            if file:
                results |= dict(self._read(await self._content(file)))
        return results

    async def tidy(self, batch: str) -> None:
        """Delete the file of requests and those of results."""
        found = await self._retrieved(batch)
        for file in (found.input_file_id, found.output_file_id, found.error_file_id):
            if file:
                await self._told(lambda file=file: self._speech.client.files.delete(file))  # type: ignore[misc]

    async def _retrieved(self, batch: str) -> Any:  # noqa: ANN401 (the SDK's Batch)
        return await self._told(lambda: self._speech.client.batches.retrieve(batch))

    async def _content(self, file: str) -> bytes:
        content = await self._told(lambda: self._speech.client.files.content(file))
        return bytes(content.content)

    def _line(self, identity: str, request: GenerationRequest) -> bytes:
        call = {"method": "POST", "url": "/v1/chat/completions", "body": self._speech.asked(request)}
        return msgspec.json.encode({"custom_id": identity, **call})

    def _read(self, content: bytes) -> Iterator[tuple[str, Completion | ProviderError]]:
        for line in content.splitlines():
            if not line.strip():
                continue
            try:
                told = msgspec.json.decode(line, type=_Line)
            except msgspec.DecodeError:
                continue  # whose it was can't be told: that question stays without a result
            yield told.custom_id, self._result(told)

    def _result(self, line: _Line) -> Completion | ProviderError:
        if line.response is None:
            expired = line.error is not None and line.error.code == "batch_expired"
            return self._unanswered() if expired else ProviderUnavailable(f"{self._title} has a problem; ask again.")
        body = bytes(line.response.body)
        if line.response.status_code != _OK:
            return self._from_status(line.response.status_code, body)
        return self._answered(body)
