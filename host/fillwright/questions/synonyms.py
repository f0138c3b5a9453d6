"""Words that mean the same: yes and no, levels, degrees, currencies, units… Data files, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from fillwright.questions.wording import normalise


@lru_cache(maxsize=16)
def table(name: str) -> Mapping[str, Any]:
    """Return the data file `lexicons/<name>.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath("lexicons", f"{name}.toml").read_text("utf-8"))


@lru_cache(maxsize=64)
def meanings(group: str) -> Mapping[str, str]:
    """Return normalised words → what they stand for, of one group of `synonyms.toml`."""
    return {
        normalise(word): meaning for meaning, words in table("synonyms")[group].items() for word in (meaning, *words)
    }


@lru_cache(maxsize=64)
def words_of(group: str, meaning: str) -> tuple[str, ...]:
    """Return every word of `group` that stands for `meaning`, itself first; () for an unknown one."""
    return (meaning, *table("synonyms")[group].get(meaning, ())) if meaning in table("synonyms")[group] else ()


@lru_cache(maxsize=4096)
def meaning(group: str, text: str) -> str | None:
    """Return what the whole of `text` stands for in `group`, None if it is none of its words."""
    return meanings(group).get(normalise(text))


@lru_cache(maxsize=4096)
def meaning_within(group: str, text: str) -> str | None:
    """Return what `text` mentions of `group`, the longest word first; None for nothing or for several meanings."""
    plain = f" {normalise(text)} "
    found: dict[str, str] = {}
    for word, stands_for in sorted(meanings(group).items(), key=lambda pair: -len(pair[0])):
        if word and f" {word} " in plain:
            found[stands_for] = word
            plain = plain.replace(f" {word} ", " \x00 ")
    return next(iter(found)) if len(found) == 1 else None
