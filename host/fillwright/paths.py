"""Where the home and its files are. Standard library only: the bridge imports this module."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

HOME_VARIABLE = "FILLWRIGHT_HOME"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds all of one person's data (0700), and the names inside it."""

    root: Path

    @property
    def profiles(self) -> Path:
        """One folder per profile, `profiles/NAME/profile.json` and the stored files beside it."""
        return self.root / "profiles"

    @property
    def settings(self) -> Path:
        """`settings.toml`."""
        return self.root / "settings.toml"

    @property
    def answers(self) -> Path:
        """`answers.sqlite3`: remembered answers, pins, history, usage."""
        return self.root / "answers.sqlite3"

    @property
    def runtime(self) -> Path:
        """`runtime.json`: port, pid, secret and token of the running server (0600)."""
        return self.root / "runtime.json"

    @property
    def lock(self) -> Path:
        """The file whose advisory lock the running server holds."""
        return self.root / "server.lock"

    @property
    def preparing(self) -> Path:
        """The file whose advisory lock is shared by those who have answers written ahead."""
        return self.root / "prepare.lock"

    @property
    def logs(self) -> Path:
        """Log files; ids only, never values."""
        return self.root / "logs"

    def prepare(self) -> None:
        """Create the folders that are missing, readable by their owner alone whatever the umask."""
        for folder in (self.root, self.profiles, self.logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if sys.platform != "win32":
                folder.chmod(0o700)


def find_home(explicit: str | os.PathLike[str] | None = None) -> Home:
    """Return the home: `explicit`, else `$FILLWRIGHT_HOME`, else the platform's user-data folder.

    The platform's folders are those platformdirs names for an application without an author; they are
    spelled out here because the bridge may import nothing outside the standard library.
    """
    chosen = explicit or os.environ.get(HOME_VARIABLE)
    return Home(Path(chosen).expanduser().absolute() if chosen else _user_data_folder() / "fillwright")


def write_private(path: Path, data: bytes) -> None:
    """Make `data` the content of `path` in one step that survives a power cut, 0600 whatever the umask."""
    with writing_private(path) as file:
        file.write(data)


@contextmanager
def writing_private(path: Path) -> Iterator[BinaryIO]:
    """Make what is written to the file that the block gets the content of `path`, as `write_private` does."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if sys.platform != "win32":
            draft.chmod(0o600)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    if sys.platform != "win32":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _user_data_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    data_home = os.environ.get("XDG_DATA_HOME", "")
    return Path(data_home) if data_home.startswith("/") else Path.home() / ".local" / "share"
