"""beside: what a question means because of those around it in the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from fillwright.messages import Field, Option
from fillwright.questions.analyzer import ENOUGH, analyze
from fillwright.questions.lexicon import lexicon
from fillwright.questions.model import Verdict
from fillwright.questions.options import country_of_text, dial_code
from fillwright.questions.wording import normalise

_NEAR: Final = 2
"""How many fields a whole and its part stand apart at most."""

_LESS: Final = {
    "tel": ("tel-country-code", "national"),
    "street-address": ("house-number", "name"),
    "address-line1": ("house-number", "name"),
}
"""Which part, asked for beside a whole, leaves what of it."""


def beside(fields: Sequence[Field], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return `verdicts`, those of all `fields` of a form in its order, as they are meant there.

    A word that alone says nothing ("Number") is what it is beside a question of its kind. A telephone number whose
    country code is asked for next to it is the national one where that list can stand at its country (`dialled`), and a
    street whose house number is has none.
    """
    told = [_bare(fields, verdicts, place) for place in range(len(verdicts))]
    return [_less(fields, told, place) for place in range(len(told))]


def _bare(fields: Sequence[Field], verdicts: Sequence[Verdict], place: int) -> Verdict:
    verdict, said = verdicts[place], normalise(fields[place].label)
    if verdict.confidence >= ENOUGH and verdict.key is not None:
        return verdict
    near = {verdicts[other].key for other in _near(fields, place)}
    for bare in lexicon().bare:
        if said in bare.words and near & bare.beside:
            return analyze(replace(fields[place], label=bare.meant))
    return verdict


def _less(fields: Sequence[Field], verdicts: Sequence[Verdict], place: int) -> Verdict:
    verdict = verdicts[place]
    part, left = _LESS.get(verdict.key or "", ("", ""))
    beside = [fields[other] for other in _near(fields, place) if part and verdicts[other].key == part]
    if not beside:
        return verdict
    found = {**verdict.params, "part": left}
    if part == "tel-country-code":
        found["dialled"] = _dialled(beside[0])
    return replace(verdict, params=found)


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
