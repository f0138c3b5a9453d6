"""backup and restore: all of one's data in one file."""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import msgspec

from fillwright.backup import Contents, back_up
from fillwright.backup import restore as restore_home
from fillwright.cli.client import find_server
from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.errors import AlreadyRunning, Conflict, NotFound
from fillwright.lock import hold, unprepared
from fillwright.paths import Home, find_home

_END_SECONDS: Final = 10.0
_LOOK_SECONDS: Final = 0.05


def backup(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the home's profiles, files, settings and answers to one file only its owner can read."""
    target = Path(arguments.file)
    contents = asyncio.run(back_up(find_home(arguments.home), target))
    told = {"file": str(target), **msgspec.to_builtins(contents)}
    terminal.show(told, lambda: _tell(terminal, f"Wrote {_counted(contents)} to {target}. API keys are not in it."))
    return EXIT_OK


def restore(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Make the home what a backup holds; a server without a batch ends for that, and the browser starts another.

    Raises NotFound without the file, Conflict while a form is answered or answers are prepared, AlreadyRunning where
    the server stays.
    """
    source = Path(arguments.file)
    if not source.is_file():
        raise NotFound(f"There is no file {source}.", field="file")
    home = find_home(arguments.home)
    home.prepare()
    with _without_server(home), unprepared(home):
        contents, aside = asyncio.run(restore_home(home, source))
    told = {"file": str(source), "kept": None if aside is None else str(aside), **msgspec.to_builtins(contents)}
    terminal.show(told, lambda: _tell(terminal, f"Restored {_counted(contents)}.", aside))
    return EXIT_OK


@contextmanager
def _without_server(home: Home) -> Iterator[None]:
    """Hold the home's lock for the time of the block, once the running server has ended."""
    server = find_server(home)
    if server is not None and server.post("/api/retire", b"")["busy"]:
        raise Conflict("A form is being answered just now: restore when it is done.")
    deadline = time.monotonic() + (0 if server is None else _END_SECONDS)
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(hold(home.lock))
                break
            except AlreadyRunning:
                if time.monotonic() >= deadline:
                    raise
            time.sleep(_LOOK_SECONDS)
        yield


def _tell(terminal: Terminal, text: str, aside: Path | None = None) -> None:
    terminal.line(text)
    if aside is not None:
        terminal.line(f"What was here before is kept in {aside}.")


def _counted(contents: Contents) -> str:
    profiles = "1 profile" if len(contents.profiles) == 1 else f"{len(contents.profiles)} profiles"
    files = "1 stored file" if contents.files == 1 else f"{contents.files} stored files"
    return f"{profiles}, {files}, " + ("the answers and the settings" if contents.answers else "the settings")
