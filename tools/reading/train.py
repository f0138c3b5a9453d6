"""Learns the weights: logistic regression, by gradient steps that grow smaller where they have been large (AdaGrad)."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Final

from fillwright.questions.features import features
from fillwright.questions.learned import pack
from tools.reading.wordings import Labelled

ROUNDS: Final = 12
_RATE: Final = 0.5
_SHRINK: Final = 3e-5
_START: Final = 1e-3
_SLIGHT: Final = 2e-3
"""A class whose likelihood is off by less than this learns nothing from the question."""


class Learner:
    """The weights while they are learned: by feature a list, by class."""

    def __init__(self, questions: Sequence[Labelled]) -> None:
        self.classes = sorted({name for _, name in questions})
        places = {name: place for place, name in enumerate(self.classes)}
        self._questions = [(features(field), places[name]) for field, name in questions]
        names = dict.fromkeys(feature for found, _ in self._questions for feature in found)
        self.weights = {feature: [0.0] * len(self.classes) for feature in names}
        self._squares = {feature: [_START] * len(self.classes) for feature in names}

    def learn(self, rounds: int = ROUNDS) -> None:
        """Go over all questions `rounds` times, in an order that is the same every time."""
        order = list(range(len(self._questions)))
        dice = random.Random(0)  # noqa: S311 - an order, not a secret
        for _ in range(rounds):
            dice.shuffle(order)
            for number in order:
                self._step(*self._questions[number])

    def _step(self, found: tuple[str, ...], truth: int) -> None:
        rows = [self.weights[feature] for feature in found]
        scale = 1 / math.sqrt(len(rows))
        scores = [sum(column) * scale for column in zip(*rows, strict=True)]
        top = max(scores)
        shares = [math.exp(score - top) for score in scores]
        total = sum(shares)
        off = [(place, share / total - (place == truth)) for place, share in enumerate(shares)]
        off = [(place, error * scale) for place, error in off if abs(error) > _SLIGHT]
        for feature, row in zip(found, rows, strict=True):
            squares = self._squares[feature]
            for place, error in off:
                slope = error + _SHRINK * row[place]
                squares[place] += slope * slope
                row[place] -= _RATE * slope / math.sqrt(squares[place])

    def text(self, least: float = 0.0) -> str:
        """Return the file of `fillwright.questions.learned`, without weights below `least`."""
        rows: dict[str, list[str]] = {}
        for feature, row in sorted(self.weights.items()):
            packed = pack((place, weight) for place, weight in enumerate(row) if abs(weight) >= least)
            if packed:
                rows.setdefault(packed, []).append(feature)
        lines = [" ".join(self.classes), *("\t".join([packed, *found]) for packed, found in rows.items())]
        return "\n".join(lines) + "\n"
