"""The batches that were answered, each with its responses as they were."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, Final, NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from fillwright.errors import NotFound, StorageError
from fillwright.messages import BatchSummary, FieldResponse, JobContext
from fillwright.storage.database import Database, Row, now

T = TypeVar("T", bound=Struct)

log: Final = logging.getLogger(__name__)

_AT_ONCE: Final = 100
"""Batches in one statement: SQLite before 3.32 takes 999 values in it."""

_COLUMNS: Final = "id, created, url, company, title, summary"


class BatchEntry(Struct, kw_only=True):
    """One batch without its responses; `created` is ISO 8601 in UTC."""

    id: str
    created: str
    url: str
    company: str
    title: str
    summary: BatchSummary


class BatchRecord(BatchEntry, kw_only=True):
    """One batch with its responses, and what the page held after filling (`readback`), None where nothing was told."""

    responses: list[FieldResponse]
    readback: Any = None


Entries = list[BatchEntry]


class Finished(NamedTuple):
    """One batch as it is to be kept."""

    id: str
    created: str
    job: JobContext
    responses: list[FieldResponse]
    summary: BatchSummary

    def values(self) -> tuple[str, ...]:
        """Return its row."""
        job = self.job
        return self.id, self.created, job.url, job.company, job.title, _packed(self.summary), _packed(self.responses)


class History:
    """The table of batches; whatever is asked of it waits for those still being added."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def add(self, batch_id: str, job: JobContext, responses: list[FieldResponse], summary: BatchSummary) -> None:
        """Keep a finished batch; one sent again takes the place of its earlier run, and keeps when that was."""
        await self._add([Finished(batch_id, now(), job, responses, summary)])

    def soon(self, batch_id: str, job: JobContext, responses: list[FieldResponse], summary: BatchSummary) -> None:
        """Keep a finished batch in a moment, with those that end meanwhile; a store that can't be written is logged."""
        self._db.soon(self._try_to_add, Finished(batch_id, now(), job, responses, summary))

    async def _try_to_add(self, batches: Sequence[Finished]) -> None:
        for start in range(0, len(batches), _AT_ONCE):
            part = batches[start : start + _AT_ONCE]
            try:
                await self._add(part)
            except StorageError as error:
                log.warning("%d batches are not in the history: %s", len(part), error.code)

    async def _add(self, batches: Sequence[Finished]) -> None:
        rows = ", ".join(["(?, ?, ?, ?, ?, ?, ?)"] * len(batches))
        values = [value for each in batches for value in each.values()]
        await self._db.write(
            f"INSERT INTO batches (id, created, url, company, title, summary, responses) VALUES {rows} "  # noqa: S608 - placeholders
            "ON CONFLICT (id) DO UPDATE SET url = excluded.url, company = excluded.company, title = excluded.title, "
            "summary = excluded.summary, responses = excluded.responses",
            values,
        )

    async def list(self, *, limit: int = 1000) -> Entries:
        """Return the newest batches first, at most `limit`; one that a damaged file left unreadable is left out."""
        sql = f"SELECT {_COLUMNS} FROM batches ORDER BY created DESC, id LIMIT ?"  # noqa: S608 - constants
        await self._db.settled()
        entries = (_converted(BatchEntry, _entry(row)) for row in await self._db.read(sql, (limit,)))
        return [entry for entry in entries if entry is not None]

    async def get(self, batch_id: str) -> BatchRecord:
        """Return one batch. Raises NotFound, and StorageError where a damaged file left it unreadable."""
        sql = f"SELECT {_COLUMNS}, responses, readback FROM batches WHERE id = ?"  # noqa: S608 - constants
        await self._db.settled()
        rows = await self._db.read(sql, (batch_id,))
        if not rows:
            raise _unknown(batch_id)
        row = rows[0]
        readback = b"null" if row[7] is None else row[7].encode()
        parts = {**_entry(row), "responses": msgspec.Raw(row[6].encode()), "readback": msgspec.Raw(readback)}
        record = _converted(BatchRecord, parts)
        if record is None:
            raise StorageError(f"The batch {batch_id} is damaged and can't be shown: delete it.")
        return record

    async def using(self, answer_id: str, *, limit: int = 100) -> Entries:
        """Return the batches that gave the remembered answer `answer_id`, the newest first, at most `limit`."""
        sql = (
            f"SELECT {_COLUMNS} FROM batches WHERE instr(responses, ?) > 0 "  # noqa: S608 - constants
            "ORDER BY created DESC, id LIMIT ?"
        )
        await self._db.settled()
        rows = await self._db.read(sql, (f'"answers/{answer_id}"', limit))
        found = (_converted(BatchEntry, _entry(row)) for row in rows)
        return [entry for entry in found if entry is not None]

    async def delete(self, batch_id: str) -> None:
        """Delete one batch. Raises NotFound."""
        await self._db.settled()
        if not await self._db.write("DELETE FROM batches WHERE id = ? RETURNING id", (batch_id,)):
            raise _unknown(batch_id)

    async def delete_all(self) -> int:
        """Delete all batches and return how many there were."""
        await self._db.settled()
        return await self._db.write_all([("DELETE FROM batches", ())])

    async def readback(self, batch_id: str, data: object) -> None:
        """Keep `data` (any JSON) as what the page held after filling. Raises NotFound."""
        await self._db.settled()
        sql = "UPDATE batches SET readback = ? WHERE id = ? RETURNING id"
        if not await self._db.write(sql, (_packed(data), batch_id)):
            raise _unknown(batch_id)


def _entry(row: Row) -> dict[str, Any]:
    return {
        "id": row[0],
        "created": row[1],
        "url": row[2],
        "company": row[3],
        "title": row[4],
        "summary": msgspec.Raw(row[5].encode()),
    }


def _converted(kind: type[T], parts: dict[str, Any]) -> T | None:
    """Return `parts`, of which some are raw JSON, as a `kind`; None where they are no such thing."""
    try:
        return msgspec.json.decode(msgspec.json.encode(parts), type=kind)
    except (msgspec.DecodeError, UnicodeError):
        return None


def _packed(data: object) -> str:
    return msgspec.json.encode(data).decode()


def _unknown(batch_id: str) -> NotFound:
    return NotFound(f"No batch is kept as {batch_id}.")
