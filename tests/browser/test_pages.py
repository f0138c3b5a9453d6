"""Page structures of application sites (tests/pages): each read by the scraper, those with widgets of their own also
filled by the extension through the real line.

`fields.json` is what should be read (scripts/new_page writes it). A page's `submission()` says what it would send;
`filled.json` is what that should be.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from fillwright.demo import folder_site
from tests.support.rooms import Room
from tools.browsers import NAMES, Browser
from tools.browsers.panel import fill_page, rows
from tools.new_page import EXPECTED, SOURCE, expectation
from tools.scrape import scrape_pages

PAGES = Path(__file__).parents[1] / "pages"
ALL = sorted(folder.name for folder in PAGES.iterdir())
FILLED = [slug for slug in ALL if (PAGES / slug / "filled.json").exists()]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Where the pages are served."""
    with folder_site(PAGES) as url:
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def read() -> dict[str, dict[str, Any]]:
    """What is read from each page, all in one browser."""
    sources = [PAGES / slug / SOURCE for slug in ALL]
    return {Path(found["page"]).parent.name: found async for found in scrape_pages(sources, live=True)}


@pytest.mark.xdist_group("pages-read")
@pytest.mark.parametrize("slug", ALL)
async def test_the_structure_is_read(read: dict[str, dict[str, Any]], slug: str) -> None:
    assert "error" not in read[slug]
    assert expectation(read[slug]) == json.loads((PAGES / slug / EXPECTED).read_text("utf-8"))


@pytest_asyncio.fixture(
    scope="module",
    loop_scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"pages-{name}")) for name in NAMES],
)
async def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """One browser for all pages, as a person has one."""
    room = Room(request.param, tmp_path_factory.mktemp(request.param), "about:blank")
    async with room.machine({"FILLWRIGHT_PROVIDER": "drafts"}) as machine, room.browser(machine) as browser:
        yield browser


@pytest.mark.parametrize("slug", FILLED)
async def test_the_structure_is_filled(browser: Browser, site: str, slug: str) -> None:
    await browser.open(f"{site}{slug}/source.html")
    await fill_page(browser)
    found = await browser.evaluate("() => submission()")
    assert found == json.loads((PAGES / slug / "filled.json").read_text("utf-8")), await rows(browser)
