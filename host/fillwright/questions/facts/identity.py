"""Names and e-mail."""

from __future__ import annotations

from typing import Final

from fillwright.questions.facts.base import Ask, Fact, Missing, not_told

_PARTICLES: Final = frozenset(
    [
        "van",
        "von",
        "de",
        "da",
        "del",
        "della",
        "di",
        "dos",
        "das",
        "do",
        "du",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ter",
        "ten",
        "der",
        "den",
        "zu",
        "zur",
        "af",
        "av",
        "st",
    ]
)
_TWO: Final = 2


def split_name(name: str) -> tuple[str, str] | None:
    """Return given and family name of `name`; None where the border between them is not clear.

    Clear are two words, "Family, Given", and a family name that begins with a particle ("Ana de la Cruz").
    """
    if name.count(",") == 1:
        family, given = (part.strip() for part in name.split(","))
        return (given, family) if given and family else None
    words = name.split()
    if len(words) == _TWO:
        return words[0], words[1]
    for place, word in enumerate(words[1:], start=1):
        if word.lower().strip(".") in _PARTICLES:
            return (" ".join(words[:place]), " ".join(words[place:])) if place == 1 else None
    return None


def _split(ask: Ask) -> tuple[str, str] | None:
    application = ask.application
    if application.given_name and application.family_name:
        return application.given_name, application.family_name
    return split_name(ask.basics.name)


def full_name(ask: Ask) -> Fact | Missing:
    """Return the whole name; "Family, Given" where the label puts the family name first."""
    name, halves = ask.basics.name, _split(ask)
    if not name and halves:
        name = " ".join(halves)
    if not name:
        return not_told("basics.name")
    if ask.params.get("part") == "family-first" and halves:
        return Fact(texts=(f"{halves[1]}, {halves[0]}",), evidence=("basics.name",))
    if name.count(",") == 1 and halves:
        name = " ".join(halves)
    return Fact(texts=(name,), evidence=("basics.name",))


def _half(ask: Ask, place: int, told: str, path: str) -> Fact | Missing:
    if told:
        return Fact(texts=(told,), evidence=(path,))
    halves = _split(ask)
    if halves:
        return Fact(texts=(halves[place],), evidence=("basics.name",), confidence=0.93)
    if not ask.basics.name:
        return not_told(path)
    words = ask.basics.name.split()
    guess = words[0] if place == 0 else words[-1]
    return Fact(
        texts=(guess,),
        evidence=("basics.name",),
        confidence=0.4,
        proposal=f"where “{ask.basics.name}” divides is not clear: set {path}",
    )


def given_name(ask: Ask) -> Fact | Missing:
    """Return the given name."""
    return _half(ask, 0, ask.application.given_name, "application.given_name")


def family_name(ask: Ask) -> Fact | Missing:
    """Return the family name."""
    return _half(ask, 1, ask.application.family_name, "application.family_name")


def told(path: str, value: str) -> Fact | Missing:
    """Return a text of the profile as it stands."""
    return Fact(texts=(value,), evidence=(path,)) if value else not_told(path)


def middle_name(ask: Ask) -> Fact | Missing:
    """Return the middle name, only as the person gave it."""
    return told("application.middle_name", ask.application.middle_name)


def preferred_name(ask: Ask) -> Fact | Missing:
    """Return the name the person goes by, only as given."""
    return told("application.preferred_name", ask.application.preferred_name)


def honorific(ask: Ask) -> Fact | Missing:
    """Return the form of address, never inferred."""
    return told("application.honorific", ask.application.honorific)


def honorific_suffix(_ask: Ask) -> Fact | Missing:
    """Say that a suffix is no part of the profile."""
    return Missing("no name suffix in your profile")


def email(ask: Ask) -> Fact | Missing:
    """Return the e-mail address."""
    return told("basics.email", ask.basics.email)
