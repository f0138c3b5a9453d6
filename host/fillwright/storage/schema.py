"""Opening the file: checked, brought to the present schema, set aside where it is corrupt. Runs in SQLite's thread."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib import resources
from pathlib import Path
from typing import Final

from fillwright.errors import StorageError, StorageTooNew

BUSY_TIMEOUT_S: Final = 1.0
_CREATING: Final = threading.Lock()
_CORRUPT: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def released_steps() -> list[str]:
    """Return the SQL that leads from each schema version to the next, the first from an empty file."""
    folder = resources.files(__package__).joinpath("migrations")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".sql"))
    return [folder.joinpath(name).read_text("utf-8") for name in names]


def open_writer(path: Path, warnings: list[str], steps: Sequence[str]) -> sqlite3.Connection:
    """Return a connection to the file at `path`, made where it is missing, at the newest schema in `steps`.

    A corrupt file is set aside with its companions and a new one begun; `warnings` says so. Raises StorageTooNew for
    a file of a newer version, StorageError for one that can't be opened or is locked; both leave it as it is.
    """
    try:
        return _open(path, steps)
    except sqlite3.DatabaseError as wrong:
        if primary_code(wrong) not in _CORRUPT:
            raise
        aside = set_aside(path)
        warnings.append(f"{path.name} was corrupt ({wrong}); it is kept as {aside.name}, and a new one was begun.")
        return _open(path, steps)


def open_reader(path: Path) -> sqlite3.Connection:
    """Return a second connection that can't write."""
    connection = _connect(path)
    connection.execute("PRAGMA query_only = ON")
    return connection


def primary_code(wrong: sqlite3.Error) -> int:
    """Return SQLite's primary result code, 0 where the error has none."""
    return getattr(wrong, "sqlite_errorcode", 0) & 0xFF


def create_private(path: Path) -> None:
    """Make the file at `path`, empty and 0600, where there is none; SQLite's companions take over its mode.

    A file that is there is never opened: closing any descriptor of it would end all POSIX locks that this process's
    connections hold on it (SQLite, "How To Corrupt An SQLite Database File", 2.2).
    """
    try:
        with _CREATING:
            if not path.exists():
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        if sys.platform != "win32" and path.is_file():
            path.chmod(0o600)
    except FileExistsError:  # another process was faster, and its file is as private
        return
    except OSError as wrong:
        raise StorageError(f"{path.name} can't be opened: {wrong.strerror}.") from None


def set_aside(path: Path) -> Path:
    """Rename the file and its -wal and -shm to a free name that says corrupt and when; return the file's new path."""
    moment = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = next(name for name in _names(path, f"corrupt-{moment}") if not name.exists())
    for companion in ("", "-wal", "-shm"):
        present = path.with_name(path.name + companion)
        if present.exists():
            present.rename(aside.with_name(aside.name + companion))
    return aside


def open_copy(path: Path, target: Path) -> sqlite3.Connection:
    """Write a consistent copy of the file at `path` to `target` and return the connection that did."""
    connection = _connect(path)
    try:
        _copy(connection, target)
    except BaseException:
        connection.close()
        raise
    return connection


def _copy(connection: sqlite3.Connection, target: Path, version: int | None = None) -> None:
    """Write the whole database to `target` (0600), replacing what was there once the copy is whole.

    With `version` nothing is replaced where the copy turns out to have another one.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=f"{target.name}.", suffix=".part", dir=target.parent)
    except OSError as wrong:
        raise StorageError(f"{target.name} can't be written: {wrong.strerror}.") from None
    os.close(descriptor)
    part = Path(name)
    try:
        connection.execute("VACUUM INTO ?", (name,))
        if version is None or _version_of(part) == version:
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _names(path: Path, word: str) -> Iterator[Path]:
    yield path.with_name(f"{path.name}.{word}")
    number = 2
    while True:
        yield path.with_name(f"{path.name}.{word}-{number}")
        number += 1


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    connection.text_factory = _text
    return connection


def _text(data: bytes) -> str:
    """Return a text column; one that was damaged costs its row, not every SELECT that meets it."""
    return data.decode(errors="replace")


def _open(path: Path, steps: Sequence[str]) -> sqlite3.Connection:
    create_private(path)
    connection = _connect(path)
    try:
        _check(connection)
        version = _version(connection, path, steps)
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path, steps, version)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    """Raise DatabaseError with SQLITE_CORRUPT where the file's pages do not hang together."""
    finding = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if finding != "ok":
        wrong = sqlite3.DatabaseError(finding.splitlines()[-1])
        wrong.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise wrong


def _version(connection: sqlite3.Connection, path: Path, steps: Sequence[str]) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(steps):
        message = f"{path.name} was written by a newer Fillwright (schema {version}, known up to {len(steps)}): update."
        raise StorageTooNew(message)
    return version


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn WAL on; where two turn it on at once, SQLite refuses one of them without waiting."""
    until = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as wrong:
            if primary_code(wrong) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.005)
        else:
            return


def _migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[str], version: int) -> None:
    """Take all steps in one transaction: who opens the file meanwhile sees the old schema or the new."""
    if version == len(steps):
        return
    if version:
        _copy(connection, path.with_name(f"{path.name}.schema-{version}"), version)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in steps[_version(connection, path, steps) :]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has ended it already
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
