"""How surely a question wants sentences instead of a fact."""

from __future__ import annotations

from typing import Final

from fillwright.messages import Field
from fillwright.questions.lexicon import Lexicon
from fillwright.questions.wording import segments

_DEGREES: Final = {"always": 0.985, "sure": 0.86, "likely": 0.35}
_SCENARIO: Final = {"": 0.8, "text": 0.8, "textarea": 0.9, "contenteditable": 0.9}
_TEXTAREA: Final = 0.4
_ROOM: Final = 0.2
_QUESTION: Final = 0.3
_MUCH_ROOM: Final = 400
_LONG_LABEL: Final = 8
_ASIDE: Final = 0.5
_WRITABLE: Final = frozenset({"", "text", "textarea", "contenteditable"})


def openness(field: Field, table: Lexicon) -> float:
    """Return 0–1; 0 for every control that takes no free text."""
    if field.options or field.type not in _WRITABLE:
        return 0.0
    doubt = 1.0
    pieces = segments(field.label)
    best: dict[str, float] = {}
    for piece in pieces:
        for found in table.open.find(piece):
            worth = _DEGREES[found.entry] * (_ASIDE if piece.aside else 1.0)
            best[found.entry] = max(best.get(found.entry, 0.0), worth)
    if any(next(table.scenarios.find(piece), None) for piece in pieces if not piece.aside):
        best["scenario"] = _SCENARIO[field.type]
    for weight in best.values():
        doubt *= 1.0 - weight
    if field.type in {"textarea", "contenteditable"}:
        doubt *= 1.0 - _TEXTAREA
    if field.max_length is not None and field.max_length >= _MUCH_ROOM:
        doubt *= 1.0 - _ROOM
    if any(piece.question and len(piece.tokens) >= _LONG_LABEL for piece in pieces):
        doubt *= 1.0 - _QUESTION
    return 1.0 - doubt
