"""The small language of the lexicons' wordings.

A wording is words separated by blanks, matched against a normalised sentence (see `wording`): `sponsor*` begins with,
`*gehalt` ends with, `*` alone is any word, `job|role` either, `legally?` may be missing, `~` up to three words of any
kind, `~~` up to nine, and a slot such as `{language}` any of its words, also inside a compound
(`{language}kenntnisse`). Gaps take as many words as they can. Matched word by word: thousands are read and
few are ever tried, so that compiling them as expressions would cost more than all matching. `pattern_book` tells which.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final

from fillwright.questions.wording import normalise

_GAPS: Final = {"~": 3, "~~": 9}
_MARKS: Final = frozenset("*?{~")
_MOST_PHRASES: Final = 64
"""A run of words that stands for more phrases than this is not looked up by them."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a wording: words of which one must stand there, or a gap of up to `gap` words."""

    whole: frozenset[str] = frozenset()
    heads: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    anything: bool = False
    optional: bool = False
    gap: int = 0
    is_plain: bool = False
    """Whether only words of `whole` may stand here."""

    def length(self, tokens: Sequence[str], place: int) -> int:
        """Return how many words from `place` on this element takes, 0 where it does not fit."""
        if place >= len(tokens):
            return 0
        token = tokens[place]
        if token in self.whole or self.anything:
            return 1
        if self.is_plain:
            return 0
        for phrase in self.phrases:
            if tuple(tokens[place : place + len(phrase)]) == phrase:
                return len(phrase)
        return int(token.startswith(self.heads) or token.endswith(self.tails))


class Pattern:
    """One wording; its elements are read when it is first tried."""

    def __init__(self, source: str, slots: Mapping[str, tuple[str, ...]]) -> None:
        self.source = source
        self._words = source.split()
        self._slots = {slot: words for slot, words in slots.items() if slot in source} if "{" in source else {}

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The wording taken apart."""
        return tuple(self._element(word) for word in self._words)

    @cached_property
    def is_fixed(self) -> bool:
        """Whether the wording is one run of plain words: wherever one of its phrases stands, it is found."""
        return _MARKS.isdisjoint(self.source)

    def runs(self) -> list[list[str]]:
        """Return the runs of plain words, each as the phrases of which one must occur, in this order.

        Runs of too many phrases are left out.
        """
        if self.is_fixed:
            return [found] if (found := _phrases(self._words)) else []
        runs: list[list[str]] = [[]]
        for word in self._words:
            if _MARKS.isdisjoint(word):
                runs[-1].append(word)
            else:
                runs.append([])
        return [found for run in runs if run and (found := _phrases(run))]

    def anchors(self) -> tuple[str, ...]:
        """Return the words of which one must occur: those of the longest element that may not be missing."""
        needed = [word for word in self._words if word not in _GAPS and not word.endswith("?")]
        parts = max(needed, key=_least_letters).split("|")
        for slot, words in self._slots.items():
            parts = [filled for part in parts for filled in (words if part == slot else (part.replace(slot, "*"),))]
        return tuple(parts)

    @cached_property
    def _starts(self) -> frozenset[str]:
        """The words of which one must begin the wording, empty where any may."""
        first = self.elements[0]
        return first.whole if first.is_plain and not first.optional else frozenset()

    def find(self, tokens: Sequence[str]) -> tuple[int, int] | None:
        """Return the first place of the wording in `tokens`, as its first word and the one after its last."""
        starts = self._starts
        for first, token in enumerate(tokens):
            if starts and token not in starts:
                continue
            last = self._end(tokens, first, 0)
            if last is not None:
                return first, last
        return None

    def _end(self, tokens: Sequence[str], place: int, number: int) -> int | None:
        if number == len(self.elements):
            return place
        element = self.elements[number]
        if element.gap:
            for skipped in range(min(element.gap, len(tokens) - place), -1, -1):
                last = self._end(tokens, place + skipped, number + 1)
                if last is not None:
                    return last
            return None
        taken = element.length(tokens, place)
        last = self._end(tokens, place + taken, number + 1) if taken else None
        return self._end(tokens, place, number + 1) if last is None and element.optional else last

    def _element(self, word: str) -> Element:
        if word in _GAPS:
            return Element(gap=_GAPS[word])
        whole: set[str] = set()
        heads, tails, phrases = [], [], []
        parts = word.removesuffix("?").split("|")
        for part in (filled for listed in parts for filled in self._filled(listed)) if self._slots else parts:
            plain = _plain(part.strip("*"))
            if part.endswith("*"):
                heads.append(plain)
            elif part.startswith("*"):
                tails.append(plain)
            elif " " in plain:
                phrases.append(tuple(plain.split()))
            else:
                whole.add(plain)
        return Element(
            whole=frozenset(whole),
            heads=tuple(head for head in heads if head),
            tails=tuple(tails),
            phrases=tuple(phrases),
            anything="*" in parts,
            optional=word.endswith("?"),
            is_plain=not (heads or tails or phrases or "*" in parts),
        )

    def _filled(self, part: str) -> tuple[str, ...]:
        for slot, words in self._slots.items():
            if slot in part:
                return tuple(part.replace(slot, word) for word in words)
        return (part,)


def _least_letters(word: str) -> int:
    return min(len(part.strip("*")) for part in word.split("|"))


def _phrases(run: Sequence[str]) -> list[str]:
    """Return every phrase that `run` stands for, none where they are too many."""
    text = " ".join(run)
    if "|" not in text:
        return [_plain(text)]
    choices = [word.split("|") for word in run]
    if math.prod(map(len, choices)) > _MOST_PHRASES:
        return []
    return [" ".join(chosen) for chosen in product(*([_plain(part) for part in choice] for choice in choices))]


def _plain(text: str) -> str:
    """Return `text` normalised, quickly where there is nothing to do but the case."""
    return text.lower() if text.isascii() and text.replace(" ", "").isalnum() else normalise(text)
