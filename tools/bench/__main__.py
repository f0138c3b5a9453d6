"""`python -m tools.bench`: run the scenarios against real processes and print what came of it."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from fillwright import __version__
from tools.bench.bench import Bench, fillwright
from tools.bench.clients import ProviderServer
from tools.bench.docs_page import PAGE, SCALING_PAGE, page, scaling_page
from tools.bench.environments import NAMES, Peer, default_scratch, peer
from tools.bench.machine import Machine
from tools.bench.processes import listening
from tools.bench.report import EXPECTATIONS, table, verdicts
from tools.bench.scenarios import ALL, each_of, warm_up

STARTS: Final = 5


def main() -> int:
    """Run; 1 where a scenario failed, or `--check` finds an expectation not kept."""
    arguments = _arguments()
    watched = Machine()
    peers = [peer(name, arguments.scratch) for name in arguments.peers]
    figures = _measure(arguments.scenario, peers, quick=arguments.quick)
    figures["run"] = {"command": " ".join(["scripts/bench", *sys.argv[1:]]), **watched.report()}
    found = verdicts(figures, arguments.expectations)
    figures["not_kept"] = [row.name for row in found if row.kept is False]
    if arguments.write:
        PAGE.write_text(page(figures, found), "utf-8")
        if "scaling" in figures:
            SCALING_PAGE.write_text(scaling_page(figures["scaling"]), "utf-8")
    print(json.dumps(figures, indent=2) if arguments.json else table(found))
    for name, wrong in figures.get("failed", {}).items():
        print(f"{name} failed: {wrong}", file=sys.stderr)
    return int("failed" in figures or (arguments.check and bool(figures["not_kept"])))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Measure Fillwright against a local provider server.")
    parser.add_argument("scenario", nargs="*", choices=[[], *(each.__name__ for each in ALL)], help="only these")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--quick", action="store_true", help="fewer repeats, no large forms, shorter storms")
    parser.add_argument("--check", action="store_true", help="end with 1 when an expectation is not kept")
    parser.add_argument("--write", action="store_true", help="write docs/bench.md and docs/scaling.md")
    parser.add_argument(
        "--peers", type=_peers, default=NAMES, metavar="NAME,…", help=f"all (default), none, or of {', '.join(NAMES)}"
    )
    parser.add_argument(
        "--scratch", type=Path, default=default_scratch(), help="where the peers' environments are kept"
    )
    parser.add_argument("--expectations", type=Path, default=EXPECTATIONS, metavar="FILE", help=argparse.SUPPRESS)
    return parser.parse_args()


def _peers(text: str) -> tuple[str, ...]:
    names = {"all": NAMES, "none": ()}.get(text, tuple(name for name in text.split(",") if name))
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown peer {unknown[0]}: use all, none, or of {', '.join(NAMES)}")
    return tuple(names)


def _measure(names: Sequence[str], peers: Sequence[Peer], *, quick: bool) -> dict[str, Any]:
    figures: dict[str, Any] = {"version": __version__, "python": platform.python_version()}
    for each in peers:
        about = {"version": each.version, **({"absent": each.absent} if each.absent else {})}
        figures.setdefault("peers", {})[each.name] = about
    with listening("tools.provider_server") as provider:
        starts: list[float] = []
        for _ in range(1 if quick else STARTS):
            with fillwright(provider.url, packing="off") as (_, server):
                starts.append(server.start_ms)
                figures |= {"start_ms": round(median(starts), 1), "rss_mb": round(server.rss_mb(), 1)}
        with fillwright(provider.url, packing="off") as (plain, server), fillwright(provider.url) as (usual, _):
            bench = Bench(ProviderServer(provider.url), plain, usual, figures, quick, peers)
            for scenario in (warm_up, *each_of(ALL, names)):
                print(f"{scenario.__name__} …", file=sys.stderr)
                try:
                    scenario(bench)
                except Exception as wrong:  # noqa: BLE001 - one scenario's fault, told, must not lose the others' figures
                    figures.setdefault("failed", {})[scenario.__name__] = f"{type(wrong).__name__}: {wrong}"[:300]
            figures["rss_after_mb"] = round(server.rss_mb(), 1)
    return figures


if __name__ == "__main__":
    sys.exit(main())
