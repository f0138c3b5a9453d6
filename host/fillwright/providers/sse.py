"""Server-sent events, as far as providers use them: one JSON text in each `data:` line."""

from __future__ import annotations

from typing import Final

EVENTS_TYPE: Final = "text/event-stream"

_DATA: Final = b"data:"


class Events:
    """Takes a stream apart as its bytes come in, wherever they were cut."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """Return what stands in the `data:` lines that `data` completes."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [line[len(_DATA) :].strip() for line in lines if line.startswith(_DATA)]
