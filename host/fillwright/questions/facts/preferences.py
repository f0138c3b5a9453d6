"""What the person is ready for, how they heard of the job, and whether they worked there before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from fillwright.questions.facts.base import Ask, Fact, Missing, not_told
from fillwright.questions.options import truth_of
from fillwright.questions.places import countries_in, demonyms
from fillwright.questions.synonyms import meaning, words_of
from fillwright.questions.wording import normalise, segments

_HYBRID_DAYS: Final = 3
_CLASS: Final = re.compile(
    r"\b(?i:klassen?|class|category|cat[ée]gorie|categor[ií]a|patente|permis|rijbewijs|carnet|tipo)\s+([A-E]1?E?)\b"
)
"""A class is written in capitals: "permis de conduire" names none."""
_HERE: Final = frozenset({"", "us", "our company", "the company", "here", "this company"})


def _said(ask: Ask, truth: bool | None, path: str) -> Fact | Missing:  # noqa: FBT001 - the fact itself
    if truth is None:
        return not_told(path)
    return Fact(truth=truth is not bool(ask.params.get("negated")), evidence=(path,))


def relocate(ask: Ask) -> Fact | Missing:
    """Whether the person would relocate."""
    return _said(ask, ask.application.relocate, "application.relocate")


def travel(ask: Ask) -> Fact | Missing:
    """Return the share of working time for travel; yes or no for a share that is named, or for travel at all."""
    percent = ask.application.travel_percent
    if percent is None:
        return not_told("application.travel_percent")
    asked = ask.params.get("percent")
    truth = percent >= int(asked) if asked else percent > 0
    truth = truth is not bool(ask.params.get("negated"))
    wants_share = any(
        word in normalise(ask.field.label).split()
        for word in (
            "much",
            "percentage",
            "percent",
            "often",
            "viel",
            "prozent",
            "pourcentage",
            "porcentaje",
            "percentuale",
            "percentagem",
            "veel",
        )
    )
    text = (f"{percent} %",) if wants_share else ()
    return Fact(
        texts=text,
        choices=(f"{percent}%", f"Up to {percent}%"),
        number=float(percent),
        truth=truth,
        evidence=("application.travel_percent",),
    )


def onsite(ask: Ask) -> Fact | Missing:
    """Where the person works; yes or no only where the setting decides the wording."""
    setting, path = ask.application.onsite, "application.onsite"
    if setting is None or setting == "":
        return not_told(path)
    if "commut" in ask.field.label.lower() and setting is not False:
        return Missing("whether the way is short enough is for you to say")
    mode = (meaning("onsite", setting) or "") if isinstance(setting, str) else ""
    truth = setting if isinstance(setting, bool) else _comes(mode, ask.params)
    if truth is not None and ask.params.get("negated"):
        truth = not truth
    elsewhere = _elsewhere(ask) if truth else None
    words = words_of("onsite", mode) if mode else ()
    text = str(setting) if isinstance(setting, str) else ""
    return Fact(
        texts=(f"{text[:1].upper()}{text[1:]}",) if text else (),
        choices=(text, *words) if text else (),
        truth=truth,
        evidence=(path,),
        proposal=elsewhere,
    )


def _elsewhere(ask: Ask) -> str | None:
    """Return the doubt about coming to a place that is neither the person's nor one they prefer."""
    place = normalise(ask.params.get("place", ""))
    near = (ask.basics.location.city, ask.basics.location.region, *ask.application.preferred_locations)
    known = any(normalise(name) and f" {normalise(name)} " in f" {place} " for name in near)
    return f"whether you would come to {ask.params['place']} is for you to say" if place and not known else None


def _comes(mode: str, params: Mapping[str, str]) -> bool | None:
    wanted, days = params.get("level", ""), int(params.get("minimum") or 0)
    if wanted == mode and (mode != "hybrid" or days <= _HYBRID_DAYS):
        return True
    if mode == "onsite":
        return True if wanted in {"", "hybrid"} else None
    if mode == "hybrid" and 0 < days <= _HYBRID_DAYS:
        return True
    return True if mode == "flexible" else None


