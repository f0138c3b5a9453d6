"""mend: what a value should have been, said for whoever sends it, out of what msgspec says of a broken rule.

"Expected `object`, got `str`" at `fields[3].options[0]` becomes "takes an object, not text: write it as
{"value": …, "label": …}".
"""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

_KINDS: Final = {
    "str": "text",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
"""JSON's kinds as people call them."""
_COUNTED: Final = {"str": "characters", "array": "entries", "object": "entries"}
_BOUNDS: Final = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}
_SHAPES: Final = (
    (re.compile(r"options\[\d+\]$"), '{"value": "DE", "label": "Germany"}'),
    (re.compile(r"(^|\.)options$"), '[{"value": "DE", "label": "Germany"}, …]'),
    (re.compile(r"^fields\[\d+\]$"), '{"label": "First name", …}'),
    (re.compile(r"^fields$"), '[{"label": "First name"}, …]'),
    (re.compile(r"^job_context$"), '{"company": …, "title": …}'),
    (re.compile(r"^wish$"), '{"3": "shorter"}'),
)
"""What some parts of a request look like."""
_ADDED: Final = {"label": "add the text that a person reads beside the control", "fields": "add the form's questions"}
"""How to add some of the keys that are required."""

_TYPES: Final = re.compile(r"^Expected `([^`]+)`, got `(\w+)`$")
_LIMIT: Final = re.compile(r"^Expected `(\w+)( \| \w+)*`( of length)? (>=|<=|>|<) ([\d.]+)$")
_MISSING: Final = re.compile(r"missing required field `(\w+)`")
_ENTRY: Final = "[...]"
"""What msgspec calls an entry of a mapping, whichever it is."""
_LONGEST_KEY: Final = 100


def name_entry(path: str, kind: Any, data: Any) -> str:  # noqa: ANN401 - a type, and any JSON
    """Return `path` with the key of the first entry that breaks a rule, where it leads into a mapping of `data`."""
    name, unnamed, rest = path.partition(_ENTRY)
    entries = data.get(name) if unnamed and isinstance(data, dict) else None
    for key, value in entries.items() if isinstance(entries, dict) else ():
        try:
            msgspec.convert({**data, name: {key: value}}, type=kind)
        except msgspec.ValidationError:
            return f"{name}.{str(key)[:_LONGEST_KEY]}{rest}"
    return path


def mend(rule: str, path: str) -> tuple[str, str]:
    """Return the path of the part to mend, and how, as the rest of a sentence about it."""
    missing = _MISSING.search(rule)
    if missing:
        name = missing.group(1)
        return f"{path}.{name}" if path else name, f"is required: {_ADDED.get(name, 'add it')}"
    types, limit = _TYPES.match(rule), _LIMIT.match(rule)
    if types:
        return path, _of_types(types.group(1).split(" | "), types.group(2), path)
    if limit:
        return path, _of_limit(limit.group(1), bool(limit.group(3)), limit.group(4), limit.group(5))
    return path, rule


def _of_types(wanted: list[str], sent: str, path: str) -> str:
    kinds = [_KINDS.get(kind, kind) for kind in wanted if kind != "null"]
    taken = ", ".join(kinds[:-1]) + " or " + kinds[-1] if len(kinds) > 1 else kinds[0]
    return f"takes {taken}, not {_sent(sent, wanted)}{_how(wanted, sent, path)}"


def _sent(kind: str, wanted: list[str]) -> str:
    return "a fraction" if kind == "float" and "int" in wanted else _KINDS.get(kind, kind)


def _how(wanted: list[str], sent: str, path: str) -> str:
    shape = next((shape for place, shape in _SHAPES if place.search(path)), None)
    if shape:
        return f": write it as {shape}"
    if "str" in wanted and sent in {"int", "float", "bool"}:
        return ": put it in quotes"
    if sent == "str" and {"int", "float"}.intersection(wanted):
        return ": write it in digits, without quotes"
    if sent == "str" and "bool" in wanted:
        return ": write it without quotes"
    if wanted[0] == "array":
        return ": put it in brackets, [ … ]"
    return ""


def _of_limit(kind: str, counted: bool, sign: str, number: str) -> str:  # noqa: FBT001 - two plain facts of one rule
    bound = f"{_BOUNDS[sign]} {number.removesuffix('.0')}"
    if not counted:
        return f"takes {_KINDS.get(kind, kind)} of {bound}"
    unit = _COUNTED.get(kind, "entries")
    return f"takes {bound} {unit if number != '1' else {'characters': 'character', 'entries': 'entry'}[unit]}"
