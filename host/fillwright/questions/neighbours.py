"""beside: what a question means because of those around it in the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from fillwright.messages import Field, Option
from fillwright.questions.analyzer import ENOUGH, analyze
from fillwright.questions.lexicon import lexicon
from fillwright.questions.model import Verdict
from fillwright.questions.options import country_of_text, dial_code
from fillwright.questions.options_seen import is_dial_code
from fillwright.questions.runs import in_runs
from fillwright.questions.wording import normalise

_NEAR: Final = 2
"""How many fields a whole and its part stand apart at most."""

_SOME: Final = 20
"""How many options tell what a list is of."""

_COUNTRY: Final = re.compile(r"\b(country|land|pays|pais|paese|internation\w*|internacional|internazionale)\b")

_LESS: Final = {
    "street-address": ("house-number", "name"),
    "address-line1": ("house-number", "name"),
    "address-line2": ("address-line3", "line"),
    "house-number": ("house-number-suffix", "number"),
}
"""Which part, asked for beside a whole, leaves what of it."""

_PARTED: Final = frozenset({"tel", "tel-area-code", *_LESS})
"""What is asked for whole or in parts."""


def beside(fields: Sequence[Field], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return `verdicts`, those of all `fields` of a form in its order, as they are meant there.

    A word that alone says nothing ("Number") is what it is beside a question of its kind. A telephone number whose
    country code is asked for next to it is the national one where that list can stand at its country (`dialled`), and a
    street whose house number is has none, nor has one its second line. A number
    beside its area code is what follows it.
    """
    told = [_as_country(field, verdict) for field, verdict in zip(fields, verdicts, strict=True)]
    told = [_bare(fields, told, place) for place in range(len(told))]
    told = in_runs(fields, told)
    return [_less(fields, told, place) for place in range(len(told))]


def _bare(fields: Sequence[Field], verdicts: Sequence[Verdict], place: int) -> Verdict:
    verdict, said = verdicts[place], normalise(fields[place].label)
    if verdict.confidence >= ENOUGH and verdict.key is not None:
        return verdict
    for bare in lexicon().bare:
        if said in bare.words and not bare.beside.isdisjoint(verdicts[other].key for other in _near(fields, place)):
            return analyze(replace(fields[place], label=bare.meant))
    return verdict


def _as_country(field: Field, verdict: Verdict) -> Verdict:
    """Return `verdict`, that of the country's code where what is called an area code is a list of those, or says so."""
    if verdict.key not in {"tel-area-code", "tel-country-code"}:
        return verdict
    held = field.value if isinstance(field.value, str) else ""
    shown = [*(option.text for option in field.options[:_SOME]), held, field.placeholder]
    listed = any(is_dial_code(text) for text in shown) or (field.type == "combobox" and not field.options)
    if listed or (verdict.key == "tel-area-code" and _COUNTRY.search(normalise(field.label))):
        return analyze(replace(field, label="Country code"))
    return verdict


def _less(fields: Sequence[Field], verdicts: Sequence[Verdict], place: int) -> Verdict:
    verdict = verdicts[place]
    if verdict.key not in _PARTED:
        return verdict
    near = {verdicts[other].key: fields[other] for other in _near(fields, place)}
    if verdict.key == "tel" or (verdict.key == "tel-area-code" and "tel" in near):
        return replace(verdict, params=verdict.params | _part_of_number(verdict.key, near))
    if verdict.key == "street-address" and "house-number" not in near and "address-line2" in near:
        return replace(verdict, params={**verdict.params, "part": "line"})
    part, left = _LESS.get(verdict.key or "", ("", ""))
    return replace(verdict, params={**verdict.params, "part": left}) if part in near else verdict


def _part_of_number(key: str, near: Mapping[str | None, Field]) -> dict[str, str]:
    """Return which part of a telephone number is asked for beside the controls `near`, and what these hold."""
    country, area = near.get("tel-country-code"), near.get("tel-area-code")
    if key == "tel-area-code":
        return {"part": "area"}
    if area is not None:
        return {"part": "local", "area": area.value if isinstance(area.value, str) else ""}
    return {"part": "national", "dialled": _dialled(country)} if country is not None else {}


def _dialled(code: Field) -> str:
    """Return what the list `code` may stand at, dial codes and countries divided by blanks: what it holds, else offers.

    "?" where it is nothing of the kind, "" where it does not say.
    """
    held = code.value.strip() if isinstance(code.value, str) else ""
    some = [option for option in code.options if held in ("", option.value, option.text.strip())]
    shown = some or ([Option(label=held)] if held else [])
    found = [f"+{digits}" if (digits := dial_code(one)) else _country(one) for one in shown]
    return " ".join(dict.fromkeys(filter(None, found))) or ("?" if shown else "")


def _country(option: Option) -> str:
    return country_of_text(option.text) or country_of_text(option.value) or ""


def _near(fields: Sequence[Field], place: int) -> Iterator[int]:
    """Yield the places around `place` in the same section, no further than a whole and its part stand apart."""
    for other in range(max(0, place - _NEAR), min(len(fields), place + _NEAR + 1)):
        if other != place and fields[other].section == fields[place].section:
            yield other