def _countries(label: str) -> set[str]:
    """Return the countries that `label` names, by name or adjective; "EU" is every country's."""
    pieces = segments(label)
    named = {code for piece in pieces for code in countries_in(piece)}
    named.update(demonyms()[token] for piece in pieces for token in piece.tokens if token in demonyms())
    return named - {"EU"}


def licence(ask: Ask) -> Fact | Missing:
    """Return the driving licence: its classes, or whether there is one."""
    classes = ask.application.drivers_license
    if classes is None:
        return not_told("application.drivers_license")
    elsewhere = _countries(ask.field.label) - {ask.basics.location.country_code.upper()}
    if elsewhere:
        return Missing("whether your licence counts there is for you to say")
    asked = _CLASS.search(ask.field.label)
    held = asked.group(1).upper() in {name.upper() for name in classes} if asked else bool(classes)
    truth = held is not bool(ask.params.get("negated"))
    items = tuple((name, f"Class {name}", f"Klasse {name}") for name in classes)
    asks_class = any(
        word in normalise(ask.field.label).split()
        for word in (
            "class",
            "classes",
            "category",
            "type",
            "klasse",
            "klassen",
            "categorie",
            "categoria",
            "tipo",
            "welche",
            "which",
        )
    )
    plain = any(truth_of(option.text) is not None for option in ask.field.options)
    asks_class = asks_class or (bool(ask.field.options) and not plain)
    texts = (", ".join(classes),) if classes and asks_class else ()
    return Fact(
        texts=texts,
        items=items if asks_class or ask.field.multiple else (),
        truth=truth,
        evidence=("application.drivers_license",),
    )


def source(ask: Ask) -> Fact | Missing:
    """How the person heard of the job, only from their own setting."""
    value = ask.application.referral_source
    if not value:
        return not_told("application.referral_source")
    return Fact(texts=(value,), choices=(value,), evidence=("application.referral_source",))


def referrer(ask: Ask) -> Fact | Missing:
    """Who referred the person; "were you referred?" only where a name is told."""
    name = ask.application.referrer_name
    if not name:
        return not_told("application.referrer_name")
    return Fact(texts=(name,), truth=True, evidence=("application.referrer_name",))


def employed_here(ask: Ask) -> Fact | Missing:
    """Whether the person worked for the company before, only from the explicit list."""
    listed, path = ask.application.previously_employed, "application.previously_employed"
    if listed is None:
        return not_told(path)
    if ask.params.get("compound"):
        return Missing("asks for more than employment")
    named = ask.params.get("company", "")
    company = ask.job.company if normalise(named) in _HERE else named
    if not company:
        return Missing("which company is meant is not clear")
    truth = any(_same(name, company) for name in listed)
    if not truth and any(_same(work.name, company) for work in ask.profile.work):
        return Missing(f"{company} is in your work history but not in {path}")
    return Fact(truth=truth is not bool(ask.params.get("negated")), evidence=(path,), confidence=0.9)


def _same(one: str, other: str) -> bool:
    left, right = f" {normalise(one)} ", f" {normalise(other)} "
    return bool(one.strip()) and (left in right or right in left)


def locations(ask: Ask) -> Fact | Missing:
    """Return the places the person prefers, in their order."""
    places = ask.application.preferred_locations
    if not places:
        return not_told("application.preferred_locations")
    return Fact(items=tuple((place,) for place in places), evidence=("application.preferred_locations",))


def employment(ask: Ask) -> Fact | Missing:
    """Return the kinds of employment the person looks for."""
    kinds = ask.application.employment_type
    if not kinds:
        return not_told("application.employment_type")
    items = tuple((f"{kind[:1].upper()}{kind[1:]}", *words_of("employment_type", kind)) for kind in kinds)
    return Fact(items=items, evidence=("application.employment_type",))
