"""What a question most resembles among labelled ones, by weights that `tools/reading` has learned from them.

A linear model over `features`, read from `lexicons/learned.txt`: the first line names the classes ("extract:email"),
each other one a feature and, two signs a class, the class and its weight. It votes beside the rules; what it alone
says is never answered with a fact (see `analyzer`).
"""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

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
_BEST: Final = 4
_WORDS_NAMED: Final = 3
_WORD: Final = ("w:", "Aw:", "o:")


@dataclass(frozen=True, slots=True)
class Vote:
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
        self._packed = dict(line.split("\t", 1) for line in lines)
        self._rows: dict[str, int] = {}
        self._pairs = {
            chr(FIRST + place) + chr(FIRST + REACH + step): step << (_BITS * place)
            for place in range(len(self._names))
            for step in range(-REACH, REACH + 1)
        }
        self._base = sum(_HALF << (_BITS * place) for place in range(len(self._names)))

    def votes(self, field: Field) -> tuple[Vote, ...]:
        """Return the likeliest classes, best first."""
        found = features(field)
        known = self._rows
        rows = [known[feature] if feature in known else self._row(feature) for feature in found]
        sums = array("H", (self._base + sum(rows)).to_bytes(2 * len(self._names), sys.byteorder))
        if sys.byteorder == "big":
            sums.reverse()
        top, scale = max(sums), STEP / math.sqrt(len(found))
        exp = math.exp
        shares = [exp((score - top) * scale) for score in sums]
        total = sum(shares)
        best = sorted(range(len(sums)), key=sums.__getitem__, reverse=True)[:_BEST]
        return tuple(Vote(*self._classes[place], shares[place] / total) for place in best)

    def _row(self, feature: str) -> int:
        packed = self._packed.get(feature, "")
        row = sum(map(self._pairs.__getitem__, [packed[place : place + 2] for place in range(0, len(packed), 2)]))
        if packed:
            self._rows[feature] = row
        return row

    def speakers(self, field: Field, vote: Vote) -> tuple[str, ...]:
        """Return the words that speak most for `vote`."""
        place = self._names.index(f"{vote.strategy}:{vote.key or '-'}")
        known = (
            (dict(_steps(self._packed[feature])).get(place, 0), feature.split(":", 1)[1])
            for feature in features(field)
            if feature.startswith(_WORD) and feature in self._packed
        )
        return tuple(word for weight, word in sorted(known, reverse=True)[:_WORDS_NAMED] if weight > 0)


def _class(name: str) -> tuple[Strategy, str | None]:
    strategy, _, key = name.partition(":")
    return cast("Strategy", strategy), None if key == "-" else key


def _steps(row: str) -> Iterator[tuple[int, int]]:
    signs = iter(row)
    return ((ord(one) - FIRST, ord(two) - FIRST - REACH) for one, two in zip(signs, signs, strict=True))


def pack(weights: Iterable[tuple[int, float]]) -> str:
    """Return a row of the file: the classes whose weight is not nothing, each with its weight in steps."""
    steps = ((place, max(-REACH, min(REACH, round(weight / STEP)))) for place, weight in weights)
    return "".join(chr(FIRST + place) + chr(FIRST + REACH + step) for place, step in steps if step)


@lru_cache(maxsize=1)
def model() -> Model:
    """Return the learned weights; the file is read at the first call."""
    return Model(read_text("learned.txt"))
