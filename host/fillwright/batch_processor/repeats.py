"""Questions that a form asks once for each position or study: only the first is about the latest one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fillwright.response_generator import Question

REASON: Final = "asked once for each entry of your history: this one is for you to tell"
_KEYS: Final = frozenset(
    {
        *("organization", "organization-title", "work-start-date", "work-end-date"),
        *("school", "degree", "field-of-study", "education-start-date", "graduation-date"),
    }
)
_NUMBER: Final = re.compile(r"[\W_]*\b(\d{1,2})\W*$")


def repeats(questions: Sequence[Question]) -> set[int]:
    """Return the places of those that ask of a further position or study.

    They have the wording of an earlier one, numbers apart ("Company", "Company 2"), or a section with a number from 2
    on ("Employment 3"). The fact of the latest entry would be a false history there.
    """
    seen: set[tuple[str, str]] = set()
    found = set()
    for place, question in enumerate(questions):
        key = question.verdict.key
        if question.verdict.strategy != "extract" or key not in _KEYS:
            continue
        label, section = question.field.label, question.field.section
        wording = (key, _NUMBER.sub("", label).casefold().strip())
        if wording in seen or _number(label) > 1 or _number(section) > 1:
            found.add(place)
        seen.add(wording)
    return found


def _number(text: str) -> int:
    match = _NUMBER.search(text)
    return int(match[1]) if match else 0
