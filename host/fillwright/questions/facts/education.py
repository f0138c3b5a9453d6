"""School, degree, field, graduation and the highest level."""

from __future__ import annotations

from typing import Final

from fillwright.profile import Education
from fillwright.questions.facts.base import Ask, Fact, Missing, not_told
from fillwright.questions.facts.dates import latest
from fillwright.questions.synonyms import meaning, meaning_within, table, words_of
from fillwright.questions.wording import normalise

_AHEAD: Final = frozenset(table("details")["ahead"])
_ORDER: Final = ("none", "school", "vocational", "associate", "bachelor", "master", "mba", "professional", "doctorate")

_SMALL: Final = frozenset({"of", "in", "and", "the", "de", "en", "di", "em", "der", "des"})
_ABBREVIATED: Final = 4


def level_of(text: str) -> str | None:
    """Return the level of a degree such as "Master of Science": "bachelor", "master", "doctorate"…, None if unclear."""
    return meaning("education_level", text) or meaning_within("education_level", text)


def _highest(ask: Ask) -> tuple[int, Education] | None:
    """Return the latest course of study, the one of the higher level where two end together."""
    entries = [
        (place, entry) for place, entry in enumerate(ask.profile.education) if entry.institution or entry.study_type
    ]
    if not entries:
        return None
    return max(entries, key=lambda pair: (_rank(pair[1].study_type), pair[1].end_date or "9999"))


def _rank(degree: str) -> int:
    level = level_of(degree)
    return _ORDER.index(level) if level in _ORDER else 0


def school(ask: Ask) -> Fact | Missing:
    """Return the institution of the highest degree."""
    found = _highest(ask)
    return (
        Fact(texts=(found[1].institution,), evidence=(f"education[{found[0]}].institution",))
        if found and found[1].institution
        else not_told("education[0].institution")
    )


def degree(ask: Ask) -> Fact | Missing:
    """Return the highest degree, by its name and by its level."""
    found = _highest(ask)
    if not found or not found[1].study_type:
        return not_told("education[0].studyType")
    if _to_come(ask) and not _lies_ahead(found[1].end_date, ask):
        return Missing("asks for a course of study under way, and your profile names none")
    name = found[1].study_type
    level = level_of(name)
    return Fact(
        texts=(name,),
        choices=(name, *_abbreviations(name), *_level_words(level)),
        evidence=(f"education[{found[0]}].studyType",),
    )


def _abbreviations(name: str) -> tuple[str, ...]:
    """Return how the degree `name` is cut short: "Master of Science" → "ms", "msc"."""
    short = "".join(word[0] for word in normalise(name).split() if word not in _SMALL)
    return (short, f"{short}c") if short.endswith("s") else (short,)


def _level_words(level: str | None) -> tuple[str, ...]:
    """Return the words for `level` without abbreviations, which name one degree of that level and not another."""
    return tuple(word for word in words_of("education_level", level) if len(word) > _ABBREVIATED) if level else ()


def area(ask: Ask) -> Fact | Missing:
    """Return the field of the highest degree."""
    found = _highest(ask)
    return (
        Fact(texts=(found[1].area,), evidence=(f"education[{found[0]}].area",))
        if found and found[1].area
        else not_told("education[0].area")
    )


def graduation(ask: Ask) -> Fact | Missing:
    """When the highest degree was, or will be, completed."""
    found = _highest(ask)
    if not found or not found[1].end_date:
        return not_told("education[0].endDate")
    passed = _to_come(ask) and not _lies_ahead(found[1].end_date, ask)
    proposal = "asks when you will graduate, your profile tells when you did" if passed else None
    return Fact(date=found[1].end_date, evidence=(f"education[{found[0]}].endDate",), proposal=proposal)


def _to_come(ask: Ask) -> bool:
    return not _AHEAD.isdisjoint(normalise(ask.field.label).split())


def _lies_ahead(date: str, ask: Ask) -> bool:
    return not date or latest(date) >= ask.today


def start(ask: Ask) -> Fact | Missing:
    """When the course of the highest degree began."""
    found = _highest(ask)
    return (
        Fact(date=found[1].start_date, evidence=(f"education[{found[0]}].startDate",))
        if found and found[1].start_date
        else not_told("education[0].startDate")
    )


def level(ask: Ask) -> Fact | Missing:
    """Return the highest level: as told, else the highest completed degree; yes or no for "do you have a …?"."""
    told, evidence = ask.application.education_level, ("application.education_level",)
    if not told:
        done = [
            (place, entry)
            for place, entry in enumerate(ask.profile.education)
            if entry.end_date and entry.end_date <= ask.today.isoformat() and level_of(entry.study_type)
        ]
        if not done:
            return not_told("application.education_level")
        place, entry = max(done, key=lambda pair: _rank(pair[1].study_type))
        told, evidence = entry.study_type, (f"education[{place}].studyType",)
    reached = level_of(told)
    choices = (told, *words_of("education_level", reached)) if reached else (told,)
    asked = ask.params.get("level")
    if asked == "vocational" and reached != asked:
        return Missing("a vocational training is not what your profile tells")
    truth = _ORDER.index(reached) >= _ORDER.index(asked) if reached in _ORDER and asked in _ORDER else None
    text = f"{told[:1].upper()}{told[1:]}"
    return Fact(texts=(text,), choices=choices, truth=truth, evidence=evidence)
