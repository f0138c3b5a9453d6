"""What the first question would else wait for."""

from __future__ import annotations

from fillwright.messages import Field
from fillwright.questions.analyzer import analyze
from fillwright.questions.facts.telephone import parse_phone


def load() -> None:
    """Read the word lists and the telephone numbering plans: about a tenth of a second, best in a thread."""
    analyze(Field(label="How many years of experience do you have with Python?"))
    parse_phone("+1 202 555 0123", "")
