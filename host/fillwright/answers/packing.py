"""Several short questions in one call, and its reply taken apart again, by id alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from fillwright.errors import InvalidAnswer


class _Entry(Struct):
    id: str
    text: str | None = None
    choice: int | None = None


class _Reply(Struct):
    answers: list[msgspec.Raw]


def pack(questions: Sequence[str]) -> str:
    """Return one text that asks all `questions` (as `question` gives them), named q1, q2… in their order."""
    parts = [text.replace("<question>", f'<question id="{name_of(place)}">', 1) for place, text in enumerate(questions)]
    return "\n\n".join([*parts, _instructions()])


def name_of(place: int) -> str:
    """Return the id of the question at `place` of a pack."""
    return f"q{place + 1}"


def unpack(raw: str, chosen: Sequence[bool]) -> list[str | None]:
    """Return the answer to each question, an option's number where `chosen`, else text; None for one that has none.

    An entry that is not well-formed, an id that stands twice and one that was not asked answer nothing: what belongs to
    one question never reaches another. Raises InvalidAnswer for a reply that is no pack at all.
    """
    try:
        entries = msgspec.json.decode(raw, type=_Reply).answers
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise InvalidAnswer("The provider's answer to several questions can't be read; ask again.") from None
    found = [entry for entry in map(_entry, entries) if entry]
    times = Counter(entry.id for entry in found)
    known = {entry.id: entry for entry in found if times[entry.id] == 1}
    return [_said(known.get(name_of(place)), choice) for place, choice in enumerate(chosen)]


def _entry(raw: msgspec.Raw) -> _Entry | None:
    try:
        return msgspec.json.decode(raw, type=_Entry)
    except msgspec.DecodeError:
        return None


def _said(entry: _Entry | None, choice: bool) -> str | None:  # noqa: FBT001 (one of the questions' kinds)
    if entry is None:
        return None
    if choice:
        return None if entry.choice is None else str(entry.choice)
    return entry.text if entry.text and entry.text.strip() else None


@cache
def _instructions() -> str:
    return resources.files(__package__).joinpath("packed.txt").read_text(encoding="utf-8").strip()
