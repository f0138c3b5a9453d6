"""Telephone numbers and their parts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from fillwright.questions.facts.base import Ask, Fact, Missing, not_told
from fillwright.questions.places import country_names

if TYPE_CHECKING:
    import phonenumbers

_DIGITS: Final = re.compile(
    r"(?:^|[^\d+])(\d{1,2})[- ]?(?:digit|stellig|chiffres|dígitos|digitos|cifre|cijfers)", re.IGNORECASE
)
_AREA: Final = re.compile(r"^\s*(?:area|city)\s+code\b|^\s*ortsvorwahl\b", re.IGNORECASE)


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
    if ask.params.get("part") == "national" and _stands_before(ask.params.get("dialled", ""), number):
        return Fact(texts=(national, digits), evidence=("basics.phone",))
    texts = (world, compact, compact.removeprefix("+")) if ask.field.pattern else (world, compact)
    return Fact(texts=texts, evidence=("basics.phone",))


def _stands_before(dialled: str, number: phonenumbers.PhoneNumber) -> bool:
    """Return whether the list beside the number can say where it is dialled: `dialled` is all that it may stand at."""
    import phonenumbers  # noqa: PLC0415 - as above

    return not dialled or not {
        f"+{number.country_code}",
        phonenumbers.region_code_for_number(number),
    }.isdisjoint(dialled.split())


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
