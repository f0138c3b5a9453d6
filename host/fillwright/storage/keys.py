"""What makes a question the same one, so that an answer may be given again."""

from __future__ import annotations

import hashlib
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from fillwright.messages import Field, JobContext
from fillwright.storage.wording import normalise, with_slot
from fillwright.text import clean

_SHORT: Final = frozenset({"", "text", "email", "tel", "url", "search", "string"})
_CHOICE: Final = frozenset({"select", "combobox", "radio", "listbox", "button"})


class QuestionKey(Struct, frozen=True):
    """The wording, the limits an answer has to keep, whose question it is, and the profile it was answered from.

    Two fields with equal keys may share an answer. `company` is empty only where neither company nor page is known.
    """

    question: str
    limits: str
    company: str
    profile_version: str

    @property
    def digest(self) -> bytes:
        """Return 16 bytes that stand for the four parts together."""
        joined = f"{self.question}\x1f{self.limits}\x1f{self.company}\x1f{self.profile_version}"
        return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def question_key(field: Field, job: JobContext, profile_version: str) -> QuestionKey:
    """Return the key of `field` on the page of `job`."""
    return QuestionKey(wording_of(field.label, job), limits_of(field), company_of(job), profile_version)


def wording_of(question: str, job: JobContext) -> str:
    """Return `question` in one form, with the company's name as a slot."""
    company = normalise(job.company) if job.company.strip() else ""
    return with_slot(normalise(question), company)


def company_of(job: JobContext) -> str:
    """Return whose page it is: the company's normalised name, else the page's address without query."""
    if job.company.strip():
        return normalise(job.company)
    try:
        page = urlsplit(job.url)
    except ValueError:  # a page may call itself anything
        return clean(job.url).casefold()
    return clean(f"{page.netloc}{page.path}").rstrip("/").casefold()


def limits_of(field: Field) -> str:
    """Return the kind of control, its longest answer, its help and its options (in any order), as one short text."""
    kind = _kind(field)
    help_ = normalise(field.help) if field.help.strip() else ""
    if not help_ and not field.options:
        return f"{kind}:{field.max_length or ''}:"
    options = "\x1f".join(sorted(normalise(option.text) for option in field.options))
    details = f"{help_}\x1e{options}"
    digest = hashlib.blake2b(details.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{kind}:{field.max_length or ''}:{digest if details != chr(0x1E) else ''}"


def _kind(field: Field) -> str:
    kind = field.type.casefold()
    if field.options or kind in _CHOICE:
        return "choices" if field.multiple else "choice"
    return "text" if kind in _SHORT else kind
