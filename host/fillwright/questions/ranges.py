"""Numeric ranges as options show them: "3–5 years", "10+", "less than 1", "€60k – €70k", "2 weeks"."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from fillwright.messages import Option
from fillwright.questions.options_seen import shown
from fillwright.questions.synonyms import meaning, meaning_within, table
from fillwright.questions.wording import normalise

DAYS: Final = {"day": 1.0, "week": 7.0, "month": 30.0, "year": 360.0}
_NUMBER: Final = re.compile(
    r"(\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)\s*(k|m|tsd|mil|lakhs?)?(?![a-z])", re.IGNORECASE
)
_SCALE: Final = {"k": 1e3, "tsd": 1e3, "mil": 1e3, "m": 1e6, "lakh": 1e5, "lakhs": 1e5}


def _open(words: str, signs: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('ranges')[words])})\b|{signs}", re.IGNORECASE)


_FROM: Final = _open("words_from", r"\d\s*(?:k|%|years?|yrs?|months?|weeks?|days?)?\s*\+|[>≥]")
_UP_TO: Final = _open("words_up_to", r"[<≤]")
_STRICTLY_MORE: Final = _open("words_strictly_more", r">(?!=)")
_STRICTLY_LESS: Final = _open("words_strictly_less", r"<(?!=)")


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`; an open end does not belong to it."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False
    unit: str | None = None

    def holds(self, value: float) -> bool:
        """Return whether `value` lies inside."""
        above = value > self.low if self.open_low else value >= self.low
        below = value < self.high if self.open_high else value <= self.high
        return above and below


def parse_range(text: str) -> Range | None:
    """Return the range that `text` names, None where it names no number or more than two."""
    found = list(_NUMBER.finditer(text))
    if not 1 <= len(found) <= 2:  # noqa: PLR2004 - a range has one or two ends
        return None
    numbers = [_number(match) for match in found]
    if len(numbers) == 2 and found[1].group(2) and not found[0].group(2) and numbers[0] < 1000 <= numbers[1]:  # noqa: PLR2004 - "60-70k"
        numbers[0] *= _SCALE[found[1].group(2).lower()]
    unit = meaning_within("unit", re.sub(r"[\d+<>≥≤–-]", " ", text))
    if len(numbers) == 2:  # noqa: PLR2004 - both ends
        low, high = numbers
        return Range(low, high, unit=unit) if low <= high else None
    value = numbers[0]
    if _UP_TO.search(text):
        return Range(0.0, value, open_high=bool(_STRICTLY_LESS.search(text)), unit=unit)
    if _FROM.search(text):
        return Range(value, math.inf, open_low=bool(_STRICTLY_MORE.search(text)), unit=unit)
    return Range(value, value, unit=unit)


def _number(match: re.Match[str]) -> float:
    digits, suffix = match.groups()
    if re.fullmatch(r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+", digits):
        value = float(re.sub(r"\D", "", digits))
    else:
        value = float(digits.replace(",", "."))
    return value * _SCALE[suffix.lower()] if suffix else value


def options_holding(
    low: float, high: float, options: Sequence[Option], scale: Callable[[Range], float] | None = None
) -> list[Option]:
    """Return the options whose range holds both `low` and `high`; `scale` gives each range's factor (days per unit).

    An option that is but one number or one open end is left out where a closed range holds the value as well.
    """
    held = []
    for option in options:
        found = parse_range(shown(option))
        if found is None:
            continue
        factor = scale(found) if scale else 1.0
        if factor and found.holds(low / factor) and found.holds(high / factor):
            held.append(option)
    return held


def in_days(found: Range) -> float:
    """Return the days of the range's unit, 0 for one without a unit of time."""
    return DAYS.get(found.unit or "", 0.0)


def is_immediate(option: Option) -> bool:
    """Return whether `option` says "immediately" or "no notice"."""
    text = shown(option)
    return meaning("immediate", text) == "now" or normalise(text).startswith(
        ("immediate", "sofort", "inmediat", "immediat")
    )
