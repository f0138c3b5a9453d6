"""`python -m tools.mutation`: change the guards' code, or take guards out; a test has to notice each change."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp.web  # noqa: F401 (loaded once for all children)
import msgspec  # noqa: F401 (the same)

from tools.commit import commit
from tools.mutation import document, guards
from tools.mutation.mutants import Mutant, mutants
from tools.mutation.trial import survivors

ROOT: Final = Path(__file__).resolve().parents[2]
TABLE: Final[Mapping[str, Any]] = tomllib.loads(Path(__file__).with_name("survivors.toml").read_text(encoding="utf-8"))
GUARDS: Final = "guards"
PARTS: Final = (*TABLE, *(f"{GUARDS}/{part}" for part in guards.table()))
"""What can be run by itself: the modules, and the parts of the guards."""


def main() -> int:
    """Run; 1 where a change survives that is not listed, or one that is listed does not."""
    parser = argparse.ArgumentParser(prog="mutation", description="Change the guards' code; a test has to notice.")
    parser.add_argument("part", nargs="*", choices=[[], GUARDS, *PARTS], help="only these", metavar="PART")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--write", action="store_true", help="write docs/mutation.md from a run of everything")
    parser.add_argument(
        "--after", type=Path, metavar="FILE", help="a run's --json, of which the named parts are run anew"
    )
    arguments = parser.parse_args()
    if arguments.write and bool(arguments.part) != bool(arguments.after):
        parser.error("--write tells of everything: parts can only be named --after a whole run")
    chosen = [part for part in PARTS if not arguments.part or part in arguments.part or _is_among(part, arguments.part)]
    earlier = json.loads(arguments.after.read_text(encoding="utf-8")) if arguments.after else {}
    figures: dict[str, Any] = {name: row for name, row in earlier.items() if name in PARTS}
    made_of = commit()
    with copied() as tree:
        for part in chosen:
            figures[part] = {**_tried(part, tree), "commit": made_of}
            print(
                f"{part}: {figures[part]['killed']} of {figures[part]['mutants']} killed", file=sys.stderr, flush=True
            )
    if arguments.write:
        document.write({part: figures[part] for part in PARTS}, TABLE)
    wrong = {name: row["not_listed"] + row["no_longer"] for name, row in figures.items()}
    print(json.dumps(figures, indent=2, ensure_ascii=False) if arguments.json else json.dumps(wrong, indent=2))
    return int(any(wrong.values()))


def _is_among(part: str, chosen: list[str]) -> bool:
    return GUARDS in chosen and part.startswith(f"{GUARDS}/")


@contextmanager
def copied() -> Iterator[Path]:
    """Yield a copy of the project, with what Node needs to run its tests."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        ignored = shutil.ignore_patterns(".git", ".venv", "node_modules", ".*_cache", "__pycache__", ".hypothesis")
        shutil.copytree(ROOT, tree, ignore=ignored)
        (tree / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
        yield tree


def _tried(part: str, tree: Path) -> dict[str, Any]:
    if part in TABLE:
        survived, count = _module(part, tree)
        listed = set(TABLE[part].get("survivors", {}))
    else:
        found = list(guards.survivors(tree, guards.table()[part.removeprefix(f"{GUARDS}/")]))
        survived, count, listed = [guard.guard for guard, passed in found if passed], len(found), set()
    return {
        "mutants": count,
        "killed": count - len(survived),
        "survivors": survived,
        "not_listed": sorted(set(survived) - listed),
        "no_longer": sorted(listed - set(survived)),
    }


def _module(module: str, tree: Path) -> tuple[list[str], int]:
    tried = tried_of(module, tree)
    return survivors(tree, module, tried, TABLE[module]["tests"]), len(tried)


def tried_of(module: str, tree: Path = ROOT) -> list[Mutant]:
    """Return the changes of a module that its tests have to notice."""
    source = (tree / "host/fillwright" / module).read_text(encoding="utf-8")
    functions = TABLE[module].get("functions")
    return [each for each in mutants(source) if functions is None or each.where in functions]


if __name__ == "__main__":
    sys.exit(main())
