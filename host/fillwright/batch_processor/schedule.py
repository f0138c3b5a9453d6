"""Who goes first: the longest expected answer, for it decides when the form is done."""

from __future__ import annotations

from typing import Final

from fillwright.answers import max_words
from fillwright.batch_processor.batch import Item
from fillwright.batch_processor.turns import Rank
from fillwright.messages import Field
from fillwright.response_generator import is_essay

CHARS_PER_WORD: Final = 6
USUAL_ESSAY: Final = 500
LONGEST_ESSAY: Final = 1_500
SHORT_LINE: Final = 60
ONE_NUMBER: Final = 2


def expected_chars(field: Field) -> int:
    """Return about how long the answer to `field` will be; limits are rarely used up beyond a few paragraphs."""
    if field.options:
        return ONE_NUMBER
    words = max_words(field)
    limit = min(words * CHARS_PER_WORD if words else LONGEST_ESSAY, field.max_length or LONGEST_ESSAY)
    if is_essay(field):
        return min(limit, LONGEST_ESSAY if words or field.max_length else USUAL_ESSAY)
    return min(limit, SHORT_LINE)


def rank_of(item: Item, *, pressed: bool) -> Rank:
    """Return the turn of `item`; `pressed` for time or money, what is not required waits for what may be."""
    optional = pressed and item.field.required is False
    return Rank(optional=optional, shortness=-expected_chars(item.field), place=item.index)
