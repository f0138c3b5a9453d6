"""What was handed over to a provider's batch API: which requests, in which batch, and what came back of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from fillwright.storage.database import Database, now

_AT_ONCE: Final = 900


class SentBatch(Struct, frozen=True, kw_only=True):
    """One batch at a provider; `remote` is its id there, None where nobody knows whether it arrived.

    `created` is ISO 8601 in UTC.
    """

    name: str
    provider: str
    model: str
    remote: str | None
    created: str


class Prepared:
    """The table of requests under way. A request is named by a digest; no text of it is kept, its result is."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def begin(self, name: str, provider: str, model: str, requests: Iterable[bytes]) -> SentBatch:
        """Note that `requests` are about to be sent as the batch `name`."""
        batch = SentBatch(name=name, provider=provider, model=model, remote=None, created=now())
        sql = "INSERT OR REPLACE INTO prepared (request, batch, provider, model, created) VALUES (?, ?, ?, ?, ?)"
        await self._db.write_all([(sql, (each, name, provider, model, batch.created)) for each in requests])
        return batch

    async def sent(self, name: str, remote: str) -> None:
        """Note the provider's id of the batch `name`."""
        await self._db.write("UPDATE prepared SET remote = ? WHERE batch = ?", (remote, name))

    async def waiting(self) -> list[SentBatch]:
        """Return the batches of which results are still to come, the oldest first."""
        rows = await self._db.read(
            "SELECT DISTINCT batch, provider, model, remote, created FROM prepared WHERE result IS NULL "
            "ORDER BY created, batch"
        )
        return [SentBatch(name=row[0], provider=row[1], model=row[2], remote=row[3], created=row[4]) for row in rows]

    async def known(self, requests: Sequence[bytes]) -> dict[bytes, bytes | None]:
        """Return those of `requests` that were sent, each with its result, None while that is to come."""
        found: dict[bytes, bytes | None] = {}
        for start in range(0, len(requests), _AT_ONCE):
            some = requests[start : start + _AT_ONCE]
            places = ", ".join("?" * len(some))
            sql = f"SELECT request, result FROM prepared WHERE request IN ({places})"  # noqa: S608 - placeholders
            found |= {row[0]: row[1] for row in await self._db.read(sql, some)}
        return found

    async def keep(self, name: str, results: Mapping[bytes, bytes]) -> None:
        """Keep the results of the batch `name`; its requests without one are forgotten, to be sent again."""
        sql = "UPDATE prepared SET result = ? WHERE request = ? AND batch = ?"
        kept = [(sql, (result, request, name)) for request, result in results.items()]
        await self._db.write_all([*kept, ("DELETE FROM prepared WHERE batch = ? AND result IS NULL", (name,))])

    async def forget(self, requests: Iterable[bytes]) -> None:
        """Forget `requests` with their results."""
        await self._db.write_all([("DELETE FROM prepared WHERE request = ?", (each,)) for each in requests])
