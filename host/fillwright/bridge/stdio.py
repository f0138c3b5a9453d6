"""The native port's two ends, kept where no stray print and no child process can reach them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from threading import Lock

_STDERR = 2


def take_stdio() -> tuple[int, int]:
    """Return private descriptors of the native port (in, out) and leave harmless ones in their place.

    From here on stdin is empty, and what is written to stdout, by Python or by a C library, goes to stderr.
    """
    nothing = os.open(os.devnull, os.O_RDWR)  # becomes stderr where that is closed
    incoming, outgoing = os.dup(0), os.dup(1)
    os.dup2(nothing, 0)
    os.dup2(_STDERR, 1)
    if nothing > _STDERR:
        os.close(nothing)
    sys.stdout = sys.stderr
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there is none elsewhere

        msvcrt.setmode(incoming, os.O_BINARY)
        msvcrt.setmode(outgoing, os.O_BINARY)
    return incoming, outgoing


class FrameWriter:
    """Writes frames whole, those of one message together, from any thread."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = Lock()

    def write(self, frames: Iterable[bytes]) -> None:
        """Write `frames` in order; raises BrokenPipeError when the browser has gone."""
        with self._lock:
            for frame in frames:
                rest = memoryview(frame)
                while rest:
                    rest = rest[os.write(self._descriptor, rest) :]
