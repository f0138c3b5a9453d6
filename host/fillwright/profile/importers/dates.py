"""Dates and periods as résumés write them, in four languages, found in running text.

Only what is written is told: a day and month in an order that can't be known give the year alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fillwright.profile.importers.lexicon import table

_YEAR: Final = r"(?:19[5-9]\d|20[0-4]\d)"
_CENTURY_TURN: Final = 50
_MONTHS: Final = 12
_DASH: Final = r"[-–—−‐‑]"


@dataclass(frozen=True, slots=True)
class Period:
    """A period found at `begin:end` of a text: ISO `start` and `stop`, "" where there is none.

    `open` says that it lasts until today; `ranged` that a start and an end were written, not one date alone.
    """

    begin: int
    end: int
    start: str = ""
    stop: str = ""
    open: bool = False
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class _Patterns:
    months: dict[str, int]
    date: re.Pattern[str]
    period: re.Pattern[str]
    duration: re.Pattern[str]
    dangling: re.Pattern[str]
    closing: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = table("dates")
    lexicon = data["words"]
    months = {name: int(number) for number, names in data["months"].items() for name in names}
    month = _any([*months])
    season = _any(lexicon["seasons"])
    date = (
        rf"(?:(?:\d{{1,2}}\.?\s+(?:de\s+)?)?(?:{month})\.?(?:\s+del?\s+|\s*[,/’'.‑-]\s*|\s+){_YEAR}"
        rf"|(?:{month})\.?\s*[’'-]\s?\d\d"
        rf"|{_YEAR}[-./](?:1[0-2]|0[1-9])(?:[-./][0-3]\d)?(?!\d)"
        rf"|[0-3]?\d[./-](?:1[0-2]|0?[1-9])[./-]{_YEAR}"
        rf"|(?:1[0-2]|0?[1-9])[./-][0-3]?\d[./-]{_YEAR}"
        rf"|(?:1[0-2]|0?[1-9])\s?[./-]\s?{_YEAR}"
        rf"|(?:{season})\s+{_YEAR}(?:/\d\d(?:\d\d)?)?"
        rf"|{_YEAR})"
    )
    short = r"(?:1[0-2]|0[1-9])/\d\d"
    now, to = _any(lexicon["present"]), _any(lexicon["to"])
    since, since_from = _any(lexicon["since"]), _any(lexicon["from"])
    join = rf"\s*(?:{_DASH}{{1,2}}|/(?=\s*{_YEAR})|\b(?:{to})(?![\w]))\s*"
    period = (
        rf"(?P<open>(?:{since})\s+(?P<since>{date}))"
        rf"|(?:(?:{since_from})\s+)?(?P<first>{date}){join}(?P<now>{now})(?!\w)"
        rf"|(?:(?:{since_from})\s+)?(?P<start>{date}){join}(?P<stop>{date})"
        rf"|(?P<month>(?:{month}))\.?{join}(?P<within>(?:{month})\.?\s+(?:del?\s+)?{_YEAR})"
        rf"|(?P<short>{short})\s*{_DASH}\s*(?:(?P<short_stop>{short})|(?P<short_now>{now})(?!\w))"
        rf"|(?P<trailing>{date})\s*{_DASH}\s*$"
        rf"|(?P<alone>{date})"
    )
    number = r"\d{1,2}"
    spell = rf"{number}\s*(?:{_any(lexicon['durations'])})\b\.?"
    return _Patterns(
        months,
        re.compile(date, re.IGNORECASE),
        re.compile(rf"(?<![\w/.-])(?:{period})(?![\w])(?!/\d)", re.IGNORECASE),
        re.compile(rf"[(·,]?\s*{spell}(?:\s*(?:,|and|und|et|y)?\s*{spell})?\s*\)?", re.IGNORECASE),
        re.compile(
            rf"(?<![\w/.-]){date}\s*(?:{_DASH}|\b(?:{to})(?!\w))\s*(?:(?:{month})\.?(?:\s+del?)?|la|el|l[’'])?\s*$",
            re.IGNORECASE,
        ),
        re.compile(rf"\s*(?:(?:{_DASH}|{to}|del?)\s*)?(?:{date}|{now})[\s)]*", re.IGNORECASE),
    )


def periods(text: str) -> Iterator[Period]:
    """Yield the periods and single dates in `text`, from left to right."""
    for found in _patterns().period.finditer(text):
        period = _period(found)
        if period:
            yield period


def single_date(text: str) -> str:
    """Return `text` as `YYYY`, `YYYY-MM` or `YYYY-MM-DD` where it is one date and nothing else, else ""."""
    text = text.strip()
    return _iso(text) if _patterns().date.fullmatch(text) else ""


def without_duration(text: str) -> str:
    """Return `text` without a length of time such as "(2 years 3 months)"."""
    return _patterns().duration.sub(" ", text)


def dangles(text: str) -> bool:
    """Say whether `text` ends in the middle of a period: "03/2019 –"."""
    return bool(_patterns().dangling.search(text))


def closes(text: str) -> bool:
    """Say whether `text` is nothing but the second half of a period: "heute"."""
    return bool(_patterns().closing.fullmatch(text))


def _period(found: re.Match[str]) -> Period | None:
    part = found.groupdict()
    begin, end = found.span()
    begun = part["since"] or part["first"] or part["trailing"]
    if begun:
        return Period(begin, end, _iso(begun), open=True, ranged=True)
    if part["start"]:
        return _ordered(Period(begin, end, _iso(part["start"]), _iso(part["stop"]), ranged=True))
    if part["month"]:
        stop = _iso(part["within"])
        start = f"{stop[:4]}-{_patterns().months[part['month'].casefold()]:02}"
        return _ordered(Period(begin, end, start, stop, ranged=True))
    if part["short"]:
        stop = _short(part["short_stop"]) if part["short_stop"] else ""
        return _ordered(Period(begin, end, _short(part["short"]), stop, open=not stop, ranged=True))
    return Period(begin, end, stop=_iso(part["alone"]))


def _ordered(period: Period) -> Period | None:
    if period.open or not period.stop:
        return period
    size = min(len(period.start), len(period.stop))
    return period if period.start[:size] <= period.stop[:size] else None


def _short(text: str) -> str:
    month, _, year = text.partition("/")
    return f"{_century(year)}-{month}"


def _century(year: str) -> str:
    return f"{'19' if int(year) >= _CENTURY_TURN else '20'}{year}"


def _iso(text: str) -> str:
    """Return one date as ISO writes it, as exact as `text` is."""
    text = text.strip()
    months = _patterns().months
    for word in re.findall(r"[^\W\d_]+", text):
        if word.casefold() in months:
            found = re.search(_YEAR, text)
            told = found[0] if found else _century(text[-2:])
            return f"{told}-{months[word.casefold()]:02}"
    numbers = re.findall(r"\d+", text)
    if len(numbers) == 1 or re.match(r"[^\W\d]", text):
        return next((str(number) for number in numbers if re.fullmatch(_YEAR, number)), str(numbers[0]))
    if len(numbers[0]) == len("2019"):
        return _existing("-".join(f"{int(number):02}" for number in numbers))
    *before, year = (int(number) for number in numbers)
    if len(before) == 1:
        return f"{year}-{before[0]:02}"
    return _numeric(year, before[0], before[1], dotted="." in text)


def _existing(date: str) -> str:
    """Return the date, or only its month where there is no such day."""
    try:
        return dt.date.fromisoformat(date).isoformat() if len(date) > len("2019-01") else date
    except ValueError:
        return date[: len("2019-01")]


def _numeric(year: int, first: int, second: int, *, dotted: bool) -> str:
    """Day and month by the dots (always day first) or by what can be a month; the year alone where both can."""
    if first > _MONTHS >= second or dotted or first == second:
        return f"{year}-{second:02}"
    if second > _MONTHS >= first:
        return f"{year}-{first:02}"
    return str(year)


def _any(texts: list[str]) -> str:
    return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
