"""backup and restore: all of one's data in one file."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

import msgspec

from fillwright.backup import Contents, back_up
from fillwright.backup import restore as restore_home
from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.errors import NotFound
from fillwright.lock import hold
from fillwright.paths import find_home


def backup(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the home's profiles, files, settings and answers to one file only its owner can read."""
    target = Path(arguments.file)
    contents = asyncio.run(back_up(find_home(arguments.home), target))
    told = {"file": str(target), **msgspec.to_builtins(contents)}
    terminal.show(told, lambda: _tell(terminal, f"Wrote {_counted(contents)} to {target}. API keys are not in it."))
    return EXIT_OK


def restore(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Make the home what a backup holds; raises AlreadyRunning while a server runs on it, NotFound without the file."""
    source = Path(arguments.file)
    if not source.is_file():
        raise NotFound(f"There is no file {source}.", field="file")
    home = find_home(arguments.home)
    home.prepare()
    with hold(home.lock):
        contents, aside = asyncio.run(restore_home(home, source))
    told = {"file": str(source), "kept": None if aside is None else str(aside), **msgspec.to_builtins(contents)}
    terminal.show(told, lambda: _tell(terminal, f"Restored {_counted(contents)}.", aside))
    return EXIT_OK


def _tell(terminal: Terminal, text: str, aside: Path | None = None) -> None:
    terminal.line(text)
    if aside is not None:
        terminal.line(f"What was here before is kept in {aside}.")


def _counted(contents: Contents) -> str:
    profiles = "1 profile" if len(contents.profiles) == 1 else f"{len(contents.profiles)} profiles"
    files = "1 stored file" if contents.files == 1 else f"{contents.files} stored files"
    return f"{profiles}, {files}, " + ("the answers and the settings" if contents.answers else "the settings")
