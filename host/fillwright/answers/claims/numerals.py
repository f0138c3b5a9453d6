"""Numbers as people write them, in digits and in words, in seven languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from fillwright.answers.claims.words import mood, table

_DIGITS: Final = re.compile(
    r"(?<![\w/])(?<!\d[.,:])(?P<sign>[$€£]\s?)?"
    r"(?P<number>\d+(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)"
    r"(?:\s?(?P<times>[^\W\d_]{1,10})(?!\w))?"
)
_THOUSANDS: Final = re.compile(r"[.,'’\u00a0\u202f ](?=\d{3}(?!\d))")
_GLUED: Final = re.compile(r"\d[^\W\d_]|\d[/:]\d")
_WORD: Final = re.compile(r"(?<![\w@#.-])\w+")
_WORD_END: Final = re.compile(r"(?![\w#])")


AROUND: Final = 30
"""Characters around a number that say what it counts."""


class Numeral(Struct, frozen=True):
    """A number in a text: what it may mean (`1.800` has two readings), where it stands, and how it is written."""

    values: frozenset[float]
    start: int
    end: int
    in_words: bool = False


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers in `text`, in digits, then in words; a digit within a word or a fraction is none."""
    yield from _in_digits(text)
    yield from _in_words(text)


@lru_cache(maxsize=64)
def numbers_in(text: str) -> frozenset[float]:
    """Return what the numbers of `text` may mean."""
    return frozenset(value for found in numerals(text) for value in found.values)


@lru_cache(maxsize=64)
def in_unit(text: str, unit: str) -> frozenset[float]:
    """Return the numbers of `text` that count in `unit`."""
    return frozenset(value for found in numerals(text) if unit_of(text, found) == unit for value in found.values)


def unit_of(text: str, numeral: Numeral) -> str:
    """Return what `numeral` counts: "years" (decades too), "percent", "counted" (people and such), else ""."""
    after = text[numeral.end : numeral.end + AROUND]
    for name in ("years", "decades"):
        if re.match(rf"\s?\+?[\s-]*(?:[^\W\d]+\s)?{mood(name).pattern}", after, re.IGNORECASE):
            return "years"
    if re.match(rf"\s?(?:%|{mood('percent').pattern})", after, re.IGNORECASE):
        return "percent"
    return "counted" if re.match(rf"\s(?:[^\W\d]+\s)?{mood('counted').pattern}", after, re.IGNORECASE) else ""


def _in_digits(text: str) -> Iterator[Numeral]:
    for found in _DIGITS.finditer(text):
        end = found.end("number")
        times = table("numbers")["times"].get((found["times"] or "").casefold(), 1)
        if times == 1 and _GLUED.match(text, end - 1):
            continue
        values = frozenset(value * times for value in _readings(found["number"]))
        yield Numeral(values, found.start(), end if times == 1 else found.end())


def _in_words(text: str) -> Iterator[Numeral]:
    """Yield the numbers whose first word stands in `text` and whose others follow it, the longest of several."""
    taken = 0
    for word in _WORD.finditer(text):
        start = word.start()
        for written in _by_first_word().get(word.group().lower(), ()) if start >= taken else ():
            end = start + len(written)
            if text[start:end].lower() == written and _WORD_END.match(text, end):
                yield Numeral(frozenset({float(_values()[written])}), start, end, in_words=True)
                taken = end
                break


def _readings(number: str) -> set[float]:
    whole = _THOUSANDS.sub("", number)
    readings = {whole.replace(",", "."), re.sub(r"[\s'’]", "", number).replace(",", ".")}
    return {float(reading) for reading in readings if reading.count(".") <= 1}


@cache
def _values() -> dict[str, int]:
    tables = table("numbers")
    found: dict[str, int] = dict(tables["more"])
    for language, row in tables["units"].items():
        units, tens = row.split(), tables["tens"][language].split()
        found |= {word: value for value, word in enumerate(units)}
        found |= {word: value * 10 for value, word in enumerate(tens, 2)}
        for value, ten in enumerate(tens, 2):
            for unit, word in enumerate(units[1:10], 1):
                first = {"eins": "ein", "een": "een"}.get(word, word)
                found[f"{ten}-{word}"] = found[f"{first}und{ten}"] = value * 10 + unit
                found[f"{ten} y {word}"] = found[f"{ten} e {word}"] = value * 10 + unit
    return found


@cache
def _by_first_word() -> dict[str, list[str]]:
    """Return the numbers in words by the word they begin with, the longest first."""
    found: dict[str, list[str]] = {}
    for written in sorted(_values(), key=len, reverse=True):
        found.setdefault(re.split(r"\W", written, maxsplit=1)[0], []).append(written)
    return found
