"""One file, one writer: opening, closing, faults."""

import asyncio
import os
import random
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fillwright.errors import StorageError, StorageTooNew
from fillwright.storage import Database
from fillwright.storage.schema import create_private, released_steps

INSERT = """
INSERT INTO calls (created, batch_id, provider, model, input_tokens, cached_tokens, output_tokens, duration_s, attempts,
refused_429) VALUES ('now', 'b', 'p', ?, 0, 0, 0, 0, 1, 0)
"""


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


async def models(database: Database) -> list[str]:
    return [row[0] for row in await database.read("SELECT model FROM calls ORDER BY id")]


async def filled(path: Path, *names: str) -> None:
    async with await Database.open(path) as database:
        await database.write_all([(INSERT, (name,)) for name in names])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def ended(threads: set[threading.Thread]) -> bool:
    for thread in threads:
        thread.join(10)
    return not any(thread.is_alive() for thread in threads)


def corrupt_copies(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.corrupt-*"))


class Notes:
    """Writes models, all that are given at once by one call."""

    def __init__(self, database: Database) -> None:
        self.calls: list[list[str]] = []
        self.called = asyncio.Event()
        self._database = database

    async def write(self, names: Sequence[str]) -> None:
        self.calls.append(list(names))
        await self._database.write_all([(INSERT, (name,)) for name in names])
        self.called.set()


async def test_notes_are_written_together_and_found_by_who_asks(database: Database) -> None:
    notes = Notes(database)
    for name in "abc":
        database.soon(notes.write, name)
    assert notes.calls == []
    await database.settled()
    assert await models(database) == ["a", "b", "c"]
    assert notes.calls == [["a", "b", "c"]]


async def test_notes_are_written_in_a_moment_also_where_nobody_asks(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fillwright.storage.database.MOMENT_S", 0.001)
    notes = Notes(database)
    for name in "ab":
        database.soon(notes.write, name)
        await notes.called.wait()
        notes.called.clear()
    assert notes.calls == [["a"], ["b"]]


async def test_closing_writes_the_notes_of_the_moment(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    async with await Database.open(path) as database:
        database.soon(Notes(database).write, "a")
    async with await Database.open(path) as database:
        assert await models(database) == ["a"]


async def test_the_journal_is_a_write_ahead_log_that_syncs_at_checkpoints(database: Database) -> None:
    assert await database.write("PRAGMA journal_mode") == [("wal",)]
    assert await database.write("PRAGMA synchronous") == [(1,)]
    assert await database.write("PRAGMA foreign_keys") == [(1,)]


async def test_what_is_written_is_read_after_reopening(path: Path) -> None:
    await filled(path, "a", "b")
    async with await Database.open(path) as database:
        assert await models(database) == ["a", "b"]


async def test_a_cancelled_opening_leaves_no_thread(path: Path) -> None:
    before = set(threading.enumerate())
    task = asyncio.create_task(Database.open(path))
    for _ in range(3):  # the task, the task it starts, the thread that one starts
        await asyncio.sleep(0)
    started = set(threading.enumerate()) - before
    assert started
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended(started)


async def test_a_write_is_read_at_once(database: Database) -> None:
    await database.write(INSERT, ("a",))
    assert await models(database) == ["a"]


async def test_the_reader_can_t_write(database: Database) -> None:
    with pytest.raises(StorageError, match="readonly"):
        await database.read("DELETE FROM calls RETURNING id")


async def test_closing_ends_both_threads_and_leaves_one_file(path: Path) -> None:
    before = set(threading.enumerate())
    database = await Database.open(path)
    started = set(threading.enumerate()) - before
    assert len(started) == 2
    await database.close()
    assert ended(started)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


async def test_closing_twice_is_once(database: Database) -> None:
    await database.close()
    await database.close()


@pytest.mark.parametrize("statement", ["SELECT 1", "SELECT * FROM missing"])
async def test_a_closed_database_is_a_storage_error(path: Path, statement: str) -> None:
    database = await Database.open(path)
    await database.close()
    with pytest.raises(StorageError):
        await database.read(statement)
    with pytest.raises(StorageError):
        await database.write(statement)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
@pytest.mark.usefixtures("no_umask")
async def test_all_its_files_are_the_owner_s_alone_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "home" / "answers.sqlite3"
    async with await Database.open(path) as database:
        await database.write(INSERT, ("a",))
        await database.backup(path.with_name("copy"))
        names = {each.name: mode(each) for each in path.parent.iterdir()}
    assert names == dict.fromkeys(("answers.sqlite3", "answers.sqlite3-wal", "answers.sqlite3-shm", "copy"), 0o600)
    assert mode(path.parent) == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
async def test_a_file_that_was_open_to_others_is_closed_to_them(path: Path) -> None:
    path.touch(mode=0o644)
    async with await Database.open(path):
        assert mode(path) == 0o600


async def test_a_path_that_can_t_be_opened_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite3").mkdir()
    with pytest.raises(StorageError, match=r"answers\.sqlite3 can't be used"):
        await Database.open(tmp_path / "answers.sqlite3")


async def test_a_folder_that_can_t_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        await Database.open(tmp_path / "file" / "answers.sqlite3")


# Transactions


async def test_a_transaction_that_fails_changes_nothing(database: Database) -> None:
    with pytest.raises(StorageError):
        await database.write_all([(INSERT, ("a",)), ("INSERT INTO missing VALUES (1)", ())])
    assert await models(database) == []
    await database.write(INSERT, ("b",))
    assert await models(database) == ["b"]


async def test_a_transaction_says_how_many_rows_it_changed(database: Database) -> None:
    assert await database.write_all([(INSERT, (name,)) for name in "abc"]) == 3


async def test_a_cancelled_transaction_is_finished(database: Database) -> None:
    task = asyncio.create_task(database.write_all([(INSERT, (name,)) for name in "abc"]))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await database.write(INSERT, ("d",))
    assert await models(database) == ["a", "b", "c", "d"]


async def test_closing_finishes_what_is_being_written(path: Path) -> None:
    database = await Database.open(path)
    task = asyncio.create_task(database.write_all([(INSERT, (name,)) for name in "abc"]))
    await asyncio.sleep(0)
    task.cancel()
    await database.close()
    async with await Database.open(path) as reopened:
        assert await models(reopened) == ["a", "b", "c"]


async def test_many_writers_take_turns(database: Database) -> None:
    await asyncio.gather(*(database.write(INSERT, (str(number),)) for number in range(50)))
    assert len(await models(database)) == 50


# Faults


async def test_a_locked_file_fails_all_waiting_writers_together_and_can_still_be_read(
    database: Database, path: Path
) -> None:
    await database.write(INSERT, ("a",))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        started = asyncio.get_running_loop().time()
        writes = (database.write(INSERT, (str(number),)) for number in range(20))
        results = await asyncio.gather(*writes, return_exceptions=True)
        took = asyncio.get_running_loop().time() - started
        assert all(isinstance(result, StorageError) for result in results)
        assert took < 10  # one timeout of a second, not twenty
        assert await models(database) == ["a"]
        other.execute("ROLLBACK")
    await database.write(INSERT, ("b",))
    assert await models(database) == ["a", "b"]


async def test_a_locked_file_fails_a_transaction_cleanly(database: Database, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError, match="locked"):
            await database.write_all([(INSERT, ("a",))])
    assert await database.write_all([(INSERT, ("b",))]) == 1


async def test_a_full_disk_is_a_storage_error_and_loses_nothing(database: Database, path: Path) -> None:
    await database.write(INSERT, ("a",))
    (pages,) = (await database.write("PRAGMA page_count"))[0]
    await database.write(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="full"):
        await database.write(INSERT, ("x" * 100_000,))
    with pytest.raises(StorageError, match="full"):
        await database.write_all([(INSERT, ("b",)), (INSERT, ("x" * 100_000,))])
    assert await models(database) == ["a"]
    await database.write("PRAGMA max_page_count = 1000000")
    await database.write(INSERT, ("c",))
    await database.close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_file_locked_at_opening_is_left_as_it_is(path: Path) -> None:
    await filled(path, "a")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError, match="locked"):
            await Database.open(path)
    assert corrupt_copies(path) == []
    async with await Database.open(path) as database:
        assert await models(database) == ["a"]


async def test_a_corrupt_file_is_set_aside_and_a_new_one_begun(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 400)
    before = path.read_bytes()
    async with await Database.open(path) as database:
        assert await models(database) == []
        assert len(database.warnings) == 1
        assert "corrupt" in database.warnings[0]
    (copy,) = corrupt_copies(path)
    assert copy.read_bytes() == before
    assert copy.name in database.warnings[0]


async def test_a_second_corrupt_file_does_not_replace_the_first(path: Path) -> None:
    for text in (b"first ", b"second "):
        path.write_bytes(text * 400)
        async with await Database.open(path):
            pass
    assert len(corrupt_copies(path)) == 2


async def test_a_file_with_a_broken_page_is_set_aside(path: Path) -> None:
    await filled(path, *("x" * 1000 for _ in range(100)))
    data = bytearray(path.read_bytes())
    data[8192:12288] = bytes(4096)
    path.write_bytes(data)
    async with await Database.open(path) as database:
        assert await models(database) == []
    assert [copy.read_bytes() for copy in corrupt_copies(path)] == [bytes(data)]


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(["random", "cut", "flip"]))
def test_any_damage_ends_in_a_usable_store_or_a_named_error(
    tmp_path_factory: pytest.TempPathFactory, seed: int, kind: str
) -> None:
    path = tmp_path_factory.mktemp("home") / "answers.sqlite3"
    chance = random.Random(seed)  # noqa: S311 - damage, not a secret

    async def run() -> None:
        await filled(path, *("x" * 500 for _ in range(40)))
        data = bytearray(path.read_bytes())
        if kind == "random":
            data = bytearray(chance.randbytes(len(data)))
        elif kind == "cut":
            data = data[: chance.randrange(len(data))]
        else:
            for _ in range(50):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        try:
            async with await Database.open(path) as database:
                await database.write(INSERT, ("after",))
        except StorageError:
            assert path.read_bytes() == data

    asyncio.run(run())


async def test_a_killed_writer_loses_no_committed_row(path: Path) -> None:
    script = (
        "import asyncio, os, sys, pathlib\n"
        "from fillwright.storage import Database\n"
        "async def main():\n"
        "    database = await Database.open(pathlib.Path(sys.argv[1]))\n"
        "    for number in range(30):\n"
        f"        await database.write({INSERT!r}, (str(number),))\n"
        "    os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())\n"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, str(path), stderr=subprocess.DEVNULL)
    await process.wait()
    async with await Database.open(path) as database:
        assert len(await models(database)) == 30
        assert database.warnings == []


# Schema

OLDER = ["CREATE TABLE calls (id INTEGER PRIMARY KEY, model TEXT);"]
NEWER = [*OLDER, "ALTER TABLE calls ADD COLUMN cost REAL;\nUPDATE calls SET cost = 0;"]


async def test_a_new_file_has_the_newest_schema(database: Database) -> None:
    assert await database.read("PRAGMA user_version") == [(len(released_steps()),)]


async def test_an_older_file_is_migrated_with_a_backup(path: Path) -> None:
    async with await Database.open(path, steps=OLDER) as database:
        await database.write("INSERT INTO calls VALUES (1, 'a')")
    async with await Database.open(path, steps=NEWER) as database:
        assert await database.read("SELECT * FROM calls") == [(1, "a", 0.0)]
        assert await database.read("PRAGMA user_version") == [(2,)]
    backup = path.with_name(f"{path.name}.schema-1")
    assert mode(backup) == 0o600
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT * FROM calls").fetchall() == [(1, "a")]
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)


