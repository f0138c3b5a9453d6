"""What an uninstall takes away beyond the registration: the running server and, where asked for, the person's data."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from fillwright.cli.client import find_server
from fillwright.config import Keys
from fillwright.errors import AlreadyRunning
from fillwright.lock import hold
from fillwright.paths import Home

_END_SECONDS: Final = 10.0
_LOOK_SECONDS: Final = 0.05
# Everything Fillwright writes into a home; a folder that is also somebody else's keeps the rest.
_WRITTEN: Final = (
    *("profiles", "settings.toml", "keys.toml", "answers.sqlite3*"),
    *("logs", "runtime.json", "prepare.lock", "before-restore-*", ".restoring-*"),
)


def end_server(home: Home) -> int | None:
    """End the running server of `home`, proved first, and wait until it has gone; return its process, None without one.

    Raises AlreadyRunning where it stays.
    """
    server = find_server(home)
    if server is None:
        return None
    server.close()
    pid = server.runtime.pid
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _END_SECONDS
    while True:
        try:
            with hold(home.lock):
                return pid
        except AlreadyRunning:
            if time.monotonic() > deadline:
                raise
        time.sleep(_LOOK_SECONDS)


def remove_data(home: Home) -> list[Path]:
    """Delete profiles, answers, settings, keys and logs of `home`, and return what was there.

    What Fillwright did not write stays. Raises AlreadyRunning while a server works on the home.
    """
    if not home.root.is_dir():
        return []
    removed = []
    with hold(home.lock):
        keys = Keys(home)
        for name in ("openai", "anthropic"):
            keys.delete(name)
        for path in _written(home):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
            removed.append(path)
    home.lock.unlink(missing_ok=True)
    return removed


def _written(home: Home) -> Iterator[Path]:
    for pattern in _WRITTEN:
        yield from sorted(home.root.glob(pattern))
