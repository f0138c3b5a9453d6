"""Which of the seven languages a label is written in, told by its small words."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from fillwright.questions.lexicon import read
from fillwright.questions.wording import normalise

ENGLISH: Final = "en"


@lru_cache(maxsize=1)
def _small_words() -> dict[str, frozenset[str]]:
    words = read("wording")["fillers"]
    return {tongue: frozenset(normalise(word) for word in text.split()) for tongue, text in words.items()}


@lru_cache(maxsize=2048)
def tongue_of(text: str) -> str:
    """Return "en", "de", "fr", "es", "it", "pt" or "nl"; English where nothing tells."""
    tokens = normalise(text).split()
    counts = {tongue: sum(token in words for token in tokens) for tongue, words in _small_words().items()}
    best = max(counts, key=lambda tongue: counts[tongue])
    return best if counts[best] > counts[ENGLISH] else ENGLISH
