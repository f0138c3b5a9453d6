"""docs/soak.md, written by the run that it tells of."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from fillwright import __version__
from tools.bench.report import Verdict
from tools.browsers import NAMES, find

TARGET: Final = Path(__file__).resolve().parents[2] / "docs/soak.md"
COMMAND: Final = "scripts/soak --write"
HEAD: Final = """\
# Soak

Written by `{command}`; do not edit. Long runs against real processes on loopback: what they look for, and what
this run found. What each figure must be stands in `tools/soak/expectations.toml`; the tests run a short cut of each
part (`tests/host/trust/test_soak.py`).

```
scripts/soak --json                      everything in full, as one JSON object
{command} --jobs 2            the same, two parts at a time, and this document
scripts/soak --json --share 0.25 race    a part, with a quarter of its repeats
scripts/soak --json --short              what the tests run
```

## This run
"""

TITLES: Final[Mapping[str, str]] = tomllib.loads(Path(__file__).with_name("titles.toml").read_text(encoding="utf-8"))
"""What each part does, in the order of the document."""


def machine() -> dict[str, Any]:
    """Return what kind of machine this is: no name of it, and no path."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {"system": platform.system(), "cores": os.cpu_count(), "memory_gb": round(memory, 1)}


def versions() -> dict[str, str]:
    """Return the versions of what ran."""
    return {
        "Fillwright": __version__,
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **{name: version(name) for name in ("aiohttp", "openai", "anthropic", "hypothesis", "schemathesis")},
        **{name.capitalize(): _browser_version(name) for name in NAMES},
    }


def _browser_version(name: str) -> str:
    program = find(name)
    if program is None:
        return "none"
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+(?:\.\d+)*", said)
    return found.group() if found else "unknown"


def write(figures: Mapping[str, Any], found: Sequence[Verdict], loads: Sequence[float]) -> None:
    """Write the document for `figures`, judged in `found`; `loads` are load averages seen during the run."""
    TARGET.write_text(document(figures, found, loads), encoding="utf-8")
    sys.stderr.write(f"wrote {TARGET.name}\n")


def document(figures: Mapping[str, Any], found: Sequence[Verdict], loads: Sequence[float]) -> str:
    """Return the document's text."""
    broken = [row.name for row in found if row.kept is False]
    kept = sum(row.kept is True for row in found)
    minutes = figures.get("wall_s", sum(figures[name]["took_s"] for name in TITLES if name in figures)) / 60
    date = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}"
    about = "{system}, {cores} cores, {memory_gb} GB of memory".format(**machine())
    named = ", ".join(f"{name} {number}" for name, number in versions().items())
    load = f"The load average was {min(loads):.1f} to {max(loads):.1f}"
    anew = f" Run anew after mends: {', '.join(figures['anew'])}." if figures.get("anew") else ""
    told = f"; not kept: {', '.join(f'`{name}`' for name in broken)}." if broken else "."
    lines = [
        HEAD.format(command=COMMAND),
        *_wrapped(
            f"{date}, {minutes:.0f} minutes, {about}. {load}: where it is above 1, times are upper bounds. {named}."
        ),
        "",
        *_wrapped(f"{kept} of {kept + len(broken)} expectations kept{told}{anew} {_commits(figures)}"),
    ]
    for name, title in TITLES.items():
        if name not in figures:
            continue
        lines += ["", f"## {_words(name).capitalize()}", "", *title.splitlines(), "", *_table(name, found)]
    return "\n".join(lines) + "\n"


def _commits(figures: Mapping[str, Any]) -> str:
    """Say of which state of the project the parts were run."""
    parts: dict[str, list[str]] = {}
    for name, state in figures.get("commits", {}).items():
        parts.setdefault(state, []).append(name)
    if len(parts) == 1:
        return f"All parts at {next(iter(parts))}."
    return " ".join(f"At {state}: {', '.join(names)}." for state, names in parts.items())


def _table(part: str, found: Sequence[Verdict]) -> list[str]:
    rows = [row for row in found if row.name.startswith(f"{part}.")]
    marks = {True: "yes", False: "**no**", None: ""}
    return [
        "| figure | measured | must be | kept |",
        "|---|---|---|---|",
        *(
            f"| {_words(row.name.removeprefix(f'{part}.'))} | {row.value:,} | {row.limit} | {marks[row.kept]} |"
            for row in rows
        ),
    ]


def _words(name: str) -> str:
    words = name.replace(".", ": ").replace("_", " ")
    for unit in ("s", "ms", "mb"):
        if name.endswith(f"_{unit}"):
            words = f"{words.removesuffix(f' {unit}')}, {'MB' if unit == 'mb' else unit}"
    return words


def _wrapped(text: str, width: int = 118) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
