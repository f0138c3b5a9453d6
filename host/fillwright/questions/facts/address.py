"""Where the person lives, split or in one line."""

from __future__ import annotations

import re
from typing import Final

from fillwright.profile import Location
from fillwright.questions.facts.base import Ask, Fact, Missing, not_told
from fillwright.questions.facts.clock import time_zone
from fillwright.questions.facts.identity import told
from fillwright.questions.places import alpha_3, country_name, country_names, subdivisions
from fillwright.questions.synonyms import table
from fillwright.questions.wording import normalise

_STATES: Final = frozenset({"US", "CA", "AU", "BR", "IN", "MX"})
_AT: Final = "basics.location"
_NUMBER: Final = r"(?P<number>\d+(?:\s?(?:bis|ter|[a-z]))?(?:\s?[-/]\s?\d*\s?[a-z]?)?)"
_NUMBER_LAST: Final = re.compile(rf"(?P<street>(?:[^\d]|\d+\.)+?)[\s,]+{_NUMBER}", re.IGNORECASE)
_NUMBER_FIRST: Final = re.compile(rf"{_NUMBER}[\s,]+(?P<street>.*[^\W\d_]{{2}}.*)", re.IGNORECASE)
_ENDS_IN_NUMBER: Final = re.compile(r"\s\d+\s?[a-z]?$", re.IGNORECASE)
_OF_A_FLAT: Final = re.compile(
    r"\b(?:apt|apartment|unit|suite|ste|floor|flat|wohnung|etage|piso|interno|appt?|box|postfach|apartado|casella)\b|#",
    re.IGNORECASE,
)


def street(ask: Ask) -> Fact | Missing:
    """Return the street, all lines.

    With postal code, city and country where the whole address is asked; without the house number, or the further lines,
    where these are asked for beside it.
    """
    if ask.params.get("part") == "whole":
        return _whole(ask)
    if ask.params.get("part") == "name" and (split := split_street(_first_line(ask))):
        return told(f"{_AT}.address", split[0])
    if ask.params.get("part") == "line":
        return told(f"{_AT}.address", _first_line(ask))
    return told(
        f"{_AT}.address", ", ".join(line.strip() for line in ask.basics.location.address.splitlines() if line.strip())
    )


def _whole(ask: Ask) -> Fact | Missing:
    location = ask.basics.location
    if not (location.address and location.city):
        return not_told(f"{_AT}.city" if location.address else f"{_AT}.address")
    lines = [line.strip() for line in location.address.splitlines() if line.strip()]
    region = location.region if location.country_code in _STATES else ""
    land = country_name(location.country_code, ask.tongue) if location.country_code else ""
    place = (
        f"{location.city}, {region} {location.postal_code}".strip(" ,")
        if region
        else f"{location.postal_code} {location.city}".strip()
    )
    return Fact(texts=(", ".join(part for part in (*lines, place, land) if part),), evidence=(_AT,))


def house_number(ask: Ask) -> Fact | Missing:
    """Return the number of the house, where the first line of the street ends or begins with one.

    Its digits alone where the form asks for what stands behind them beside it.
    """
    line = _first_line(ask)
    if not line:
        return not_told(f"{_AT}.address")
    split = split_street(line)
    if split is None:
        return Missing("your address does not tell the house number apart")
    return told(f"{_AT}.address", _numbered(split[1])[0] if ask.params.get("part") == "number" else split[1])


def house_number_suffix(ask: Ask) -> Fact | Missing:
    """Return what stands behind the number of the house, where something does: the "B" of "12 B"."""
    split = split_street(_first_line(ask))
    suffix = _numbered(split[1])[1] if split else ""
    return told(f"{_AT}.address", suffix) if suffix else Missing("your house number has nothing behind it")


def _numbered(number: str) -> tuple[str, str]:
    """Return the digits of a house number and what stands behind them."""
    digits = re.match(r"\d+", number)
    return (digits[0], number[digits.end() :].strip(" -/")) if digits else (number, "")


def split_street(line: str) -> tuple[str, str] | None:
    """Return street and house number of an address line, None where it does not say plainly which is which."""
    ends, begins = _NUMBER_LAST.fullmatch(line), _NUMBER_FIRST.fullmatch(line)
    found = ends or begins
    if found is None or _ENDS_IN_NUMBER.search(found["street"]) or _OF_A_FLAT.search(line):
        return None
    return found["street"].rstrip(" ,"), found["number"]


