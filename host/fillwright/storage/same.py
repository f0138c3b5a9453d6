"""Whether two wordings recognisably ask the same.

Two wordings are taken for the same question only where what remains of them is equal: the words that carry meaning
(a word of courtesy more or less does not matter, the synonyms of `words.toml` count as one), the negations, the
numbers, yes-or-no, and the time and mood of the verb. Any other word that only one of them has (a country, a skill, a
company) makes them different; where direction matters ("from", "before") the order has to be equal too. A pin that is
not found costs one more question; a pin given to the wrong question would put a false statement into a form.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from fillwright.storage.wording import lexicon

_LONGEST_PHRASE: Final = 7
_SHORTEST_PLURAL: Final = 4


class Signature(Struct, frozen=True):
    """What two wordings of one question have in common."""

    words: tuple[str, ...]
    negations: int = 0
    moods: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def signature_of(wording: str) -> Signature:
    """Return what a normalised wording asks, apart from how it is put; the wording itself where nothing remains."""
    roles = _roles()
    words = _without_phrases(wording.split())
    moods = {roles.moods[word] for word in words if word in roles.moods}
    if wording.partition(" ")[0] in roles.polar:
        moods.add("polar")
    negations = sum(word in roles.negations for word in words)
    apart = roles.silent | roles.negations | roles.moods.keys()
    meaning = [roles.synonyms.get(word, word) for word in (_singular(each) for each in words if each not in apart)]
    if not meaning:
        return Signature((wording,))
    if not any(word in roles.directions for word in words):
        meaning.sort()
    return Signature(tuple(meaning), negations, tuple(sorted(moods)))


class _Roles(Struct, frozen=True):
    silent: frozenset[str]
    negations: frozenset[str]
    directions: frozenset[str]
    polar: frozenset[str]
    moods: dict[str, str]
    synonyms: dict[str, str]
    phrases: dict[tuple[str, ...], tuple[str, ...]]


@cache
def _roles() -> _Roles:
    words = lexicon()["same"]
    return _Roles(
        silent=frozenset(words["silent"]),
        negations=frozenset(words["negations"]),
        directions=frozenset(words["directions"]),
        polar=frozenset(words["polar"]),
        moods={word: mood for mood, group in words["moods"].items() for word in group},
        synonyms={word: group[0] for group in words["synonyms"] for word in group},
        phrases={tuple(phrase.split()): tuple(meant.split()) for phrase, meant in words["phrases"].items()},
    )


def _without_phrases(words: list[str]) -> list[str]:
    """Put what they mean in place of the phrases of `words.toml`, the longest first."""
    phrases = _roles().phrases
    plain: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
            meant = phrases.get(tuple(words[place : place + length]))
            if meant is not None:
                plain += meant
                place += length
                break
        else:
            plain.append(words[place])
            place += 1
    return plain


def _singular(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
