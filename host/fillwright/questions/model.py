"""What the rooms of this package hand each other."""

from __future__ import annotations

from msgspec import Struct

from fillwright.messages import Answer, Strategy


class Verdict(Struct, frozen=True, kw_only=True):
    """What a question asks: how it is to be answered, the profile's key where it has one, and why.

    `confidence` is 0–1; `evidence` names what spoke for the key ("label: first name"); `params` are the details an
    answer needs: `country` (ISO code, "EU", or several joined by commas), `negated`, `without_sponsorship`, `compound`,
    `beyond` and `estranged` (what the entry does not speak of), `doubted` (asked in the negative), `recent`, `former`,
    `skill`, `minimum`, `strictly`, `language`, `part`, `dialled` (what the list of dial codes
    beside a number may stand at), `area` (what the control of its area code holds), `currency`, `period`, `unit`,
    `network`, `level`, `percent`, `company`, `hinted` (the country is only that of the visas named).
    """

    strategy: Strategy
    key: str | None = None
    confidence: float
    reason: str
    evidence: tuple[str, ...] = ()
    params: dict[str, str] = {}


class FactAnswer(Struct, frozen=True, kw_only=True):
    """A fact rendered for one control, with the profile paths it stands on.

    Without an answer `reason` says what is missing; an answer beside a `reason` is only a proposal for the person.
    """

    answer: Answer | None = None
    answer_label: str | list[str] | None = None
    evidence: tuple[str, ...] = ()
    confidence: float = 0.0
    warnings: tuple[str, ...] = ()
    reason: str | None = None
