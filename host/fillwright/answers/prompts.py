"""What a provider gets to see: one stable prefix per batch, then one question.

The prefix (instructions, work material, job) is the same to the byte for every question of a batch, so that providers
can cache it. It holds no contact data, because `passages` gives none.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final

from fillwright.messages import Field, JobContext, Passage
from fillwright.text import clean, word_limit

_MARKER: Final = re.compile(r"<\s*/?\s*(?:material|job|question|answer)\b[^>]*>", re.IGNORECASE)
MAX_DESCRIPTION: Final = 6_000
MAX_PASSAGE: Final = 3_000
MAX_QUESTION: Final = 2_000
MAX_ANSWER: Final = 6_000


def prefix(material: Sequence[Passage], job: JobContext, wishes: Sequence[str] = ()) -> str:
    """Return the part of every prompt that is the same for the whole batch; `wishes` are for every written answer."""
    lines = [_instructions(), "<material>"]
    lines += [f"[{_data(piece.title, 200)}] {_data(piece.text, MAX_PASSAGE)}" for piece in material]
    lines += ["</material>", "<job>"]
    lines += [f"{name}: {_data(text, limit)}" for name, text, limit in _job_lines(job) if text]
    lines.append("</job>")
    if wishes:
        lines.append(f"The applicant wishes of every answer: {'; '.join(_data(wish, 200) for wish in wishes)}")
    return "\n".join(lines)


def question(field: Field, wish: str | None = None) -> str:
    """Return the part that asks `field`: its text, limits and numbered options, and the person's `wish`."""
    lines = ["<question>", _data(field.label, MAX_QUESTION)]
    if field.help:
        lines.append(f"Help: {_data(field.help, MAX_QUESTION)}")
    if field.section:
        lines.append(f"Section: {_data(field.section, 200)}")
    lines += [f"{number}. {_data(option.text, 200)}" for number, option in enumerate(field.options, 1)]
    lines.append("</question>")
    lines.append(_limit(field))
    if wish:
        lines.append(f"The applicant wishes: {_data(wish, 500)}")
    return "\n".join(lines)


def correction(asked: str, answer: str, claims: Sequence[str]) -> str:
    """Return the question `asked` again, with the `answer` it got and the `claims` in it that nothing supports."""
    named = "; ".join(f"“{_data(claim, 100)}”" for claim in claims)
    return f"{asked}\n\n{_repair().format(answer=_data(answer, MAX_ANSWER), claims=named)}"


def max_words(field: Field) -> int | None:
    """Return the limit in words that the field's wording names."""
    return word_limit(field.label, field.help, field.placeholder)


def _limit(field: Field) -> str:
    if field.options and field.multiple:
        return "Answer with the numbers of all options that the material supports, separated by commas, or 0."
    if field.options:
        return "Answer with the number of one option, or 0."
    words = max_words(field)
    if field.max_length and words:
        return f"At most {words} words and {field.max_length} characters."
    if words:
        return f"At most {words} words."
    if field.max_length:
        return f"At most {field.max_length} characters."
    return "One short line." if field.type != "textarea" else "Two to five sentences."


def _job_lines(job: JobContext) -> list[tuple[str, str, int]]:
    return [
        ("Company", job.company, 200),
        ("Title", job.title, 200),
        ("Location", job.location, 200),
        ("Description", job.description, MAX_DESCRIPTION),
    ]


def _data(text: str, limit: int) -> str:
    """Return `text` as data: cleaned, cut, and without our markers, which a page could use to end its part."""
    return _MARKER.sub(" ", clean(text))[:limit].strip()


@cache
def _instructions() -> str:
    return resources.files(__package__).joinpath("instructions.txt").read_text(encoding="utf-8").strip()


@cache
def _repair() -> str:
    return resources.files(__package__).joinpath("repair.txt").read_text(encoding="utf-8").strip()
