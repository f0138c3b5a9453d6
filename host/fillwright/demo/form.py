"""What the demo page asks, what should stand in it afterwards, and whether it does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

PAGE: Final = files(__package__) / "page"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How the page was filled: names of its controls, in the form's order.

    `answered` hold what the profile says (or, for a written answer, a text within its limit), `left` were rightly or
    for want of an answer left as they were, `wrong` hold anything else.
    """

    answered: tuple[str, ...]
    left: tuple[str, ...]
    wrong: tuple[str, ...]


@cache
def read_request() -> dict[str, Any]:
    """Return the request that a scraper makes of the page: `{job_context, fields}`, 20 fields."""
    request: dict[str, Any] = json.loads((PAGE / "request.json").read_bytes())
    return request


@cache
def _expected() -> dict[str, dict[str, Any]]:
    """Return what each control should hold: `{"is": [any of]}`, `{"written": limit}` or `{"left": as it was}`."""
    expected: dict[str, dict[str, Any]] = json.loads((PAGE / "expected.json").read_bytes())
    return expected


def judge_answers(responses: Iterable[Mapping[str, Any]]) -> Judgement:
    """Judge the answers of a batch, as its reply has them."""
    return _judge({each["id"]: each["answer"] for each in responses if each["status"] == "answered"})


def judge_page(values: Mapping[str, Sequence[str]]) -> Judgement:
    """Judge the page by what it would submit: each control's values, none for an unchecked one."""
    return _judge({name: given[0] if len(given) == 1 else list(given) for name, given in values.items()})


def _judge(values: Mapping[str, Any]) -> Judgement:
    verdicts: dict[str, list[str]] = {"answered": [], "left": [], "wrong": []}
    for name, expectation in _expected().items():
        verdicts[_verdict(expectation, values.get(name))].append(name)
    return Judgement(**{verdict: tuple(names) for verdict, names in verdicts.items()})


def _verdict(expectation: Mapping[str, Any], value: object) -> str:
    untouched = value in (None, "", [], False, expectation.get("left"))
    match expectation:
        case _ if untouched:
            return "left"
        case {"written": limit} if isinstance(value, str) and len(value) <= limit:
            return "answered"
        case {"is": wanted} if _in_order(value) in map(_in_order, wanted):
            return "answered"
        case _:
            return "wrong"


def _in_order(value: object) -> object:
    return sorted(value) if isinstance(value, list) else value
