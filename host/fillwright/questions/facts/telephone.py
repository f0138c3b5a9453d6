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
_PREFIXED: Final = frozenset({"AT", "CH", "DE", "IT", "NL"})
"""Where a mobile number begins with a prefix that people know as such ("0171"), though it has no area."""
_NOT_DIVIDED: Final = "asks for a part of the number that is yours to divide"


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
    divided = _divided(ask, number)
    if divided:
        return divided
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


def _divided(ask: Ask, number: phonenumbers.PhoneNumber) -> Fact | Missing | None:
    """Return what a control takes that asks for a part of the number alone, None where it takes the whole."""
    if ask.params.get("part") == "local":
        return _local(ask, number)
    tokens = ask.field.autocomplete.lower().split()
    parts = {"tel-area-code", "tel-local", "tel-local-prefix", "tel-local-suffix"}
    return Missing(_NOT_DIVIDED) if parts.intersection(tokens) else None


def _of_length(count: int, forms: tuple[str, ...]) -> Fact | Missing:
    fitting = tuple(form for form in forms if len(form) == count)
    if not fitting:
        return Missing(f"the control takes {count} digits, and your number has another length")
    reason = "without its country code your number has the length that is asked"
    return Fact(texts=fitting, evidence=("basics.phone",), confidence=0.5, proposal=reason)


def phone_country(ask: Ask) -> Fact | Missing:
    """Return the country of the telephone number, as its dial code."""
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


def area_code(ask: Ask) -> Fact | Missing:
    """Return the area code, as it is dialled within the country; only beside the control that takes the rest."""
    number = _phone(ask)
    if number is None:
        return not_told("basics.phone")
    code = _area(number)
    if not code or ask.params.get("part") != "area":
        return Missing(_NOT_DIVIDED)
    texts = tuple(dict.fromkeys((_trunk(number) + code, code)))
    return Fact(texts=texts, choices=texts, evidence=("basics.phone",))


def _local(ask: Ask, number: phonenumbers.PhoneNumber) -> Fact | Missing:
    """Return what follows the area code; `area` is the one that stands beside it already."""
    code, held = _area(number), ask.params.get("area", "")
    if not code or (held and re.sub(r"\D", "", held) not in {code, _trunk(number) + code}):
        return Missing(_NOT_DIVIDED)
    import phonenumbers  # noqa: PLC0415 - as above

    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    dialled = r"\D*".join(_trunk(number) + code)
    grouped = re.sub(rf"^\D*{dialled}\D*", "", national)
    return Fact(texts=(grouped, national_number(number)[len(code) :]), evidence=("basics.phone",))


def _area(number: phonenumbers.PhoneNumber) -> str:
    """Return the digits of the area code, or of a mobile number's known prefix; "" where none is sure."""
    import phonenumbers  # noqa: PLC0415 - as above

    length = phonenumbers.length_of_geographical_area_code(number)
    mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    if not length and mobile and phonenumbers.region_code_for_number(number) in _PREFIXED:
        length = phonenumbers.length_of_national_destination_code(number)
    return national_number(number)[:length]


def _trunk(number: phonenumbers.PhoneNumber) -> str:
    """Return the digits that are dialled before the area code within the country, such as "0"."""
    import phonenumbers  # noqa: PLC0415 - as above

    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    digits, own = re.sub(r"\D", "", national), national_number(number)
    return digits.removesuffix(own) if digits.endswith(own) else ""


def phone_extension(ask: Ask) -> Fact | Missing:
    """Return the extension, where the number has one."""
    number = _phone(ask)
    return (
        Fact(texts=(number.extension,), evidence=("basics.phone",))
        if number and number.extension
        else Missing("no extension in your profile")
    )
