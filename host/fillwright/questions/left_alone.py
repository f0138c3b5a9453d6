"""left_alone: why a field gets no answer at all, by its type, its label, its name and what the browser is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fillwright.messages import Field
from fillwright.questions.evidence import coverage, label_matches, own_words
from fillwright.questions.lexicon import Lexicon
from fillwright.questions.resemblance import CHOICES
from fillwright.questions.wording import Segment, control_name, segments

_SUM: Final = re.compile(r"\d\s*[+×*−]\s*\d+\s*(?:=|\?|$)")
"""A little sum that is asked ("What is 7 + 3?")."""
_TRAP: Final = "trap for robots"
_ROBOTS: Final = re.compile(r"rob[oô]|\bbots?\b|human|validation", re.IGNORECASE)
"""What a hint of a trap speaks of: the others need not be read."""
_HINT: Final = 200
"""Characters of a hint that are read."""


def left_alone(field: Field, table: Lexicon) -> str | None:
    """Return why `field` is left alone, None where it is not; a name tells nothing against a label that is plain."""
    if field.type in table.skip_types:
        return f"a {field.type} control"
    if token := said_by_autocomplete(field, table.skip_autocomplete):
        return token
    if _SUM.search(field.label):
        return "a captcha"
    if any(_is_trap(text, table) for text in (field.help, field.placeholder) if text):
        return f"a {_TRAP}"
    told = _spoken_of(field, segments(field.label), table)
    by_name = told or _spoken_of(field, segments(control_name(field.name)), table)
    if by_name and not told:
        named = label_matches(field.label, frozenset(), table)
        return None if any(match.key in table.own for match in named) else by_name
    return told


def _is_trap(text: str, table: Lexicon) -> bool:
    """Whether a hint says of its control that people leave it alone."""
    return any(found.entry == _TRAP for piece in segments(text[:_HINT]) for found in table.skips.find(piece))


def _spoken_of(field: Field, pieces: Sequence[Segment], table: Lexicon) -> str | None:
    for piece in pieces:
        total = own_words(piece, table.fillers)
        for found in table.skips.find(piece):
            whole = coverage(piece, found.first, found.last, total, table.fillers) >= 1.0
            choice = field.type in CHOICES or field.options
            if whole and not (choice and found.entry in {"newsletter", "search box"}):
                return f"a {found.entry}"
    return None


def said_by_autocomplete(field: Field, tokens: frozenset[str]) -> str | None:
    """Return what `autocomplete` says where it names one of `tokens`."""
    named = any(token in tokens for token in field.autocomplete.lower().split())
    return f"autocomplete says {field.autocomplete}" if named else None
