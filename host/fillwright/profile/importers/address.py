"""An address's comma parts → street, postal code, city, region, country."""

from __future__ import annotations

import re
from typing import Final

from fillwright.profile.importers.lexicon import countries, plain, words
from fillwright.profile.importers.parts import is_place, is_region, nameable

_UK_POSTCODE: Final = re.compile(r"^(?P<city>\D*?)\s*(?P<code>[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})$")
_POSTAL: Final = re.compile(
    r"^(?:[A-Z]{1,2}[-–])?(?P<code>\d{4,5})\s+(?P<city>[^\d,()]{2,40}?)(?:\s*\((?P<region>[^)]*)\))?$"
)
_WHOLE: Final = re.compile(r"^(?P<street>.*\d.*?)\s+(?P<code>\d{4,5})\s+(?P<city>[^\d,()]{2,40})$")
_US_POSTAL: Final = re.compile(r"^(?P<state>[A-Z]{2})\s+(?P<code>\d{5}(?:-\d{4})?)$")


def address(parts: list[str]) -> tuple[dict[str, str], set[int]]:
    """Return the fields told by an address's comma parts, and which parts were understood."""
    fields: dict[str, str] = {}
    taken: set[int] = set()
    for number, part in enumerate(parts):
        postal, uk, us = _POSTAL.match(part), _UK_POSTCODE.match(part), _US_POSTAL.match(part)
        street = any(char.isdigit() for char in part) and words().streets.search(part) is not None
        if us and number:
            fields |= {"city": parts[number - 1], "region": us["state"], "postalCode": us["code"]}
            taken |= {number - 1, number}
        elif postal and "city" not in fields and not street:
            fields |= {"postalCode": postal["code"], "city": postal["city"].strip()}
            taken.add(number)
            if number and number - 1 not in taken and any(char.isdigit() for char in parts[number - 1]):
                fields["address"] = parts[number - 1]
                taken.add(number - 1)
        elif uk and "postalCode" not in fields:
            city = uk["city"].strip() or (parts[number - 1] if number and number - 1 not in taken else "")
            fields |= {"postalCode": uk["code"], **({"city": city} if city else {})}
            taken |= {number} | ({number - 1} if not uk["city"].strip() and number else set())
        elif street and not fields and (whole := _WHOLE.match(part)):
            fields |= {"address": whole["street"], "postalCode": whole["code"], "city": whole["city"].strip()}
            taken.add(number)
        elif street and not fields:
            fields["address"] = part
            taken.add(number)
        elif is_region(part) and number:
            _region(fields, parts, number, taken)
        elif len(parts) == 1 and is_place(part) and not is_region(part) and plain(part) not in words().remote:
            fields["city"] = part
            taken.add(number)
    return fields, taken


def _region(fields: dict[str, str], parts: list[str], number: int, taken: set[int]) -> None:
    """Put a country or state and, where none is told yet, the city before it."""
    part = parts[number]
    code = countries().get(plain(part))
    key, value = ("countryCode", code) if code and part not in words().states else ("region", part)
    if key == "region" and code is None and plain(part) in countries():
        return
    before = parts[number - 1]
    if "city" not in fields and number - 1 not in taken:
        if not nameable(before):
            return
        fields["city"] = before
        taken.add(number - 1)
    if fields and key not in fields:
        fields[key] = value or part
        taken.add(number)
