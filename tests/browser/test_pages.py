"""Page structures of application sites (tests/pages), each filled by the extension through the real line.

A page's `submission()` says what it would send; `filled.json` is what that should be.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fillwright.demo import folder_site
from tests.support.rooms import Room
from tools.browsers.panel import fill_page, rows

pytestmark = pytest.mark.browser

PAGES = Path(__file__).parents[1] / "pages"
SLUGS = sorted(folder.name for folder in PAGES.iterdir() if (folder / "filled.json").exists())


async def test_every_structure_is_filled(room: Room) -> None:
    found = {}
    states = {}
    async with room.machine({"FILLWRIGHT_PROVIDER": "drafts"}) as machine, room.browser(machine) as browser:
        with folder_site(PAGES) as site:
            for slug in SLUGS:
                await browser.open(f"{site}{slug}/source.html")
                await fill_page(browser)
                found[slug] = await browser.evaluate("() => submission()")
                states[slug] = await rows(browser)
    expected = {slug: json.loads((PAGES / slug / "filled.json").read_text("utf-8")) for slug in SLUGS}
    assert found == expected, states
