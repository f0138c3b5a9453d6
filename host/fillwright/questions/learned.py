"""What a question most resembles among labelled ones, by weights that `tools/reading` has learned from them.

A linear model over `features`, read from `lexicons/learned.txt`: the first line names the classes ("extract:email"),
each other one the weights, two signs a class, the class and its weight, and after them, divided by tabs, the features
that have these weights. It votes beside the rules; what it alone says is never answered with a fact (see `analyzer`).
"""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, cast

from msgspec import Struct

from fillwright.messages import Field, Strategy
from fillwright.questions.features import features
from fillwright.questions.lexicon import read_text

STEP: Final = 0.1
REACH: Final = 45
"""Weights go from −`REACH` to `REACH` steps."""
FIRST: Final = 33
"""The code point of the first class and of the lowest weight."""
_BITS: Final = 16
_HALF: Final = 1 << (_BITS - 1)
_MOST: Final = _HALF // REACH
"""Features beyond this could add up to more than the bits of a class hold."""
_SLIGHT: Final = 30.0
"""A class whose likelihood is this power of e below the best one's counts for nothing."""
_BEST: Final = 4
_WORDS_NAMED: Final = 3
_WORD: Final = ("w:", "Aw:", "o:")


class Vote(Struct, frozen=True):
    """A class the question may belong to, and the likelihood it has."""

    strategy: Strategy
    key: str | None
    weight: float


class Model:
    """The learned weights.

    A row is one integer, `_BITS` bits a class, so that rows add up in a few steps instead of one a class.
    """

    def __init__(self, text: str) -> None:
        head, *lines = text.splitlines()
        self._names = head.split()
        self._classes = [_class(name) for name in self._names]
        self._rows: dict[str, int | str] = {}
        for line in lines:
            packed, *found = line.split("\t")
            self._rows.update(dict.fromkeys(found, packed))
        self._nothing = array("H", [_HALF]) * len(self._names)
        self._base = int.from_bytes(self._nothing.tobytes(), sys.byteorder)

    def votes(self, field: Field) -> tuple[Vote, ...]:
        """Return the likeliest classes, best first."""
        found = features(field)
        rows = self._rows
        known = [
            row if type(row) is int else self._row(one, str(row))
            for one in found[:_MOST]
            if (row := rows.get(one)) is not None
        ]
        total = sum(known, self._base)
        sums = array("H", total.to_bytes(2 * len(self._names), sys.byteorder))
        if sys.byteorder == "big":
            sums.reverse()
        top, scale = max(sums), STEP / math.sqrt(len(found))
        least, slight = sorted(sums)[-_BEST:][0], top - _SLIGHT / scale
        whole = sum([math.exp((score - top) * scale) for score in sums if score > slight])
        best = sorted([place for place, score in enumerate(sums) if score >= least], key=sums.__getitem__, reverse=True)
        return tuple(
            Vote(*self._classes[place], math.exp((sums[place] - top) * scale) / whole) for place in best[:_BEST]
        )

    def _row(self, feature: str, packed: str) -> int:
        """Return the weights of `feature`, unpacked from here on."""
        lanes, signs = self._nothing[:], iter(packed)
        for one, two in zip(signs, signs, strict=True):
            lanes[ord(one) - FIRST] += ord(two) - FIRST - REACH
        if sys.byteorder == "big":
            lanes.reverse()
        row = self._rows[feature] = int.from_bytes(lanes.tobytes(), sys.byteorder) - self._base
        return row

    def speakers(self, field: Field, vote: Vote) -> tuple[str, ...]:
        """Return the words that speak most for `vote`."""
        place = self._names.index(f"{vote.strategy}:{vote.key or '-'}")
        found = [feature for feature in features(field) if feature.startswith(_WORD) and feature in self._rows]
        known = sorted(((self._weight(feature, place), feature.split(":", 1)[1]) for feature in found), reverse=True)
        return tuple(word for weight, word in known[:_WORDS_NAMED] if weight > 0)

    def _weight(self, feature: str, place: int) -> int:
        row = self._rows[feature]
        lanes = self._base + (row if isinstance(row, int) else self._row(feature, row))
        return (lanes >> (_BITS * place)) % (2 * _HALF) - _HALF


def _class(name: str) -> tuple[Strategy, str | None]:
    strategy, _, key = name.partition(":")
    return cast("Strategy", strategy), None if key == "-" else key


def pack(weights: Iterable[tuple[int, float]]) -> str:
    """Return a row of the file: the classes whose weight is not nothing, each with its weight in steps."""
    steps = ((place, max(-REACH, min(REACH, round(weight / STEP)))) for place, weight in weights)
    return "".join(chr(FIRST + place) + chr(FIRST + REACH + step) for place, step in steps if step)


@lru_cache(maxsize=1)
def model() -> Model:
    """Return the learned weights; the file is read at the first call."""
    return Model(read_text("learned.txt"))
