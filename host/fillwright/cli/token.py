"""token: what admits a program to the running server."""

from __future__ import annotations

import argparse

from fillwright.cli.client import find_server
from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.errors import ServerUnavailable
from fillwright.paths import find_home


def token(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the running server's token; raises ServerUnavailable where none runs."""
    home = find_home(arguments.home)
    server = find_server(home)
    if server is None:
        raise ServerUnavailable(f"No server is running for {home.root}; start one with `fillwright serve`.")
    server.close()
    where = {"token": server.runtime.token, "port": server.runtime.port, "url": server.url}
    terminal.show(where, lambda: terminal.line(server.runtime.token))
    return EXIT_OK
