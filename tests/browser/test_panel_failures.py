"""What keeps the AI from writing is said once, with the mend; the facts are filled, and drafts proposed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Final

import pytest

from fillwright.demo import judge_page
from tests.support.rooms import Room, by_openai
from tools.browsers.chromium import Chromium
from tools.browsers.panel import card_of, fill_page, numbers, read_form, rows, text
from tools.provider_server import Config, Fault, Handle

pytestmark = pytest.mark.browser

ESSAY: Final = "Why do you want to work at Quayside Analytics?"
MENDS: Final = {
    "quota": "The account at the provider has no credit left. Top it up, or choose who writes anew.",
    "key": "The provider refused the key. Enter it anew on the settings page.",
    "budget": "The month's or the form's budget is used up. Raise it on the settings page, or write this yourself.",
    "offline": "The provider can't be reached. Check the connection, then try again.",
}


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address at which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}/v1"


@pytest.mark.parametrize("why", MENDS)
async def test_why_nothing_is_written_is_said_with_the_mend(
    room: Room, provider: Handle, nobody: str, why: str
) -> None:
    fault = {"quota": Fault(kind="quota"), "key": Fault(kind="401")}.get(why)
    await provider.configure(Config(faults=(fault,) if fault else ()))
    settings = by_openai(provider)
    if why == "offline":
        settings["OPENAI_BASE_URL"] = nobody
    if why == "budget":
        settings["FILLWRIGHT_BUDGET_USD_MONTH"] = "0.000001"
    async with room.machine(settings) as machine, room.browser(machine) as browser:
        await fill_page(browser)
        assert (await text(browser, "problem-text"), await text(browser, "problem-mend")) == (
            "Not answered: 2",
            MENDS[why],
        )
        assert (await rows(browser))[ESSAY] == "failed"
        shown = await numbers(browser, "tally")
        assert (shown["needs"], shown["failed"], shown["filled"]) == (2, 2, 16)
        card = await card_of(browser, ESSAY)
        if why != "budget":  # which may be raised at once: there nothing is drafted in its place
            await browser.click_in_panel(f"{card} .put")
            await browser.watch_panel(f"""(root) => root.querySelector('{card}').dataset.state === "filled" """)
        assert judge_page(await read_form(browser)).wrong == ()


@pytest.mark.parametrize("kept", [False, True], ids=["allowed", "kept-from-it"])
async def test_an_answer_is_copied_by_a_press(room: Room, provider: Handle, kept: bool) -> None:  # noqa: FBT001 - a parameter
    await provider.configure(Config(faults=(Fault(kind="quota"),)))
    async with room.machine(by_openai(provider)) as machine, room.browser(machine) as browser:
        if kept and isinstance(browser, Chromium):  # Firefox lets every press write to the clipboard
            await browser.keep_from_clipboard()
        await browser.evaluate(
            """() => addEventListener("copy", (event) => {
              event.clipboardData.setData("text/plain", "something of the page's own");
              event.preventDefault();
            }, true)"""
        )
        await fill_page(browser)
        card = await card_of(browser, ESSAY)
        await browser.click_in_panel(f"{card} .copy")
        await browser.watch_panel(f"""(root) => root.querySelector('{card} .copy').textContent === "Copied" """)
        answer = await browser.in_panel(f"(root) => root.querySelector('{card} .answer').textContent")
        await browser.evaluate("() => document.getElementById('why_us').focus()")
        await browser.press_key("Control+v")
        assert await browser.evaluate("() => document.getElementById('why_us').value") == answer
