"""Positions, years of experience, skills and languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from fillwright.profile import Work
from fillwright.questions.facts.base import Ask, Fact, Missing, not_told, plain_number
from fillwright.questions.facts.dates import earliest, latest, parts
from fillwright.questions.places import languages as language_names
from fillwright.questions.synonyms import meaning, meaning_within, table, words_of
from fillwright.questions.wording import normalise

_YEAR: Final = 365.25
_LEVELS: Final = ("a1", "a2", "b1", "b2", "c1", "c2", "native")
_FLUENT: Final = _LEVELS.index("c1")
_NEEDED: Final = {"": 2, "conversational": 2, "proficient": 3, "native": 6}
"""The place among the levels from which a word of the question is true; other words mean fluent."""


def _current(ask: Ask) -> tuple[int, Work] | None:
    held = [
        (place, work)
        for place, work in enumerate(ask.profile.work)
        if not work.end_date or earliest(work.end_date) > ask.today
    ]
    if held and not ask.params.get("former"):
        return max(held, key=lambda pair: pair[1].start_date)
    ended = [(place, work) for place, work in enumerate(ask.profile.work) if work.end_date]
    return max(ended, key=lambda pair: pair[1].end_date) if ended and _allows_past(ask) else None


def _allows_past(ask: Ask) -> bool:
    return "recent" in ask.params or "former" in ask.params


def employer(ask: Ask) -> Fact | Missing:
    """Return the current employer: the latest position without an end; a past one only where the wording allows it."""
    found = _current(ask)
    if found is None:
        return Missing("no position in your profile is current")
    place, work = found
    return Fact(texts=(work.name,), evidence=(f"work[{place}].name",)) if work.name else not_told(f"work[{place}].name")


def title(ask: Ask) -> Fact | Missing:
    """Return the current title."""
    found = _current(ask)
    if found is None:
        return Missing("no position in your profile is current")
    place, work = found
    return (
        Fact(texts=(work.position,), evidence=(f"work[{place}].position",))
        if work.position
        else not_told(f"work[{place}].position")
    )


def work_start(ask: Ask) -> Fact | Missing:
    """Return the start of the current or most recent position."""
    found = _current(ask)
    return (
        Fact(date=found[1].start_date, evidence=(f"work[{found[0]}].startDate",), confidence=0.8)
        if found and found[1].start_date
        else not_told("work[0].startDate")
    )


def work_end(_ask: Ask) -> Fact | Missing:
    """Say that a position's end can't be told apart from its neighbours' here."""
    return Missing("the position is still held, or which one is meant is not clear")


def worked_years(work: Sequence[Work], today: dt.date) -> tuple[float, float] | None:
    """Return the least and the most years that the positions can mean, time in two at once counted once.

    A start known only by its year counts from its last day for the least and from its first day for the most.
    """
    spans = [(position.start_date, position.end_date) for position in work if position.start_date]
    if not spans:
        return None
    least = _union(
        [
            (
                latest(start) if len(parts(start)) == 1 else earliest(start),
                min(earliest(end) if end and len(parts(end)) == 1 else latest(end) if end else today, today),
            )
            for start, end in spans
        ]
    )
    most = _union([(earliest(start), min(latest(end) if end else today, today)) for start, end in spans])
    return least / _YEAR, most / _YEAR


def _union(spans: Sequence[tuple[dt.date, dt.date]]) -> int:
    days, reach = 0, dt.date.min
    for start, end in sorted(spans):
        first = max(start, reach)
        if end > first:
            days += (end - first).days
            reach = end
    return days


def years(ask: Ask) -> Fact | Missing:
    """Years of experience: as the person says, else from the dates of the work history, rounded down."""
    application = ask.application
    told = worked_years(ask.profile.work, ask.today)
    if application.years_experience is not None:
        stated = float(application.years_experience)
        over = told is not None and stated > told[1] + 1
        doubt = (f"your work dates tell of {int(told[1])} years at most",) if told and over else ()
        return years_fact(ask, stated, ("application.years_experience",), doubt)
    if told is None:
        return not_told("work[0].startDate")
    least, most = told
    vague = int(least) != int(most)
    warnings = (f"between {int(least)} and {int(most)} years by your work dates",) if vague else ()
    evidence = tuple(f"work[{place}]" for place, work in enumerate(ask.profile.work) if work.start_date)
    return years_fact(ask, least, evidence, warnings)


