"""The lexicons of this package, and a text in the pieces in which one claim is made."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any, Final

from msgspec import Struct

NEAR: Final = 60
"""Characters before a word in which a negation concerns it."""

_END: Final = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|[;\n]+|\s[–—]\s")


class Claim(Struct, frozen=True):
    """Something an answer states and nothing the person said supports: its kind, and the words that say it."""

    kind: str
    text: str


class Clause(Struct, frozen=True):
    """A part of a sentence, and how it is meant."""

    text: str
    wish: bool
    brings: bool
    claims: bool
    yours: bool

    def denied(self, start: int, end: int) -> bool:
        """Return whether what stands from `start` to `end` is said not to be."""
        before = self.text[max(0, start - NEAR) : start]
        after = self.text[end : end + NEAR // 2]
        return bool(mood("not").search(mood("only").sub(" ", before)) or mood("not").search(after))


@cache
def table(name: str) -> dict[str, Any]:
    """Return one of the lexicons."""
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def mood(name: str) -> re.Pattern[str]:
    """Return the pattern `name` of moods.toml."""
    return whole_words(table("moods")["patterns"][name])


def whole_words(patterns: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern that finds any of `patterns` where it stands between words, the longest first."""
    longest_first = sorted(patterns, key=len, reverse=True)
    return re.compile(rf"(?<![\w@#.-])(?:{'|'.join(longest_first)})(?![\w#])", flags)


def clauses(text: str) -> Iterator[Clause]:
    """Yield the parts of `text`, parted at the ends of sentences and where one turns against what it said."""
    for sentence in _END.split(text):
        at = 0
        for turn in mood("but").finditer(sentence):
            yield from _clause(sentence[at : turn.start()])
            at = turn.end()
        yield from _clause(sentence[at:])


def _clause(text: str) -> Iterator[Clause]:
    if text.strip():
        found = {name: bool(mood(name).search(text)) for name in ("wish", "brings", "claims", "yours")}
        yield Clause(text, **found)
