"""What a label names without asking: a datum of no key, or something stated in the person's name."""

from __future__ import annotations

from typing import Final

from fillwright.messages import Field
from fillwright.questions.lexicon import Lexicon
from fillwright.questions.wording import segments

SHORT: Final = 5
"""Words that the name of a datum has at most."""


def is_named_datum(field: Field, table: Lexicon) -> bool:
    """Whether the label is but the short name of a datum for which the profile has no key."""
    pieces = [piece for piece in segments(field.label) if not piece.aside]
    whole = len(pieces) == 1 and not pieces[0].question and len(pieces[0].tokens) <= SHORT
    return whole and any(
        found.first == 0 and found.last == len(pieces[0].tokens) for found in table.data.find(pieces[0])
    )


def is_statement(field: Field, table: Lexicon) -> bool:
    """Whether the label begins in the first person ("I confirm …")."""
    return any(found.first == 0 for piece in segments(field.label)[:1] for found in table.statements.find(piece))
