"""`python -m tools.mutation`: change the guards' code, run its tests, compare what survives with survivors.toml."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any, Final

import aiohttp.web  # noqa: F401 (loaded once for all children)
import msgspec  # noqa: F401 (the same)
import pytest

from tools.mutation.mutants import Mutant, mutants

ROOT: Final = Path(__file__).resolve().parents[2]
TABLE: Final = tomllib.loads(Path(__file__).with_name("survivors.toml").read_text(encoding="utf-8"))
PROFILE: Final = "--hypothesis-profile=mutation"
SECONDS: Final = 60
"""After which a change that hangs the tests counts as noticed."""


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
    path = tree / "host/fillwright" / module
    source = path.read_text(encoding="utf-8")
    if not _passes(tree, row["tests"]):
        raise SystemExit(f"{module}: its tests fail as it is")
    survived: list[str] = []
    count = 0
    for mutant in (each for each in mutants(source) if each.where in row.get("functions", [each.where])):
        count += 1
        if _survives(mutant, path, tree, row["tests"]):
            survived.append(mutant.name)
            print(f"survived: {mutant.name}", file=sys.stderr)
    path.write_text(source, encoding="utf-8")
    listed = set(row.get("survivors", {}))
    return {
        "mutants": count,
        "killed": count - len(survived),
        "survivors": survived,
        "not_listed": sorted(set(survived) - listed),
        "no_longer": sorted(listed - set(survived)),
    }


def _survives(mutant: Mutant, path: Path, tree: Path, tests: list[str]) -> bool:
    path.write_text(mutant.source, encoding="utf-8")
    return _passes(tree, tests)


def _passes(tree: Path, tests: list[str]) -> bool:
    """Return whether `tests` pass in `tree`: in a child of this process, which has the libraries loaded already."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        signal.alarm(SECONDS)
        os.chdir(tree)
        paths = (str(tree / "host"), str(tree))
        os.environ |= {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}
        sys.path[:0] = paths
        sys.dont_write_bytecode = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        for name in [name for name in sys.modules if name.partition(".")[0] in {"fillwright", "tools", "tests"}]:
            del sys.modules[name]
        os._exit(int(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-n", "0", PROFILE, *tests])))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


if __name__ == "__main__":
    sys.exit(main())
