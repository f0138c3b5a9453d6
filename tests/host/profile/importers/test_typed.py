"""Résumés as people type them, one paragraph a line: `typed/NAME.txt` and what comes of it, `typed/NAME.json`.

After a change that makes one better, `FILLWRIGHT_RENEW=1 pytest` on this file writes the JSON again: read what changed.
"""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from docx import Document

from fillwright.profile import parse_profile
from fillwright.profile.importers import import_resume

FOLDER = Path(__file__).with_name("typed")


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_a_typed_resume_becomes_a_profile(name: str) -> None:
    document, out = Document(), io.BytesIO()
    for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        document.add_paragraph(line)
    document.save(out)
    imported = import_resume(out.getvalue())
    parse_profile(imported.profile)
    found = {"profile": imported.profile, "not_understood": imported.not_understood}
    expected = FOLDER / f"{name}.json"
    if os.environ.get("FILLWRIGHT_RENEW"):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))
