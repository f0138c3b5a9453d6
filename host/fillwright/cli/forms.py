"""classify and explain: what the rules make of a form's questions, without answering them."""

from __future__ import annotations

import argparse
import sys

import msgspec

from fillwright.cli.inputs import STDIN, read_fields
from fillwright.cli.terminal import EXIT_ERROR, EXIT_OK, Terminal, json_text
from fillwright.errors import FillwrightError
from fillwright.questions import analyze


def classify(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write a line for each field: `{label, strategy, key, confidence}`, or `{error}` in the place of a wrong one."""
    code = EXIT_OK
    for field in read_fields(arguments.file):
        if isinstance(field, FillwrightError):
            terminal.error(field)
            code = EXIT_ERROR
            line = {"error": {"code": field.code, "message": field.message}}
        else:
            verdict = analyze(field)
            line = {
                "label": field.label,
                "strategy": verdict.strategy,
                "key": verdict.key,
                "confidence": verdict.confidence,
            }
        sys.stdout.write(json_text(msgspec.json.encode(line).decode()) + "\n")
        if arguments.file == STDIN:
            sys.stdout.flush()
    return code
