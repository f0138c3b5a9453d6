"""Everything of one home in one file, and a home made from it again, on this machine or another.

The file is a zip archive: `backup.json` (form and version), `settings.toml`, `answers.sqlite3` and `profiles/…` with
the stored files. API keys, logs and what belongs to a running server are never in it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec
from msgspec import Struct

from fillwright import __version__
from fillwright.config import load_settings
from fillwright.errors import Conflict, FillwrightError, StorageError, UnreadableFile
from fillwright.paths import Home, write_private, writing_private
from fillwright.profile import parse_profile
from fillwright.storage import Database

FORM: Final = 1
MOST_FILES: Final = 10_000
MOST_BYTES: Final = 1024**3
"""What a restored home may take: far above what profiles, files and answers come to."""
_NOTE: Final = "backup.json"


class Contents(Struct, frozen=True):
    """What a backup holds: the names of its profiles, and how many files were stored beside them."""

    profiles: tuple[str, ...]
    files: int
    answers: bool


class _Note(Struct, frozen=True):
    form: int
    version: str = ""
    made: str = ""


async def back_up(home: Home, target: Path) -> Contents:
    """Write a backup of `home` to `target` (0600, in one step), also while a server runs on it.

    Raises OSError where `target` can't be written, and StorageError where the answers can't be copied.
    """
    note = _Note(FORM, __version__, dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / home.answers.name
        if home.answers.exists():
            async with await Database.open(home.answers) as database:
                await database.backup(copy)
        return await asyncio.to_thread(_pack, home, copy, note, target)


def _pack(home: Home, answers: Path, note: _Note, target: Path) -> Contents:
    """Write the archive; of the answers the copy `answers`, if there is one."""
    with writing_private(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_NOTE, msgspec.json.encode(note))
        if answers.exists():
            archive.write(answers, home.answers.name)
        for path in _kept(home):
            archive.write(path, path.relative_to(home.root).as_posix())
        return _contents(archive)


async def restore(home: Home, source: Path) -> tuple[Contents, Path | None]:
    """Make `home` what the backup `source` holds; return that and the folder where what was there is kept, if anything.

    Everything is read and checked before anything is moved. The caller holds the home's lock, so that no server works
    on it. Raises UnreadableFile for what is no backup, or one with parts that can't be used; nothing is changed then.
    """
    home.prepare()
    with tempfile.TemporaryDirectory(dir=home.root, prefix=".restoring-") as scratch:
        staged = Home(Path(scratch))
        staged.prepare()
        contents = _unpack(source, staged)
        await _check(staged)
        aside = _set_aside(home)
        for name in (staged.profiles, staged.settings, staged.answers):
            if name.exists():
                name.replace(home.root / name.name)
    return contents, aside


def _kept(home: Home) -> Iterator[Path]:
    if home.settings.is_file():
        yield home.settings
    for path in sorted(home.profiles.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path


def _contents(archive: zipfile.ZipFile) -> Contents:
    names = [PurePosixPath(name) for name in archive.namelist()]
    in_profiles = [name for name in names if name.parts[0] == "profiles"]
    profiles = sorted({name.parts[1] for name in in_profiles if name.name == "profile.json"})
    hidden = [name for name in in_profiles if any(part.startswith(".") for part in name.parts)]
    stored = [name for name in in_profiles if name not in hidden and name.name != "profile.json"]
    return Contents(tuple(profiles), len(stored), any(name.name == "answers.sqlite3" for name in names))


def _unpack(source: Path, staged: Home) -> Contents:
    try:
        with zipfile.ZipFile(source) as archive:
            note = msgspec.json.decode(archive.read(_NOTE), type=_Note)
            if note.form > FORM:
                message = f"This backup was made by a newer Fillwright ({note.version}): install that one here first."
                raise UnreadableFile(message, field="file")
            _unpack_members(archive, staged)
            return _contents(archive)
    except (zipfile.BadZipFile, KeyError, msgspec.DecodeError, UnicodeDecodeError, NotImplementedError, EOFError):
        message = f"{source.name} is no backup of Fillwright, or a damaged one: give a file that `backup` wrote."
        raise UnreadableFile(message, field="file") from None


def _unpack_members(archive: zipfile.ZipFile, staged: Home) -> None:
    members = [member for member in archive.infolist() if member.filename != _NOTE]
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
        raise UnreadableFile("This backup holds more than a home can: it was not made by Fillwright.", field="file")
    for member in members:
        name = PurePosixPath(member.filename)
        allowed = str(name) in {staged.settings.name, staged.answers.name} or name.parts[:1] == ("profiles",)
        if not allowed or ".." in name.parts or name.is_absolute() or "\\" in member.filename or member.is_dir():
            raise UnreadableFile(f"This backup holds {name}, which Fillwright never writes.", field="file")
        path = staged.root / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(path, archive.read(member))


async def _check(staged: Home) -> None:
    """Read each part as the server would; raises UnreadableFile with what is wrong."""
    try:
        load_settings(staged, {})
        for path in sorted(staged.profiles.glob("*/profile.json")):
            parse_profile(path.read_bytes())
        if staged.answers.exists():
            async with await Database.open(staged.answers) as database:
                if database.warnings:
                    raise StorageError(database.warnings[0])
    except FillwrightError as wrong:
        raise UnreadableFile(f"A part of this backup can't be used: {wrong.message}", field="file") from None


def _set_aside(home: Home) -> Path | None:
    """Move what the home holds into a folder of its own in it; return that, None where there was nothing."""
    companions = [home.answers.with_name(home.answers.name + ending) for ending in ("-wal", "-shm")]
    there = [path for path in (home.settings, home.answers, *companions) if path.exists()]
    if any(home.profiles.iterdir()):
        there.append(home.profiles)
    else:
        home.profiles.rmdir()
    if not there:
        return None
    aside = home.root / f"before-restore-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S}"
    try:
        aside.mkdir(mode=0o700)
    except FileExistsError:
        raise Conflict("Another backup was restored this very second: try again.") from None
    for path in there:
        path.replace(aside / path.name)
    return aside
