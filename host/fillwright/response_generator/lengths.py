"""About how long an answer will be: what decides who is asked first, what shares a call, and what it may cost."""

from __future__ import annotations

from typing import Final

from fillwright.answers import max_words
from fillwright.messages import Field
from fillwright.response_generator.context import is_essay

CHARS_PER_WORD: Final = 6
USUAL_ESSAY: Final = 500
LONGEST_ESSAY: Final = 1_500
SHORT_LINE: Final = 60
ONE_NUMBER: Final = 2

ENTRY_CHARS: Final = 25
"""What the form of a pack's reply adds to each answer."""


def expected_chars(field: Field) -> int:
    """Return about how long the answer to `field` will be; limits are rarely used up beyond a few paragraphs."""
    if field.options:
        return ONE_NUMBER
    words = max_words(field)
    limit = min(words * CHARS_PER_WORD if words else LONGEST_ESSAY, field.max_length or LONGEST_ESSAY)
    if is_essay(field):
        return min(limit, LONGEST_ESSAY if words or field.max_length else USUAL_ESSAY)
    return min(limit, SHORT_LINE)
