"""The files a person stored to be uploaded: beside their profile, 0600, under harmless names."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path
from typing import Final

from msgspec import Struct

from fillwright.errors import InvalidRequest, NotFound, StorageError, TooLarge
from fillwright.paths import write_private
from fillwright.text import clean

MAX_BYTES: Final = 10 * 1024 * 1024
_LONGEST_NAME: Final = 150
_FORBIDDEN: Final = re.compile(r'[<>:"|?*\x00-\x1f]')
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_OWN: Final = re.compile(r"profile\.json(?:\..*)?", re.IGNORECASE)


class StoredFile(Struct, frozen=True, kw_only=True):
    """A stored file: `size` in bytes, `modified` ISO 8601 in UTC."""

    name: str
    size: int
    modified: str


Stored = list[StoredFile]


class ProfileFiles:
    """The stored files of one profile, in its folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def list(self) -> Stored:
        """Return what is stored, by name."""
        if not self._folder.is_dir():
            return []
        paths = sorted(self._folder.iterdir(), key=lambda path: path.name.casefold())
        return [_described(path) for path in paths if _is_stored(path)]

    def get(self, name: str) -> bytes:
        """Return the content of `name`. Raises NotFound."""
        return self._found(name).read_bytes()

    def put(self, name: str, data: bytes) -> StoredFile:
        """Store `data` under `name` made harmless, in place of what was there; the result says the name it got.

        Raises TooLarge over 10 MiB, InvalidRequest for an empty file or a name of which nothing is left.
        """
        if len(data) > MAX_BYTES:
            raise TooLarge(f"{name} is larger than {MAX_BYTES // 1024 // 1024} MiB: store a smaller file.")
        if not data:
            raise InvalidRequest(f"{name} is empty: send the file's content.", field="body")
        path = self._folder / harmless_name(name)
        keep(path, data)
        return _described(path)

    def delete(self, name: str) -> None:
        """Delete `name`. Raises NotFound."""
        self._found(name).unlink()

    def _found(self, name: str) -> Path:
        try:
            safe = harmless_name(name) == unicodedata.normalize("NFC", name)
        except InvalidRequest:
            safe = False
        path = self._folder / unicodedata.normalize("NFC", name) if safe else None
        if path is None or not _is_stored(path):
            raise NotFound("No file is stored under that name.", field="name")
        return path


def keep(path: Path, data: bytes) -> None:
    """Make `data` the content of `path`, its folder made where it is missing. Raises StorageError (a full disk)."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(path, data)
    except OSError as wrong:
        raise StorageError(f"{path.name} can't be written: {wrong.strerror}.") from wrong


def harmless_name(name: str) -> str:
    """Return `name` as one that means a plain visible file in its folder on every system.

    Folders, control and direction characters, what Windows forbids, and leading dots go; the ending stays when a long
    name is cut. Raises InvalidRequest where nothing is left or the name is one the profile itself uses.
    """
    last = re.split(r"[/\\]", clean(unicodedata.normalize("NFC", name)))[-1]
    plain = _FORBIDDEN.sub("_", last).strip().lstrip(".").rstrip(" .")
    if _DEVICES.fullmatch(plain):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    while len(plain.encode()) > _LONGEST_NAME:
        stem, dot, ending = (stem[:-1], dot, ending) if len(stem) > 1 else (plain[:-1], "", "")
        plain = f"{stem}{dot}{ending}"
    if not plain or _OWN.fullmatch(plain):
        raise InvalidRequest("The file needs a name of its own, such as cv.pdf.", field="name")
    return plain


def _is_stored(path: Path) -> bool:
    own = path.name.startswith(".") or _OWN.fullmatch(path.name)
    return not own and path.is_file() and not path.is_symlink()


def _described(path: Path) -> StoredFile:
    status = path.stat()
    modified = dt.datetime.fromtimestamp(status.st_mtime, dt.UTC).isoformat(timespec="seconds")
    return StoredFile(name=path.name, size=status.st_size, modified=modified)