def _first_line(ask: Ask) -> str:
    return ask.basics.location.address.partition("\n")[0].strip()


def line_1(ask: Ask) -> Fact | Missing:
    """Return the first line of the street, without its number where the form asks for that beside it."""
    if ask.params.get("part") == "name" and (split := split_street(_first_line(ask))):
        return told(f"{_AT}.address", split[0])
    return told(f"{_AT}.address", _first_line(ask))


def line_2(ask: Ask) -> Fact | Missing:
    """Return the second line of the street, where there is one; with all that follow unless the form asks for these."""
    first, *others = _further_lines(ask) or [""]
    line = first if ask.params.get("part") == "line" else ", ".join([first, *others])
    return told(f"{_AT}.address", line) if line else Missing("your address has no second line")


def line_3(ask: Ask) -> Fact | Missing:
    """Return the third line of the street and all that follow, where there are any."""
    line = ", ".join(_further_lines(ask)[1:])
    return told(f"{_AT}.address", line) if line else Missing("your address has no third line")


def _further_lines(ask: Ask) -> list[str]:
    return [line.strip() for line in ask.basics.location.address.splitlines()[1:] if line.strip()]


def city(ask: Ask) -> Fact | Missing:
    """Return the city."""
    location = ask.basics.location
    if not location.city:
        return not_told(f"{_AT}.city")
    return Fact(texts=(location.city,), choices=_one_lines(location, ask.tongue)[::-1], evidence=(f"{_AT}.city",))


def state(ask: Ask) -> Fact | Missing:
    """Return the state or province, by name and by its short form."""
    location = ask.basics.location
    if not location.region:
        return not_told(f"{_AT}.region")
    names = [location.region]
    for name, short in subdivisions(location.country_code):
        if normalise(location.region) in {normalise(name), short.casefold()}:
            names += [name, short, f"{name} ({short})", f"{short} - {name}"]
    return Fact(texts=tuple(dict.fromkeys(names)), evidence=(f"{_AT}.region",))


def postal_code(ask: Ask) -> Fact | Missing:
    """Return the postal code."""
    return told(f"{_AT}.postalCode", ask.basics.location.postal_code)


def country(ask: Ask) -> Fact | Missing:
    """Return the country of residence; for "do you live in …?" whether it is the one named."""
    code = ask.basics.location.country_code
    if not code:
        return not_told(f"{_AT}.countryCode")
    asked = ask.params.get("country", "")
    truth = _same_country(code, asked) if asked else None
    names = (country_name(code, ask.tongue), *country_names(code), code, alpha_3(code))
    return Fact(texts=names, choices=names, truth=truth, evidence=(f"{_AT}.countryCode",))


def _same_country(code: str, asked: str) -> bool:
    listed = set(asked.split(","))
    union: frozenset[str] = frozenset(table("places")["eu_members"])
    return code in listed or ("EU" in listed and code in union)


def _one_lines(location: Location, tongue: str) -> tuple[str, ...]:
    land = country_name(location.country_code, tongue) if location.country_code else ""
    region = location.region if location.country_code in _STATES and location.region != location.city else ""
    lines = [
        ", ".join(part for part in (location.city, region, land) if part),
        ", ".join(part for part in (location.city, land) if part),
        ", ".join(part for part in (location.city, region) if part),
        location.city,
    ]
    return tuple(dict.fromkeys(line for line in lines if line))


def location_line(ask: Ask) -> Fact | Missing:
    """Return the place in one line or its time zone; for "are you based in …?" yes or no where its country decides."""
    if ask.params.get("part") == "time-zone":
        return time_zone(ask)
    location = ask.basics.location
    lines = _one_lines(location, ask.tongue)
    if not lines:
        return not_told(_AT)
    if ask.params.get("part") == "region":
        if not location.region:
            return not_told(f"{_AT}.region")
        lines = (", ".join(dict.fromkeys(part for part in (location.city, location.region) if part)),)
    truth = _is_there(location, ask.params.get("country", ""), ask.params.get("place", ""))
    if truth is not None and ask.params.get("negated"):
        truth = not truth
    return Fact(texts=lines, choices=lines, truth=truth, evidence=(_AT,))


def _is_there(location: Location, asked: str, place: str) -> bool | None:
    if place:
        own = {normalise(part) for part in (location.city, location.region) if part}
        return True if normalise(place.split(",", maxsplit=1)[0]) in own else None
    return _same_country(location.country_code, asked) if asked and location.country_code else None
