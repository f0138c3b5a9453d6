"""One question → one response: by rule where the profile has it, else written by a provider and checked.

application  what all questions of one batch share
generator    ResponseGenerator
responses    how each outcome is put as a FieldResponse
"""

from fillwright.response_generator.application import Application, Question
from fillwright.response_generator.generator import ResponseGenerator, Written
from fillwright.response_generator.responses import failed, holds_value, skipped

__all__ = ["Application", "Question", "ResponseGenerator", "Written", "failed", "holds_value", "skipped"]
