"""One question taken apart: its field, all its sentences, and the one that asks for the key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fillwright.messages import Field
from fillwright.questions.synonyms import table
from fillwright.questions.wording import Segment

Params = dict[str, str]

_NEGATED: Final = re.compile(rf" (?:{'|'.join(table('details')['negated'])}) ")
_QUESTIONED: Final = re.compile("|".join(table("details")["negative_question"]))


@dataclass(frozen=True, slots=True)
class Asked:
    """A field with its sentences; `main` is the one in which the key was found best."""

    field: Field
    main: Segment
    pieces: Sequence[Segment]


def polarity(text: str) -> str:
    """Return "true" where the normalised sentence is negated, "" where it is plain or only a negative question."""
    return "true" if _NEGATED.search(text) and not _QUESTIONED.search(text) else ""
