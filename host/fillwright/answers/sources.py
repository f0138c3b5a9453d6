"""Which passages of the person's material a written answer rests on, so that the person can check it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from fillwright.messages import Passage

_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]{4,}")
_STEM: Final = 6
_BESIDE_THE_BEST: Final = 0.5
_MOST: Final = 3


class Sources:
    """The passages of one batch's `material`, weighed by how rare their words are in it."""

    def __init__(self, material: Sequence[Passage]) -> None:
        self._passages = [(passage.path, _words(f"{passage.title} {passage.text}")) for passage in material]
        common = Counter(word for _, words in self._passages for word in words)
        self._weights = {word: math.log(1 + len(material) / count) for word, count in common.items()}

    def of(self, answer: str, question: str = "", *, least: int = 2) -> tuple[str, ...]:
        """Return the profile paths of at most three passages that `answer` shares rare words with, the best first.

        Words are compared by their first six letters and weigh log(1 + passages ÷ passages that hold them); a passage
        needs `least` words in common that `question` does not hold, and half the weight of the best one.
        """
        said = _words(answer) - _words(question)
        shared = [(path, said & words) for path, words in self._passages]
        weighed = [(sum(self._weights[word] for word in words), path) for path, words in shared if len(words) >= least]
        enough = max(weighed, default=(0.0, ""))[0] * _BESIDE_THE_BEST
        best = sorted((pair for pair in weighed if pair[0] >= enough), key=lambda pair: -pair[0])
        return tuple(path for _, path in best[:_MOST])


def _words(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.casefold())}
