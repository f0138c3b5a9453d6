"""Dates of the profile (`YYYY[-MM[-DD]]`) as a control or a sentence wants them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any, Final

from fillwright.messages import Field
from fillwright.questions.synonyms import table
from fillwright.questions.wording import normalise

_DAY: Final = r"d{1,2}|t{1,2}|j{1,2}|g{1,2}"
_YEAR: Final = r"y{2,4}|j{4}|a{2,4}"
_PART: Final = rf"(?:{_YEAR}|m{{1,2}}|{_DAY})"
_MASK: Final = re.compile(rf"\b(?:{_PART}[./\- ])?{_PART}[./\- ]{_PART}\b", re.IGNORECASE)
_FULL: Final = 3


def parts(date: str) -> tuple[int, ...]:
    """Return year, month and day as far as `date` tells them; () for none."""
    return tuple(int(part) for part in date.split("-")) if date else ()


def earliest(date: str) -> dt.date:
    """Return the first day that `date` can mean."""
    return dt.date(*(*parts(date), 1, 1)[:_FULL])


def latest(date: str) -> dt.date:
    """Return the last day that `date` can mean."""
    told = parts(date)
    if len(told) == _FULL:
        return dt.date(*told)
    year, month = (told[0] + 1, 1) if len(told) == 1 or told[1] == 12 else (told[0], told[1] + 1)  # noqa: PLR2004 - December
    return dt.date(year, month, 1) - dt.timedelta(days=1)


def months_later(day: dt.date, count: int) -> dt.date:
    """Return the same day `count` months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months(tongue: str) -> list[str]:
    """Return the names of the twelve months in `tongue`."""
    names: dict[str, Any] = dict(table("months"))
    return list(names.get(tongue, names["en"]))


def month_choices(month: int) -> tuple[str, ...]:
    """Return everything a list may call the month `month`: names and short names in seven languages, numbers."""
    names = [all_names[month - 1] for all_names in table("months").values()]
    shorts = [name[:3] for name in names] + [name[:4] for name in names]
    return (*names, *shorts, f"{month:02d}", str(month))


def readable(date: str, tongue: str) -> str:
    """Return `date` as a person writes it, so that day and month can't be confused: "1 March 2027"."""
    told = parts(date)
    if len(told) == 1:
        return str(told[0])
    month = months(tongue)[told[1] - 1]
    if len(told) < _FULL:
        joint = " de " if tongue in {"es", "pt"} else " "
        return f"{month}{joint}{told[0]}"
    if tongue == "de":
        return f"{told[2]}. {month} {told[0]}"
    joint = " de " if tongue in {"es", "pt"} else " "
    return f"{told[2]}{joint}{month}{joint}{told[0]}"


def masked(date: str, field: Field) -> str | None:
    """Return `date` in the form the field shows ("MM/DD/YYYY", "TT.MM.JJJJ"), None where it shows none.

    Returns "" where the form wants more than the date tells.
    """
    for text in (field.placeholder, field.label, field.help):
        match = _MASK.search(text)
        if match and _is_mask(match.group()):
            return _fill(match.group(), date)
    return None


def _is_mask(mask: str) -> bool:
    letters = set(re.sub(r"[^a-z]", "", mask.lower()))
    return "m" in letters and bool(letters & set("yja"))


def _place(token: str) -> int | None:
    """Return which part of a date the letters of a mask stand for (0 year, 1 month, 2 day), None for a sign."""
    for place, pattern in enumerate((_YEAR, "m{1,2}", _DAY)):
        if re.fullmatch(pattern, token, re.IGNORECASE):
            return place
    return None


def _fill(mask: str, date: str) -> str:
    told = parts(date)
    wanted: list[str] = []
    for token in re.split(r"([./\- ])", mask):
        place = _place(token)
        if place is None:
            wanted.append(token)
            continue
        if place >= len(told):
            return ""
        value = f"{told[place]:02d}" if len(token) > 1 else str(told[place])
        short_year = place == 0 and len(token) == 2  # noqa: PLR2004 - a year of two digits
        wanted.append(value[-2:] if short_year else value)
    return "".join(wanted)


def names_month(text: str) -> bool:
    """Return whether `text` is the name of a month."""
    plain = normalise(text)
    return any(plain == normalise(name) for names in table("months").values() for name in names)
