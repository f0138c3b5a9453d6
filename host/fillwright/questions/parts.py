"""Labels that name a whole and then one part of it: "What's your name? Last name", or "Name" with "Last" in the box."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from fillwright.messages import Field
from fillwright.questions.lexicon import Lexicon
from fillwright.questions.wording import Segment, segments

_LONGEST: Final = 4
"""Words that the name of a part has at most."""


def as_part(field: Field, table: Lexicon) -> Field:
    """Return `field` labelled with the part it asks for, as it is where it asks for no part."""
    pieces = segments(field.label)
    if not pieces or pieces[-1].aside:
        return field
    if len(pieces) > 1:
        part = _only_key(pieces[-1], table) if len(pieces[-1].tokens) <= _LONGEST else ""
        if part and any(part in table.parts.get(key, ()) for piece in pieces[:-1] for key in _keys(piece, table)):
            return replace(field, label=" ".join(pieces[-1].tokens))
        return field
    boxes = segments(field.placeholder) if field.placeholder else []
    if len(boxes) == 1 and _only_key(boxes[0], table) in table.parts.get(_only_key(pieces[0], table), ()):
        return replace(field, label=field.placeholder, placeholder="")
    return field


def _keys(piece: Segment, table: Lexicon) -> set[str]:
    return {found.entry[0] for found in table.wordings.find(piece)}


def _only_key(piece: Segment, table: Lexicon) -> str:
    """Return the one key that all words of `piece` name, "" where none or several do."""
    whole = {
        found.entry[0]
        for found in table.wordings.find(piece)
        if found.entry[1] in {"names", "weak"} and found.last - found.first == len(piece.tokens)
    }
    return whole.pop() if len(whole) == 1 else ""
