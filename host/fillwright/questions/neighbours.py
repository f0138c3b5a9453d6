"""beside: what a question means because of those around it in the form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from fillwright.messages import Field
from fillwright.questions.model import Verdict

_NEAR: Final = 2
"""How many fields a telephone number and its country code stand apart at most."""


def beside(fields: Sequence[Field], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return `verdicts`, those of all `fields` of a form in its order, as they are meant there.

    A telephone number whose country code is asked for next to it is the national one.
    """
    codes = [place for place, verdict in enumerate(verdicts) if verdict.key == "tel-country-code"]
    return [
        replace(verdict, params={**verdict.params, "part": "national"})
        if verdict.key == "tel" and any(_belongs(fields, place, code) for code in codes)
        else verdict
        for place, verdict in enumerate(verdicts)
    ]


def _belongs(fields: Sequence[Field], place: int, code: int) -> bool:
    return abs(place - code) <= _NEAR and fields[place].section == fields[code].section
