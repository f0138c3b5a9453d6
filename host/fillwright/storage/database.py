"""One SQLite file through aiosqlite: one connection that writes, one that reads."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import sqlite3
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import aiosqlite

from fillwright.errors import StorageError
from fillwright.storage.schema import open_copy, open_reader, open_writer, primary_code, released_steps

# At debug level aiosqlite logs every statement with its values, and a log holds none.
logging.getLogger("aiosqlite").setLevel(logging.INFO)

_FETCH: Final = 64

MOMENT_S: Final = 0.05
"""How long what nobody waits for is gathered before it is written: out of the way of the answers just being given."""

_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

T = TypeVar("T")
Row = tuple[Any, ...]
Statement = tuple[str, Sequence[Any]]
WritesAll = Callable[[Sequence[Any]], Coroutine[Any, Any, None]]


class Database:
    """The answer store's file: WAL, synchronous NORMAL, 0600; `warnings` says what was found wrong at opening.

    Close it: an open connection's thread keeps the process alive. Every failure of SQLite is a StorageError.
    """

    def __init__(self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self.path = path
        self.warnings: list[str] = []
        self._writer = writer
        self._reader = reader
        self._writing = asyncio.Lock()
        self._locked_at = float("-inf")
        self._pending: set[asyncio.Task[Any]] = set()
        self._gathered: dict[WritesAll, list[Any]] = {}
        self._moment: asyncio.TimerHandle | None = None

    @classmethod
    async def open(cls, path: Path, *, steps: Sequence[str] | None = None) -> Database:
        """Open the file at `path`, made where it is missing; `steps` replaces the released schema in tests.

        Raises StorageTooNew for a file of a newer version and StorageError for one that can't be opened; both leave
        it as it is. A corrupt file is set aside, never deleted, and a new one begun.
        """
        warnings: list[str] = []
        open_file = partial(open_writer, path, warnings, released_steps() if steps is None else steps)
        with _stated(path):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            writer = await connect(open_file)
            try:
                reader = await connect(partial(open_reader, path))
            except BaseException:
                await writer.close()
                raise
        database = cls(path, writer, reader)
        database.warnings += warnings
        return database

    async def read(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of one SELECT."""
        with _stated(self.path):
            return _rows(await self._reader.execute_fetchall(sql, values))

    async def write(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement as a transaction of its own; return the rows of its RETURNING clause.

        Writers that waited while one of them found the file locked fail with it: together they wait once.
        """
        asked = asyncio.get_running_loop().time()
        async with self._writing:
            return await self._try(asked, sql, values)

    async def write_all(self, statements: Sequence[Statement]) -> int:
        """Run `statements` as one transaction, all or none, and return how many rows they changed."""
        task = self._begun(self._transaction(statements))
        return await asyncio.shield(task)  # a transaction left open would hold every later write

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Have `work` written beside what goes on, in the order it comes; `settled` and `close` wait for it."""
        self._begun(work)

    def soon(self, write: Callable[[Sequence[T]], Coroutine[Any, Any, None]], thing: T) -> None:
        """Have `thing` written in a moment, by one `write` of all that have come by then.

        `settled` and `close` don't wait for the moment; a crash loses what it held: it is for notes, not for answers.
        """
        self._gathered.setdefault(write, []).append(thing)
        if self._moment is None:
            self._moment = asyncio.get_running_loop().call_later(MOMENT_S, self._write_gathered)

    def _write_gathered(self) -> None:
        if self._moment is not None:
            self._moment.cancel()
            self._moment = None
        gathered, self._gathered = self._gathered, {}
        for write, things in gathered.items():
            self._begun(write(things))

    async def settled(self) -> None:
        """Wait for what is to be written `later` and `soon`, so that a read finds it."""
        self._write_gathered()
        if self._pending:
            await asyncio.gather(*self._pending, return_exceptions=True)

    async def backup(self, target: Path) -> None:
        """Write a consistent copy to `target` (0600), replacing what was there."""
        with _stated(target):
            copy = await connect(partial(open_copy, self.path, target))
            await copy.close()

    async def close(self) -> None:
        """Finish what is being written and close both connections; a second call does nothing."""
        await self.settled()
        with _stated(self.path):
            try:
                await self._reader.close()
            finally:
                await self._writer.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _begun(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)
        return task

    async def _transaction(self, statements: Sequence[Statement]) -> int:
        asked = asyncio.get_running_loop().time()
        async with self._writing:
            await self._try(asked, "BEGIN IMMEDIATE")
            before = self._writer.total_changes
            try:
                for sql, values in statements:
                    await self._try(asked, sql, values)
                await self._try(asked, "COMMIT")
            except BaseException:
                if self._writer.in_transaction:  # a full disk has ended it already
                    with _stated(self.path):
                        await self._writer.execute_fetchall("ROLLBACK")
                raise
            return self._writer.total_changes - before

    async def _try(self, asked: float, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        if asked < self._locked_at:
            raise StorageError(f"{self.path.name} is locked by another program.")
        try:
            with _stated(self.path):
                return _rows(await self._writer.execute_fetchall(sql, values))
        except StorageError as wrong:
            if isinstance(wrong.__cause__, sqlite3.Error) and primary_code(wrong.__cause__) in _BUSY:
                self._locked_at = asyncio.get_running_loop().time()
            raise


def _rows(fetched: Iterable[Iterable[Any]]) -> list[Row]:
    return [tuple(row) for row in fetched]


async def connect(open_file: Callable[[], sqlite3.Connection]) -> aiosqlite.Connection:
    """Return a connection with a thread of its own, opened there by `open_file`.

    No thread outlives a failure or a cancelled opening: aiosqlite would leave it to end by itself, maybe after the
    loop it reports to.
    """
    failures: list[BaseException] = []

    def opened() -> sqlite3.Connection:
        try:
            return open_file()
        except BaseException as wrong:  # noqa: BLE001 - raised again below, once the thread has ended
            failures.append(wrong)
            return sqlite3.connect(":memory:", check_same_thread=False)

    async def waited() -> aiosqlite.Connection:
        connection = await aiosqlite.Connection(opened, _FETCH)
        if failures:
            await connection.close()
            raise failures[0]
        return connection

    opening = asyncio.create_task(waited())
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        with suppress(Exception):
            await (await opening).close()
        raise


@contextmanager
def _stated(path: Path) -> Iterator[None]:
    """Raise the errors of SQLite, of the file system and, for a closed connection, of aiosqlite as StorageError."""
    try:
        yield
    except StorageError:
        raise
    except (sqlite3.Error, OSError, ValueError) as wrong:
        raise StorageError(f"{path.name} can't be used: {wrong}.") from wrong


def now() -> str:
    """Return the present moment as ISO 8601 in UTC, to the microsecond: its order as text is that of time."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
