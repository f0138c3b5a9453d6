"""install, uninstall: make Fillwright known to the browsers, and unknown again."""

from __future__ import annotations

import argparse
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from fillwright.cli.grammar import WrongCommandLine
from fillwright.cli.removal import end_server, remove_data
from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.paths import find_home
from fillwright.registration import (
    Machine,
    Registration,
    extension_folder,
    known_browsers,
    loading_steps,
    show_folder,
)
from fillwright.registration import install as register
from fillwright.registration import uninstall as unregister


def install(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Register the native host, say where, and show the extension's folder and how a browser takes it."""
    home, machine = find_home(arguments.home), Machine()
    done = register(home, browser=arguments.browser, extension_ids=arguments.extension_ids, machine=machine)
    folder = extension_folder(machine)
    opened = not (arguments.no_open or terminal.json) and show_folder(folder, machine)
    data = {**_told(done), "extension": {"path": str(folder), "opened": opened}}
    terminal.show(data, lambda: _tell_install(done, folder, machine, terminal, opened=opened))
    return EXIT_OK


def _tell_install(done: Registration, folder: Path, machine: Machine, terminal: Terminal, *, opened: bool) -> None:
    _tell(done, terminal)
    registered = {change.browser for change in done.changes}
    browsers = tuple(browser for browser in known_browsers(machine) if browser.id in registered)
    shown = " (open in your file manager now)" if opened else ""
    terminal.line()
    terminal.line("What to do next:")
    terminal.line(f"1. Load the extension from this folder{shown}: {folder}")
    for line in loading_steps(browsers):
        terminal.line(f"   {line}")
    terminal.line(
        "2. Press Fillwright's button there, in Chromium's family behind the puzzle piece: its settings open,"
    )
    terminal.line("   take your résumé and lead through the rest.")
    terminal.line("3. Open a job application and press the button again, or Alt+Shift+F.")
    terminal.line("`fillwright doctor` checks the whole line.")


def uninstall(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Take the native host out and say from where; profile and answers stay unless `--data` takes them too.

    With the last browser goes the server that runs, if one does.
    """
    if arguments.data and arguments.browser:
        raise WrongCommandLine("--data removes everything and takes no --browser.")
    home = find_home(arguments.home)
    ended = None if arguments.browser else end_server(home)
    removed = remove_data(home) if arguments.data else []
    done = unregister(home, browser=arguments.browser)
    if arguments.data:
        with suppress(OSError):  # what others put there stays
            home.root.rmdir()
    data = {**_told(done), "server_ended": ended, "data_removed": [str(path) for path in removed]}

    def for_people() -> None:
        _tell(done, terminal)
        if ended is not None:
            terminal.line(f"Server: ended (process {ended})")
        for path in removed:
            terminal.line(f"Your data: removed {path}")
        if not arguments.data and home.root.is_dir():
            terminal.line(f"Your profile, answers and settings stay in {home.root}; `--data` removes them too.")

    terminal.show(data, for_people)
    return EXIT_OK


def _told(done: Registration) -> dict[str, object]:
    return {
        "launcher": {"path": str(done.launcher), "action": done.launcher_action},
        "browsers": [asdict(change) for change in done.changes],
    }


def _tell(done: Registration, terminal: Terminal) -> None:
    for change in done.changes:
        terminal.line(f"{change.name}: {change.action} {change.place}")
    terminal.line(f"Launcher: {done.launcher_action} {done.launcher}")
