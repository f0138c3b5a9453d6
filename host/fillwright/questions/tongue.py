"""Which of the seven languages a label is written in, told by its small words."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from fillwright.questions.lexicon import KEY_FILES, read
from fillwright.questions.wording import normalise

ENGLISH: Final = "en"


@lru_cache(maxsize=1)
def _small_words() -> dict[str, frozenset[str]]:
    words = read("wording")["fillers"]
    return {tongue: frozenset(normalise(word) for word in text.split()) for tongue, text in words.items()}


@lru_cache(maxsize=1)
def _subjects() -> dict[str, frozenset[str]]:
    """Return the lexicons' own words, by language, without those that English uses too."""
    found: dict[str, set[str]] = {tongue: set() for tongue in _small_words()}
    for file in KEY_FILES:
        for table in read(file).values():
            for kind in ("names", "weak", "asks"):
                for tongue, sources in table.get(kind, {}).items():
                    words = (part for source in sources for word in source.split() for part in word.split("|"))
                    found[tongue].update(normalise(word) for word in words if word.isalpha())
    small = frozenset().union(*_small_words().values())
    english = found.pop(ENGLISH) - small
    return {ENGLISH: frozenset(english)} | {tongue: frozenset(words - english) for tongue, words in found.items()}


@lru_cache(maxsize=2048)
def tongue_of(text: str) -> str:
    """Return "en", "de", "fr", "es", "it", "pt" or "nl"; English where nothing tells. Single letters never do."""
    tokens = [token for token in normalise(text).split() if len(token) > 1]
    counts = {tongue: sum(token in words for token in tokens) for tongue, words in _small_words().items()}
    for tongue, words in _subjects().items():
        counts[tongue] += sum(token in words for token in tokens)
    best = max(counts, key=lambda tongue: counts[tongue])
    return best if counts[best] > counts[ENGLISH] else ENGLISH
