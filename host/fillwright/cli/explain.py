"""explain: why each field of a form is answered as it is, without asking a provider."""

from __future__ import annotations

import argparse
from typing import Any

from fillwright.cli import engine
from fillwright.cli.inputs import read_request
from fillwright.cli.terminal import EXIT_OK, Terminal, one_line
from fillwright.messages import Field, with_ids
from fillwright.paths import find_home
from fillwright.questions import analyze


def explain(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write, per field, what the rules saw in the question and what the profile and the memory have for it."""
    request = read_request(arguments.file)
    planned = engine.plan(find_home(arguments.home), request)
    rows = [_row(field, row) for field, row in zip(with_ids(request.fields), planned["fields"], strict=True)]
    terminal.show({"fields": rows}, lambda: _for_people(rows, terminal))
    return EXIT_OK


def _row(field: Field, row: dict[str, Any]) -> dict[str, Any]:
    verdict = analyze(field)
    return {
        "id": field.id,
        "label": field.label,
        "strategy": row["strategy"],
        "key": row["key"],
        "confidence": verdict.confidence,
        "reason": verdict.reason,
        "evidence": list(verdict.evidence),
        "answer": {name: row[name] for name in ("status", "source", "answer", "answer_label", "evidence", "reason")},
    }


def _for_people(rows: list[dict[str, Any]], terminal: Terminal) -> None:
    for number, row in enumerate(rows, start=1):
        terminal.line(f"{number}. {one_line(row['label'])}")
        key = f", key {row['key']}" if row["key"] else ""
        terminal.line(f"   {row['strategy']}{key}, confidence {row['confidence']:.2f}: {one_line(row['reason'])}")
        if row["evidence"]:
            terminal.line(f"   seen in the question: {one_line(', '.join(row['evidence']))}")
        terminal.line(f"   {one_line(_outcome(row['answer']))}")


def _outcome(answer: dict[str, Any]) -> str:
    if answer["status"] is None:
        return f"will be {answer['source']}"
    shown = answer["answer"] if answer["answer_label"] is None else answer["answer_label"]
    parts = [answer["status"].replace("_", " ")]
    if shown is not None:
        parts.append(f"{shown!r}")
    if answer["evidence"]:
        parts.append(f"from {', '.join(answer['evidence'])}")
    if answer["reason"]:
        parts.append(f"because {answer['reason']}")
    return ", ".join(parts)
