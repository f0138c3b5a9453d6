"""docs/mutation.md, written by the run that it tells of."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tools.mutation.guards import Guard, table

ROOT: Final = Path(__file__).resolve().parents[2]
TARGET: Final = ROOT / "docs/mutation.md"
HEAD: Final = """\
# Guards taken out

Written by `scripts/mutation --write`; do not edit. The guards of [threat-model.md](threat-model.md) are taken out one
by one, and the code of the smallest of them is changed in every place: a test has to fail each time, or the change to
stand here with the reason why none can.

```
scripts/mutation --write                                  everything, and this document
scripts/mutation --json > run.json                        everything, as one JSON object
scripts/mutation --write --after run.json guards/page     one part anew
```
"""
TITLES: Final[Mapping[str, str]] = {
    "server": "The server",
    "bridge": "The bridge",
    "at_rest": "At rest",
    "provider": "What a provider sees, and what it may answer",
    "page": "The page",
    "faults": "When things break",
}
"""The parts of the guards, as the threat model calls them."""


def write(figures: Mapping[str, Any], modules: Mapping[str, Any]) -> None:
    """Write the document for `figures`, by part; `modules` is survivors.toml."""
    TARGET.write_text("\n".join(lines(figures, modules)) + "\n", encoding="utf-8")
    sys.stderr.write(f"wrote {TARGET.name}\n")


def lines(figures: Mapping[str, Any], modules: Mapping[str, Any]) -> Iterator[str]:
    """Yield the document's lines."""
    guards = table()
    of_guards = {name: figures[f"guards/{name}"] for name in guards}
    yield HEAD
    yield "## Guards"
    yield ""
    yield f"{_sum(of_guards, 'mutants')} guards; without {_sum(of_guards, 'killed')} of them their test fails."
    for name, row in of_guards.items():
        yield from ("", f"### {TITLES[name]}", "", f"{row['killed']} of {row['mutants']}, at {row['commit']}.", "")
        yield from ("| guard | where | the test that fails without it |", "|---|---|---|")
        yield from (_guard(guard, row["survivors"]) for guard in guards[name])
    yield from ("", "## Changes in every place", "", "| module | changes | noticed | without a difference | at |")
    yield "|---|---|---|---|---|"
    for name in modules:
        row = figures[name]
        same = len(row["survivors"]) - len(row["not_listed"])
        yield f"| {_of(name, modules)} | {row['mutants']} | {row['killed']} | {same} | {row['commit']} |"
    missed = [f"`{name}`: {one}" for name in modules for one in figures[name]["not_listed"]]
    yield from ("", *(f"- **not noticed**: {one}" for one in missed), *([""] if missed else []))
    yield from ("Without a difference that any test could notice:", "", "| module | change | why |", "|---|---|---|")
    for name, row in modules.items():
        for change, why in row.get("survivors", {}).items():
            yield f"| `{name}` | `{change.replace('|', '¦').replace('`', '')}` | {why.replace('|', '¦')} |"


def _of(name: str, modules: Mapping[str, Any]) -> str:
    functions = ", ".join(f"`{one}`" for one in modules[name].get("functions", ()))
    return f"`{name}` ({functions})" if functions else f"`{name}`"


def _guard(guard: Guard, survived: list[str]) -> str:
    failed = "**none**" if guard.guard in survived else f"`{guard.test}`"
    return f"| {guard.guard} | `{guard.file}` | {failed} |"


def _sum(rows: Mapping[str, Any], name: str) -> int:
    return sum(row[name] for row in rows.values())
