"""serve: the server in the foreground."""

from __future__ import annotations

import argparse

from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.paths import find_home
from fillwright.server import run


def serve(arguments: argparse.Namespace, _terminal: Terminal) -> int:
    """Serve until interrupted; raises AlreadyRunning and, for a port that is taken, ServerUnavailable."""
    run(find_home(arguments.home), arguments.port)
    return EXIT_OK
