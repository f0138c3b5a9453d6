"""One question → one response: by rule where the profile has it, else written by a provider and checked.

context      what all questions of one batch share
generator    ResponseGenerator
given        a caller's own generator
lengths      how long an answer will be
responses    how each outcome is put as a FieldResponse
said         the stable codes of what responses say in English
written      what came of a call, for one question and for several
"""

from fillwright.response_generator.context import BatchContext, Contexts, Question, Terms, is_essay
from fillwright.response_generator.generator import ResponseGenerator
from fillwright.response_generator.given import CanGenerate, as_generator
from fillwright.response_generator.lengths import ENTRY_CHARS, expected_chars
from fillwright.response_generator.responses import (
    add,
    as_remembered,
    failed,
    holds_value,
    skipped,
    unanswered,
    unfilled,
)
from fillwright.response_generator.said import code_of, codes, tell
from fillwright.response_generator.written import Pack, Written

__all__ = [
    "ENTRY_CHARS",
    "BatchContext",
    "CanGenerate",
    "Contexts",
    "Pack",
    "Question",
    "ResponseGenerator",
    "Terms",
    "Written",
    "add",
    "as_generator",
    "as_remembered",
    "code_of",
    "codes",
    "expected_chars",
    "failed",
    "holds_value",
    "is_essay",
    "skipped",
    "tell",
    "unanswered",
    "unfilled",
]
