"""The native-messaging host: carries a browser's calls to the person's own server, and nothing else.

    framing   bytes ↔ frames ↔ JSON, with both caps
    callers   which extensions may start it
    calls     what a message may ask for
    launch    find the server, prove it, start it
    handover  an older version's server ends when it is idle
    tunnel    native frames ↔ HTTP
    stdio     the port's two ends
    journal   the log

Standard library only, and little of it: a browser starts this program while a person waits.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress

from fillwright.bridge.callers import check_caller, host_name, manifest_folder, shipped_ids
from fillwright.bridge.framing import FrameReader, frame, frames, parse
from fillwright.bridge.journal import Journal
from fillwright.bridge.launch import Launcher, Proved, prove
from fillwright.bridge.stdio import FrameWriter, take_stdio
from fillwright.bridge.tunnel import Tunnel
from fillwright.errors import Forbidden, TooLarge
from fillwright.paths import Home, find_home

__all__ = [
    "FrameReader",
    "Launcher",
    "Proved",
    "carry",
    "check_caller",
    "frame",
    "frames",
    "host_name",
    "main",
    "manifest_folder",
    "parse",
    "prove",
    "shipped_ids",
]

ALLOW_OPTION = "--allow="
GRACE_SECONDS = 0.5


def main(argv: Sequence[str]) -> int:
    """Serve the browser that started this process until its end of the port closes; return the exit code.

    `argv` is what the browser passes, after the launcher's own words: `[--allow=ID …] --`. Another caller gets exit
    code 1, a sentence on stderr, and not a byte on stdout.
    """
    words = list(argv)
    own, caller = (words[: words.index("--")], words[words.index("--") + 1 :]) if "--" in words else ([], words)
    try:
        check_caller(caller, [word.removeprefix(ALLOW_OPTION) for word in own if word.startswith(ALLOW_OPTION)])
    except Forbidden as wrong:
        with suppress(OSError):  # a browser may have closed stderr
            os.write(2, f"fillwright bridge: {wrong.message}\n".encode())
        return 1
    incoming, outgoing = take_stdio()
    return carry(lambda size: os.read(incoming, size), FrameWriter(outgoing), find_home())


def carry(read: Callable[[int], bytes], writer: FrameWriter, home: Home) -> int:
    """Carry calls from `read` to the server of `home`, and its replies to `writer`, until `read` returns nothing."""
    journal = Journal(home)
    launcher = Launcher(home, note=journal.note)
    tunnel = Tunnel(launcher.connect, lambda message: writer.write(frames(message)), journal.note)
    reader = FrameReader(read)
    while True:
        try:
            payload = reader.next()
        except TooLarge as wrong:
            tunnel.refuse(wrong)
            continue
        if payload is None:
            break
        tunnel.receive(payload)
    tunnel.close(GRACE_SECONDS)
    return 0
