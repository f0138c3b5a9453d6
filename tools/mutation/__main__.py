"""`python -m tools.mutation`: change the guards' code, run its tests, compare what survives with survivors.toml."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any, Final

import aiohttp.web  # noqa: F401 (loaded once for all children)
import msgspec  # noqa: F401 (the same)

from tools.mutation.mutants import mutants
from tools.mutation.trial import survivors

ROOT: Final = Path(__file__).resolve().parents[2]
TABLE: Final = tomllib.loads(Path(__file__).with_name("survivors.toml").read_text(encoding="utf-8"))


def main() -> int:
    """Run; 1 where a change survives that is not listed, or one that is listed does not."""
    parser = argparse.ArgumentParser(prog="mutation", description="Change the guards' code; a test has to notice.")
    parser.add_argument("module", nargs="*", choices=[[], *TABLE], help="only these")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        ignored = shutil.ignore_patterns(".git", ".venv", "node_modules", ".*_cache", "__pycache__", ".hypothesis")
        shutil.copytree(ROOT, tree, ignore=ignored)
        for module in arguments.module or TABLE:
            figures[module] = _judged(module, tree)
            print(f"{module}: {figures[module]['killed']} of {figures[module]['mutants']} killed", file=sys.stderr)
    wrong = {name: row["not_listed"] + row["no_longer"] for name, row in figures.items()}
    print(json.dumps(figures, indent=2, ensure_ascii=False) if arguments.json else json.dumps(wrong, indent=2))
    return int(any(wrong.values()))


def _judged(module: str, tree: Path) -> dict[str, Any]:
    row = TABLE[module]
    source = (tree / "host/fillwright" / module).read_text(encoding="utf-8")
    tried = [each for each in mutants(source) if each.where in row.get("functions", [each.where])]
    survived = survivors(tree, module, tried, row["tests"])
    listed = set(row.get("survivors", {}))
    return {
        "mutants": len(tried),
        "killed": len(tried) - len(survived),
        "survivors": survived,
        "not_listed": sorted(set(survived) - listed),
        "no_longer": sorted(listed - set(survived)),
    }


if __name__ == "__main__":
    sys.exit(main())
