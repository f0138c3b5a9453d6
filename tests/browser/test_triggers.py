"""The other ways to the panel, in Firefox: headless Chromium has neither keyboard shortcuts nor context menus.

And the way to the settings, where there is no panel.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.rooms import Room
from tools.browsers.chromium import Chromium
from tools.browsers.firefox import Firefox
from tools.browsers.panel import wait_for_phase

pytestmark = pytest.mark.browser

DRAFTS = {"FILLWRIGHT_PROVIDER": "drafts"}


@pytest.fixture
def firefox(tmp_path: Path, page: str) -> Room:
    """A room with Firefox."""
    return Room("firefox", tmp_path, page)


async def test_the_shortcut_opens_the_panel(firefox: Room) -> None:
    async with firefox.machine(DRAFTS) as machine, firefox.browser(machine) as browser:
        assert isinstance(browser, Firefox)
        await browser.press_shortcut()
        await wait_for_phase(browser, "plan")


async def test_the_context_menu_opens_the_panel(firefox: Room) -> None:
    async with firefox.machine(DRAFTS) as machine, firefox.browser(machine) as browser:
        assert isinstance(browser, Firefox)
        await browser.choose_in_context_menu(100, 200)
        await wait_for_phase(browser, "plan")


async def test_the_button_opens_the_settings_where_the_extension_has_just_been_loaded(
    tmp_path: Path, page: str
) -> None:
    room = Room("chromium", tmp_path, page)
    async with room.machine(DRAFTS) as machine, room.browser(machine) as browser:
        assert isinstance(browser, Chromium)  # a new tab opens in Firefox as well; only here it can be waited for
        await browser.open("chrome://version")
        async with browser.opening() as tab:
            await browser.click_toolbar_button()
        assert tab.url.endswith("options/options.html")