@pytest.mark.parametrize("version", range(1, len(released_steps()) + 1))
async def test_a_file_of_every_released_schema_opens(path: Path, version: int) -> None:
    async with await Database.open(path, steps=released_steps()[:version]):
        pass
    async with await Database.open(path) as database:
        await database.write(INSERT, ("a",))
        assert database.warnings == []


async def test_a_new_file_needs_no_backup(path: Path) -> None:
    async with await Database.open(path, steps=NEWER):
        assert list(path.parent.glob("*.schema-*")) == []


async def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    async with await Database.open(path, steps=OLDER) as database:
        await database.write("INSERT INTO calls VALUES (1, 'a')")
    with pytest.raises(StorageError):
        await Database.open(path, steps=[*OLDER, "ALTER TABLE calls ADD COLUMN cost REAL;\nnonsense;"])
    async with await Database.open(path, steps=OLDER) as database:
        assert await database.read("SELECT * FROM calls") == [(1, "a")]


async def test_a_newer_file_is_refused_and_left_as_it_is(path: Path) -> None:
    async with await Database.open(path, steps=NEWER):
        pass
    before = path.read_bytes()
    with pytest.raises(StorageTooNew, match="newer"):
        await Database.open(path, steps=OLDER)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


async def test_a_newer_file_in_another_journal_mode_is_left_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE later (x)")
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(StorageTooNew):
        await Database.open(path)
    assert path.read_bytes() == before


