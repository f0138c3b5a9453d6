"""Several short questions in one call, and its reply taken apart again, by id alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from fillwright.errors import InvalidAnswer

_BEGUN = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*)')
_OPENED = re.compile(r'\s*\{\s*"answers"\s*:\s*\[\s*')
_NEXT = re.compile(r'\s*,\s*(?=\{\s*"id"\s*:\s*"([^"\\]*)")')
_HALF = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2})\Z")  # the first half of a character whose second is to come

_SCANNER = json.JSONDecoder()


class _Entry(Struct):
    id: str
    text: str


class _Reply(Struct):
    answers: list[msgspec.Raw]


def pack(questions: Sequence[str]) -> str:
    """Return one text that asks all `questions` (as `question` gives them), named q1, q2… in their order."""
    parts = [text.replace("<question>", f'<question id="{name_of(place)}">', 1) for place, text in enumerate(questions)]
    return "\n\n".join([*parts, _instructions()])


def framed(question: str) -> str:
    """Return a text that asks one question (as `question` gives it) for a reply of the same form as a pack's."""
    return pack([question])


def unframe(raw: str) -> str:
    """Return the answer in the reply to a `framed` question; a server that ignores the form has answered in plain text.

    Raises InvalidAnswer for a form without the answer.
    """
    if not raw.lstrip().startswith("{"):
        return raw
    [text] = unpack(raw, 1)
    if text is None:
        raise InvalidAnswer("The provider's answer was empty; ask again.")
    return text


def unframing(on_text: Callable[[str], None]) -> Callable[[str], None]:
    """Return what hears the reply to a `framed` question piece by piece and tells `on_text` the answer's.

    An empty piece begins anew.
    """
    raw = told = ""

    def hear(piece: str) -> None:
        nonlocal raw, told
        if not piece:
            raw = told = ""
            on_text("")
            return
        raw += piece
        text = text_so_far(raw)
        if len(text) > len(told):
            on_text(text[len(told) :])
            told = text

    return hear


def text_so_far(raw: str) -> str:
    """Return as much of the answer as stands in the beginning of a reply to a `framed` question."""
    if not raw.lstrip().startswith("{"):
        return raw
    found = _BEGUN.search(raw)
    try:
        text: str = msgspec.json.decode(f'"{_HALF.sub("", found[1])}"') if found else ""
    except msgspec.DecodeError:
        return ""
    return text


def name_of(place: int) -> str:
    """Return the id of the question at `place` of a pack."""
    return f"q{place + 1}"


def unpack(raw: str, count: int) -> list[str | None]:
    """Return the answer to each of `count` questions, None for one that has none.

    An entry that is not well-formed, an id that stands twice and one that was not asked answer nothing: what belongs to
    one question never reaches another. Raises InvalidAnswer for a reply that is no pack at all.
    """
    found = _entries(raw)
    times = Counter(entry.id for entry in found)
    known = {entry.id: entry.text for entry in found if times[entry.id] == 1 and entry.text.strip()}
    return [known.get(name_of(place)) for place in range(count)]


def answered_twice(raw: str, count: int) -> frozenset[int]:
    """Return the places of those of `count` questions to which a reply has more than one answer; raises as `unpack`."""
    times = Counter(entry.id for entry in _entries(raw))
    return frozenset(place for place in range(count) if times[name_of(place)] > 1)


class Entries:
    """The entries of a reply to several questions, taken out one by one while it is written.

    An entry is whole once the next one has begun with another id: what is said twice in a row answers nothing, and the
    last is known at the end alone.
    """

    def __init__(self, count: int) -> None:
        self._places = {name_of(place): place for place in range(count)}
        self._begin()

    def _begin(self) -> None:
        self._raw = ""
        self._at = 0
        self._seen: set[str] = set()

    def feed(self, piece: str) -> list[tuple[int, str]]:
        """Return the place and the text of each entry that `piece` makes whole; an empty piece begins anew."""
        if not piece:
            self._begin()
            return []
        self._raw += piece
        if not self._at:
            opened = _OPENED.match(self._raw)
            self._at = opened.end() if opened else 0
        return list(self._whole()) if self._at else []

    def _whole(self) -> Iterator[tuple[int, str]]:
        while True:
            try:
                _, end = _SCANNER.raw_decode(self._raw, self._at)
            except json.JSONDecodeError:
                return
            following = _NEXT.match(self._raw, end)
            if following is None:
                return
            entry = _entry(self._raw[self._at : end].encode("utf-8", "surrogatepass"))
            self._at = following.end()
            if entry is None:
                continue
            place, fresh = self._places.get(entry.id), entry.id not in self._seen
            self._seen.add(entry.id)
            if place is not None and fresh and following[1] != entry.id and entry.text.strip():
                yield place, entry.text


def _entries(raw: str) -> list[_Entry]:
    try:
        entries = msgspec.json.decode(raw, type=_Reply).answers
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise InvalidAnswer("The provider's answer to several questions can't be read; ask again.") from None
    return [entry for entry in map(_entry, entries) if entry]


def _entry(raw: msgspec.Raw | bytes) -> _Entry | None:
    try:
        return msgspec.json.decode(raw, type=_Entry)
    except msgspec.DecodeError:
        return None


@cache
def _instructions() -> str:
    return resources.files(__package__).joinpath("packed.txt").read_text(encoding="utf-8").strip()
