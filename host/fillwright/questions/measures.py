"""The measures a question names: a least number, currency, period and unit, parts of a date, shares and days."""

from __future__ import annotations

import re
from typing import Final

from fillwright.questions.asked import Asked, Params, polarity
from fillwright.questions.options import truth_of
from fillwright.questions.options_seen import is_placeholder, shown
from fillwright.questions.skills import levelled, skill_in
from fillwright.questions.synonyms import meaning_within, meanings, table
from fillwright.questions.terse import above_levels, shows_years, years_with
from fillwright.questions.wording import normalise

_SYMBOLS: Final = {
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "R$": "BRL",
    "¥": "JPY",
    "zł": "PLN",
    "US$": "USD",
    "C$": "CAD",
    "A$": "AUD",
}
_WORDS: Final = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "ten": "10",
}
_AT_LEAST: Final = re.compile(
    r"(?:at least|minimum(?: of)?|more than|over|mindestens|mehr als|über|au moins|plus de|al menos|más de|"
    r"almeno|più di|pelo menos|mais de|minimaal|minstens|meer dan)\s+"
    r"(\d+|" + "|".join(_WORDS) + r")\b|\b(\d+)\s*(?:\+|or more|plus|oder mehr|ou plus|o mas|o piu|ou mais|of meer)",
    re.IGNORECASE,
)
_MORE_THAN: Final = re.compile(
    r"(?:more than|over|mehr als|über|plus de|más de|mas de|più di|piu di|mais de|meer dan)\s+(?:\d|"
    + "|".join(_WORDS)
    + ")",
    re.IGNORECASE,
)
_PARTS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("currency", re.compile(r" (?:currency|wahrung|devise|moneda|divisa|valuta|moeda) ")),
    ("period", re.compile(r" (?:pay period|salary period|frequency|per what period|pay frequency) ")),
    ("min", re.compile(r" (?:min|minimum|from|lowest|mindest\w*|minimo|minimal|von|ab|lower end) ")),
    ("max", re.compile(r" (?:max|maximum|highest|hochst\w*|maximo|massimo|upper end) | (?:to|bis) $")),
)
_RELEVANT: Final = frozenset(normalise(word) for word in table("details")["relevant"])
_PROPER: Final = r"([A-ZÀ-Ý][\w.'-]+(?:\s[A-ZÀ-Ý][\w.'-]+){0,2})"
_OFFICES, _IN, _WORKING, _OUR = (
    f"(?i:{'|'.join(table('details')[group])})" for group in ("offices", "in", "working", "our")
)
_OFFICE: Final = re.compile(
    rf"\b{_OUR}\s+{_PROPER}\s+{_OFFICES}\b|\b(?:{_OFFICES}|{_WORKING})\s+{_IN}\s+(?:{_OUR}\s+)?{_PROPER}"
)
_SHORT: Final = 6
_NONE: Final = re.compile(r" (?:no|without|lack\w*|keine|sans|pas|sin|senza|sem|geen|zonder|ohne) ")


def skilled(asked: Asked) -> Params:
    """Return the skill asked about, and whether years, a level or only some experience is asked ("part")."""
    found = minimum(asked)
    bare = above_levels(asked.field)
    if bare:
        return found | {"skill": bare, "part": "" if shows_years(asked.field) else "level", "negated": ""}
    part = "" if found["minimum"] or found["unit"] else "level" if levelled(asked.main.text) else "has"
    if part == "has" and (not is_yes_no(asked) or _NONE.search(asked.main.text)):
        part = ""
    return found | {
        "skill": years_with(asked.field.label) or skill_in(asked.main.raw),
        "part": part,
        "negated": polarity(asked.claim),
    }


def is_yes_no(asked: Asked) -> bool:
    """Whether the options shown are a yes and a no."""
    return {truth_of(shown(option)) for option in asked.field.options if not is_placeholder(option)} == {True, False}


