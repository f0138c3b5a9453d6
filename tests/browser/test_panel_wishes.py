"""A wish made again and again is offered to hold for every answer, and then every prompt carries it."""

from __future__ import annotations

import pytest

from tests.support.rooms import Room, by_openai
from tools.browsers.panel import card_of, fill_page, mark_as_before
from tools.provider_server import Handle

pytestmark = pytest.mark.browser

ESSAY = "Tell us about a difficult technical problem you solved."


async def test_a_wish_made_three_times_is_kept_at_a_press(room: Room, provider: Handle) -> None:
    async with room.machine(by_openai(provider)) as machine, room.browser(machine) as browser:
        await fill_page(browser)
        card = await card_of(browser, ESSAY)
        for _ in range(3):
            await mark_as_before(browser, f"{card} .ask")
            await browser.click_in_panel(f"{card} .ask")
            await browser.click_in_panel(f"{card} .shorter")
            await browser.watch_panel(f"(root) => root.querySelector('{card} .ask:not([data-before])')")
        await browser.click_in_panel(f"{card} .always")
        assert await browser.watch_panel(f"(root) => root.querySelector('{card} .kept')?.textContent") == (
            "Every answer is wished like this now: shorter"
        )
        assert 'wishes = [\n    "shorter",\n]' in (machine.home.settings).read_text("utf-8")
