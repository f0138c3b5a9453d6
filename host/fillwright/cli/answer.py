"""answer: a whole form, answered in its order."""

from __future__ import annotations

import argparse
from typing import Any

from fillwright.cli import engine
from fillwright.cli.client import Refused
from fillwright.cli.inputs import read_request
from fillwright.cli.tables import Progress, show_responses
from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.errors import ServerLost
from fillwright.paths import find_home


def answer(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Answer the request: `{responses, summary}` with --json, else a bar while it goes and a table at its end."""
    request = read_request(arguments.file)
    with Progress(terminal, len(request.fields)) as progress:
        batch = Batch(progress)
        engine.stream(find_home(arguments.home), request, batch.see)
    reply = batch.reply()
    terminal.show(reply, lambda: show_responses(reply))
    return EXIT_OK


class Batch:
    """Collects a batch's events into its reply."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._responses: dict[int, dict[str, Any]] = {}
        self._summary: dict[str, Any] | None = None

    def see(self, event: dict[str, Any]) -> None:
        """Take one event in; raises Refused for an `error`."""
        match event["event"]:
            case "field":
                self._responses[event["index"]] = event["response"]
                self._progress.advance()
            case "warning":
                self._responses[event["index"]]["warnings"].append(event["warning"])
            case "summary":
                self._summary = event["summary"]
            case "error":
                raise Refused(event["error"])

    def reply(self) -> dict[str, Any]:
        """Return `{responses, summary}`; raises ServerLost where the stream ended before its summary."""
        if self._summary is None:
            raise ServerLost("The server went away before the batch was complete; run the command again.")
        return {"responses": [self._responses[at] for at in sorted(self._responses)], "summary": self._summary}
