"""Starts a registered launcher as a browser would and speaks with it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from fillwright.bridge import FrameReader, frame, parse
from fillwright.bridge.framing import serialize
from fillwright.errors import FillwrightError
from fillwright.paths import HOME_VARIABLE

# What a desktop's browser does not have, though the shell may.
SHELL_VARIABLES = (HOME_VARIABLE, "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_BASE_URL")

_REPLY_SECONDS = 25.0
_EXIT_SECONDS = 2.0


@dataclass(frozen=True)
class Outcome:
    """How a launcher did: `status` of the health call (None without a frame), `left` in time after the port closed."""

    status: int | None
    left: bool
    said: str


def start_and_ask(launcher: Path, arguments: Sequence[str]) -> Outcome:
    """Start `launcher` with what a browser passes, ask for the server's health, close the port.

    Like any browser's first call this starts the server where none runs. What the launcher said on stderr is in
    `said`; a launcher that can't be started leaves the system's message there.
    """
    environment = {name: value for name, value in os.environ.items() if name not in SHELL_VARIABLES}
    try:
        process = subprocess.Popen(  # noqa: S603 - the launcher that the browsers start
            [str(launcher), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
    except OSError as wrong:
        return Outcome(None, left=False, said=wrong.strerror or str(wrong))
    with process:
        watchdog = Timer(_REPLY_SECONDS, process.kill)
        watchdog.start()
        try:
            status = _ask(process)
            with suppress(OSError):
                process.stdin.close()  # type: ignore[union-attr] # a pipe, as asked for above
            left = _leaves(process)
        finally:
            watchdog.cancel()
            process.kill()
        said = process.stderr.read().decode("utf-8", "replace").strip()  # type: ignore[union-attr] # the same
    return Outcome(status, left, said)


def _ask(process: subprocess.Popen[bytes]) -> int | None:
    """Return the status of a health call, None where no frame comes back."""
    if process.stdin is None or process.stdout is None:
        return None
    with suppress(OSError, FillwrightError):
        process.stdin.write(frame(serialize({"id": 1, "method": "GET", "path": "/api/health"})))
        process.stdin.flush()
        payload = FrameReader(process.stdout.read).next()
        message = parse(payload) if payload is not None else None
        if isinstance(message, dict) and isinstance(message.get("status"), int):
            return int(message["status"])
    return None


def _leaves(process: subprocess.Popen[bytes]) -> bool:
    try:
        return process.wait(_EXIT_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
