"""The stable code of what a response says in English, so that a client can say it in the person's language.

`said.json` has the sentences of each code. `{}` stands for a value that the client's own sentence may hold, `{*}` for
words that it leaves out. A sentence that is none of them has no code; the client then shows it as it is.
"""

import json
import re
from functools import cache
from importlib import resources
from typing import Final

from fillwright.messages import FieldResponse, Said
from fillwright.profile import Profile

_HOLE: Final = re.compile(r"\{(\*?)\}")
_OPTIONAL: Final = "optional: "
_PLACE: Final = re.compile(r"([a-z_.]+)\[(\d+)\]")
_NAMES: Final = ("name", "title", "institution", "organization", "language", "network", "position")


def codes() -> tuple[str, ...]:
    """Return every code that a reason or a warning can have."""
    return tuple(_texts())


def code_of(sentence: str | None) -> Said:
    """Return the code of `sentence`, None where it has none, and the values it holds."""
    if not sentence:
        return Said()
    return _found(sentence.removeprefix(_OPTIONAL))


def tell(response: FieldResponse, profile: Profile) -> None:
    """Add to `response` the codes of its reason and warnings, and the names of the entries its evidence lies in."""
    reason = code_of(response.reason)
    response.reason_code, response.reason_values = reason.code, reason.values
    response.warning_codes = [code_of(warning) for warning in response.warnings]
    if len(response.evidence_names) != len(response.evidence):
        response.evidence_names = names(response.evidence, profile)


def names(evidence: list[str], profile: Profile) -> list[str | None]:
    """Return what each entry of the profile that `evidence` points into is called, None for what lies in no list."""
    return [_name(path, profile) for path in evidence]


def _name(path: str, profile: Profile) -> str | None:
    found = _PLACE.match(path)
    if not found:
        return None
    at: object = profile
    for part in found[1].split("."):
        at = getattr(at, part, None)
    entries = at if isinstance(at, list | tuple) else ()
    place = int(found[2])
    entry = entries[place] if place < len(entries) else None
    return next((text for key in _NAMES if isinstance(text := getattr(entry, key, None), str) and text), None)


def _found(sentence: str) -> Said:
    by_word = _by_first_word()
    for code, shape in by_word.get(sentence.split(" ", 1)[0], by_word[""]):
        if match := shape.fullmatch(sentence):
            return Said(code=code, values=list(match.groups()))
    return Said()


@cache
def _by_first_word() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Return the codes and their sentences by the word these begin with, those that may begin with any at each of them.

    Those are all that stand at "". Their order is that of said.json.
    """
    sentences = [
        ("" if _HOLE.search(word := text.split(" ", 1)[0]) else word, code, _shape(text))
        for code, texts in _texts().items()
        for text in texts
    ]
    words = {word for word, _, _ in sentences} | {""}
    return {word: [(code, shape) for own, code, shape in sentences if own in {word, ""}] for word in words}


@cache
def _texts() -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath("said.json").read_text(encoding="utf-8")
    texts: dict[str, list[str]] = json.loads(text)
    return texts


def _shape(sentence: str) -> re.Pattern[str]:
    """Return what matches `sentence`, its values as groups."""
    parts = _HOLE.split(sentence)
    holes = (".*?" if kind else "(.+?)" for kind in parts[1::2])
    texts = [re.escape(part) for part in parts[0::2]]
    return re.compile(texts[0] + "".join(hole + text for hole, text in zip(holes, texts[1:], strict=True)), re.DOTALL)
