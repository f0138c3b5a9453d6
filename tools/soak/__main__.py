"""`python -m tools.soak`: run the parts and print what came of them."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from tools.bench.report import table, verdicts
from tools.commit import commit
from tools.soak import document
from tools.soak.parts import LONGEST_FIRST, PARTS, run

EXPECTATIONS: Final = Path(__file__).with_name("expectations.toml")


def main() -> int:
    """Run; 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(prog="soak", description="Long runs that look for what short tests don't show.")
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], help="only these")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--short", action="store_true", help="the sizes that the tests run")
    parser.add_argument("--share", type=float, default=1.0, help="of the full run's repeats (default: 1)")
    parser.add_argument("--write", action="store_true", help="write docs/soak.md from a run of everything in full")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="parts run side by side (default: 1)")
    parser.add_argument(
        "--after", type=Path, metavar="FILE", help="a run's --json, of which the named parts are run anew"
    )
    arguments = parser.parse_args()
    if arguments.write and (arguments.short or arguments.share != 1 or bool(arguments.part) != bool(arguments.after)):
        parser.error("--write tells of everything in full: parts can only be named --after a whole run")
    earlier = json.loads(arguments.after.read_text(encoding="utf-8")) if arguments.after else {}
    figures: dict[str, Any] = {"command": " ".join(["scripts/soak", *sys.argv[1:]]), "versions": document.versions()}
    figures |= {"machine": document.machine(), "short": arguments.short, "share": arguments.share}
    figures |= {name: row for name, row in earlier.items() if name in PARTS} | {
        "anew": arguments.part if earlier else []
    }
    loads = [os.getloadavg()[0], *earlier.get("load_average", {}).values()]
    began = perf_counter()
    for name, row in _measured(arguments.part or list(PARTS), arguments):
        figures[name] = row
        loads.append(os.getloadavg()[0])
    figures["commits"] = {name: row for name, row in earlier.get("commits", {}).items() if name in PARTS}
    figures["commits"] |= dict.fromkeys(arguments.part or PARTS, commit())
    figures["wall_s"] = round(earlier.get("wall_s", 0) + perf_counter() - began)
    found = verdicts(figures, EXPECTATIONS)
    broken = [row.name for row in found if row.kept is False]
    broken += [name for name in PARTS if "ended_by" in figures.get(name, ())]
    if arguments.write:
        document.write(figures, found, loads)
    figures["load_average"] = {"least": min(loads), "most": max(loads)}
    print(json.dumps({**figures, "not_kept": broken}, indent=2, ensure_ascii=False) if arguments.json else table(found))
    return int(bool(broken))


def _measured(names: Sequence[str], arguments: argparse.Namespace) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each part with its figures as it is done; side by side each is a process of its own."""
    if arguments.jobs == 1:
        yield from ((name, _here(name, arguments)) for name in names)
        return
    with ThreadPoolExecutor(arguments.jobs) as pool:
        ordered = sorted(names, key=LONGEST_FIRST.index)
        yield from zip(ordered, pool.map(lambda name: _elsewhere(name, arguments), ordered), strict=True)


def _here(name: str, arguments: argparse.Namespace) -> dict[str, Any]:
    print(f"{name} …", file=sys.stderr, flush=True)
    began = perf_counter()
    try:
        row = run(name, short=arguments.short, share=arguments.share)
    except Exception as wrong:  # noqa: BLE001 - hours of other parts' figures are not to be lost with it
        traceback.print_exc()
        row = {"ended_by": f"{type(wrong).__name__}: {wrong}"}
    return row | {"took_s": round(perf_counter() - began, 1)}


def _elsewhere(name: str, arguments: argparse.Namespace) -> dict[str, Any]:
    words = ["--json", f"--share={arguments.share}", *(["--short"] if arguments.short else []), name]
    ended = subprocess.run([sys.executable, "-m", "tools.soak", *words], check=False, stdout=subprocess.PIPE)
    row: dict[str, Any] = json.loads(ended.stdout)[name] if ended.stdout else {"ended_by": "its process", "took_s": 0}
    return row


if __name__ == "__main__":
    sys.exit(main())
