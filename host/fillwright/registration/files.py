"""Files and folders that are written only where they differ, and folders remembered to be removed again."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path


def write_if_new(path: Path, content: bytes, mode: int) -> bool:
    """Make the file hold `content` with `mode`, in one step; return False where it did already."""
    with suppress(OSError):
        if path.read_bytes() == content:
            path.chmod(mode)
            return False
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.chmod(mode)
    draft.replace(path)
    return True


class FolderRecord:
    """The folders that registrations had to make, kept in a file, so that the last uninstall removes just these."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._made: list[str] = []
        with suppress(OSError, ValueError):
            self._made = [str(folder) for folder in json.loads(path.read_bytes())["folders"]]

    def make(self, folder: Path, mode: int = 0o777) -> None:
        """Make `folder` and the missing ones above it; `mode` is for the innermost."""
        missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
        for parent in reversed(missing):
            parent.mkdir(mode=mode if parent == folder else 0o755, exist_ok=True)
        self._made += [str(parent) for parent in reversed(missing) if str(parent) not in self._made]

    def save(self) -> None:
        """Write the record."""
        write_if_new(self._path, json.dumps({"folders": self._made}, indent=2).encode(), 0o600)

    def remove(self) -> None:
        """Remove the record, and each folder on it that is empty."""
        self._path.unlink(missing_ok=True)
        for folder in reversed(self._made):
            with suppress(OSError):
                Path(folder).rmdir()