def minimum(asked: Asked) -> Params:
    """Return the least number asked for ("at least 3 years"), its unit, and whether only relevant time counts."""
    match = _AT_LEAST.search(asked.main.raw)
    number = (match.group(1) or match.group(2)) if match else ""
    relevant = not _RELEVANT.isdisjoint(asked.main.tokens)
    return {
        "minimum": _WORDS.get(number.lower(), number),
        "strictly": "true" if number and _MORE_THAN.search(asked.main.raw) else "",
        "relevant": "true" if relevant else "",
        "unit": meaning_within("unit", asked.main.raw) or "",
    }


def salary(asked: Asked) -> Params:
    """Return which part of the pay is asked, in which currency and period."""
    everything = f"{asked.field.label} {asked.field.help} {asked.field.placeholder}"
    found: Params = {}
    if len(asked.main.tokens) <= _SHORT or asked.field.type == "number":
        found["part"] = next((part for part, pattern in _PARTS if pattern.search(asked.main.text)), "")
    symbol = next((code for sign, code in _SYMBOLS.items() if sign in everything), "")
    if not symbol and "$" in everything:
        symbol = "$"
    codes = {code for code in re.findall(r"\b[A-Z]{3}\b", everything) if meaning_within("currency", code) == code}
    found["currency"] = codes.pop() if len(codes) == 1 else symbol or _currency_word(asked.main.text)
    found["period"] = (
        meaning_within("period", asked.field.label)
        or meaning_within("period", f"{asked.field.help} {asked.field.placeholder}")
        or ""
    )
    if re.search(r"\bin (?:k|thousands?|tausend|tsd)\b|\bk€|€k|\bT€", everything, re.IGNORECASE):
        found["unit"] = "thousand"
    return found


def _currency_word(text: str) -> str:
    """Return the currency a sentence spells out ("euros", "pounds"); short words mean too many other things."""
    named = {code for word, code in meanings("currency").items() if len(word) > len("EUR") and f" {word} " in text}
    return named.pop() if len(named) == 1 else ""


def notice(asked: Asked) -> Params:
    """Return the unit in which notice is asked."""
    return {"unit": meaning_within("unit", f"{asked.field.label} {asked.field.placeholder} {asked.field.help}") or ""}


def date(asked: Asked) -> Params:
    """Return the part of a date that is asked alone."""
    tokens = set(asked.main.tokens) | set(normalise(asked.field.name).split())
    for part, words in (
        ("day", {"day", "tag", "jour", "dia", "giorno", "dag"}),
        ("month", {"month", "monat", "mois", "mes", "mese", "maand"}),
        ("year", {"year", "jahr", "annee", "ano", "anno", "jaar", "abschlussjahr", "afstudeerjaar"}),
    ):
        others = {
            "month",
            "year",
            "monat",
            "jahr",
            "mois",
            "annee",
            "mes",
            "ano",
            "mese",
            "anno",
            "maand",
            "jaar",
        } - words
        if tokens & words and not tokens & others:
            return {"part": part}
    return {}


def travel(asked: Asked) -> Params:
    """Return the share of time for travel that is named."""
    match = re.search(
        r"(\d{1,3})\s?(?:%|percent|prozent|pour cent|por ciento|per cento|por cento|procent)",
        asked.field.label,
        re.IGNORECASE,
    )
    return {"percent": match.group(1) if match else "", "negated": polarity(asked.claim)}


def onsite(asked: Asked) -> Params:
    """Return the way of working, the days and the place that are named."""
    days = re.search(
        r"(\d|one|two|three|four|five)(?:\s?[-–]\s?\d)?\s+(?:days?|tage|jours?|d[ií]as?|giorni|dias|dagen)",
        asked.field.label,
        re.IGNORECASE,
    )
    number = days.group(1) if days else ""
    return {
        "level": meaning_within("onsite", asked.field.label) or "",
        "place": next((match.group(match.lastindex or 0) for match in _OFFICE.finditer(asked.field.label)), ""),
        "minimum": _WORDS.get(number.lower(), number),
        "negated": polarity(asked.claim),
    }


def age(asked: Asked) -> Params:
    """Return the age that is named, and whether being younger is asked."""
    match = re.search(r"\b(1[4-9]|2[015])\b", asked.main.raw)
    under = re.search(r" (?:under|younger|unter|moins|menor|meno) ", asked.main.text)
    return {"minimum": match.group(1) if match else "", "negated": "true" if under else ""}
