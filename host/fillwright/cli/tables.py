"""Tables and the progress bar, drawn with rich; every text from data is made printable first."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Self

from rich import box, progress
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fillwright.cli.terminal import Terminal, one_line

PIPE_WIDTH = 120
LONGEST_CELL = 200
_SHARES = {"Question": 3, "Answer": 4, "Remark": 3}
"""How a table with answers divides its width; rich cuts off what a least width would push out."""
_STYLES = {"answered": "green", "needs_review": "yellow", "skipped": "dim", "failed": "red"}
_COUNTS = (
    ("extracted_count", "from the profile"),
    ("cached_count", "remembered"),
    ("generated_count", "written"),
    ("drafted_count", "drafted"),
    ("needs_review_count", "to review"),
    ("skipped_count", "skipped"),
    ("failed_count", "failed"),
)


class Progress:
    """A bar on stderr while a batch goes, for a person at a terminal; otherwise nothing."""

    def __init__(self, terminal: Terminal, total: int) -> None:
        shown = not terminal.json and sys.stderr.isatty()
        self._bar = progress.Progress(
            progress.TextColumn("answering"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TimeElapsedColumn(),
            console=Console(file=sys.stderr),
            transient=True,
            disable=not shown,
        )
        self._task = self._bar.add_task("answering", total=total)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def advance(self) -> None:
        """One more field is answered."""
        self._bar.advance(self._task)


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], styles: Sequence[str] = ()) -> None:
    """Write a table on stdout; a cell is one line of text, of at most 200 characters (--json has the whole)."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand="Answer" in columns)
    for name in columns:
        table.add_column(
            name,
            overflow="fold",
            justify="right" if name.startswith("#") else "left",
            ratio=_SHARES.get(name) if table.expand else None,
        )
    for number, row in enumerate(rows):
        cells = [Text(_cell("" if cell is None else str(cell))) for cell in row]
        table.add_row(*cells, style=styles[number] if styles else None)
    console().print(table)


def _cell(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST_CELL else f"{line[: LONGEST_CELL - 1]}…"


def console() -> Console:
    """Return the console of stdout, wide enough for a table when nobody looks on."""
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False)


def show_responses(reply: dict[str, Any]) -> None:
    """Write a batch's answers as a table and its summary in a sentence."""
    responses = reply["responses"]
    rows = [
        (place, response["label"], _answer(response), response["source"] or response["status"], _remark(response))
        for place, response in enumerate(responses, start=1)
    ]
    styles = [_STYLES.get(response["status"], "") for response in responses]
    show_table(("#", "Question", "Answer", "Source", "Remark"), rows, styles)
    sys.stdout.write(summary_sentence(reply["summary"]) + "\n")


def summary_sentence(summary: dict[str, Any]) -> str:
    """Return the counts, the cost and the time in one sentence."""
    counts = ", ".join(f"{summary[name]} {text}" for name, text in _COUNTS if summary[name])
    cost = f"${summary['total_cost_usd']:.4f}" + ("" if summary["cost_known"] else " and calls without a known price")
    fields = "field" if summary["total_fields"] == 1 else "fields"
    return (
        f"{summary['total_fields']} {fields}: {counts}. {summary['total_tokens']} tokens, {cost}, "
        f"{summary['total_time_ms'] / 1000:.1f} s."
    )


def _answer(response: dict[str, Any]) -> str:
    shown = response["answer"] if response["answer_label"] is None else response["answer_label"]
    if shown is None:
        return ""
    if isinstance(shown, bool):
        return "yes" if shown else "no"
    return "; ".join(shown) if isinstance(shown, list) else shown


def _remark(response: dict[str, Any]) -> str:
    error = response.get("error")
    parts = [error["message"] if error else response["reason"], *response["warnings"]]
    return " ".join(part for part in parts if part)
