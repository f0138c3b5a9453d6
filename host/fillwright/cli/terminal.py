"""What the commands write: text or one JSON document on stdout, one sentence (or its JSON form) on stderr.

Data is never written raw: a control character in it would be obeyed by the terminal instead of shown.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from fillwright.errors import FillwrightError

EXIT_OK: Final = 0
EXIT_ERROR: Final = 1
EXIT_USAGE: Final = 2
EXIT_ALREADY_RUNNING: Final = 3
EXIT_INTERRUPTED: Final = 130

# C0 but tab and newline, DEL, C1, bidi controls, line separators, Unicode tags, lone surrogates.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    r"""Return `text` with each control character spelled out (`\x1b`, `\u202e`); tab and newline stay."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def one_line(text: str) -> str:
    """Return `text` printable and on one line: runs of white space become one blank."""
    return printable(" ".join(text.split()))


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def json_text(document: str) -> str:
    """Return JSON text with each control character as its JSON escape: they stand only inside strings there."""
    return _CONTROL.sub(_escape, document)


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where one command writes; `json` says that a program reads it."""

    json: bool = False

    def prepare(self) -> None:
        """Let no character the terminal's encoding lacks end a command; JSON is always UTF-8."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8" if self.json else None, errors="backslashreplace")

    def line(self, text: str = "") -> None:
        """Write one line of text for people (nothing with --json)."""
        if not self.json:
            _write(printable(text) + "\n")

    def document(self, data: Any) -> None:  # noqa: ANN401 - any JSON
        """Write `data` as one JSON document: the result with --json."""
        _write(json_text(json.dumps(data, ensure_ascii=False, indent=2)) + "\n")

    def show(self, data: Any, for_people: Callable[[], None]) -> None:  # noqa: ANN401 - any JSON
        """Write `data` with --json, else let `for_people` write."""
        if self.json:
            self.document(data)
        else:
            for_people()

    def error(self, wrong: FillwrightError) -> None:
        """Write `wrong` on stderr: `fillwright: <sentence>`, or `{"error": …}` with --json."""
        if self.json:
            body = {"code": wrong.code, "message": wrong.message, "field": wrong.field}
            sys.stderr.write(json_text(json.dumps({"error": body}, ensure_ascii=False)) + "\n")
        else:
            sys.stderr.write(f"fillwright: {printable(wrong.message)}\n")

    def flush(self) -> None:
        """Hand everything to the reader now, so that a reader who left is noticed here."""
        sys.stdout.flush()

    def abandon(self) -> None:
        """Let go of a stdout nobody reads any more, so that the interpreter does not complain at its end."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _write(text: str) -> None:
    sys.stdout.write(text)
