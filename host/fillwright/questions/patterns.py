"""The small language of the lexicons' wordings, and the index that finds those that can occur in a sentence.

A wording is words separated by blanks, matched against a normalised sentence (see `wording`): `sponsor*` begins with,
`*gehalt` ends with, `*` alone is any word, `job|role` either, `legally?` may be missing, `~` up to three words of any
kind, `~~` up to nine, and a slot such as `{language}` any of its words, also inside a compound
(`{language}kenntnisse`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Generic, TypeVar

from fillwright.questions.wording import Segment, normalise

T = TypeVar("T")

_GAPS: Final = {"~": r"(?:\w+ ){0,3}", "~~": r"(?:\w+ ){0,9}"}
_STEM: Final = 3
"""Letters of a word by which wordings with an open end are looked up."""


class Pattern:
    """One wording, compiled when it is first tried."""

    def __init__(self, source: str, slots: Mapping[str, tuple[str, ...]]) -> None:
        self.source = source
        self.words = source.split()
        self.slots = {slot: words for slot, words in slots.items() if slot in source}

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The wording as an expression over ` word word … `; the match ends with a blank."""
        return re.compile("(?<= )" + "".join(self._expression(word) for word in self.words))

    def anchors(self) -> tuple[str, ...]:
        """Return the words of which one must occur: those of the longest element that may not be missing."""
        needed = [word for word in self.words if word not in _GAPS and not word.endswith("?")]
        best = max(needed, key=lambda word: min(len(_literal(part)) for part in word.split("|")))
        parts = best.split("|")
        for slot, words in self.slots.items():
            parts = [filled for part in parts for filled in (words if part == slot else (part.replace(slot, "*"),))]
        return tuple(parts)

    def _expression(self, word: str) -> str:
        if word in _GAPS:
            return _GAPS[word]
        optional = word.endswith("?")
        parts = [self._part(part) for part in word.removesuffix("?").split("|")]
        body = f"(?:{'|'.join(parts)}) "
        return f"(?:{body})?" if optional else body

    def _part(self, part: str) -> str:
        if part == "*":
            return r"\w+"
        for slot, words in self.slots.items():
            if slot in part:
                return part.replace(slot, f"(?:{'|'.join(words)})")
        middle = re.escape(normalise(part.strip("*")))
        return ("\\w*" if part.startswith("*") else "") + middle + ("\\w*" if part.endswith("*") else "")


def _literal(part: str) -> str:
    """Return the letters of a part that its match must hold; a slot counts as three."""
    return re.sub(r"\{\w+\}", "xxx", part).strip("*")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Where a wording occurs: words `first` up to but not including `last` of the sentence."""

    entry: T
    source: str
    first: int
    last: int


class PatternIndex(Generic[T]):
    """Wordings with what each stands for, looked up by the words of a sentence."""

    def __init__(self, entries: Iterable[tuple[str, T]], slots: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._whole: dict[str, list[int]] = {}
        self._head: dict[str, list[int]] = {}
        self._tail: dict[str, list[int]] = {}
        self._entries: list[tuple[Pattern, T]] = []
        for source, entry in entries:
            self._add(Pattern(source, slots or {}), entry)

    def _add(self, pattern: Pattern, entry: T) -> None:
        number = len(self._entries)
        self._entries.append((pattern, entry))
        for anchor in pattern.anchors():
            plain = normalise(anchor.strip("*")).split(" ")[0]
            if anchor.endswith("*"):
                self._head.setdefault(plain[:_STEM], []).append(number)
            elif anchor.startswith("*"):
                self._tail.setdefault(plain[-_STEM:], []).append(number)
            else:
                self._whole.setdefault(plain, []).append(number)

    def find(self, segment: Segment) -> Iterator[Found[T]]:
        """Yield every wording that occurs in `segment`, the first place of each."""
        numbers: set[int] = set()
        for token in set(segment.tokens):
            numbers.update(self._whole.get(token, ()))
            numbers.update(self._head.get(token[:_STEM], ()))
            numbers.update(self._tail.get(token[-_STEM:], ()))
        for number in sorted(numbers):
            pattern, entry = self._entries[number]
            match = pattern.regex.search(segment.text)
            if match:
                first = segment.text.count(" ", 0, match.start()) - 1
                last = first + match.group().count(" ")
                yield Found(entry, pattern.source, first, last)
