"""The demo page, filled by the toolbar button through the real bridge and server."""

from __future__ import annotations

import pytest

from fillwright.demo import judge_page
from tests.support.rooms import Room
from tools.browsers import Browser
from tools.browsers.panel import numbers, open_panel, press, read_form, tally
from tools.provider_server import Handle

pytestmark = pytest.mark.browser

# What each provider needs besides the sample profile, and how many of its calls the page costs: two essays in one.
PROVIDERS = ("openai", "anthropic", "drafts")
LEFT_ALONE = ("heard_from", "gender", "homepage_2")


def settings(kind: str, provider: Handle) -> dict[str, str]:
    keys = {"OPENAI_API_KEY": "test-key", "OPENAI_BASE_URL": provider.openai_url}
    if kind == "anthropic":
        keys = {"ANTHROPIC_API_KEY": "test-key", "ANTHROPIC_BASE_URL": provider.anthropic_url}
    return {"FILLWRIGHT_PROVIDER": kind, "FILLWRIGHT_PACKING": "off", **keys}


async def submitted(browser: Browser) -> bool:
    return bool(await browser.evaluate("() => document.documentElement.dataset.submitted === 'true'"))


@pytest.mark.parametrize("kind", PROVIDERS)
async def test_one_click_fills_the_page(room: Room, provider: Handle, kind: str) -> None:
    async with room.machine(settings(kind, provider)) as machine, room.browser(machine) as browser:
        await open_panel(browser)
        plan = await numbers(browser, "counts")
        await press(browser, "fill", "done")
        form = await read_form(browser)
        judgement = judge_page(form)
        assert judgement.wrong == ()
        assert judgement.left == LEFT_ALONE
        assert len(judgement.answered) == 18
        assert form["homepage_2"] == [""]
        assert form["heard_from"] == ["Quayside careers page"]
        assert not await submitted(browser)
        assert await tally(browser) == {"filled": 18, "needs": 0, "skipped": 2, "failed": 0}
        assert plan["extracted"] == 16
        assert plan["draft" if kind == "drafts" else "generate"] == 2
    assert (await provider.counts()).calls == (0 if kind == "drafts" else 2)
