"""The advisory lock that makes the running server the only one of its home.

The operating system drops the lock with the process, however that ends: neither a stale file nor a process id that
was given to another program can keep a new server from starting.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fillwright.errors import AlreadyRunning


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock on the file at `path` (created 0600, never removed); raises AlreadyRunning when another has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(descriptor)
        except OSError:
            raise AlreadyRunning("A server is already running on this home.") from None
        yield
    finally:
        os.close(descriptor)  # releases the lock


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
