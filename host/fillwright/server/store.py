"""The answer store as the server holds it: open, or out of order with a reason; never a cause to stop answering."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Final

from fillwright.errors import StorageError
from fillwright.paths import Home
from fillwright.storage import AnswerMemory, Database, History, Prepared, UsageLog

RETRY_SECONDS: Final = 5.0

log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Store:
    """What lies in one open database."""

    database: Database
    memory: AnswerMemory
    usage: UsageLog
    history: History
    prepared: Prepared


class StoreKeeper:
    """Opens the store of `home` once; one that can't be opened is tried again, at most every five seconds."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._found: Store | StorageError | None = None
        self._try_after = 0.0
        self._opening: asyncio.Task[Store | StorageError] | None = None
        self._replacing = asyncio.Lock()

    @property
    def warnings(self) -> list[str]:
        """What the person should know of the store: why it is out of order, or what was found on opening it."""
        if isinstance(self._found, StorageError):
            return [f"Answers are not remembered: {self._found.message}"]
        return list(self._found.database.warnings) if self._found else []

    async def get(self) -> Store:
        """Return the open store; raises the StorageError that keeps it closed."""
        if self._replacing.locked():
            async with self._replacing:
                pass
        found = self._found
        if found is None or (isinstance(found, StorageError) and monotonic() >= self._try_after):
            # A client that leaves must not leave a half-open database behind.
            self._opening = self._opening or asyncio.create_task(self._open())
            found = await asyncio.shield(self._opening)
        if isinstance(found, StorageError):
            raise found
        return found

    async def get_or_none(self) -> Store | None:
        """Return the open store, None while it is out of order."""
        try:
            return await self.get()
        except StorageError:
            return None

    @asynccontextmanager
    async def closed(self) -> AsyncIterator[None]:
        """Keep the database closed for the time of the block, its file to be replaced; who asks for it waits."""
        async with self._replacing:
            await self.close()
            yield

    async def close(self) -> None:
        """Close the database."""
        if self._opening:
            await self._opening
        if isinstance(self._found, Store):
            await self._found.database.close()
        self._found = None

    async def _open(self) -> Store | StorageError:
        try:
            database = await Database.open(self._home.answers)
        except StorageError as error:
            log.warning("the answer store can't be opened: %s", error.code)
            self._found, self._try_after = error, monotonic() + RETRY_SECONDS
        else:
            self._found = Store(
                database, AnswerMemory(database), UsageLog(database), History(database), Prepared(database)
            )
        self._opening = None
        return self._found
