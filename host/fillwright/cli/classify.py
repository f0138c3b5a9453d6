"""classify: how each question would be answered, by its own words alone.

Reading a question leaves no cycles of references behind, and the tables it is read by stay: looking for garbage among
them would cost a tenth of the time.
"""

from __future__ import annotations

import argparse
import gc
import sys
from typing import Any

import msgspec

from fillwright.cli.inputs import STDIN, read_fields
from fillwright.cli.terminal import EXIT_ERROR, EXIT_OK, Terminal, json_text
from fillwright.errors import FillwrightError
from fillwright.messages import Field
from fillwright.questions import analyze


def classify(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write a line for each field: `{label, strategy, key, confidence}`, or `{error}` in the place of a wrong one."""
    gc.disable()
    try:
        return _classified(arguments.file, terminal)
    finally:
        gc.enable()


def _classified(file: str, terminal: Terminal) -> int:
    code = EXIT_OK
    for field in read_fields(file):
        if isinstance(field, FillwrightError):
            terminal.error(field)
            code = EXIT_ERROR
        sys.stdout.write(json_text(msgspec.json.encode(_line(field)).decode()) + "\n")
        if file == STDIN:
            sys.stdout.flush()
    return code


def _line(field: Field | FillwrightError) -> dict[str, Any]:
    if isinstance(field, FillwrightError):
        return {"error": {"code": field.code, "message": field.message}}
    verdict = analyze(field)
    return {
        "label": field.label,
        "strategy": verdict.strategy,
        "key": verdict.key,
        "confidence": verdict.confidence,
    }
