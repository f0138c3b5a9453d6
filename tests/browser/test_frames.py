"""Forms in frames from elsewhere: read once the person has allowed exactly that, and never written to otherwise."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.support.rooms import Room, submission
from tools.browsers import Browser
from tools.browsers.firefox import Firefox
from tools.browsers.panel import card_of, fill_page, open_panel, press, rows, text, wait_for_phase

pytestmark = pytest.mark.browser

DRAFTS = {"FILLWRIGHT_PROVIDER": "drafts"}
EMPTY = {"email": "", "authorized": None}


def by_name(site: str) -> str:
    return site.replace("127.0.0.1", "localhost")


@asynccontextmanager
async def planned(room: Room, site: str, more: str = "") -> AsyncIterator[Browser]:
    """The page with the board in it, the frame allowed and the plan shown.

    Firefox is asked and allows; Chromium's own question can't be answered without a display, so there it is granted.
    """
    granted = ["http://localhost/*"] if room.name == "chromium" else []
    async with room.machine(DRAFTS) as machine, room.browser(machine, granted=granted) as browser:
        await browser.open(f"{site}board-outside.html?{by_name(site)}board-inside.html{more}")
        await open_panel(browser)
        if isinstance(browser, Firefox):
            assert "localhost" in await text(browser, "note")
            assert len(await rows(browser)) == 2
            await browser.click_toolbar_button()
            await browser.allow()
            await browser.watch_panel("(root) => root.querySelectorAll('#rows > li').length === 4")
            await wait_for_phase(browser, "plan")
        yield browser


async def test_an_allowed_frame_is_filled_in_the_page_s_order_and_put_back(room: Room, site: str) -> None:
    async with planned(room, site, "&sandboxed") as browser:
        assert [*await rows(browser)] == [
            "Full name",
            "Email",
            "Are you legally authorized to work in Germany?",
            "LinkedIn profile",
        ]
        await press(browser, "fill", "done")
        filled = await submission(browser)
        assert filled["board"] == {"email": "leonie.brandner@example.com", "authorized": "1"}
        assert filled["sealed"] == EMPTY
        assert filled["linkedin"].startswith("https://")
        await press(browser, "undo", "undone")
        await browser.watch_panel("(root) => !root.getElementById('again').hidden")
        assert await submission(browser) == {"name": "", "linkedin": "", "board": EMPTY, "sealed": EMPTY}


async def test_what_the_person_changes_in_an_allowed_frame_is_offered_to_be_kept(room: Room, site: str) -> None:
    async with planned(room, site) as browser:
        await press(browser, "fill", "done")
        await type_into_the_board(browser)
        card = await card_of(browser, "Email")
        await browser.watch_panel(f"""(root) => root.querySelector('{card} .state').textContent === "Changed" """)
        await browser.click_in_panel(f"{card} .remember")
        await browser.watch_panel(f"(root) => root.querySelector('{card} .kept')")
        await browser.open(f"{site}board-outside.html?{by_name(site)}board-inside.html&again")
        await fill_page(browser)
        assert (await submission(browser))["board"]["email"] == "leonie.brandner@example.com."


async def type_into_the_board(browser: Browser) -> None:
    """Add a full stop to what the frame's first control holds, and leave it, as a person does."""
    x, y = await browser.evaluate("() => where('board', 'email')")
    if isinstance(browser, Firefox):
        async with browser.within("#board"):
            await type_a_full_stop(browser, x, y)
    else:
        left, top = await browser.evaluate(
            """() => {
              const box = document.getElementById("board").getBoundingClientRect();
              return [box.x, box.y];
            }"""
        )
        await type_a_full_stop(browser, left + x, top + y)


async def type_a_full_stop(browser: Browser, x: float, y: float) -> None:
    await browser.click_at(x, y)
    await browser.press_key("End")
    await browser.press_key(".")
    await browser.press_key("Tab")


async def test_a_frame_that_has_gone_elsewhere_gets_nothing(room: Room, site: str) -> None:
    async with planned(room, site) as browser:
        await browser.evaluate("(to) => move(to)", f"{by_name(site)}board-inside.html?other")
        await press(browser, "fill", "done")
        filled = await submission(browser)
        assert (filled["name"], filled["board"]) == ("Leonie Brandner", EMPTY)
        assert (await rows(browser))["Email"] == "needs"


async def test_a_frame_that_nobody_allowed_gets_nothing(room: Room, site: str) -> None:
    async with room.machine(DRAFTS) as machine, room.browser(machine) as browser:
        await browser.open(f"{site}board-outside.html?{by_name(site)}board-inside.html")
        await open_panel(browser)
        assert "localhost" in await text(browser, "note")
        await press(browser, "fill", "done")
        filled = await submission(browser)
        assert (filled["name"], filled["board"]) == ("Leonie Brandner", EMPTY)
