"""Claims in figures: numbers, calendar years, months, years of something, an age."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from fillwright.answers.claims.grounds import Grounds, Span, month_names
from fillwright.answers.claims.numerals import AROUND, Numeral, in_unit, numbers_in, numerals, unit_of
from fillwright.answers.claims.skills import mentioned
from fillwright.answers.claims.words import Claim, Clause, mood, table, whole_words

TOLERANCE: Final = 0.2
"""How far from the truth "about" may be."""

DECADE: Final = 10

SHORTEST_NAME: Final = 4
NEAR_SKILL: Final = 45
"""Characters behind a number of years in which the skill stands that it counts."""

_FIRST_YEAR, _LAST_YEAR = 1940, 2100
_LONGEST_CAREER: Final = 60
_DAY_COUNT: Final = frozenset({30.0, 60.0, 90.0, 100.0})
_VERSION: Final = re.compile(r"(?:^|\s)[A-Z][\w.+#-]*\s$")
_JOINED: Final = re.compile(r"[,;:]|\b(?:and|und|et|y|e)\b", re.IGNORECASE)
_LISTED: Final = re.compile(r"^\s*\d{1,2}[.)]\s")


def figures(clause: Clause, grounds: Grounds, asked: str) -> Iterator[Claim]:
    """Yield the figures of `clause` that nothing supports; `asked` is the question itself."""
    text = _LISTED.sub("", clause.text)
    clause = Clause(text, clause.wish, clause.brings, clause.claims, clause.yours)
    for age in _ages().finditer(text):
        yield Claim("age", age.group())
    for numeral in numerals(text):
        unit = unit_of(text, numeral)
        if clause.denied(numeral.start, numeral.start):
            continue
        if unit == "years":
            yield from _years(clause, numeral, grounds, asked)
        elif _is_calendar_year(text, numeral):
            yield from _date(clause, numeral, grounds, asked)
        elif unit or not numeral.in_words:
            yield from _number(clause, numeral, grounds, asked, unit)


def _years(clause: Clause, numeral: Numeral, grounds: Grounds, asked: str) -> Iterator[Claim]:
    after = clause.text[numeral.end : numeral.end + AROUND]
    times = DECADE if re.match(rf"\s{mood('decades').pattern}", after, re.IGNORECASE) else 1
    years = min(numeral.values) * times
    told = in_unit(asked, "years") | in_unit(grounds.told, "years")
    if (clause.wish and not clause.brings) or numeral.values & told:
        return
    limit = max(grounds.worked if clause.claims and grounds.worked else grounds.longest, _of_skill_missing(grounds))
    named = _named_spans(clause, grounds)
    if named:
        limit = sum(span.years for span in named) + 1
    skills = _skill_years(clause, numeral, grounds)
    if skills is not None:
        limit = skills + 1
    elif not named and times == 1 and numeral.values & grounds.known_years:
        return
    if years > limit + 0.5 and years <= _LONGEST_CAREER * 5:
        yield Claim("years", _quoted(clause.text, numeral))


def _of_skill_missing(grounds: Grounds) -> float:
    return max((float(years) for years in grounds.profile.application.skill_years.values()), default=0.0)


def _skill_years(clause: Clause, numeral: Numeral, grounds: Grounds) -> float | None:
    """Return the years the person gives for the skill that is counted, None where they give none."""
    told = {name.casefold(): float(years) for name, years in grounds.profile.application.skill_years.items()}
    after = _JOINED.split(clause.text[numeral.end : numeral.end + NEAR_SKILL])[0]
    found = [told[name] for name, _, _ in mentioned(after) if name in told]
    return max(found) if found else None


def _named_spans(clause: Clause, grounds: Grounds) -> list[Span]:
    """Return the times at the places that `clause` names by the first word of their name."""
    words = clause.text.split()
    firsts = {word.strip("\"'”’(),.:") for word in words if len(word) >= SHORTEST_NAME}
    return [span for span in grounds.spans if span.name.split()[:1] and span.name.split()[0] in firsts]


def _is_calendar_year(text: str, numeral: Numeral) -> bool:
    written = text[numeral.start : numeral.end]
    return len(written) == 4 and written.isdigit() and _FIRST_YEAR <= int(written) <= _LAST_YEAR  # noqa: PLR2004 - a year has four digits


def _date(clause: Clause, numeral: Numeral, grounds: Grounds, asked: str) -> Iterator[Claim]:
    year = int(clause.text[numeral.start : numeral.end])
    if str(year) in f"{asked}\n{grounds.told}" or year >= grounds.today.year:
        return
    month = re.search(rf"({'|'.join(month_names())})\.?\s(?:de\s|of\s)?$", clause.text[: numeral.start], re.IGNORECASE)
    spans = _named_spans(clause, grounds) or list(grounds.spans)
    if month:
        at = year * 12 + month_names()[month[1].casefold()] - 1
        fits = at in grounds.months or any(span.start <= at <= span.end for span in spans)
    else:
        inside = any(span.start // 12 <= year <= span.end // 12 for span in spans)
        fits = inside or (year in grounds.years and not _named_spans(clause, grounds))
    if not fits:
        yield Claim("date", f"{month[1]} {year}" if month else str(year))


def _number(clause: Clause, numeral: Numeral, grounds: Grounds, asked: str, unit: str) -> Iterator[Claim]:
    text = clause.text
    known = grounds.known_percent if unit == "percent" else grounds.known | grounds.told_numbers | numbers_in(asked)
    if clause.wish or numeral.values & (known | {0.0, 1.0}):
        return
    if (unit == "percent" and 100.0 in numeral.values) or re.match(r"[°-]", text[numeral.end : numeral.end + 1]):  # noqa: PLR2004 - a hundred percent claims no figure
        return
    if _VERSION.search(text[: numeral.start]) and max(numeral.values) < 100:  # noqa: PLR2004 - versions are small numbers
        return
    before = text[max(0, numeral.start - AROUND) : numeral.start]
    if numeral.values & _DAY_COUNT and _ends_with("first", before):
        return
    if _ends_with("about", before) and any(
        abs(value - other) <= TOLERANCE * other for value in numeral.values for other in known
    ):
        return
    yield Claim("number", _quoted(text, numeral))


def _ends_with(name: str, before: str) -> bool:
    return bool(re.search(rf"{mood(name).pattern}\s?$", before, re.IGNORECASE))


def _quoted(text: str, numeral: Numeral) -> str:
    """Return the number and the word it counts."""
    after = re.match(r"\s?(?:%|\+?\s?[^\W\d][\w-]*)?", text[numeral.end :])
    return (text[numeral.start : numeral.end] + (after.group() if after else "")).strip()


@cache
def _ages() -> re.Pattern[str]:
    return whole_words(table("moods")["patterns"]["age"])
