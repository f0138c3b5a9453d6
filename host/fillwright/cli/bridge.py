"""bridge: for a home named on the command line; without one the bridge is started before the commands are loaded."""

from __future__ import annotations

import argparse
import os

from fillwright.bridge import main
from fillwright.cli.terminal import Terminal
from fillwright.paths import HOME_VARIABLE


def bridge(arguments: argparse.Namespace, _terminal: Terminal) -> int:
    """Carry the browser's messages until it closes the port."""
    if arguments.home:
        os.environ[HOME_VARIABLE] = arguments.home
    return main(arguments.origin)
