"""Backups on their way in parts: no message of the browser's holds all of a large one."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Final, Literal

from aiohttp import web

from fillwright.errors import Conflict, NotFound

PART: Final = 4 * 1024 * 1024
"""The most bytes of one part: in base64 it fits a message of either direction several times."""

NAME: Final = "fillwright.backup"
Direction = Literal["out", "in"]


class Parcel:
    """One file on its way, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.id = folder.name
        self.path = folder / NAME
        self._writing = asyncio.Lock()

    async def read(self, begin: int) -> bytes:
        """Return the part that begins at the byte `begin`, nothing at the end."""
        return await asyncio.to_thread(self._read, begin)

    async def write(self, begin: int, data: bytes) -> int:
        """Have `data` stand at the byte `begin`, and nothing behind it; return the size by now.

        The same part may come twice. Raises Conflict for one that would leave a hole.
        """
        async with self._writing:
            return await asyncio.to_thread(self._write, begin, data)

    def _read(self, begin: int) -> bytes:
        with self.path.open("rb") as file:
            file.seek(begin)
            return file.read(PART)

    def _write(self, begin: int, data: bytes) -> int:
        with self.path.open("r+b") as file:
            size = file.seek(0, 2)
            if begin > size:
                raise Conflict(f"The file has {size} bytes so far: go on from there.")
            file.seek(begin)
            file.truncate()
            return begin + file.write(data)


class Transit:
    """At most one file on its way out and one on its way in; a new one takes the place of the one before.

    They lie in the system's temporary folder, in one that only its owner can enter, and go with `close`.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._parcels: dict[Direction, Parcel] = {}

    def begin(self, direction: Direction) -> Parcel:
        """Return a new parcel with an empty file."""
        self._drop(direction)
        self._folder = self._folder or Path(tempfile.mkdtemp(prefix="fillwright-"))
        folder = self._folder / secrets.token_hex(8)
        folder.mkdir(mode=0o700)
        parcel = Parcel(folder)
        parcel.path.touch(0o600)
        self._parcels[direction] = parcel
        return parcel

    def get(self, direction: Direction, parcel_id: str) -> Parcel:
        """Return a parcel; raises NotFound for one that has gone, or never was."""
        parcel = self._parcels.get(direction)
        if parcel is None or parcel.id != parcel_id:
            raise NotFound("This backup is not on its way any more: begin anew.")
        return parcel

    def end(self, direction: Direction, parcel_id: str) -> None:
        """Remove a parcel. Raises NotFound."""
        self.get(direction, parcel_id)
        self._drop(direction)

    def close(self) -> None:
        """Remove everything."""
        self._parcels.clear()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _drop(self, direction: Direction) -> None:
        parcel = self._parcels.pop(direction, None)
        if parcel is not None:
            shutil.rmtree(parcel.path.parent, ignore_errors=True)


TRANSIT: Final = web.AppKey("transit", Transit)
