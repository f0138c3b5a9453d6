"""The earlier versions of one profile: what its file held before each change, by the person, a page or an import."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from fillwright.errors import NotFound, StorageError
from fillwright.profile.files import keep

KEPT: Final = 50
"""How many versions of a profile are kept; the oldest go first."""

_FOLDER: Final = ".versions"
_STAMP: Final = "%Y%m%dT%H%M%S%f"
_ID: Final = re.compile(r"\d{8}T\d{12}")


class Version(Struct, frozen=True, kw_only=True):
    """One earlier version: `saved` is when it became the profile (ISO 8601 in UTC), `size` its bytes."""

    id: str
    saved: str
    size: int


Found = list[Version]


class Versions:
    """The versions that lie beside the profile in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / _FOLDER

    def list(self) -> Found:
        """Return the versions, the newest first."""
        paths = sorted(self._folder.glob("*.json"), reverse=True)
        return [_described(path) for path in paths if _ID.fullmatch(path.stem)]

    def get(self, identity: str) -> bytes:
        """Return the profile as it was. Raises NotFound."""
        path = self._folder / f"{identity}.json"
        if not _ID.fullmatch(identity) or not path.is_file():
            raise NotFound("No version of the profile is kept under that name.", field="id")
        return path.read_bytes()

    def add(self, raw: bytes, saved: dt.datetime) -> None:
        """Keep `raw`, the profile since `saved`, unless it is empty; the oldest beyond the last fifty go.

        A full disk keeps none.
        """
        if raw.strip() == b"{}":
            return
        moment = saved
        while (path := self._folder / f"{moment.strftime(_STAMP)}.json").exists():
            moment += dt.timedelta(microseconds=1)
        with contextlib.suppress(StorageError):
            keep(path, raw)
        for old in self.list()[KEPT:]:
            (self._folder / f"{old.id}.json").unlink(missing_ok=True)


def _described(path: Path) -> Version:
    saved = dt.datetime.strptime(path.stem, _STAMP).replace(tzinfo=dt.UTC)
    return Version(id=path.stem, saved=saved.isoformat(timespec="seconds"), size=path.stat().st_size)
