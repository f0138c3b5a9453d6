"""Names, e-mail and telephone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from fillwright.questions.facts.base import Ask, Fact, Missing, not_told
from fillwright.questions.places import country_names

if TYPE_CHECKING:
    import phonenumbers

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
_DIGITS: Final = re.compile(
    r"(?:^|[^\d+])(\d{1,2})[- ]?(?:digit|stellig|chiffres|dígitos|digitos|cifre|cijfers)", re.IGNORECASE
)
_AREA: Final = re.compile(r"^\s*(?:area|city)\s+code\b|^\s*ortsvorwahl\b", re.IGNORECASE)


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


@lru_cache(maxsize=64)
def parse_phone(number: str, country: str) -> phonenumbers.PhoneNumber | None:
    """Return `number` parsed; `country` (ISO code or "") is where it would be dialled without a prefix."""
    import phonenumbers  # noqa: PLC0415 - 30 ms that start-up must not pay

    try:
        return phonenumbers.parse(number, country or None)
    except phonenumbers.NumberParseException:
        return None


def _phone(ask: Ask) -> phonenumbers.PhoneNumber | None:
    country = ask.application.phone_country or ask.basics.location.country_code
    return parse_phone(ask.basics.phone, country)


def phone(ask: Ask) -> Fact | Missing:
    """Return the telephone number: international, or national where the control has its country apart."""
    if not ask.basics.phone:
        return not_told("basics.phone")
    number = _phone(ask)
    if number is None:
        reason = "its country is not clear: write it with +, or set application.phone_country"
        return Fact(texts=(ask.basics.phone,), evidence=("basics.phone",), confidence=0.5, proposal=reason)
    unclear = _part_of_number(ask)
    if unclear:
        return Missing(unclear)
    import phonenumbers  # noqa: PLC0415 - as above

    formats = phonenumbers.PhoneNumberFormat
    national = phonenumbers.format_number(number, formats.NATIONAL)
    world = phonenumbers.format_number(number, formats.INTERNATIONAL)
    compact = phonenumbers.format_number(number, formats.E164)
    digits = "".join(char for char in national if char.isdigit())
    wanted = _DIGITS.search(f"{ask.field.label} {ask.field.help} {ask.field.placeholder}")
    if wanted and "+" not in wanted.group():
        return _of_length(int(wanted.group(1)), (digits, national_number(number)))
    if ask.params.get("part") == "national":
        return Fact(texts=(national, digits), evidence=("basics.phone",))
    texts = (world, compact, compact.removeprefix("+")) if ask.field.pattern else (world, compact)
    return Fact(texts=texts, evidence=("basics.phone",))


def national_number(number: phonenumbers.PhoneNumber) -> str:
    """Return the digits that follow the country code."""
    import phonenumbers  # noqa: PLC0415 - as above

    return str(phonenumbers.national_significant_number(number))


def _part_of_number(ask: Ask) -> str | None:
    """Return why a control that takes only the area code, or what follows it, is left to the person."""
    tokens = ask.field.autocomplete.lower().split()
    parts = {"tel-area-code", "tel-local", "tel-local-prefix", "tel-local-suffix"}
    return "asks for a part of the number that is yours to divide" if parts.intersection(tokens) else None


def _of_length(count: int, forms: tuple[str, ...]) -> Fact | Missing:
    fitting = tuple(form for form in forms if len(form) == count)
    if not fitting:
        return Missing(f"the control takes {count} digits, and your number has another length")
    reason = "without its country code your number has the length that is asked"
    return Fact(texts=fitting, evidence=("basics.phone",), confidence=0.5, proposal=reason)


def phone_country(ask: Ask) -> Fact | Missing:
    """Return the country of the telephone number, as its dial code; an area code is none."""
    if not ask.field.options and _AREA.search(ask.field.label):
        return Missing("asks for a part of the number that is yours to divide")
    number = _phone(ask)
    if number is None or number.country_code is None:
        return not_told("basics.phone")
    import phonenumbers  # noqa: PLC0415 - as above

    region = ask.application.phone_country or phonenumbers.region_code_for_number(number) or ""
    if region and phonenumbers.country_code_for_region(region) != number.country_code:
        region = phonenumbers.region_code_for_number(number) or ""
    return Fact(
        texts=(f"+{number.country_code}",), choices=(region, *country_names(region)), evidence=("basics.phone",)
    )


def phone_extension(ask: Ask) -> Fact | Missing:
    """Return the extension, where the number has one."""
    number = _phone(ask)
    return (
        Fact(texts=(number.extension,), evidence=("basics.phone",))
        if number and number.extension
        else Missing("no extension in your profile")
    )
