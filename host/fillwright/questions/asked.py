"""One question taken apart: its field, all its sentences, and the one that asks for the key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fillwright.messages import Field
from fillwright.questions.synonyms import table
from fillwright.questions.wording import Segment, normalise

Params = dict[str, str]

_NEGATED: Final = re.compile(rf" (?:{'|'.join(table('details')['negated'])}) ")
_QUESTIONED: Final = re.compile("|".join(table("details")["negative_question"]))


_DOUBTED: Final = re.compile("|".join(table("details")["negated_question"]))
_CONDITION: Final = re.compile(r"^\s*(?:if|unless|falls|wenn|sofern|si|se|als|indien)\b[^,?]*,\s*", re.IGNORECASE)

_UNDER_CONDITION: Final = re.compile(r"\s*(?:if|falls|wenn|sofern|si|se|als|indien)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A field with its sentences; `main` is the one in which the key was found best."""

    field: Field
    main: Segment
    pieces: Sequence[Segment]

    @property
    def claim(self) -> str:
        """The normalised main sentence without the condition before it ("If you are not local, …")."""
        rest = _CONDITION.sub("", self.main.raw)
        return f" {normalise(rest)} " if rest != self.main.raw else self.main.text


def polarity(text: str) -> str:
    """Return "true" where the normalised sentence is negated, "" where it is plain or only a negative question."""
    return "true" if _NEGATED.search(text) and not _QUESTIONED.search(text) else ""


def doubted(piece: Segment) -> bool:
    """Whether `piece` asks in the negative ("Are you not …?"): a plain yes or no to it can be meant either way."""
    claim = normalise(_CONDITION.sub("", piece.raw))
    return piece.question and _DOUBTED.match(claim) is not None


def under_condition(label: str) -> bool:
    """Whether `label` begins with a condition ("If so, which …?"): what it wants is more than a yes or a no."""
    return _UNDER_CONDITION.match(label) is not None
