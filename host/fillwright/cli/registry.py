"""install, uninstall: make Fillwright known to the browsers, and unknown again."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.paths import find_home
from fillwright.registration import Registration
from fillwright.registration import install as register
from fillwright.registration import uninstall as unregister


def install(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Register the native host and say where."""
    home = find_home(arguments.home)
    return _report(register(home, browser=arguments.browser, extension_ids=arguments.extension_ids), terminal)


def uninstall(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Take the native host out and say from where; profile and answers stay."""
    return _report(unregister(find_home(arguments.home), browser=arguments.browser), terminal)


def _report(done: Registration, terminal: Terminal) -> int:
    def for_people() -> None:
        for change in done.changes:
            terminal.line(f"{change.name}: {change.action} {change.place}")
        terminal.line(f"Launcher: {done.launcher_action} {done.launcher}")

    data = {
        "launcher": {"path": str(done.launcher), "action": done.launcher_action},
        "browsers": [asdict(change) for change in done.changes],
    }
    terminal.show(data, for_people)
    return EXIT_OK
