"""The extension's worker stopped in the middle of it all: the next click goes on, and pays for nothing twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from fillwright.demo import judge_page
from tests.support.rooms import Room, by_openai
from tools.browsers import Browser
from tools.browsers.panel import open_panel, press, read_form, wait_for_phase
from tools.provider_server import Config, Fault, Handle, Latency

pytestmark = pytest.mark.browser

ESSAY = "Why do you want to work at Quayside Analytics?"
OTHER_ESSAY = "Tell us about a difficult technical problem you solved."
QUESTIONS = 18


async def wait_for_row(browser: Browser, question: str) -> None:
    await browser.watch_panel(
        f"""(root) => [...root.querySelectorAll("#rows > li")].some((row) =>
          row.dataset.state === "filled" && row.querySelector(".question").textContent === "{question}")"""
    )


async def open_anew(browser: Browser, phase: str) -> None:
    """Click the toolbar button once more, and wait for `phase` in the panel that takes the old one's place."""
    await browser.in_panel("(root) => { root.host.dataset.old = 'yes'; }")
    await browser.click_toolbar_button()
    await browser.watch_page("(page) => !page.querySelector('[data-old]')")
    await wait_for_phase(browser, phase)


async def before_the_click(_browser: Browser) -> None:
    return


async def with_the_plan_shown(browser: Browser) -> None:
    await open_panel(browser)


async def just_after_fill_is_pressed(browser: Browser) -> None:
    await open_panel(browser)
    await browser.click_in_panel("#fill")


async def between_two_answers(browser: Browser) -> None:
    await just_after_fill_is_pressed(browser)
    await wait_for_row(browser, ESSAY)


async def when_all_is_done(browser: Browser) -> None:
    await open_panel(browser)
    await press(browser, "fill", "done")


POINTS = (before_the_click, with_the_plan_shown, just_after_fill_is_pressed, between_two_answers, when_all_is_done)


@pytest.mark.parametrize("reach", POINTS, ids=lambda point: point.__name__)
async def test_a_stopped_worker_is_woken_by_the_next_click(
    room: Room, provider: Handle, reach: Callable[[Browser], Awaitable[None]]
) -> None:
    slow = (Fault(kind="hang", contains=OTHER_ESSAY, times=1),) if reach is between_two_answers else ()
    await provider.configure(Config(latency=Latency(median=0.05), faults=slow))
    async with room.machine(by_openai(provider, packing="off")) as machine, room.browser(machine) as browser:
        await reach(browser)
        await browser.stop_worker()
        if reach is before_the_click:
            await open_panel(browser)
        else:
            await open_anew(browser, "done" if reach is when_all_is_done else "plan")
        if reach is not when_all_is_done:
            await press(browser, "fill", "done")
        judgement = judge_page(await read_form(browser))
        panels = await browser.in_panel("(root) => document.querySelectorAll(root.host.localName).length")
    assert (len(judgement.answered), judgement.wrong) == (QUESTIONS, ())
    assert panels == 1
    asked = (await provider.counts()).questions
    assert asked.keys() == {ESSAY, OTHER_ESSAY}
    assert max(asked.values()) <= (1 if reach in {before_the_click, with_the_plan_shown, when_all_is_done} else 2)
