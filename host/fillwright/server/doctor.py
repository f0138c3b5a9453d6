"""`fillwright doctor` for those who ask over HTTP."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from typing import Final

import msgspec

from fillwright.errors import FillwrightError
from fillwright.paths import Home
from fillwright.server.shapes import Findings

SECONDS: Final = 100.0
_OF_SHELLS: Final = "shell_key"  # what a shell has exported; the server that asks is none


async def examine(home: Home) -> Findings:
    """Return what the command finds, run as a process of its own: it starts a launcher and waits for what that does.

    Raises FillwrightError where it does not end, or ends without findings.
    """
    words = ("--json", "--home", str(home.root), "doctor")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-m", "fillwright", *words, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(SECONDS):
            said, _ = await process.communicate()
        found = msgspec.json.decode(said, type=Findings)
    except (TimeoutError, msgspec.DecodeError) as wrong:
        raise FillwrightError("The checks did not end: run `fillwright doctor` in a terminal.") from wrong
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    checks = [check for check in found.checks if check.code != _OF_SHELLS]
    return Findings(healthy=found.healthy, checks=checks)
