"""Server-sent events, as far as providers use them: one JSON text in each `data:` line."""

from __future__ import annotations

from typing import Final

from fillwright.errors import InvalidAnswer

EVENTS_TYPE: Final = "text/event-stream"

LONGEST_LINE: Final = 1024 * 1024
"""Bytes of a line that are waited for at most."""

_DATA: Final = b"data:"


class Events:
    """Takes a stream apart as its bytes come in, wherever they were cut."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """Return what stands in the `data:` lines that `data` completes.

        Raises InvalidAnswer for a line without an end.
        """
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            raise InvalidAnswer("The provider sent a reply without an end; ask again.")
        return [line[len(_DATA) :].strip() for line in lines if line.startswith(_DATA)]
