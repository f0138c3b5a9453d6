"""Page structures of application sites (tests/pages): each read by the scraper, and each filled and undone by the
extension through the real line, in both browsers.

`fields.json` is what should be read, `filled.json` is what should have changed (scripts/new_page writes both): a
control not named there was not touched, and after Undo every control and every form's FormData is as before.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tools.browsers import NAMES
from tools.new_page import EXPECTED, SOURCE, expectation
from tools.page_cases import FILLED, CaseFiller, case_filler
from tools.scrape import scrape_pages

PAGES = Path(__file__).parents[1] / "pages"
ALL = sorted(folder.name for folder in PAGES.iterdir())
FILLABLE = [slug for slug in ALL if (PAGES / slug / FILLED).exists()]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


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
async def filling(request: pytest.FixtureRequest) -> AsyncIterator[CaseFiller]:
    """One browser for all pages, as a person has one."""
    async with case_filler(request.param, PAGES) as filler:
        yield filler


@pytest.mark.parametrize("slug", FILLABLE)
async def test_the_page_is_filled_and_put_back(filling: CaseFiller, slug: str) -> None:
    found = await filling.fill(slug)
    expected = json.loads((PAGES / slug / FILLED).read_text("utf-8"))
    assert found.changes() == expected
    assert found.is_undone or "stuck" in expected
