"""What is listed of the guards is still in the code, and a guard taken out without a failing test is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.mutation import document
from tools.mutation.__main__ import TABLE, tried_of
from tools.mutation.guards import Guard, command, survivors, table, without

ROOT = Path(__file__).resolve().parents[2]
GUARDS = [guard for part in table().values() for guard in part]


@pytest.mark.parametrize("module", TABLE)
def test_every_change_that_is_listed_can_still_be_made(module: str) -> None:
    names = {mutant.name for mutant in tried_of(module)}
    assert set(TABLE[module].get("survivors", {})) - names == set()


@pytest.mark.parametrize("module", TABLE)
def test_the_tests_of_a_module_are_there(module: str) -> None:
    assert [test for test in TABLE[module]["tests"] if test.startswith("tests/") and not (ROOT / test).exists()] == []


def test_every_guard_stands_where_it_is_said_to() -> None:
    assert [guard.guard for guard in GUARDS if not without(ROOT, guard)] == []


def is_there(test: str) -> bool:
    path, _, name = test.partition("::")
    if not name or path.endswith(".js"):  # those have names that are made
        return (ROOT / path).exists()
    defined = rf"^(?:async )?def {name.partition('[')[0]}\("
    return re.search(defined, (ROOT / path).read_text(encoding="utf-8"), flags=re.MULTILINE) is not None


def test_the_test_of_every_guard_is_there() -> None:
    assert [guard.test for guard in GUARDS if not is_there(guard.test)] == []


def test_no_guard_is_named_twice() -> None:
    assert len({guard.guard for guard in GUARDS}) == len(GUARDS)


def test_every_part_of_the_guards_has_its_heading_in_the_threat_model() -> None:
    model = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
    assert table().keys() <= document.TITLES.keys()
    assert [title for title in document.TITLES.values() if f"\n## {title}\n" not in model] == []


SCRIPT = "export const small = (n) => n < 10;\n"
NODE_TEST = """\
import assert from "node:assert/strict";
import test from "node:test";
import { small } from "./small.js";
test("large", () => assert.equal(small(11), false));
test("nothing", () => {});
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "small.js").write_text(SCRIPT)
    (tmp_path / "small.test.js").write_text(NODE_TEST)
    (tmp_path / "small.py").write_text("def small(n):\n    return n < 10\n")
    (tmp_path / "test_small.py").write_text("from small import small\ndef test_large():\n    assert not small(11)\n")
    return tmp_path


@pytest.mark.timeout(600)  # each starts programs that test
@pytest.mark.parametrize(
    ("file", "was", "becomes", "test", "passed"),
    [
        ("small.py", "n < 10", "True", "test_small.py::test_large", False),
        ("small.js", "n < 10", "true", "small.test.js::large", False),
        ("small.js", "n < 10", "true", "small.test.js::nothing", True),
    ],
)
def test_a_guard_is_taken_out_and_put_back(  # noqa: PLR0913 (a row each)
    tree: Path, file: str, was: str, becomes: str, test: str, *, passed: bool
) -> None:
    before = (tree / file).read_text()
    guard = Guard("small", file, was, test, becomes)
    assert list(survivors(tree, [guard])) == [(guard, passed)]
    assert (tree / file).read_text() == before


@pytest.mark.timeout(600)  # as above
@pytest.mark.parametrize(
    ("file", "was", "becomes", "test"),
    [
        ("small.js", "n < 11", "true", "small.test.js::large"),  # is not there
        ("small.js", "n", "m", "small.test.js::large"),  # is there more than once
        ("small.js", "n < 10", "n <", "small.test.js::large"),  # leaves no program
    ],
)
def test_what_breaks_more_than_a_guard_does_not_count(  # noqa: PLR0913, PLR0917 (a row each)
    tree: Path, capsys: pytest.CaptureFixture[str], file: str, was: str, becomes: str, test: str
) -> None:
    guard = Guard("small", file, was, test, becomes)
    assert list(survivors(tree, [guard])) == [(guard, True)]
    assert capsys.readouterr().err.startswith("small: ")


def test_a_test_that_fails_with_its_guard_does_not_count(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "small.js").write_text(SCRIPT.replace("<", ">"))
    guard = Guard("small", "small.js", "n > 10", "small.test.js::large", "true")
    assert list(survivors(tree, [guard])) == [(guard, True)]
    assert "before anything is taken out" in capsys.readouterr().err


def test_the_document_tells_what_was_noticed_and_at_which_commit() -> None:
    row = {"mutants": 2, "killed": 1, "survivors": ["a"], "not_listed": [], "no_longer": [], "commit": "abc"}
    survived = GUARDS[0].guard
    figures = dict.fromkeys(TABLE, row) | {f"guards/{part}": {**row, "survivors": [survived]} for part in table()}
    said = "\n".join(document.lines(figures, TABLE))
    assert "1 of 2, at abc." in said
    assert f"| {survived} | `{GUARDS[0].file}` | **none** |" in said
    assert f"| {GUARDS[1].guard} | `{GUARDS[1].file}` | `{GUARDS[1].test}` |" in said
    assert "| `runtime.py` | 2 | 1 | 1 | abc |" in said


def test_a_test_is_run_by_its_own_runner() -> None:
    assert command("tests/extension/a.test.js::is (so)")[0] == "node"
    assert "--test-name-pattern=^is\\ \\(so\\)$" in command("tests/extension/a.test.js::is (so)")
    assert command("tests/host/test_text.py::test_x")[-1] == "tests/host/test_text.py::test_x"
