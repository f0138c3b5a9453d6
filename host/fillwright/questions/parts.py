"""Labels that name a whole and then one part of it: "What's your name? Last name", or "Name" with "Last" in the box.

And those that leave it to their heading: "Upload" below "Résumé", "Select all that apply" below "Ethnicity".
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from fillwright.messages import Field
from fillwright.questions.lexicon import Lexicon
from fillwright.questions.wording import Segment, control_name, normalise, segments

_LONGEST: Final = 4
"""Words that the name of a part has at most."""
_NAME: Final = "name"
_PLAINLY: Final = {
    "given-name": "First name",
    "family-name": "Last name",
    "additional-name": "Middle name",
    "preferred-name": "Preferred name",
}
"""Labels that can't be mistaken, for parts that are called by a word which alone would mean something else."""


def as_part(field: Field, table: Lexicon) -> Field:
    """Return `field` labelled with the part it asks for, as it is where it asks for no part."""
    field = _as_named(field, table)
    pieces = segments(field.label)
    if field.section and _leaves_it_to_the_heading(field, pieces, table):
        return replace(field, label=field.section)
    if not pieces or any(next(table.others.find(piece), None) for piece in pieces):
        return field
    if len(pieces) > 1:
        return _told_last(field, pieces, table)
    if pieces[0].text.strip() in table.part_words and _is_name(segments(field.section), table):
        return replace(field, label=_PLAINLY[table.part_words[pieces[0].text.strip()]])
    boxes = segments(field.placeholder) if field.placeholder else []
    if len(boxes) == 1 and _only_key(boxes[0], table) in table.parts.get(_only_key(pieces[0], table), ()):
        return replace(field, label=field.placeholder, placeholder="")
    return field


def _leaves_it_to_the_heading(field: Field, pieces: tuple[Segment, ...], table: Lexicon) -> bool:
    """Whether all that is said of a file's control is that one goes there ("Upload"), or of choices to choose."""
    if field.type != "file" and not (field.options and pieces):
        return False
    wordings = table.headed if field.type == "file" else table.instructed
    return all(
        any(found.first == 0 and found.last == len(piece.tokens) for found in wordings.find(piece))
        for piece in pieces
        if not piece.aside
    )


def _as_named(field: Field, table: Lexicon) -> Field:
    """Return `field` with what a bare word ("Number") means where the control's name says what it is a part of."""
    said, named = normalise(field.label), table.fields.get(control_name(field.name), "")
    meant = next((bare.meant for bare in table.bare if said in bare.words and named in bare.beside), field.label)
    return replace(field, label=meant) if meant != field.label else field


def _told_last(field: Field, pieces: tuple[Segment, ...], table: Lexicon) -> Field:
    """Return `field` labelled with its last piece where that names a part of what stands before it."""
    last, wholes = pieces[-1], pieces[:-1]
    if _is_name(wholes, table):
        part = table.part_words.get(last.text.strip()) or _only_key(last, table)
        return replace(field, label=_PLAINLY[part]) if part in _PLAINLY else field
    if last.aside or len(last.tokens) > _LONGEST:
        return field
    part = _only_key(last, table)
    if part and any(part in table.parts.get(key, ()) for piece in wholes for key in _keys(piece, table)):
        return replace(field, label=" ".join(last.tokens))
    return field


def _is_name(pieces: tuple[Segment, ...], table: Lexicon) -> bool:
    """Whether one piece is but a word for a person's name, be it one that alone means a part of it ("Nom", "Nome")."""
    if len(pieces) != 1:
        return False
    (piece,) = pieces
    own = {place for place, token in enumerate(piece.tokens) if token not in table.fillers}
    for found in table.wordings.find(piece):
        name, kind = found.entry
        said = (name == _NAME and kind == "names") or (kind == "weak" and name in table.parts[_NAME])
        if said and own.issubset(range(found.first, found.last)):
            return True
    return False


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
