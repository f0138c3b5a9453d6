"""One skill: years with it, how well it is mastered, or whether there is any experience with it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from fillwright.messages import Field
from fillwright.profile import Profile
from fillwright.questions.facts.base import Ask, Fact, Missing, not_told
from fillwright.questions.facts.work import years_fact
from fillwright.questions.model import FactAnswer
from fillwright.questions.options_seen import shown
from fillwright.questions.synonyms import meaning, table
from fillwright.questions.wording import normalise

_PATH: Final = "application.skill_years"
_WHOLE: Final = 3
_AND: Final = re.compile(r"\s*(?:,|/|&|\b(?:and|or|und|oder|et|ou|y|o|e|en|of)\b)\s*", re.IGNORECASE)


def skill(ask: Ask) -> Fact | Missing:
    """Return years only where the person said how many; a level or a plain yes only where the skill is listed."""
    asked = ask.params.get("skill", "")
    if not asked:
        return _all(ask) if _wants_all(ask) else Missing("which skill is meant is not clear")
    part = ask.params.get("part", "")
    if part == "level":
        return _level(ask, _plain(asked))
    for name, value in ask.application.skill_years.items():
        if _plain(name) == _plain(asked) and (part != "has" or value > 0):
            if part == "has":
                return Fact(truth=not ask.params.get("negated"), evidence=(f"{_PATH}.{name}",), confidence=0.9)
            return years_fact(ask, float(value), (f"{_PATH}.{name}",), ())
    return _listed(ask, asked) if part == "has" else Missing(f"not in your profile ({_PATH}.{asked})")


def _wants_all(ask: Ask) -> bool:
    """Whether a text box is headed "Skills", or as much in other words."""
    words = set(normalise(ask.field.label).split())
    return ask.field.type in {"text", "textarea"} and not ask.field.options and words <= _listing()


@cache
def _listing() -> frozenset[str]:
    return frozenset(normalise(word) for word in table("skill_wording")["listing"])


def _all(ask: Ask) -> Fact | Missing:
    named = [name for group in ask.profile.skills for name in (group.keywords or [group.name]) if name]
    items = tuple((name,) for name in dict.fromkeys(named))
    return Fact(items=items, evidence=("skills",), confidence=0.85) if items else not_told("skills")


def known_among(field: Field, profile: Profile) -> FactAnswer | None:
    """Return those of the options that stand among the profile's skills, where a list asks what one knows.

    None where it asks something else, or names none of them. What the profile does not name stays open: the answer
    says so in a warning, for that a skill is missing there proves nothing.
    """
    if not field.multiple or not _asks_what_one_knows(field.label):
        return None
    known = {_plain(name): f"{_PATH}.{name}" for name, years in profile.application.skill_years.items() if years > 0}
    known |= _listed_skills(profile)
    found = [(option, known[name]) for option in field.options if (name := _plain(shown(option))) in known]
    if not found:
        return None
    return FactAnswer(
        answer=[option.answer for option, _ in found],
        answer_label=[shown(option) for option, _ in found],
        evidence=tuple(dict.fromkeys(path for _, path in found)),
        confidence=0.8,
        warnings=("only what your profile names; add what else you know",),
    )


def _asks_what_one_knows(label: str) -> bool:
    plain = f" {normalise(label)} "
    return any(word in plain for word in _begun("asks")) and not any(word in plain for word in _begun("otherwise"))


@cache
def _begun(part: str) -> tuple[str, ...]:
    """Return the beginnings as they stand in a normalised sentence; the shortest are whole words."""
    words = (normalise(word) for word in table("skill_wording")["known"][part])
    return tuple(f" {word} " if len(word) <= _WHOLE else f" {word}" for word in words)


def _listed_skills(profile: Profile) -> dict[str, str]:
    """Return the path of each skill that the profile lists, by its plain name."""
    return {
        _plain(name): f"skills[{place}]"
        for place, group in enumerate(profile.skills)
        for name in (group.name, *group.keywords)
        if name
    }


def _listed(ask: Ask, asked: str) -> Fact | Missing:
    """Whether every skill that is named stands in the profile; that one is missing there proves nothing."""
    known = _listed_skills(ask.profile)
    wanted = [_plain(name) for name in _AND.split(asked) if name]
    if not wanted or any(name not in known for name in wanted):
        return not_told(f"skills: {asked}")
    evidence = tuple(dict.fromkeys(known[name] for name in wanted))
    return Fact(truth=not ask.params.get("negated"), evidence=evidence, confidence=0.85)


def _level(ask: Ask, asked: str) -> Fact | Missing:
    for place, group in enumerate(ask.profile.skills):
        if _plain(group.name) == asked and group.level:
            return Fact(texts=(group.level,), choices=(group.level,), evidence=(f"skills[{place}].level",))
    return Missing("how well you master it is for you to say")


def _plain(name: str) -> str:
    plain = normalise(name.replace("C++", "cpp").replace("C#", "csharp").replace(".NET", "dotnet"))
    return meaning("skill", plain) or plain
