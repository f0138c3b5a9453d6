"""serve: the server in the foreground."""

from __future__ import annotations

import argparse

from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.lock import only_server
from fillwright.paths import find_home


def serve(arguments: argparse.Namespace, _terminal: Terminal) -> int:
    """Serve until interrupted; raises AlreadyRunning and, for a port that is taken, ServerUnavailable."""
    home = find_home(arguments.home)
    with only_server(home):  # before the server is loaded: of many starts at once all but one end here
        from fillwright.server import run  # noqa: PLC0415 - as said

        run(home, arguments.port, alone=True)
    return EXIT_OK
