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

BESIDE_ESSAYS: Final = 7
"""Short answers in one call: together about as long as the essay that is written meanwhile."""

ALONE: Final = 4
"""Without essays: so that the person does not wait longer for the pack than for the questions one by one."""

SHORT_ANSWER: Final = 300
SHORT_QUESTION: Final = 1_500
ENTRY_CHARS: Final = 45


def units(items: Sequence[Item], *, packs: bool, pressed: bool, wishes: Sequence[str] = ()) -> list[Unit]:
    """Return the calls for `items`, the most urgent first; without `packs` one for each.

    Under pressure what is required and what is optional never share a call, so that one can be had without the other.
    """
    short = [item for item in items if packs and item.field.id not in wishes and _is_short(item)]
    alone: list[Unit] = [(item,) for item in items if item not in short]
    size = BESIDE_ESSAYS if any(is_essay(item.field) for item in items) else ALONE
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
