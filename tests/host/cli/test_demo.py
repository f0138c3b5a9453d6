from __future__ import annotations

from pathlib import Path

import pytest

from tests.host.cli.said import Run


@pytest.fixture(autouse=True)
def away_from_this_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person who runs the tests is read or written."""
    monkeypatch.setenv("HOME", str(tmp_path))


def test_the_demo_answers_its_form_in_order(run: Run) -> None:
    reply = run("demo", "--json").json
    assert reply["summary"]["total_fields"] == len(reply["responses"]) == 20


def test_the_demo_ends_with_what_to_do_next(run: Run) -> None:
    said = run("demo")
    assert said.code == 0
    assert "20 fields:" in said.out
    assert "fillwright install" in said.out
