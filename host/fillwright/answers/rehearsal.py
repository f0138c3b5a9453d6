"""What checking the first answer would else wait for: tables and patterns, and what all answers of a form share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from fillwright.answers.checks import check_text
from fillwright.answers.claims import Grounds, unsupported
from fillwright.answers.sources import Sources
from fillwright.messages import Field, JobContext
from fillwright.profile import Profile

_STOCK: Final = "At 30 I led 3 people at Acme for two years, with Python, hold a degree in law and speak German."


def load() -> None:
    """Read the tables and compile the patterns: half a tenth of a second, best in a thread."""
    rehearse(Grounds(Profile(), (), JobContext(), date(2000, 1, 1)), Sources(()))


def rehearse(grounds: Grounds, sources: Sources, private: Iterable[str] = ()) -> None:
    """Check a stock sentence as an answer is checked: two milliseconds that no answer has to wait for then."""
    field = Field(label="Tell us about yourself", type="textarea")
    check_text(_STOCK, field, private)
    sources.of(_STOCK)
    unsupported(_STOCK, field, grounds)