async def test_a_backup_is_a_whole_database_and_replaces_an_older_one(database: Database, path: Path) -> None:
    target = path.with_name("copy.sqlite3")
    target.write_bytes(b"old")
    await database.write(INSERT, ("a",))
    await database.backup(target)
    async with await Database.open(target) as copy:
        assert await models(copy) == ["a"]


async def test_a_backup_that_can_t_be_written_is_a_storage_error(database: Database, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        await database.backup(tmp_path / "missing" / "copy.sqlite3")


async def test_many_open_a_new_file_at_once(tmp_path: Path) -> None:
    for number in range(20):
        path = tmp_path / f"{number}.sqlite3"
        opened = await asyncio.gather(*(Database.open(path) for _ in range(8)), return_exceptions=True)
        for database in opened:
            if isinstance(database, Database):  # one left open would keep this process
                await database.close()
        assert [type(database) for database in opened] == [Database] * 8, opened


async def test_many_open_an_older_file_at_once_and_one_backup_of_it_is_left(tmp_path: Path) -> None:
    first = released_steps()[:1]
    for number in range(10):
        path = tmp_path / f"{number}.sqlite3"
        await (await Database.open(path, steps=first)).close()
        opened = await asyncio.gather(*(Database.open(path) for _ in range(8)), return_exceptions=True)
        for database in opened:
            if isinstance(database, Database):
                await database.close()
        assert [type(database) for database in opened] == [Database] * 8, opened
        with closing(sqlite3.connect(path.with_name(f"{path.name}.schema-1"))) as copy:
            assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert list(tmp_path.glob("*.part")) == []


def test_making_sure_of_the_file_leaves_the_locks_of_its_connections(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite3"
    create_private(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        create_private(path)
        other = f"import sqlite3; sqlite3.connect({str(path)!r}, timeout=0).execute('BEGIN EXCLUSIVE')"
        done = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True, check=False)
    assert "database is locked" in done.stderr
