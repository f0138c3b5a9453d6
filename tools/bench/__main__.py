"""`python -m tools.bench`: run the scenarios against real processes and print what came of it."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from fillwright import __version__
from fillwright.paths import Home
from fillwright.profile import ProfileStore, sample_profile
from tools.bench.clients import KEY, FillwrightServer, ProviderServer
from tools.bench.processes import listening
from tools.bench.report import table, verdicts
from tools.bench.scenarios import ALL, Bench, each_of, warm_up

STARTS = 3


def main() -> int:
    """Run; 1 where `--check` finds an expectation not kept."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure Fillwright against a local provider server.")
    parser.add_argument("scenario", nargs="*", choices=[[], *(each.__name__ for each in ALL)], help="only these")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--quick", action="store_true", help="fewer repeats, no large forms")
    parser.add_argument("--check", action="store_true", help="end with 1 when an expectation is not kept")
    arguments = parser.parse_args()
    figures = _measure(arguments.scenario, quick=arguments.quick)
    found = verdicts(figures)
    if arguments.json:
        print(json.dumps({**figures, "not_kept": [row.name for row in found if row.kept is False]}, indent=2))
    else:
        print(table(found))
    return int(arguments.check and any(row.kept is False for row in found))


def _measure(names: list[str], *, quick: bool) -> dict[str, Any]:
    figures: dict[str, Any] = {"version": __version__, "python": platform.python_version()}
    with TemporaryDirectory(prefix="fillwright-bench-") as folder, listening("tools.provider_server") as provider:
        home = Home(Path(folder) / "home")
        ProfileStore(home).save(sample_profile())
        environ = {
            "OPENAI_BASE_URL": f"{provider.url}/v1",
            "OPENAI_API_KEY": KEY,
            "FILLWRIGHT_PROVIDER": "openai",
            "FILLWRIGHT_PACKING": "off",
        }
        serve = ("fillwright", "serve", "--home", str(home.root))
        starts = []
        for _ in range(STARTS - 1):
            with listening(*serve, environ=environ) as server:
                starts.append(server.start_ms)
        with listening(*serve, environ=environ) as server:
            starts.append(server.start_ms)
            figures |= {"start_ms": round(median(starts), 1), "rss_mb": round(server.rss_mb(), 1)}
            with closing(FillwrightServer(server.url, home.root)) as fillwright:
                bench = Bench(ProviderServer(provider.url), fillwright, figures, quick=quick)
                for scenario in (warm_up, *each_of(ALL, names)):
                    print(f"{scenario.__name__} …", file=sys.stderr)
                    scenario(bench)
            figures["rss_after_mb"] = round(server.rss_mb(), 1)
    return figures


if __name__ == "__main__":
    sys.exit(main())
