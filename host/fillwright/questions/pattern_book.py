"""PatternBook: all wordings of all tables, found in one pass over a sentence.

Most wordings are a few fixed phrases: going on from each word of the sentence as long as some phrase does finds them
where they are. Of the others the phrases that must occur are found in the same way, or, where there are none, a word or
its first or last letters in a table beside: what is met of those, in this order, is then tried as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Generic, TypeVar, cast

from msgspec import Struct

from fillwright.questions.patterns import Pattern
from fillwright.questions.wording import Segment, normalise

T = TypeVar("T")

_KEPT: Final = 4096
"""Sentences whose wordings a book remembers: a form is read more than once, and forms resemble each other."""
_STEM: Final = 3
"""Letters of a word by which wordings with an open end are looked up."""


class Found(Struct, Generic[T], frozen=True):
    """Where a wording occurs: words `first` up to but not including `last` of the sentence."""

    entry: T
    source: str
    first: int
    last: int


class PatternBook:
    """The wordings of several tables, numbered in the order in which they came."""

    def __init__(self, slots: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._slots = slots or {}
        self._tables = 0
        self._entries: list[tuple[Pattern, int, Any]] = []
        self._complete: dict[str, list[int]] = {}
        self._parts: dict[str, list[tuple[int, int, int]]] = {}
        self._begun: set[str] = set()
        self._word: dict[str, list[int]] = {}
        self._head: dict[str, list[tuple[str, int]]] = {}
        self._tail: dict[str, list[tuple[str, int]]] = {}
        self._by_word: dict[str, tuple[int, ...]] = {}
        self._known: dict[tuple[str, ...], dict[int, list[Found[Any]]]] = {}

    def index(self, entries: Iterable[tuple[str, T]]) -> PatternIndex[T]:
        """Take in a table of wordings with what each stands for."""
        table, self._tables = self._tables, self._tables + 1
        for source, entry in entries:
            pattern, number = Pattern(source, self._slots), len(self._entries)
            self._entries.append((pattern, table, entry))
            self._place(pattern, number)
        self._known.clear()
        self._by_word.clear()
        return PatternIndex(self, table)

    def _place(self, pattern: Pattern, number: int) -> None:
        runs = pattern.runs()
        for place, phrases in enumerate(runs):
            for phrase in phrases:
                if pattern.is_fixed:
                    self._complete.setdefault(phrase, []).append(number)
                else:
                    self._parts.setdefault(phrase, []).append((number, place, len(runs)))
                end = phrase.find(" ")
                while end > 0:
                    self._begun.add(phrase[:end])
                    end = phrase.find(" ", end + 1)
        if runs:
            return
        for anchor in pattern.anchors():
            plain = normalise(anchor.strip("*")).split(" ")[0]
            if anchor.endswith("*"):
                self._head.setdefault(plain[:_STEM], []).append((plain, number))
            elif anchor.startswith("*"):
                self._tail.setdefault(plain[-_STEM:], []).append((plain, number))
            else:
                self._word.setdefault(plain, []).append(number)

    def sources(self, table: int) -> Iterator[str]:
        """Yield every wording of `table` as it stands in the lexicon."""
        yield from (pattern.source for pattern, owner, _ in self._entries if owner == table)

    def find(self, segment: Segment) -> dict[int, list[Found[Any]]]:
        """Return by table the wordings that occur in `segment`, the first place of each; not to be changed."""
        known = self._known.get(segment.tokens)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[segment.tokens] = self._search(segment.tokens)
        return known

    def _search(self, tokens: tuple[str, ...]) -> dict[int, list[Found[Any]]]:
        places, tried = self._walk(tokens)
        entries = self._entries
        for number in tried:
            place = entries[number][0].find(tokens)
            if place:
                places[number] = place
        found: dict[int, list[Found[Any]]] = {}
        for number in sorted(places):
            pattern, table, entry = entries[number]
            found.setdefault(table, []).append(Found(entry, pattern.source, *places[number]))
        return found

    def _walk(self, tokens: tuple[str, ...]) -> tuple[dict[int, tuple[int, int]], set[int]]:
        """Return where complete wordings stand, and the numbers of those to be tried."""
        places: dict[int, tuple[int, int]] = {}
        tried: set[int] = set()
        met: dict[int, int] = {}
        complete, parts, begun, by_word = self._complete, self._parts, self._begun, self._by_word
        for first, token in enumerate(tokens):
            tried.update(by_word[token] if token in by_word else self._open(token))
            phrase, last = token, first + 1
            while True:
                for number in complete.get(phrase, ()):
                    places.setdefault(number, (first, last))
                for number, part, count in parts.get(phrase, ()):
                    if met.get(number, 0) == part:
                        met[number] = part + 1
                        if part + 1 == count:
                            tried.add(number)
                if last == len(tokens) or phrase not in begun:
                    break
                phrase, last = f"{phrase} {tokens[last]}", last + 1
        return places, tried

    def _open(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the wordings to be tried for `word` alone, and remember them."""
        found = list(self._word.get(word, ()))
        found += [number for head, number in self._head.get(word[:_STEM], ()) if word.startswith(head)]
        found += [number for tail, number in self._tail.get(word[-_STEM:], ()) if word.endswith(tail)]
        if len(self._by_word) >= _KEPT:
            self._by_word.clear()
        return self._by_word.setdefault(word, tuple(found))


class PatternIndex(Generic[T]):
    """One table of a book: wordings with what each stands for, looked up by the words of a sentence."""

    def __init__(self, book: PatternBook, table: int) -> None:
        self._book = book
        self._table = table

    def sources(self) -> Iterator[str]:
        """Yield every wording as it stands in the lexicon."""
        return self._book.sources(self._table)

    def find(self, segment: Segment) -> Iterator[Found[T]]:
        """Return every wording that occurs in `segment`, the first place of each."""
        return iter(cast("list[Found[T]]", self._book.find(segment).get(self._table, ())))
