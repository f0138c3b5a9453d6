"""What is nobody's business unless the person says so: only explicit entries, with the opt-in, are ever given."""

from __future__ import annotations

import re
from typing import Final

from fillwright.messages import Option
from fillwright.questions.asked import polarity
from fillwright.questions.facts.base import Ask, Fact, Missing, not_told
from fillwright.questions.options import is_decline, truth_of
from fillwright.questions.options_seen import shown
from fillwright.questions.synonyms import meaning, table, words_of
from fillwright.questions.wording import normalise, segments

_NEGATIVE: Final = re.compile(
    r"^(?:no\b|i do not have|i have not|i am not|not a|none|i don't have|keine|nein|non\b|nao\b|nee\b)"
)
_POSITIVE: Final = re.compile(r"^(?:yes\b|i have|i am\b|i identify|ja\b|oui\b|si\b|sim\b)")


def _shared(ask: Ask) -> bool:
    return ask.application.eeo.share or ask.application.consents.get(ask.key, False)


def _closed(ask: Ask) -> Missing:
    return Missing(f"you have not chosen to share this (application.eeo.share, or application.consents.{ask.key})")


def identification(ask: Ask) -> Fact | Missing:
    """Return an entry of `application.eeo`, where `share` is true."""
    if not _shared(ask):
        return _closed(ask)
    value = getattr(ask.application.eeo, ask.key)
    path = f"application.eeo.{ask.key}"
    if value in (None, ""):
        return not_told(path)
    text = str(value)
    number = float(value) if isinstance(value, int) else None
    choices = (text, *_other_words(ask, text), *_same_side(ask, text))
    return Fact(texts=(text,), choices=choices, number=number, evidence=(path,))


def race(ask: Ask) -> Fact | Missing:
    """Race or ethnicity; the question for Hispanic or Latino from `ethnicity` alone."""
    if not _shared(ask):
        return _closed(ask)
    eeo = ask.application.eeo
    asks_hispanic = (
        re.search(r"\b(?:hispanic|latin[oax])", ask.field.label.lower()) and "race" not in ask.field.label.lower()
    )
    ethnic = asks_hispanic or (
        re.search(r"ethnic", ask.field.label.lower()) and "race" not in ask.field.label.lower() and eeo.ethnicity
    )
    path, text = ("application.eeo.ethnicity", eeo.ethnicity) if ethnic else ("application.eeo.race", eeo.race)
    if not text:
        return not_told(path)
    plain = normalise(text)
    truth = not plain.startswith(("not ", "no ")) if asks_hispanic and re.search(r"hispanic|latin", plain) else None
    return Fact(texts=(text,), choices=(text, *_other_words(ask, text)), truth=truth, evidence=(path,))


def _other_words(ask: Ask, text: str) -> tuple[str, ...]:
    if is_decline(text):
        return tuple(option.text for option in ask.field.options if is_decline(shown(option)))
    group = meaning("gender", text) if ask.key == "gender" else None
    return words_of("gender", group) if group else ()


def _same_side(ask: Ask, text: str) -> tuple[str, ...]:
    """Return the option on the same side as the entry, for disability and veteran status, where only one is."""
    side = _side(text)
    if ask.key not in {"disability", "veteran", "transgender"} or side is None:
        return ()
    found: list[Option] = [option for option in ask.field.options if _side(shown(option)) is side]
    return (shown(found[0]),) if len(found) == 1 else ()


def _side(text: str) -> bool | None:
    plain = normalise(text)
    if is_decline(text):
        return None
    if _NEGATIVE.match(plain):
        return False
    return True if _POSITIVE.match(plain) else None


def age(ask: Ask) -> Fact | Missing:
    """Return the age, or whether it reaches the one named, from the entry or the birth date."""
    if not _shared(ask):
        return _closed(ask)
    told, born = ask.application.eeo.age, ask.application.birth_date
    years = told if isinstance(told, int) else _age_on(born, ask) if born else None
    if years is None:
        return (
            Fact(texts=(told,), evidence=("application.eeo.age",))
            if isinstance(told, str) and told
            else not_told("application.eeo.age")
        )
    asked = ask.params.get("minimum")
    truth = (years >= int(asked)) is not bool(ask.params.get("negated")) if asked else None
    path = "application.eeo.age" if isinstance(told, int) else "application.birth_date"
    return Fact(texts=(str(years),), number=float(years), truth=truth, evidence=(path,))


def _age_on(born: str, ask: Ask) -> int | None:
    told = [int(part) for part in born.split("-")]
    if len(told) != 3:  # noqa: PLR2004 - year, month and day
        return None
    year, month, day = told
    return ask.today.year - year - ((ask.today.month, ask.today.day) < (month, day))


def birth_date(ask: Ask) -> Fact | Missing:
    """Return the birth date."""
    if not _shared(ask):
        return _closed(ask)
    born = ask.application.birth_date
    return Fact(date=born, evidence=("application.birth_date",)) if born else not_told("application.birth_date")


_ENTRIES: Final = {
    "criminal-history": "criminal_history",
    "noncompete": "noncompete",
    "conflict-of-interest": "conflict_of_interest",
}


def _says(group: str, label: str, edge: str = "") -> bool:
    return re.search(f"{edge}(?:{'|'.join(table('declarations')[group])}){edge}", label, re.IGNORECASE) is not None


def declaration(ask: Ask) -> Fact | Missing:
    """Return a legal declaration the person has entered, given only to a question that plainly asks for it."""
    name = _ENTRIES[ask.key]
    value, path = getattr(ask.application, name), f"application.{name}"
    if value is None or value == "":
        return not_told(path)
    if not _says(ask.key, ask.field.label) or _says("reversed", ask.field.label, r"\b"):
        return Missing("the wording asks for more than your entry says")
    if isinstance(value, bool):
        return Fact(truth=value, evidence=(path,), confidence=0.85)
    truth = truth_of(value)
    return Fact(texts=(value,), truth=truth, evidence=(path,), confidence=0.85)


def consent(ask: Ask) -> Fact | Missing:
    """Return a consent or attestation, only where the person gave every one that the wording names."""
    given, path = ask.application.consents, "application.consents"
    words = f" {normalise(f'{ask.field.label} {ask.field.section}')} "
    if any(polarity(piece.text) for piece in segments(ask.field.label)) or _says("negative", ask.field.label, r"\b"):
        return Missing("worded in the negative: what to tick is for you to say")
    named = [name for name, stems in table("consents").items() if any(f" {stem}" in words for stem in stems)]
    if not named:
        named = [name for name in given if normalise(name) and f" {normalise(name)} " in words]
    if not named:
        return Missing(f"none of your entries in {path} covers this")
    unsaid = [name for name in named if name not in given]
    if unsaid:
        return not_told(f"{path}.{unsaid[0]}")
    said = {given[name] for name in named}
    if len(said) > 1:
        return Missing("asks for several consents at once, and you gave only some of them")
    truth = said.pop()
    if not (ask.is_box or ask.field.options):
        return Missing("a signature or statement in words is yours to write")
    agree = (
        "I agree",
        "Agree",
        "I accept",
        "Accept",
        "I consent",
        "Acknowledge",
        "I acknowledge",
        "Acknowledged",
        "I acknowledge and agree",
        "Confirm",
        "I confirm",
        "Acknowledge/Confirm",
    )
    return Fact(
        truth=truth, choices=agree if truth else (), evidence=tuple(f"{path}.{name}" for name in named), confidence=0.9
    )
