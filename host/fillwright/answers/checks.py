"""What a provider wrote, checked before it may reach a field."""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Final

from msgspec import Struct

from fillwright.answers.prompts import max_words
from fillwright.errors import ContentFiltered, InvalidAnswer
from fillwright.messages import Field, Option
from fillwright.text import clean, cut, cut_words, utf16_length

_INDEX = re.compile(r"[^\d-]{0,12}(\d{1,4})\b")
_INDICES = re.compile(r"[^\d-]{0,12}(\d{1,4}(?:\s*,\s*\d{1,4})*)")
_CHOICE_LENGTH = 80
LONGEST: Final = 20_000
"""Characters of the longest text that is taken for an answer."""

_SHORTEST_PRIVATE = 4
_SHORTEST_DISGUISED = 8
_SIGNS = re.compile(r"[\s(\[](?:at|dot)[\s)\]]", re.IGNORECASE)


class Written(Struct, frozen=True):
    """A written answer as it may be filled; a `problem` keeps it from being filled without the person."""

    text: str
    warnings: tuple[str, ...] = ()
    problem: str | None = None


def check_text(raw: str, field: Field, private: Iterable[str] = ()) -> Written:
    """Return what a provider wrote for `field`, made clean and fitting.

    `private` are values that no written answer may hold (phone, e-mail, street…). Raises InvalidAnswer for an empty
    answer and ContentFiltered for a refusal or talk of the model about itself: neither is ever put into a field.
    """
    text = _unwrap(clean(raw).strip())
    if not text:
        raise InvalidAnswer("The provider's answer was empty; ask again.")
    if _matches("refusals", text.replace("’", "'")):
        raise ContentFiltered("The model declined to answer this question; write it yourself or reword it.")
    text, warnings = _fit(text, field)
    problem = None
    if len(text) > LONGEST:
        problem = "the text is longer than any answer"
    elif _matches("placeholders", text):
        problem = "the text still holds a placeholder"
    elif _matches("markup", text):
        problem = "the text holds markup or a script"
    elif any(_holds(text, value) for value in private):
        problem = "the text holds contact data that the question did not ask for"
    return Written(text, warnings, problem)


def check_choice(raw: str, field: Field) -> list[Option]:
    """Return the options whose numbers a provider named, none where it named 0 (none fits, or not clearly).

    More than one only where several may be chosen. Raises InvalidAnswer for anything but numbers of options shown: an
    option is never guessed from text.
    """
    text = clean(raw).strip().rstrip(" .)\"'}")
    pattern = _INDICES if field.multiple else _INDEX
    found = pattern.fullmatch(text) if len(text) <= _CHOICE_LENGTH else None
    numbers = [int(number) for number in re.split(r"\D+", found.group(1))] if found else [-1]
    if not all(0 <= number <= len(field.options) for number in numbers) or (len(numbers) > 1 and 0 in numbers):
        raise InvalidAnswer("The model did not name one of the options shown.")
    return [field.options[number - 1] for number in dict.fromkeys(numbers) if number]


def _unwrap(text: str) -> str:
    """Take away what models put around an answer: prefaces, quotation marks, Markdown, closing offers."""
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    for pattern in _patterns("prefaces"):
        text = pattern.sub("", text, count=1)
    for pattern in _patterns("postscripts"):
        text = pattern.sub("", text)
    text = re.sub(r"^#{1,6} +", "", text, flags=re.MULTILINE).strip()
    fence = re.fullmatch(r"```\w*\n(.*?)\n?```", text, re.DOTALL)
    text = fence.group(1).strip() if fence else text
    for first, last in (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»")):
        if len(text) > 1 and text[0] == first and text[-1] == last and first not in text[1:-1]:
            text = text[1:-1].strip()
    return text


def _fit(text: str, field: Field) -> tuple[str, tuple[str, ...]]:
    if field.type != "textarea":
        text = re.sub(r"\s*\n\s*", " ", text)
    fitted = text
    words = max_words(field)
    if words:
        fitted = cut_words(fitted, words)
    if field.max_length and utf16_length(fitted) > field.max_length:
        fitted = cut(fitted, field.max_length)
    return fitted, ("shortened to the limit",) if fitted != text else ()


def _holds(text: str, value: str) -> bool:
    value = value.strip()
    if len(value) < _SHORTEST_PRIVATE:
        return False
    digits = re.sub(r"\D", "", value)
    if len(digits) >= len(value) // 2 and len(digits) > _SHORTEST_PRIVATE:
        told = re.sub(r"\D", "", text)
        return digits in told or digits[::-1] in told
    return value.casefold() in text.casefold() or _in_disguise(text, value)


def _in_disguise(text: str, value: str) -> bool:
    """Return whether `text` spells `value` letter by letter, with words for its signs, or backwards."""
    letters = _letters(value)
    spelled = _letters(_SIGNS.sub("", text))
    return len(letters) >= _SHORTEST_DISGUISED and any(form in spelled for form in (letters, letters[::-1]))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _matches(kind: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns(kind))


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    tables = json.loads(resources.files(__package__).joinpath("refusals.json").read_text(encoding="utf-8"))
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in tables[kind])
