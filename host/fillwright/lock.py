"""The advisory locks of a home: one makes the running server the only one, one keeps restoring and preparing apart.

The operating system drops the lock with the process, however that ends: neither a stale file nor a process id that
was given to another program can keep a new server from starting. Standard library only: of many servers started at
once, those that come too late find out before they have loaded anything large.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from fillwright.errors import AlreadyRunning, Conflict
from fillwright.paths import Home
from fillwright.runtime import read_runtime


@contextmanager
def only_server(home: Home) -> Iterator[None]:
    """Be the only server of `home` for the time of the block; raises AlreadyRunning, with where the other one is."""
    home.prepare()
    with ExitStack() as held:
        try:
            held.enter_context(hold(home.lock))
        except AlreadyRunning:
            raise AlreadyRunning(_who_runs(home)) from None
        yield


def _who_runs(home: Home) -> str:
    """Say that a server runs on `home`, and where, as far as its runtime file tells."""
    runtime = read_runtime(home.runtime)
    where = f" (port {runtime.port}, pid {runtime.pid})" if runtime else ""
    return f"A server is already running on {home.root}{where}; stop it first, or choose another home."


@contextmanager
def hold(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock on the file at `path` (created 0600, never removed); raises AlreadyRunning when another has it.

    Those who hold it `shared` keep out only those who do not (on Windows, each other too).
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(descriptor, shared=shared)
        except OSError:
            raise AlreadyRunning("A server is already running on this home.") from None
        yield
    finally:
        os.close(descriptor)  # releases the lock


@contextmanager
def preparing(home: Home) -> Iterator[None]:
    """Have answers written ahead for the time of the block; raises Conflict while `home` is being restored."""
    try:
        with hold(home.preparing, shared=True):
            yield
    except AlreadyRunning:
        raise Conflict("A backup is just being restored here: prepare when that is done.") from None


@contextmanager
def unprepared(home: Home) -> Iterator[None]:
    """Keep `prepare` out for the time of the block; raises Conflict while one works on `home`."""
    try:
        with hold(home.preparing):
            yield
    except AlreadyRunning:
        message = "`fillwright prepare` is having answers written just now: restore when it is done."
        raise Conflict(message) from None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, *, shared: bool) -> None:  # noqa: ARG001 - there is no shared lock here
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int, *, shared: bool) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
