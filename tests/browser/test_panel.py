"""The panel from page to page."""

from __future__ import annotations

import pytest

from fillwright.demo import judge_page
from tests.support.rooms import Room
from tools.browsers.panel import fill_page, numbers, open_panel, press, read_form

pytestmark = pytest.mark.browser

DRAFTS = {"FILLWRIGHT_PROVIDER": "drafts"}


async def test_the_next_page_of_the_tab_is_filled_too(room: Room) -> None:
    async with room.machine(DRAFTS) as machine, room.browser(machine) as browser:
        await fill_page(browser)
        await browser.open(f"{room.page}?next")
        await fill_page(browser)
        assert len(judge_page(await read_form(browser)).answered) == 18


async def test_what_a_person_typed_is_kept(room: Room) -> None:
    async with room.machine(DRAFTS) as machine, room.browser(machine) as browser:
        await browser.evaluate("() => { document.getElementById('first_name').value = 'Leo'; }")
        await open_panel(browser)
        await browser.evaluate("() => { document.getElementById('last_name').value = 'B.'; }")
        await press(browser, "fill", "done")
        form = await read_form(browser)
        assert (form["first_name"], form["last_name"]) == (["Leo"], ["B."])
        assert (await numbers(browser, "tally"))["filled"] == 16


async def test_a_second_fill_changes_nothing(room: Room) -> None:
    async with room.machine(DRAFTS) as machine, room.browser(machine) as browser:
        await fill_page(browser)
        before = await read_form(browser)
        await fill_page(browser)
        assert await read_form(browser) == before
