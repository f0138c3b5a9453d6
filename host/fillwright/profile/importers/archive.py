"""ZIP archives from outside, opened with a bound on what they unpack to."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from fillwright.errors import TooLarge, UnreadableFile

MAX_UNPACKED: Final = 64 * 1024 * 1024
MAX_MEMBERS: Final = 2_000
_ENCRYPTED: Final = 0x1


class Archive:
    """The members of a ZIP file by name.

    Raises UnreadableFile for one that is broken or has a password, TooLarge for one of more than 2,000 members or that
    unpacks to more than 64 MiB. Members never unpack to more than they declare: zipfile stops there.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise UnreadableFile("The ZIP archive is broken: save or download the file again.") from None
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise TooLarge(
                f"The file unpacks to more than {MAX_UNPACKED // 1024 // 1024} MiB: no résumé is that large."
            )
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise UnreadableFile("The ZIP archive has a password: save it without one.")

    @property
    def names(self) -> list[str]:
        """The members' names, as they stand."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes:
        """Return one member unpacked."""
        try:
            return self._zip.read(name)
        except Exception as wrong:  # zlib, lzma and bz2 each have errors of their own
            raise UnreadableFile(f"{name} in the ZIP archive is broken: save or download the file again.") from wrong
