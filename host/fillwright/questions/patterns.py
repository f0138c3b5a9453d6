"""The small language of the lexicons' wordings, and the index that finds those that can occur in a sentence.

A wording is words separated by blanks, matched against a normalised sentence (see `wording`): `sponsor*` begins with,
`*gehalt` ends with, `*` alone is any word, `job|role` either, `legally?` may be missing, `~` up to three words of any
kind, `~~` up to nine, and a slot such as `{language}` any of its words, also inside a compound
(`{language}kenntnisse`). Gaps take as many words as they can. Matched word by word: thousands of wordings are read and
few are ever tried, so that compiling them as expressions would cost more than all matching.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Generic, TypeVar

from fillwright.questions.wording import STEM, Segment, normalise

T = TypeVar("T")

_GAPS: Final = {"~": 3, "~~": 9}
_KEPT: Final = 4096
"""Sentences whose wordings an index remembers: a form is read more than once, and forms resemble each other."""


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

    @property
    def is_needed(self) -> bool:
        """Whether one of `whole` must occur for the wording to fit."""
        return self.is_plain and not self.optional


class Pattern:
    """One wording; its elements are read when it is first tried."""

    def __init__(self, source: str, slots: Mapping[str, tuple[str, ...]]) -> None:
        self.source = source
        self._slots = {slot: words for slot, words in slots.items() if slot in source}

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The wording taken apart."""
        return tuple(self._element(word) for word in self.source.split())

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """For each element of plain words those of which one must occur."""
        return tuple(element.whole for element in self.elements if element.is_needed)

    def anchors(self) -> tuple[str, ...]:
        """Return the words of which one must occur: those of the longest element that may not be missing."""
        needed = [word for word in self.source.split() if word not in _GAPS and not word.endswith("?")]
        parts = max(needed, key=lambda word: min(len(part.strip("*")) for part in word.split("|"))).split("|")
        for slot, words in self._slots.items():
            parts = [filled for part in parts for filled in (words if part == slot else (part.replace(slot, "*"),))]
        return tuple(parts)

    @cached_property
    def _starts(self) -> frozenset[str]:
        """The words of which one must begin the wording, empty where any may."""
        return self.elements[0].whole if self.elements[0].is_needed else frozenset()

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
            if part.isalnum() and part.isascii():
                whole.add(part.lower())
                continue
            plain = normalise(part.strip("*"))
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
        self._known: dict[tuple[str, ...], tuple[Found[T], ...]] = {}
        for source, entry in entries:
            self._add(Pattern(source, slots or {}), entry)

    def _add(self, pattern: Pattern, entry: T) -> None:
        number = len(self._entries)
        self._entries.append((pattern, entry))
        for anchor in pattern.anchors():
            plain = normalise(anchor.strip("*")).split(" ")[0]
            if anchor.endswith("*"):
                self._head.setdefault(plain[:STEM], []).append(number)
            elif anchor.startswith("*"):
                self._tail.setdefault(plain[-STEM:], []).append(number)
            else:
                self._whole.setdefault(plain, []).append(number)

    def sources(self) -> Iterator[str]:
        """Yield every wording as it stands in the lexicon."""
        yield from (pattern.source for pattern, _ in self._entries)

    def find(self, segment: Segment) -> Iterator[Found[T]]:
        """Return every wording that occurs in `segment`, the first place of each."""
        known = self._known.get(segment.tokens)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[segment.tokens] = tuple(self._search(segment))
        return iter(known)

    def _search(self, segment: Segment) -> Iterator[Found[T]]:
        numbers: set[int] = set()
        for table, parts in ((self._whole, segment.words), (self._head, segment.heads), (self._tail, segment.tails)):
            for part in table.keys() & parts if len(table) < len(parts) else parts:
                found = table.get(part)
                if found:
                    numbers.update(found)
        for number in sorted(numbers):
            pattern, entry = self._entries[number]
            for needed in pattern.needs:
                if needed.isdisjoint(segment.words):
                    break
            else:
                place = pattern.find(segment.tokens)
                if place:
                    yield Found(entry, pattern.source, *place)
