"""The other ways to the panel, in Firefox: headless Chromium has neither keyboard shortcuts nor context menus."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.rooms import Room
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
