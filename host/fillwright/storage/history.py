"""The batches that were answered, each with its responses as they were."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec import Struct

from fillwright.errors import NotFound
from fillwright.messages import BatchSummary, FieldResponse, JobContext
from fillwright.storage.database import Database, Row, now

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


class History:
    """The table of batches."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def add(self, batch_id: str, job: JobContext, responses: list[FieldResponse], summary: BatchSummary) -> None:
        """Keep a finished batch; one sent again takes the place of its earlier run, and keeps when that was."""
        await self._db.write(
            "INSERT INTO batches (id, created, url, company, title, summary, responses) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET url = excluded.url, company = excluded.company, title = excluded.title, "
            "summary = excluded.summary, responses = excluded.responses",
            (batch_id, now(), job.url, job.company, job.title, _packed(summary), _packed(responses)),
        )

    async def list(self, *, limit: int = 1000) -> Entries:
        """Return the newest batches first, at most `limit`."""
        sql = f"SELECT {_COLUMNS} FROM batches ORDER BY created DESC, id LIMIT ?"  # noqa: S608 - constants
        return [msgspec.convert(_entry(row), type=BatchEntry) for row in await self._db.read(sql, (limit,))]

    async def get(self, batch_id: str) -> BatchRecord:
        """Return one batch. Raises NotFound."""
        sql = f"SELECT {_COLUMNS}, responses, readback FROM batches WHERE id = ?"  # noqa: S608 - constants
        rows = await self._db.read(sql, (batch_id,))
        if not rows:
            raise _unknown(batch_id)
        row = rows[0]
        readback = None if row[7] is None else msgspec.json.decode(row[7])
        entry = {**_entry(row), "responses": msgspec.json.decode(row[6]), "readback": readback}
        return msgspec.convert(entry, type=BatchRecord)

    async def delete(self, batch_id: str) -> None:
        """Delete one batch. Raises NotFound."""
        if not await self._db.write("DELETE FROM batches WHERE id = ? RETURNING id", (batch_id,)):
            raise _unknown(batch_id)

    async def delete_all(self) -> int:
        """Delete all batches and return how many there were."""
        return await self._db.write_all([("DELETE FROM batches", ())])

    async def readback(self, batch_id: str, data: object) -> None:
        """Keep `data` (any JSON) as what the page held after filling. Raises NotFound."""
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
        "summary": msgspec.json.decode(row[5]),
    }


def _packed(data: object) -> str:
    return msgspec.json.encode(data).decode()


def _unknown(batch_id: str) -> NotFound:
    return NotFound(f"No batch is kept as {batch_id}.")
