"""Where in a JSON text a path such as `work[0].startDate` stands."""

from __future__ import annotations

import json
import re
from typing import Final

_STEP: Final = re.compile(r"\[(\d+)\]|\.?([^.\[\]]+)")
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_DECODER: Final = json.JSONDecoder()


def line_of(text: str, path: str) -> int | None:
    """Return the line (from 1) on which the value at `path` begins, or that of its nearest part that is there.

    None for a path that does not begin in `text`. `text` must be valid JSON.
    """
    position, found = _skip(text, 0), None
    for step in _STEP.finditer(path):
        index, key = step.groups()
        there = _item(text, position, int(index)) if index else _member(text, position, key)
        if there is None:
            break
        position = found = there
    return None if found is None else text.count("\n", 0, found) + 1


def _skip(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position


def _member(text: str, position: int, wanted: str) -> int | None:
    """Return where the value of `wanted` begins; of a key that stands twice the last one counts, as for parsers."""
    found = None
    if text[position] != "{":
        return None
    position = _skip(text, position + 1)
    while text[position] != "}":
        key, position = _DECODER.raw_decode(text, position)
        position = _skip(text, _skip(text, position) + 1)
        if key == wanted:
            found = position
        position = _next(text, position)
    return found


def _item(text: str, position: int, wanted: int) -> int | None:
    if text[position] != "[":
        return None
    position = _skip(text, position + 1)
    while text[position] != "]":
        if wanted == 0:
            return position
        wanted -= 1
        position = _next(text, position)
    return None


def _next(text: str, position: int) -> int:
    """Return where the next member or item begins, or the closing bracket stands."""
    position = _skip(text, _DECODER.raw_decode(text, position)[1])
    return _skip(text, position + 1) if text[position] == "," else position
