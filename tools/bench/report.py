"""The figures as one JSON object or a table, each beside what is expected of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EXPECTATIONS = Path(__file__).with_name("expectations.toml")


@dataclass(frozen=True)
class Verdict:
    """One figure, its limits, and whether it keeps them (None: nothing is expected of it)."""

    name: str
    value: float
    limit: str
    kept: bool | None


def verdicts(figures: Mapping[str, Any], expectations: Path = EXPECTATIONS) -> list[Verdict]:
    """Return every figure, by its dotted name, with its verdict; an expected one that was not measured is left out."""
    expected = tomllib.loads(expectations.read_text("utf-8"))
    return [_verdict(name, value, expected) for name, value in _flat(figures)]


def _verdict(name: str, value: float, expected: Mapping[str, Any]) -> Verdict:
    limits = expected.get(name)
    if limits is None:
        return Verdict(name, value, "", None)
    least, most = limits.get("min"), limits.get("max")
    kept = (least is None or value >= least) and (most is None or value <= most)
    said = " and ".join(text for text in (least is not None and f"≥ {least}", most is not None and f"≤ {most}") if text)
    return Verdict(name, value, said, kept)


def _flat(figures: Mapping[str, Any], prefix: str = "") -> list[tuple[str, float]]:
    rows: list[tuple[str, float]] = []
    for name, value in figures.items():
        if isinstance(value, dict):
            rows += _flat(value, f"{prefix}{name}.")
        elif isinstance(value, int | float):
            rows.append((f"{prefix}{name}", value))
    return rows


def table(found: list[Verdict]) -> str:
    """Return the verdicts as lines of text."""
    width = max(len(row.name) for row in found)
    lines = [f"{'figure':<{width}}  {'measured':>10}  expected"]
    for row in found:
        mark = {True: "ok", False: "NOT KEPT", None: ""}[row.kept]
        lines.append(f"{row.name:<{width}}  {row.value:>10.4g}  {row.limit:<13}  {mark}".rstrip())
    return "\n".join(lines)
