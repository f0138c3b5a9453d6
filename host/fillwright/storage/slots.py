"""Slots in an answer that holds for every company: `{company}` and `{role}` stand for those of the job at hand."""

from __future__ import annotations

import re
from typing import Final

from fillwright.messages import Answer, JobContext
from fillwright.storage.wording import lexicon

SLOTS: Final = {"{company}": "company", "{role}": "title"}
_SLOT: Final = re.compile("|".join(map(re.escape, SLOTS)))


def filled(answer: Answer, job: JobContext) -> Answer | None:
    """Return `answer` with the job's names in its slots, None where the job lacks one that is named."""
    if not isinstance(answer, str):
        return answer
    names = {slot: getattr(job, name).strip() for slot, name in SLOTS.items()}
    if any(not names[slot] for slot in _SLOT.findall(answer)):
        return None
    return _SLOT.sub(lambda slot: names[slot[0]], answer)


def slotted(answer: Answer, company: str) -> Answer:
    """Return `answer` with the slot in place of the name of `company`, with its legal form or without, as written."""
    if not isinstance(answer, str):
        return answer
    for name in dict.fromkeys((company.strip(), _short(company))):
        if name:
            answer = re.sub(rf"(?<!\w){re.escape(name)}(?![\w+#])", "{company}", answer)
    return answer


def _short(company: str) -> str:
    words = company.split()
    forms = lexicon()["legal_forms"]
    while len(words) > 1 and (words[-1] == "&" or words[-1].casefold().strip(".,") in forms):
        words.pop()
    return " ".join(words).rstrip(",")
