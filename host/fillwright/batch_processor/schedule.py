"""Who goes first: the longest expected answer, for it decides when the form is done."""

from __future__ import annotations

from fillwright.batch_processor.batch import Item
from fillwright.batch_processor.turns import Rank
from fillwright.response_generator import expected_chars


def rank_of(item: Item, *, pressed: bool) -> Rank:
    """Return the turn of `item`; `pressed` for time or money, what is not required waits for what may be."""
    optional = pressed and item.field.required is False
    return Rank(optional=optional, shortness=-expected_chars(item.field), place=item.index)
