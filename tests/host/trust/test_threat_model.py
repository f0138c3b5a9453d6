"""Each promise of docs/threat-model.md names the tests that show it, and they are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[^`]+)`", DOCUMENT)))


@pytest.mark.parametrize("name", NAMED)
def test_a_named_test_is_there(name: str) -> None:
    path, _, test = name.partition("::")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not test or re.search(rf"^(?:async )?def {test}\(", text, flags=re.MULTILINE)


def test_every_promise_names_a_test() -> None:
    promised = [part.split("|---|---|\n")[1] for part in DOCUMENT.split("| promise | shown by |\n")[1:]]
    rows = [row for part in promised for row in part.split("\n\n")[0].splitlines()]
    assert len(rows) > 30
    assert [row for row in rows if "`tests/" not in row] == []
