"""When the person can start: notice, start date, hours a week."""

from __future__ import annotations

import datetime as dt
from typing import Final

from fillwright.profile import Notice
from fillwright.questions.facts.base import Ask, Fact, Missing, not_told, plain_number
from fillwright.questions.facts.dates import latest, months_later
from fillwright.questions.ranges import DAYS
from fillwright.questions.synonyms import table
from fillwright.questions.wording import normalise

_NOTICE: Final = "application.notice"
_EXACT: Final = frozenset({("week", "day"), ("day", "week")})


def notice(ask: Ask) -> Fact | Missing:
    """Return the notice period in the unit the control names; months to days or weeks only with a warning."""
    told = ask.application.notice
    if told is None:
        return not_told(_NOTICE)
    value, unit = float(told.value), str(told.unit)
    days = value * DAYS[unit]
    wanted = ask.params.get("unit") or unit
    if wanted not in DAYS or wanted == "year":
        wanted = unit
    number = value
    warnings: tuple[str, ...] = ()
    if wanted != unit and value:
        number = days / DAYS[wanted]
        if (unit, wanted) not in _EXACT or number != int(number):
            number = float(round(value * 52 / 12)) if (unit, wanted) == ("month", "week") else float(round(number))
            warnings = (f"{_duration(value, unit, 'en')} in {wanted}s is about {plain_number(number)}",)
    if ask.field.type in {"number", "range"} and not ask.params.get("unit") and value:
        return Fact(
            number=value,
            texts=(plain_number(value),),
            days=days,
            evidence=(_NOTICE,),
            confidence=0.5,
            proposal=f"whether days, weeks or months are counted is not said (yours: {_duration(value, unit, 'en')})",
        )
    texts = (_duration(number, wanted, ask.tongue),) if not warnings else (_duration(value, unit, ask.tongue),)
    choices = tuple(_duration(value, unit, tongue) for tongue in table("phrases")["duration"]) if value else ()
    used = warnings if ask.field.type in {"number", "range"} else ()
    return Fact(
        texts=texts, choices=choices or ("0", "None"), number=number, days=days, evidence=(_NOTICE,), warnings=used
    )


def _duration(value: float, unit: str, tongue: str) -> str:
    words = table("phrases")["duration"][tongue]
    if not value:
        return str(words["none"])
    return f"{plain_number(value)} {words[unit][0 if value == 1 else 1]}"


def start(ask: Ask) -> Fact | Missing:
    """Return the earliest start as the person told it, while it lies ahead; counted from the notice it is proposed."""
    date = ask.application.start_date
    told = ask.application.notice
    if not date:
        if ask.field.options and told is not None:
            return Fact(texts=("",), days=float(told.value) * DAYS[told.unit], evidence=(_NOTICE,), confidence=0.85)
        return not_told("application.start_date") if told is None else _after_notice(ask.today, told)
    if latest(date) < ask.today:
        return Missing(f"the start date in your profile ({date}) has passed")
    days = float((latest(date) - ask.today).days) if ask.field.options else None
    return Fact(date=date, days=days, evidence=("application.start_date",))


def _after_notice(today: dt.date, told: Notice) -> Fact:
    unit, value = str(told.unit), float(told.value)
    counted = unit == "month" and value == int(value)
    first = months_later(today, int(value)) if counted else today + dt.timedelta(days=value * DAYS[unit])
    return Fact(
        date=first.isoformat(),
        evidence=(_NOTICE,),
        confidence=0.5,
        proposal=f"counted from today by your notice period of {_duration(value, unit, 'en')}",
    )


def hours(ask: Ask) -> Fact | Missing:
    """Hours a week."""
    value = ask.application.availability_hours
    if value is None:
        return not_told("application.availability_hours")
    words = normalise(ask.field.label).split()
    days = {"days", "day", "tage", "jours", "dias", "giorni", "dagen", "schedule", "shifts", "evenings", "weekends"}
    many = {"many", "viele", "viel", "combien", "cuantas", "quante", "quantas", "hoeveel", "aantal", "number"}
    if days.intersection(words) and not many.intersection(words):
        return Missing("the form asks for days, your profile tells hours a week")
    return Fact(texts=(plain_number(float(value)),), number=float(value), evidence=("application.availability_hours",))
