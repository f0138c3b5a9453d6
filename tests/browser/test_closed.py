"""The browser or its tab gone in mid-fill: the bridge leaves, and what was answered is kept and paid once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from operator import methodcaller
from typing import Final

import pytest

from fillwright.demo import judge_page
from tests.support.rooms import Room, by_openai
from tools.browsers import Browser
from tools.browsers.machine import Machine, watching
from tools.browsers.panel import fill_page, open_panel, read_form, rows
from tools.provider_server import Config, Fault, Handle

pytestmark = pytest.mark.browser

ESSAY: Final = "Why do you want to work at Quayside Analytics?"
OTHER_ESSAY: Final = "Tell us about a difficult technical problem you solved."
QUESTIONS: Final = 18
EXIT_SECONDS: Final = 1.0


@pytest.fixture
async def provider(provider: Handle) -> Handle:
    """A provider that answers the other essay only once it is released."""
    await provider.configure(Config(faults=(Fault(kind="hang", contains=OTHER_ESSAY),)))
    return provider


@pytest.fixture
async def machine(room: Room, provider: Handle) -> AsyncIterator[Machine]:
    async with room.machine(by_openai(provider, packing="off")) as machine:
        yield machine


async def fill_but_one(browser: Browser) -> dict[str, list[str]]:
    """Fill until nothing but the other essay is missing, and return what the form holds by then."""
    await open_panel(browser)
    await browser.click_in_panel("#fill")
    await browser.watch_panel(
        f"""(root) => root.querySelectorAll("#rows > [data-state='filled']").length === {QUESTIONS - 1}"""
    )
    assert (await rows(browser))[ESSAY] == "filled"
    return await read_form(browser)


def bridge_of(machine: Machine) -> int:
    """Return the process of the bridge that the browser started: the last one that wrote into its log."""
    _, pid, _ = (machine.home.logs / "bridge.log").read_text("ascii").splitlines()[-1].split(maxsplit=2)
    return int(pid)


@asynccontextmanager
async def outlived_by_no_bridge(machine: Machine) -> AsyncIterator[None]:
    """What happens within ends the bridge, at the latest EXIT_SECONDS after the block."""
    async with watching(bridge_of(machine)) as (_, gone):
        assert not gone.is_set()
        yield
        await asyncio.wait_for(gone.wait(), EXIT_SECONDS)


async def check_the_rest(browser: Browser, provider: Handle, before: dict[str, list[str]]) -> None:
    """Fill the same form anew: what was in it `before` comes back unasked, and the missing essay with it."""
    await provider.release()
    assert (await fill_page(browser))["filled"] == QUESTIONS
    after = await read_form(browser)
    judgement = judge_page(after)
    assert (len(judgement.answered), judgement.wrong) == (QUESTIONS, ())
    written = {name: values for name, values in before.items() if any(values)}
    assert {name: after[name] for name in written} == written
    asked = (await provider.counts()).questions
    assert asked[ESSAY] == 1
    assert asked[OTHER_ESSAY] <= 2


@pytest.mark.parametrize("end", [methodcaller("close"), methodcaller("kill")], ids=["closed", "killed"])
async def test_a_browser_that_ends_in_mid_fill_costs_only_what_was_unfinished(
    room: Room, machine: Machine, provider: Handle, end: Callable[[Browser], Awaitable[None]]
) -> None:
    async with room.browser(machine) as browser:
        before = await fill_but_one(browser)
        async with outlived_by_no_bridge(machine):
            await end(browser)
    async with room.browser(machine) as browser:
        await check_the_rest(browser, provider, before)


async def test_a_tab_closed_in_mid_fill_costs_only_what_was_unfinished(
    room: Room, machine: Machine, provider: Handle
) -> None:
    async with room.browser(machine) as browser:
        before = await fill_but_one(browser)
        async with outlived_by_no_bridge(machine):
            await browser.renew_tab()
        await browser.open(room.page)
        await check_the_rest(browser, provider, before)


async def test_a_tab_led_to_another_site_in_mid_fill_gets_nothing_there(
    room: Room, machine: Machine, provider: Handle
) -> None:
    async with room.browser(machine) as browser:
        empty = await read_form(browser)
        before = await fill_but_one(browser)
        async with outlived_by_no_bridge(machine):
            await browser.open(room.page.replace("127.0.0.1", "localhost"))
        assert await read_form(browser) == empty
        await check_the_rest(browser, provider, before)
