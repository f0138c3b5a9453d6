"""Mutants tried one after the other: tests are collected once, and each mutant is put into a child of that process."""

from __future__ import annotations

import importlib
import inspect
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from types import FunctionType, ModuleType
from typing import Any, Final

import pytest

from tools.mutation.mutants import MODULE, Mutant

PROFILE: Final = "--hypothesis-profile=mutation"
TIMEOUT: Final = "--timeout=120"
"""After which a change that hangs a test counts as noticed, in seconds."""


class TestsFail(RuntimeError):
    """The tests fail before anything is changed."""


def survivors(tree: Path, module: str, mutants: Sequence[Mutant], tests: Sequence[str]) -> list[str]:
    """Return the names of those `mutants` of `module` (a path under host/fillwright) that no test notices.

    `tree` is a copy of the project, changed and left as it was. Raises TestsFail.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _prepare(tree)
        arguments = ["-q", "-p", "no:cacheprovider", "-n", "0", PROFILE, TIMEOUT, *tests]
        trial = Trial(tree / "host/fillwright" / module, _dotted(module), mutants, writing)
        os._exit(int(pytest.main(arguments, plugins=[trial])))
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    os.waitpid(child, 0)
    if not said:
        raise TestsFail(module)
    found: list[str] = json.loads(said)
    return found


def _dotted(module: str) -> str:
    return f"fillwright.{module.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}"


def _prepare(tree: Path) -> None:
    """Let this process import from `tree` alone, and say nothing."""
    os.chdir(tree)
    paths = (str(tree / "host"), str(tree))
    os.environ |= {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.path[:0] = paths
    sys.dont_write_bytecode = True
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    for name in [name for name in sys.modules if name.partition(".")[0] in {"fillwright", "tests"}]:
        del sys.modules[name]


class Trial:
    """A plugin that runs the collected tests once as they are, and once for each mutant, the quickest test first."""

    def __init__(self, path: Path, name: str, mutants: Sequence[Mutant], told: int) -> None:
        self._path, self._name, self._mutants, self._told = path, name, mutants, told

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Write the survivors' names to the pipe; nothing where the tests fail as they are."""
        if session.testsfailed or not session.items:
            return True
        took = _durations(session)
        if len(took) < len(session.items):
            return True
        session.items.sort(key=lambda item: took[item.nodeid])
        before = self._path.read_text(encoding="utf-8")
        survived = [mutant.name for mutant in self._mutants if self._passes(session, mutant)]
        self._path.write_text(before, encoding="utf-8")
        os.write(self._told, json.dumps(survived).encode())
        return True

    def _passes(self, session: pytest.Session, mutant: Mutant) -> bool:
        child = os.fork()
        if child == 0:
            try:
                self._path.write_text(mutant.source, encoding="utf-8")  # for what the tests start
                put(mutant, importlib.import_module(self._name))
                passed = _passes(session)
            except BaseException:  # noqa: BLE001 - whatever a mutant brings about
                passed = False
            os._exit(int(not passed))
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _durations(session: pytest.Session) -> dict[str, float]:
    """Run the tests in a child, as they are, and return what each took in seconds, up to the first that fails."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        took = {item.nodeid: seconds for item, seconds in _run(session)}
        with os.fdopen(writing, "w") as told:
            json.dump(took, told)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    os.waitpid(child, 0)
    found: dict[str, float] = json.loads(said or "{}")
    return found


def _passes(session: pytest.Session) -> bool:
    return len(list(_run(session))) == len(session.items)


def _run(session: pytest.Session) -> Iterator[tuple[pytest.Item, float]]:
    """Run the tests up to the first that fails; yield each that passed, with its seconds."""
    for number, item in enumerate(session.items):
        following = session.items[number + 1] if number + 1 < len(session.items) else None
        began = perf_counter()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return
        yield item, perf_counter() - began


def put(mutant: Mutant, module: ModuleType) -> None:
    """Put a mutant into `module`: its function's code, or the constant that was changed.

    All that others have taken from the module stays the same object, as its tests hold some of it.
    """
    changed = dict(vars(module))
    exec(compile(mutant.source, module.__file__ or "", "exec"), changed)  # noqa: S102 - our own source
    if mutant.where != MODULE:
        _function(vars(module), mutant.where).__code__ = _function(changed, mutant.where).__code__
        return
    for name, value in vars(module).items():
        new = changed[name]
        plain = not isinstance(new, FunctionType | type | ModuleType)
        if plain and not name.startswith("__") and repr(new) != repr(value) and " at 0x" not in repr(new):
            setattr(module, name, new)


def _function(names: dict[str, Any], where: str) -> FunctionType:
    first, *rest = where.split(".")
    found = names[first]
    for name in rest:
        found = vars(found)[name]
    found = inspect.unwrap(getattr(found, "__func__", found))
    if not isinstance(found, FunctionType):
        raise TypeError(where)
    return found
