"""No language's words are too long for the panel and the options page, in either direction of writing."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio

from tests.support.rooms import ROOT, Room
from tools.browsers import NAMES, Browser
from tools.browsers.panel import fill_page, open_panel

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

VIEWS: Final = ("start", "profile", "files", "answers", "provider", "history", "backup", "diagnostics")

_TOO_WIDE: Final = """(root) => {
  const cut = (part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline";
  const boxes = root.querySelectorAll("button, summary, legend, label, dt, dd, li, h2, h3, h4, p, nav, td, th, #body");
  const named = (part) => part.tagName + "#" + part.id + "." + part.className + ": " + part.textContent.slice(0, 60);
  return [...boxes].filter((part) => part.checkVisibility() && !part.closest(".scroll") && cut(part)).map(named);
}"""
"""The parts whose text is wider than they are; a question in a closed card is meant to be cut."""

_SIDEWAYS: Final = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""


def longest() -> dict[str, Any]:
    """Return, of each text, the longest among all languages."""
    found: dict[str, Any] = {}
    for path in sorted((ROOT / "extension" / "_locales").glob("*/messages.json")):
        for key, text in json.loads(path.read_text("utf-8")).items():
            if len(text["message"]) > len(found.get(key, text)["message"]) or key not in found:
                found[key] = text
    return found | {"options_language": {"message": "de"}}


@pytest_asyncio.fixture(
    scope="module",
    loop_scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"languages-{name}")) for name in NAMES],
)
async def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, page: str
) -> AsyncIterator[Browser]:
    """A browser whose extension says everything in the longest words any language has for it."""
    room = Room(request.param, tmp_path_factory.mktemp(request.param), page)
    async with (
        room.machine({"FILLWRIGHT_PROVIDER": "drafts"}) as machine,
        room.browser(machine, texts=longest()) as browser,
    ):
        yield browser


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
async def test_the_panel_holds_every_language(browser: Browser, page: str, direction: str) -> None:
    wide = f"""async (root, direction) => {{
      root.querySelector("#panel").dir = direction;
      for (const details of root.querySelectorAll("details")) details.open = true;
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done))); // what folds away is made by then
      return ({_TOO_WIDE})(root);
    }}"""
    await browser.open(f"{page}?{direction}")
    await open_panel(browser)
    assert await browser.in_panel(wide, direction) == [], "plan"
    await fill_page(browser)
    assert await browser.in_panel(wide, direction) == [], "done"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
async def test_the_options_page_holds_every_language(browser: Browser, direction: str) -> None:
    await browser.open_extension_page(f"options/options.html?{direction}#start")
    await browser.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
    for view in VIEWS:
        await browser.evaluate("(view) => { location.hash = view; }", view)
        await browser.watch_page(f"""(page) => {{
          for (const details of page.querySelectorAll("details:not([open])")) details.open = true;
          const section = page.getElementById("{view}");
          return !section.hidden && !section.querySelector('[role="status"][data-state="busy"]');
        }}""")
        assert await browser.evaluate(f"() => ({_TOO_WIDE})(document)") == [], view
        assert await browser.evaluate(_SIDEWAYS) <= 0, view
