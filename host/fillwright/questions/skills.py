"""Which skill a question about experience means, as the question writes it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final, NamedTuple

from fillwright.questions.synonyms import table
from fillwright.questions.wording import normalise, segments


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_WORDS: Final[dict[str, Any]] = dict(table("skill_wording"))
_LINK: Final = rf"(?:{_any(_WORDS['links'])})"
_NOUN: Final = rf"(?:{_any(_WORDS['experience'])})"
_VERB: Final = rf"(?:{_any(_WORDS['verbs'])})"
_YEARS: Final = rf"(?:{_any(_WORDS['years'])})"


class _Patterns(NamedTuple):
    """What tells where in a sentence a skill is named, and what stands around it."""

    before: re.Pattern[str]
    others: tuple[re.Pattern[str], ...]
    start: re.Pattern[str]
    end: re.Pattern[str]
    level: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compile them with the first question, which takes longer than all else that this package needs to be loaded."""
    return _Patterns(
        before=re.compile(rf"\b{_YEARS}\b\+?(?:\s+of)?\s+(.+?)[\s-]+{_NOUN}\b", re.IGNORECASE),
        others=(
            re.compile(rf"\b{_NOUN}\b.*?\b{_LINK}\b\s+(.+)", re.IGNORECASE),
            re.compile(rf"\b{_VERB}\b\s+(?:{_LINK}\s+)?(.+)", re.IGNORECASE),
            re.compile(rf"\b{_YEARS}\b.*?\b{_LINK}\b\s+(.+)", re.IGNORECASE),
            re.compile(rf"\b(?:{_any(_WORDS['level'])})\b.*?\b{_LINK}\b\s+(.+)", re.IGNORECASE),
            re.compile(rf"\b(?:{_any(_WORDS['owners'])})\s+(.+?)[\s-]+(?:{_any(_WORDS['mastery'])})\b", re.IGNORECASE),
        ),
        start=re.compile(rf"^(?:(?:{_any(_WORDS['starts'])})\s+)+", re.IGNORECASE),
        end=re.compile(rf"\s+(?:{_any(_WORDS['ends'])})\b.*|\s+{_NOUN}\b.*|[,;(].*|\s*[?.!:*]+\s*$", re.IGNORECASE),
        level=re.compile(rf" (?:{_any([normalise(word) for word in _WORDS['level']])})s? "),
    )


_GENERAL: Final = frozenset(normalise(word) for word in _WORDS["general"])
_LONGEST: Final = 6


def _single_words(*groups: str) -> frozenset[str]:
    return frozenset(word for group in groups for text in _WORDS[group] for word in normalise(text).split())


_OF_NO_SUBJECT: Final = _single_words("general", "experience", "years", "links", "starts", "measures")


def skill_in(raw: str) -> str:
    """Return the skill named in the sentence `raw`, "" where it names none or the whole of one's work."""
    known = _patterns()
    found = (pattern.search(raw) for pattern in (known.before, *known.others))
    for text in [match.group(1) for match in found if match]:
        name = known.start.sub("", known.end.sub("", f" {text}").strip()).strip(" ?.!:,*")
        if is_subject(name) and len(normalise(name).split()) <= _LONGEST:
            return name
    return ""


def is_subject(name: str) -> bool:
    """Whether `name` names more than work, experience or time itself."""
    plain = normalise(name)
    return plain not in _GENERAL and not _OF_NO_SUBJECT.issuperset(plain.split())


def levelled(text: str) -> bool:
    """Whether the normalised sentence asks how well something is mastered."""
    return _patterns().level.search(text) is not None


def whole_of_work(label: str, fillers: frozenset[str]) -> bool:
    """Whether the question for years names no subject but work itself; `fillers` are words that name nothing."""
    words = (word for piece in segments(label) if not piece.aside for word in piece.tokens)
    return all(word in fillers or word in _OF_NO_SUBJECT or word.isdigit() for word in words)
