from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.host.cli.said import Run

LINES = (
    '{"label": "E-mail", "type": "email"}',
    "",
    '{"label": "Why do you want to work here?", "type": "textarea"}',
)


def test_each_field_gets_a_line(run: Run) -> None:
    said = run("classify", "-", stdin="\n".join(LINES))
    email, why = map(json.loads, said.out.splitlines())
    assert said.code == 0
    assert set(email) == {"label", "strategy", "key", "confidence"}
    assert (email["label"], email["strategy"], email["key"]) == ("E-mail", "extract", "email")
    assert (why["strategy"], why["key"]) == ("generate", None)


def test_a_file_is_read_as_well(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "fields.jsonl"
    file.write_text("\n".join(LINES), encoding="utf-8")
    assert len(run("classify", str(file)).out.splitlines()) == 2


@pytest.mark.parametrize(
    "wrong", ["oops", "[]", '{"type": "text"}', '{"label": ""}', '{"label": "  "}', '{"label": "\\ud800"}']
)
def test_a_wrong_line_is_named_and_keeps_its_place(run: Run, wrong: str) -> None:
    said = run("classify", "-", stdin=f"{LINES[0]}\n{wrong}\n{LINES[2]}\n")
    first, second, third = map(json.loads, said.out.splitlines())
    assert said.code == 1
    assert "error" in second
    assert said.err.startswith("fillwright: Line 2: ")
    assert (first["key"], third["strategy"]) == ("email", "generate")
