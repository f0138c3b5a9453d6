"""The time that is kept where the person lives."""

from __future__ import annotations

from typing import Final

from fillwright.questions.facts.base import Ask, Fact, Missing, not_told
from fillwright.questions.options_seen import is_placeholder, shown
from fillwright.questions.synonyms import table
from fillwright.questions.wording import normalise

_TO_CONFIRM: Final = "the time of the country you live in: look whether it is yours"
_AT: Final = "basics.location.countryCode"


def time_zone(ask: Ask) -> Fact | Missing:
    """Return the time zone, only as a proposal and only where the whole country keeps one time.

    Of options the one that names the country's zone or its city, else the one that names its time.
    """
    code = ask.basics.location.country_code
    if not code:
        return not_told(_AT)
    kept = next((time for time in table("zones")["time"] if code in time["zones"]), None)
    if kept is None:
        return Missing("asks for more than your profile says")
    zone: str = kept["zones"][code]
    options = [shown(option) for option in ask.field.options if not is_placeholder(option)]
    if not options:
        return Fact(texts=(kept["names"][0],), evidence=(_AT,), proposal=_TO_CONFIRM)
    for names in ((zone, zone.rpartition("/")[2]), kept["names"]):
        said = [text for text in options if any(f" {normalise(name)} " in f" {normalise(text)} " for name in names)]
        if len(said) == 1:
            return Fact(texts=(said[0],), choices=(said[0],), evidence=(_AT,), proposal=_TO_CONFIRM)
    return Missing("no option says it")
