"""Forms that move under the hand, and controls that are not typed into: answered by the person, and put back."""

from __future__ import annotations

from typing import Any, Final

import pytest

from fillwright.paths import Home
from tools.browsers import Browser
from tools.browsers.panel import fill_page, press, rows
from tools.page_cases import say

MOVING: Final = {
    "Country of your licence": "Germany",
    "State of your licence": "Hamburg",
    "Port of your licence": "Kiel",
    "Pilot's call sign": "DK7AB",
    "Logbook number": "L-4711",
    "Ship's motto": "Steady as she goes",
    "Ship's name": "Marguerite",
    "Deck you work on": "Boat deck",
    "Berth you sleep in": "Port side",
    "Mess you eat in": "Aft mess",
    "Rope you splice": "Manila",
}
INPUTS: Final = {
    "Week of your watch": "2027-W09",
    "Strength of your lamp": "7",
    "Colour of your flag": "#2457d6",
    "Hour of your signal": "09:30",
    "Moment of your last signal": "2027-03-01T09:30",
    "Motto in eleven units": "Sea wind 🌊",
    "Motto in ten units": "Sea wind 🌊",
}

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def _submission(browser: Browser) -> dict[str, Any]:
    found: dict[str, Any] = await browser.evaluate("() => submission()")
    return found


async def _undo(browser: Browser) -> str:
    await press(browser, "undo", "undone")
    return str(
        await browser.watch_panel(
            "(root) => !root.getElementById('again').hidden && root.getElementById('title').textContent"
        )
    )


async def test_what_moves_while_it_is_filled_holds_every_answer(at_home: tuple[Browser, Home], site: str) -> None:
    browser, home = at_home
    await say(home, MOVING)
    await browser.open(f"{site}moving.html")
    before = await _submission(browser)
    await fill_page(browser)
    saved = {"deck": "Boat deck", "berth": "Port side", "mess": "Aft mess", "rope": "Manila"}
    assert await _submission(browser) == {
        "country": "DE",
        "state": "Hamburg",
        "port": "Kiel",
        "code": "DK7AB",
        "book": "L-4711",
        "typed": "Steady as she goes",
        "keyed": "Marguerite",
        **saved,
        "kept": saved,
    }, await rows(browser)
    assert set((await rows(browser)).values()) == {"filled"}
    assert await _undo(browser) == "The form is as it was"
    assert await _submission(browser) == {**before, "kept": dict.fromkeys(saved, "")}


async def test_controls_that_are_not_typed_into_hold_their_answers(at_home: tuple[Browser, Home], site: str) -> None:
    browser, home = at_home
    await say(home, INPUTS)
    await browser.open(f"{site}inputs.html")
    before = await _submission(browser)
    await fill_page(browser)
    assert await _submission(browser) == {
        "week": "2027-W09",
        "range": "7",
        "color": "#2457d6",
        "time": "09:30",
        "moment": "2027-03-01T09:30",
        "fits": "Sea wind 🌊",
        "short": "",
    }, await rows(browser)
    assert await _undo(browser) == "The form is as it was"
    assert await _submission(browser) == before