def years_fact(ask: Ask, value: float, evidence: tuple[str, ...], warnings: tuple[str, ...]) -> Fact:
    """Return `value` years as a fact: in months where those are asked, yes or no where a least number is named."""
    proposal = "asks for relevant experience, your profile tells the whole" if ask.params.get("relevant") else None
    whole = float(int(value))
    minimum = ask.params.get("minimum")
    strictly = bool(ask.params.get("strictly"))
    truth = (value > float(minimum) if strictly else value >= float(minimum)) if minimum else None
    if ask.params.get("unit") == "month":
        return Fact(
            texts=(plain_number(int(value * 12)),),
            number=float(int(value * 12)),
            evidence=evidence,
            warnings=warnings,
            proposal=proposal,
        )
    exact = ask.field.options and value != whole
    return Fact(
        texts=(plain_number(whole),),
        number=value if exact else whole,
        truth=truth,
        evidence=evidence,
        warnings=warnings,
        proposal=proposal,
        confidence=0.9 if warnings else 0.95,
    )


def spoken(ask: Ask) -> Fact | Missing:
    """Return the languages, each with its level; in a list of options only the names."""
    native_only = any(
        word in normalise(ask.field.label)
        for word in (
            "native",
            "mother tongue",
            "muttersprache",
            "first language",
            "langue maternelle",
            "lengua materna",
            "madrelingua",
            "lingua materna",
            "moedertaal",
        )
    )
    known = [(place, one) for place, one in enumerate(ask.profile.languages) if one.language]
    if native_only:
        known = [(place, one) for place, one in known if _level(one.fluency) == "native"]
    if not known:
        return not_told("languages")
    evidence = tuple(f"languages[{place}]" for place, _ in known)
    items = tuple((one.language, *_names(one.language)) for _, one in known)
    names = [one.language + (f" – {one.fluency}" if one.fluency and not native_only else "") for _, one in known]
    texts = tuple(", ".join(names[:count]) for count in range(len(names), 0, -1))
    return Fact(texts=texts, items=items, evidence=evidence)


def _names(language: str) -> tuple[str, ...]:
    english = language_names().get(normalise(language))
    return (english, *table("places")["languages"][english]) if english else ()


def _level(fluency: str) -> str | None:
    return meaning("language_level", fluency) or meaning_within("language_level", fluency)


def language_level(ask: Ask) -> Fact | Missing:
    """How well one language is spoken; yes or no where the wording names a level or only asks whether."""
    asked = ask.params.get("language")
    if not asked:
        return Missing("which language is meant is not clear")
    for place, one in enumerate(ask.profile.languages):
        if language_names().get(normalise(one.language)) == asked:
            level = _level(one.fluency)
            choices = (one.fluency, *words_of("language_level", level)) if level else (one.fluency,)
            if not one.fluency:
                return not_told(f"languages[{place}].fluency")
            return Fact(
                texts=(one.fluency,),
                choices=choices,
                truth=_speaks(level, ask.params.get("level", "")),
                evidence=(f"languages[{place}]",),
            )
    return Missing(f"{asked} is not among your languages")


def _speaks(level: str | None, asked: str) -> bool | None:
    if level is None:
        return None
    reached = _LEVELS.index(level)
    needed = _LEVELS.index(asked) if asked in _LEVELS else _NEEDED.get(asked, _FLUENT)
    if reached >= needed:
        return True
    return False if asked and reached < needed - 1 else None


def applied_for(ask: Ask) -> Fact | Missing:
    """Return the title of the job the form is for."""
    return (
        Fact(texts=(ask.job.title,), evidence=("job_context.title",), confidence=0.8)
        if ask.job.title
        else Missing("the page does not say which position it is for")
    )
