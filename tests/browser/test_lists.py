"""Lists, masks and editors of real libraries, answered with the person's own answers and put back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from fillwright.demo import folder_site
from fillwright.paths import Home
from tests.support.rooms import ROOT
from tools.browsers import Browser
from tools.browsers.panel import fill_page, press, rows, text
from tools.page_cases import say

WIDGETS: Final = Path(__file__).parent / "widgets"
ANSWERS: Final = {
    "Watch you prefer": "Middle watch",
    "Rope you trust": "Nylon",
    "Rank you have held": "Bosun",
    "Knot you tie first": "Cleat hitch",
    "Engine you know": "Electric",
    "Harbour you sail from": "Harbour 237",
    "Sail you trim best": "Jib",
    "Call sign": "dk7ab",
    "Certificate number": "4711",
    "Favourite tide": "Neap tide",
    "Preferred mooring": "Quay wall",
    "Ship's radio number": "5550100199",
    "Describe your last voyage": "Two storms.\n\nAnd a calm.",
    "What would you change on board?": "The galley.\nMore light.",
    "Largest crew you have led": "12",
    "Berth you would take": "Starboard side",
    "Do you sail at night?": "Yes",
    "I can swim": True,
}
HELD: Final = {
    "watch": "Middle watch",
    "rope": "Nylon",
    "rank": "bosun",
    "knot": "Cleat hitch",
    "engine": "Electric",
    "harbour": "h237",
    "sail": "Jib",
    "upper": "DK7AB",
    "digits": "4711",
    "tom": "n",
    "choices": "q",
    "mask": "5550100199",
    "quill": "Two storms.\n\nAnd a calm.",
    "tiptap": "The galley.\n\nMore light.",
    "crew": "12",
    "berth": "s",
    "night": "yes",
    "swim": True,
}

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page's address, its libraries bundled from node_modules."""
    folder = tmp_path_factory.mktemp("lists")
    shutil.copy(WIDGETS / "lists.html", folder)
    kinds = [f"--loader:.{kind}=dataurl" for kind in ("png", "svg")]
    defined = '--define:process.env.NODE_ENV="production"'
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    bundle = ["--bundle", f"--outdir={folder}", defined, *kinds, "--log-level=warning"]
    subprocess.run([esbuild, WIDGETS / "lists.js", *bundle], cwd=ROOT, check=True)
    with folder_site(folder) as url:
        yield f"{url}lists.html"


async def test_each_library_holds_the_answer_and_lets_it_go(at_home: tuple[Browser, Home], page: str) -> None:
    browser, home = at_home
    await say(home, ANSWERS)
    await browser.open(page)
    before = await browser.evaluate("() => submission()")
    await fill_page(browser)
    assert await browser.evaluate("() => submission()") == HELD, await rows(browser)
    await press(browser, "undo", "undone")
    await browser.watch_panel("(root) => !root.getElementById('again').hidden")
    # Lists without a way to empty them; Angular keeps what a radio was, for it only hears of radios that are chosen.
    stuck = {name: HELD[name] for name in ("watch", "rank", "knot", "sail", "night")}
    assert await browser.evaluate("() => submission()") == before | stuck
    assert await text(browser, "title") == (
        "Put back, except what this page lets nobody empty: "
        "Watch you prefer, Rank you have held, Knot you tie first, Sail you trim best, Do you sail at night?"
    )
