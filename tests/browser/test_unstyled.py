"""The test pages without their style sheets, as saved copies often are: what is read is the same but for a list.

`unstyled.json` holds the differences by page, `lost` and `found`, each as `[label, type, options, required]`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from tools.new_page import EXPECTED, SOURCE
from tools.scrape import scrape_pages
from tools.unstyled import unstyled

PAGES: Final = Path(__file__).parents[1] / "pages"
DIFFERENCES: Final = json.loads(Path(__file__).with_name("unstyled.json").read_text("utf-8"))

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def asked(fields: list[dict[str, Any]]) -> list[list[Any]]:
    """Return what a person would miss of each field."""
    return [
        [field["label"], field["type"], [one["label"] for one in field.get("options", [])], field.get("required")]
        for field in fields
    ]


def without(some: list[list[Any]], others: list[list[Any]]) -> list[list[Any]]:
    """Return `some` without as many of each as stand in `others`."""
    left, missing = list(others), []
    for one in some:
        if one in left:
            left.remove(one)
        else:
            missing.append(one)
    return missing


async def test_pages_are_read_alike_without_their_style_sheets(tmp_path: Path) -> None:
    sources = []
    for folder in sorted(PAGES.iterdir()):
        (tmp_path / folder.name).mkdir()
        sources.append(tmp_path / folder.name / SOURCE)
        sources[-1].write_text(unstyled((folder / SOURCE).read_text("utf-8")), "utf-8")
    differences = {}
    async for found in scrape_pages(sources, live=True):
        slug = Path(found["page"]).parent.name
        assert "error" not in found, found
        expected = json.loads((PAGES / slug / EXPECTED).read_text("utf-8"))
        wanted, read = asked(expected["fields"]), asked(found["fields"])
        changed = {"lost": without(wanted, read), "found": without(read, wanted)}
        if any(changed.values()):
            differences[slug] = {name: rows for name, rows in changed.items() if rows}
    assert differences == DIFFERENCES
