"""The guards taken out one by one: the test that shows each has to fail.

guards.toml lists them by the part of docs/threat-model.md whose promises they keep: what is taken out, where, and the
test. They are tried in a copy of the tree; a change that breaks the file rather than the guard does not count.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

TABLE: Final = Path(__file__).with_name("guards.toml")
TIMEOUT_S: Final = 300
"""After which a test that a missing guard has hung counts as failed."""

_FAILED: Final = 1  # as pytest and Node say that a test failed; other codes say that none could be run


class Guard(Struct, frozen=True, forbid_unknown_fields=True):
    """One guard: what it keeps out or from happening, the text in `file` that does so, and what takes its place.

    `test` is a pytest node id, or a file of tests/extension, with `::NAME` for one test in it.
    """

    guard: str
    file: str
    was: str
    test: str
    becomes: str = ""


class NotTried(RuntimeError):
    """A guard that could not be taken out, or a test that fails while it is there."""


def table(path: Path = TABLE) -> dict[str, list[Guard]]:
    """Return the guards by part."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return msgspec.convert(read, dict[str, list[Guard]])


def without(tree: Path, guard: Guard) -> str:
    """Return the text of the guard's file without it. Raises NotTried where it is not there exactly once."""
    text = (tree / guard.file).read_text(encoding="utf-8")
    if text.count(guard.was) != 1 or guard.was == guard.becomes:
        raise NotTried(f"{guard.file} holds {text.count(guard.was)} times, not once: {guard.was}")
    return text.replace(guard.was, guard.becomes)


def survivors(tree: Path, guards: Iterable[Guard]) -> Iterator[tuple[Guard, bool]]:
    """Yield each of `guards` with whether it is missed by nobody; `tree` is a copy of the project, left as it was.

    One that can't be tried counts as such: why is said on stderr.
    """
    sound: set[str] = set()
    for guard in guards:
        try:
            yield guard, _survives(tree, guard, sound)
        except NotTried as wrong:
            sys.stderr.write(f"{guard.guard}: {wrong}\n")
            yield guard, True


def _survives(tree: Path, guard: Guard, sound: set[str]) -> bool:
    """Return whether the guard's test passes without it; `sound` are the tests known to pass with all guards there."""
    if guard.test not in sound:
        if not passes(tree, guard.test):
            raise NotTried("its test fails before anything is taken out")
        sound.add(guard.test)
    with taken_out(tree, guard):
        return passes(tree, guard.test)


@contextmanager
def taken_out(tree: Path, guard: Guard) -> Iterator[None]:
    """Take the guard out of `tree` for the time of the block."""
    path = tree / guard.file
    before, after = path.read_text(encoding="utf-8"), without(tree, guard)
    path.write_text(after, encoding="utf-8")
    try:
        _require_sound(path)
        yield
    finally:
        path.write_text(before, encoding="utf-8")


def _require_sound(path: Path) -> None:
    """Raise NotTried for a file that is no program any more."""
    if path.suffix == ".py":
        compile(path.read_text(encoding="utf-8"), path.name, "exec")
    elif path.suffix == ".json":
        json.loads(path.read_text(encoding="utf-8"))
    elif (
        path.suffix == ".js" and subprocess.run(["node", "--check", path], check=False, capture_output=True).returncode
    ):
        raise NotTried(f"{path.name} is no script without its guard")


def passes(tree: Path, test: str) -> bool:
    """Return whether `test` passes in `tree`. Raises NotTried where it could not be run."""
    try:
        ended = subprocess.run(
            command(test), cwd=tree, env=_environ(tree), check=False, capture_output=True, text=True, timeout=TIMEOUT_S
        )
    except subprocess.TimeoutExpired:
        return False
    if ended.returncode not in {0, _FAILED} or re.search(r"^# tests 0$|no tests ran", ended.stdout, re.MULTILINE):
        raise NotTried(f"{test} could not be run:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    return ended.returncode == 0


def command(test: str) -> list[str]:
    """Return the command that runs `test`."""
    file, _, name = test.partition("::")
    if file.endswith(".js"):
        only = [f"--test-name-pattern=^{re.escape(name)}$"] if name else []
        return ["node", "--test", "--test-reporter=tap", *only, file]
    return [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--timeout=120", test]


def _environ(tree: Path) -> Mapping[str, str]:
    paths = os.pathsep.join((str(tree / "host"), str(tree)))
    return {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
