"""in_runs: what a question means behind the one before it: a further line of an address, somebody else's phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from fillwright.messages import Field
from fillwright.questions.analyzer import ENOUGH, analyze
from fillwright.questions.evidence import heading_kinds
from fillwright.questions.lexicon import lexicon
from fillwright.questions.model import Verdict
from fillwright.questions.strangers import names_others
from fillwright.questions.wording import normalise

_LINES: Final = ("street-address", "address-line1", "address-line2", "address-line3")
_NEXT: Final = {
    "street-address": "address-line2",
    "address-line1": "address-line2",
    "address-line2": "address-line3",
    "address-line3": "",
}
"""Which line follows a line under the same label; "" is none that an address has."""
_EXTENSION: Final = "x"
"""What stands between a phone number and its extension; the network of that name has a capital letter."""
_NAMES: Final = frozenset({"name", "given-name", "family-name", "additional-name", "preferred-name"})
_OTHERS: Final = Verdict(strategy="extract", confidence=ENOUGH, reason="asks for the data of whom it asked before")
_NO_LINE: Final = Verdict(strategy="extract", confidence=ENOUGH, reason="a further line than an address has")


def in_runs(fields: Sequence[Field], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return `verdicts`, those of all `fields` of a form in its order, as each is meant behind the one before it.

    Text fields under one label that asks for an address take its lines in turn, and an "x" behind a phone number is its
    extension. What a form has asked already, and asks
    again right behind a question about somebody else ("Emergency contact" - "Phone"), is that person's.
    """
    told = list(verdicts)
    for place in range(1, len(told)):
        if fields[place].label.strip() == _EXTENSION and told[place - 1].key == "tel":
            told[place] = analyze(replace(fields[place], label="Extension"))
        elif _goes_on(fields, told, place):
            line = _NEXT[told[place - 1].key or ""]
            told[place] = replace(told[place], key=line) if line else _NO_LINE
    return _without_others(fields, told)


def _goes_on(fields: Sequence[Field], verdicts: Sequence[Verdict], place: int) -> bool:
    """Whether a field is the next line of the address that the one before it asks for."""
    field, before = fields[place], fields[place - 1]
    if field.type not in {"", "text"} or field.section != before.section or verdicts[place].key not in _LINES:
        return False
    return verdicts[place - 1].key in _NEXT and normalise(field.label) == normalise(before.label)


def _without_others(fields: Sequence[Field], verdicts: list[Verdict]) -> list[Verdict]:
    table = lexicon()
    asked: set[str] = set()
    theirs = False
    for place, (field, verdict) in enumerate(zip(fields, verdicts, strict=True)):
        key = verdict.key or ""
        if place and field.section != fields[place - 1].section:
            theirs = False
        if names_others(field, heading_kinds(field.section, table) if field.section else frozenset(), table):
            theirs = True
        elif key in table.own and theirs and _known(key, asked):
            verdicts[place] = _OTHERS
        else:
            theirs = False
            asked.add(key)
    return verdicts


def _known(key: str, asked: set[str]) -> bool:
    return key in asked or (key in _NAMES and not asked.isdisjoint(_NAMES))
