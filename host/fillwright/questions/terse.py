"""Skills named without a question: "React: years", "# yrs w/ Kafka", or a bare name above years or levels to choose."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final

from fillwright.messages import Field
from fillwright.questions.options_seen import is_placeholder, shown
from fillwright.questions.skills import is_subject
from fillwright.questions.synonyms import table
from fillwright.questions.wording import normalise

_WORDS: Final[dict[str, Any]] = dict(table("skill_wording"))["terse"]


def _any(part: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_WORDS[part], key=len, reverse=True))


_MARKS: Final = " ?.!:*✱"
_LONGEST: Final = 4
_MANY: Final = 3
_SINGLE: Final = re.compile(r"\d")


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Return the forms that such labels have, compiled with the first question."""
    years = rf"(?:{_any('counts')})?\s*\b(?:{_any('years')})\b\.?"
    return (
        re.compile(rf"{years}\s*(?:w/|\b(?:{_any('links')})\b|d['’])\s*(.+)", re.IGNORECASE),
        re.compile(rf"(.+?)\s*(?::|\s[-–—]|\()\s*{years}(?:\s*(?:{_any('experience')})\.?)?\s*\)?", re.IGNORECASE),
    )


@lru_cache(maxsize=2048)
def years_with(label: str) -> str:
    """Return the skill whose years the whole of `label` asks for in a few words, "" where it asks anything else."""
    for form in _forms():
        match = form.fullmatch(label.strip(_MARKS))
        if match:
            name = match.group(1).strip(_MARKS)
            return name if _is_skill(name) else ""
    return ""


def above_levels(field: Field) -> str:
    """Return the skill that a label names bare above years of experience or levels of mastery, "" for anything else."""
    texts = [normalise(shown(option)) for option in field.options if not is_placeholder(option)]
    if len(texts) < _MANY or "?" in field.label or not _is_skill(field.label.strip(_MARKS)):
        return ""
    measured = [text for text in texts if _is_level(text) or _is_years(text)]
    return field.label.strip(_MARKS) if len(measured) == len(texts) else ""


def shows_years(field: Field) -> bool:
    """Whether the options count years instead of naming levels."""
    return any(_SINGLE.search(shown(option)) for option in field.options)


def _is_skill(name: str) -> bool:
    words = normalise(name).split()
    return 0 < len(words) <= _LONGEST and is_subject(name) and _nothing().isdisjoint(words)


def _is_level(text: str) -> bool:
    return text in _levels()


def _is_years(text: str) -> bool:
    return _SINGLE.search(text) is not None and not _units().isdisjoint(text.split())


@lru_cache(maxsize=1)
def _levels() -> frozenset[str]:
    return frozenset(normalise(word) for word in _WORDS["levels"])


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(normalise(word) for word in _WORDS["years"])


@lru_cache(maxsize=1)
def _nothing() -> frozenset[str]:
    return frozenset(normalise(word) for word in _WORDS["nothing"])
