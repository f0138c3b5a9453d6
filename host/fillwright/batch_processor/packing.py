"""Which questions share a call: short ones do, essays never."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from fillwright.batch_processor.batch import Item
from fillwright.batch_processor.schedule import expected_chars, rank_of
from fillwright.batch_processor.turns import Rank
from fillwright.response_generator import is_essay

Unit = tuple[Item, ...]
"""The questions of one call."""

BESIDE_ESSAYS: Final = 10
"""Short answers in one call at most, beside essays; fewer where they would take longer than the essays do."""

ALONE: Final = 4
"""Without essays: so that the person does not wait longer for the pack than for the questions one by one."""

SHORT_ANSWER: Final = 300
SHORT_QUESTION: Final = 1_500
ENTRY_CHARS: Final = 45
CHARS_PER_S: Final = 320.0
FIRST_TOKEN_S: Final = 0.6
"""A usual model's pace (80 tokens a second), and how long the calls that share a prefix wait for the first to begin."""


def units(
    items: Sequence[Item], *, packs: bool, pressed: bool, max_parallel: int = 5, wishes: Sequence[str] = ()
) -> list[Unit]:
    """Return the calls for `items`, the most urgent first; without `packs` one for each.

    Under pressure what is required and what is optional never share a call, so that one can be had without the other.
    """
    short = [item for item in items if packs and item.field.id not in wishes and _is_short(item)]
    alone: list[Unit] = [(item,) for item in items if item not in short]
    essays = [item for item in items if is_essay(item.field)]
    size = _size(short, essays, max_parallel)
    groups = [short]
    if pressed:
        groups = [[item for item in short if (item.field.required is False) is optional] for optional in (False, True)]
    packed = [unit for group in groups for unit in _shared_out(group, size)]
    return sorted([*alone, *packed], key=lambda unit: unit_rank(unit, pressed=pressed))


def unit_rank(unit: Unit, *, pressed: bool) -> Rank:
    """Return the turn of a call: by all that it has to write."""
    first = rank_of(unit[0], pressed=pressed)
    return Rank(optional=first.optional, shortness=-answer_chars(unit), place=first.place)


def answer_chars(unit: Unit) -> int:
    """Return about how long the reply will be."""
    if len(unit) == 1:
        return expected_chars(unit[0].field)
    return sum(expected_chars(item.field) + ENTRY_CHARS for item in unit)


def _size(short: Sequence[Item], essays: Sequence[Item], max_parallel: int) -> int:
    """Return how many short questions may share a call: as many as are answered no later than the essays.

    All calls but the first wait for its first token; a place for each pack should be free beside the essays.
    """
    if not essays:
        return ALONE
    longest, *others = sorted((expected_chars(item.field) / CHARS_PER_S for item in essays), reverse=True)
    time = max(longest - FIRST_TOKEN_S, *others, 0.0)
    each = max((answer_chars((item,)) + ENTRY_CHARS for item in short), default=1) / CHARS_PER_S
    fewest_calls = max(1, max_parallel - len(essays))
    return max(1, min(BESIDE_ESSAYS, max(int(time / each), math.ceil(len(short) / fewest_calls))))


def _is_short(item: Item) -> bool:
    request = item.request
    return (
        not is_essay(item.field)
        and expected_chars(item.field) <= SHORT_ANSWER
        and request is not None
        and len(request.question) <= SHORT_QUESTION
    )


def _shared_out(items: Sequence[Item], size: int) -> list[Unit]:
    """Return `items` in as few groups of at most `size` as there can be, all of about one size, in the form's order."""
    if not items:
        return []
    count = math.ceil(len(items) / size)
    bounds = [len(items) * part // count for part in range(count + 1)]
    return [tuple(items[start:end]) for start, end in pairwise(bounds)]
