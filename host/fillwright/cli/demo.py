"""demo: a sample form, answered through a real bridge and server in a temporary home."""

from __future__ import annotations

import argparse
from typing import Any

from fillwright.cli.tables import Progress, show_responses
from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.demo import NEXT_STEPS, read_request, run


def demo(_arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Answer the demo page with the sample profile and the embedded drafts; `{responses, summary}` with --json."""
    with Progress(terminal, len(read_request()["fields"])) as progress:

        def see(event: dict[str, Any]) -> None:
            if event.get("event") == "field":
                progress.advance()

        reply = run(see)
    terminal.show(reply, lambda: show_responses(reply))
    terminal.line()
    terminal.line(NEXT_STEPS)
    return EXIT_OK
