"""Page structures of application sites (tests/pages), each filled by the extension through the real line.

A page's `submission()` says what it would send; `filled.json` is what that should be.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from fillwright.demo import folder_site
from tests.support.rooms import Room
from tools.browsers import NAMES, Browser
from tools.browsers.panel import fill_page, rows

PAGES = Path(__file__).parents[1] / "pages"
SLUGS = sorted(folder.name for folder in PAGES.iterdir() if (folder / "filled.json").exists())

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Where the pages are served."""
    with folder_site(PAGES) as url:
        yield url


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


@pytest.mark.parametrize("slug", SLUGS)
async def test_the_structure_is_filled(browser: Browser, site: str, slug: str) -> None:
    await browser.open(f"{site}{slug}/source.html")
    await fill_page(browser)
    found = await browser.evaluate("() => submission()")
    assert found == json.loads((PAGES / slug / "filled.json").read_text("utf-8")), await rows(browser)
