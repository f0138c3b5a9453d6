"""beside: what a question means because of those around it in the form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from fillwright.messages import Field
from fillwright.questions.model import Verdict

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

    A telephone number whose country code is asked for next to it is the national one, and a street whose house number
    is has none.
    """
    return [_less(fields, verdicts, place) for place in range(len(verdicts))]


def _less(fields: Sequence[Field], verdicts: Sequence[Verdict], place: int) -> Verdict:
    verdict = verdicts[place]
    part, left = _LESS.get(verdict.key or "", ("", ""))
    near = range(max(0, place - _NEAR), min(len(verdicts), place + _NEAR + 1)) if part else ()
    if any(verdicts[other].key == part and fields[other].section == fields[place].section for other in near):
        return replace(verdict, params={**verdict.params, "part": left})
    return verdict
