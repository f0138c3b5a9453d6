"""foreign_keys: which facts a field wants that are not the person's own: of somebody else, or of another place."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from fillwright.messages import Field
from fillwright.questions.evidence import Scores, poisoned
from fillwright.questions.lexicon import Lexicon, lexicon
from fillwright.questions.wording import control_name, normalise, segments

_ENOUGH: Final = 0.5
"""The weight from which a part is taken for the one that is asked."""
_PLAIN_NAME: Final = 24
"""The length up to which a label ("Name") leaves it to the control's name whose it is."""
_PLACES_OF_ITS_OWN: Final = frozenset({"work", "education"})
"""Headings below which a city is the employer's or the school's."""


def foreign_keys(field: Field, sections: frozenset[str], table: Lexicon) -> frozenset[str]:
    """Return the keys that `field` must not be given from the person's own entries, by label, heading or name.

    `sections` is what the heading says (`evidence.heading_kinds`).
    """
    name = field.name if len(field.label) <= _PLAIN_NAME else ""
    elsewhere = any(_is_elsewhere(text) for text in (field.label, field.section, control_name(name)))
    others = table.own if names_others(field, sections, table) else frozenset()
    there = table.addressed if elsewhere or sections & _PLACES_OF_ITS_OWN else frozenset()
    return poisoned(field.label) | others | there


def names_others(field: Field, sections: frozenset[str], table: Lexicon) -> bool:
    """Return whether `field` asks for somebody else's data ("Emergency contact name")."""
    pieces = segments(field.label)
    if "others" in sections or any(
        next(table.others.find(piece), None) is not None for piece in pieces if not piece.question
    ):
        return True
    if any(next(table.theirs.find(piece), None) is not None for piece in pieces):
        return True
    return len(field.label) <= _PLAIN_NAME and _is_of_others(control_name(field.name))


@lru_cache(maxsize=1024)
def _is_elsewhere(text: str) -> bool:
    return any(next(lexicon().elsewhere.find(piece), None) is not None for piece in segments(text))


@lru_cache(maxsize=1024)
def _is_of_others(name: str) -> bool:
    return any(next(lexicon().others.find(piece), None) is not None for piece in segments(name))


def wholes(field: Field, scores: Scores, table: Lexicon) -> frozenset[str]:
    """Return the keys of which only a part is asked."""
    return frozenset(whole for whole in table.parts if _is_part_named(field, whole, scores, table))


def _is_part_named(field: Field, whole: str, scores: Scores, table: Lexicon) -> bool:
    """Whether a part of `whole` is asked: by the label, or by the browser's word for it beside a bare label."""
    parts = table.parts.get(whole, frozenset()).intersection(scores.weights)
    if not any(scores.total(part) >= _ENOUGH for part in parts):
        return False
    if not any(source.startswith("label") for source in scores.sources[whole]):
        return any(source.startswith("label") for part in parts for source in scores.sources[part])
    if len(normalise(field.label).split()) > 1:
        return False
    return any(source.startswith(("autocomplete", "name")) for part in parts for source in scores.sources[part])
