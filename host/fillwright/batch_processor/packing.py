"""Which questions share a call, and which calls wait for the provider's cache: short ones do, essays don't share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from fillwright.batch_processor.batch import Item
from fillwright.batch_processor.schedule import rank_of
from fillwright.batch_processor.turns import Rank
from fillwright.response_generator import ENTRY_CHARS, expected_chars, is_essay

Unit = tuple[Item, ...]
"""The questions of one call."""

LARGEST: Final = 10
"""Short answers in one call at most; fewer where they would take longer than essays beside them do."""

ALONE: Final = 4
"""Without essays and without a cache: beyond it a call more costs little, and the person waits for the pack."""

WRITE: Final = 1.25
READ: Final = 0.1
"""What a prefix costs that is written into the cache and read from it, in prices of an uncached one (both list it)."""

MOST_PAID: Final = 0.30
AIM: Final = 0.25
"""Of one call per question, what the prefixes of a batch may cost at most, and up to where time is bought for money."""

SHORT_ANSWER: Final = 300
SHORT_QUESTION: Final = 1_500
CHARS_PER_S: Final = 320.0
FIRST_TOKEN_S: Final = 0.6
"""A usual model's pace (80 tokens a second), and how long the calls that share a prefix wait for the first to begin."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What decides how questions are shared out.

    Without `packs` each has a call of its own. `pressed` for time or money, what is required and what is optional never
    share one, so that the first can be had without the second. `cached` says that a provider's cache takes the prefix,
    so that a call more costs little. `wishes` are the ids of those the person wants written anew, each alone.
    """

    packs: bool
    pressed: bool
    cached: bool = False
    max_parallel: int = 5
    wishes: Sequence[str] = ()


def units(items: Sequence[Item], rules: Rules) -> list[Unit]:
    """Return the calls for `items`, the most urgent first."""
    short = [item for item in items if rules.packs and item.field.id not in rules.wishes and _is_short(item)]
    alone: list[Unit] = [(item,) for item in items if item not in short]
    essays = [item for item in items if is_essay(item.field)]
    size = _beside(short, essays, rules.max_parallel) if essays else _alone(len(short), rules)
    groups = [short]
    if rules.pressed:
        groups = [[item for item in short if (item.field.required is False) is optional] for optional in (False, True)]
    packed = [unit for group in groups for unit in _shared_out(group, size)]
    return sorted([*alone, *packed], key=lambda unit: unit_rank(unit, pressed=rules.pressed))


def at_once(calls: Sequence[Unit]) -> int:
    """Return how many of `calls` begin at once; the others wait until a cache holds the prefix.

    The first ones decide when the form is done: they don't wait as long as the prefixes cost no more than AIM.
    """
    questions = sum(map(len, calls))
    return max(1, int((AIM * questions - READ * len(calls)) / (WRITE - READ)))


def unit_rank(unit: Unit, *, pressed: bool) -> Rank:
    """Return the turn of a call: by all that it has to write."""
    first = rank_of(unit[0], pressed=pressed)
    return Rank(optional=first.optional, shortness=-answer_chars(unit), place=first.place)


def answer_chars(unit: Unit) -> int:
    """Return about how long the reply will be."""
    if len(unit) == 1:
        return expected_chars(unit[0].field)
    return sum(expected_chars(item.field) + ENTRY_CHARS for item in unit)


def _alone(count: int, rules: Rules) -> int:
    """Return how many of `count` short questions share a call where there are no essays: all calls fit in one round.

    Where a call more costs little, they are as short as that allows.
    """
    one_round = math.ceil(count / rules.max_parallel)
    if not rules.cached:
        return max(ALONE, one_round)
    calls = max(1, int((MOST_PAID * count - WRITE) / READ) + 1)
    return min(LARGEST, max(one_round, math.ceil(count / calls)))


def _beside(short: Sequence[Item], essays: Sequence[Item], max_parallel: int) -> int:
    """Return how many short questions may share a call: as many as are answered no later than the essays.

    All calls but the first wait for its first token; a place for each pack should be free beside the essays.
    """
    longest, *others = sorted((expected_chars(item.field) / CHARS_PER_S for item in essays), reverse=True)
    time = max(longest - FIRST_TOKEN_S, *others, 0.0)
    each = max((answer_chars((item,)) + ENTRY_CHARS for item in short), default=1) / CHARS_PER_S
    fewest_calls = max(1, max_parallel - len(essays))
    return max(1, min(LARGEST, max(int(time / each), math.ceil(len(short) / fewest_calls))))


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
