"""While answers come nothing in the panel moves, and the person may work in the page, or cancel by keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

import pytest

from tests.support.keys import focused
from tests.support.rooms import Room, by_openai
from tools.browsers import Browser
from tools.browsers.panel import open_panel, read_form, text, wait_for_phase
from tools.provider_server import Config, Fault, Handle

pytestmark = pytest.mark.browser

ESSAY: Final = "Why do you want to work at Quayside Analytics?"
OTHER_ESSAY: Final = "Tell us about a difficult technical problem you solved."

PARTS: Final = 4 + 20
"""Those above the list, and the questions."""

_WATCH: Final = """(root) => {
  const panel = root.getElementById("panel");
  const seen = (root.host.seen = {});
  const look = () => {
    if (panel.dataset.phase !== "filling") return;
    for (const part of root.querySelectorAll("#progress, #tally, #note, #cancel, #rows > li")) {
      const name = part.id || part.dataset.index;
      const top = Math.round(part.getBoundingClientRect().top);
      (seen[name] ??= []).includes(top) || seen[name].push(top);
    }
    requestAnimationFrame(look);
  };
  look();
}"""
"""Write down from now on, frame by frame until the fill has ended, where each part stands."""

_TOP: Final = """(root, index) =>
  Math.round(root.querySelector(`#rows > [data-index="${index}"]`).getBoundingClientRect().top)"""


@pytest.fixture
async def browser(room: Room, provider: Handle) -> AsyncIterator[Browser]:
    """The demo page, whose one essay is answered when it is released."""
    await provider.configure(Config(faults=(Fault(kind="hang", contains=OTHER_ESSAY, times=1),)))
    async with room.machine(by_openai(provider, packing="off")) as machine, room.browser(machine) as browser:
        yield browser


async def fill_but_one(browser: Browser) -> None:
    """Wait until nothing but the other essay is missing."""
    await browser.watch_panel("(root) => root.querySelectorAll('#rows > [data-state=filled]').length === 17")


async def test_nothing_moves_while_answers_come(browser: Browser, provider: Handle) -> None:
    await open_panel(browser)
    await browser.click_in_panel("#fill")
    await browser.in_panel(_WATCH)
    await fill_but_one(browser)
    await provider.release()
    await wait_for_phase(browser, "done")
    seen = await browser.in_panel("(root) => root.host.seen")
    assert len(seen) == PARTS
    assert {name: tops for name, tops in seen.items() if len(tops) > 1} == {}


async def test_who_reads_further_down_stays_there_when_the_list_is_put_in_order(
    browser: Browser, provider: Handle
) -> None:
    await open_panel(browser)
    await browser.click_in_panel("#fill")
    await fill_but_one(browser)
    read = await browser.in_panel(
        """(root) => new Promise((done) => {
          const body = root.getElementById("body");
          body.addEventListener("scroll", () => requestAnimationFrame(() => {
            const top = body.getBoundingClientRect().top;
            const cards = [...root.querySelectorAll("#rows > li")];
            done(cards.find((card) => card.getBoundingClientRect().top >= top).dataset.index);
          }), { once: true });
          root.getElementById("panel").style.maxHeight = "500px"; // where the end is near, there is no way further down
          body.scrollTop = 200;
        })"""
    )
    before = await browser.in_panel(_TOP, read)
    await provider.release()
    await wait_for_phase(browser, "done")
    after = await browser.in_panel(_TOP, read)
    assert abs(after - before) <= 1


async def test_a_fill_is_cancelled_and_goes_on(browser: Browser, provider: Handle) -> None:
    await open_panel(browser)
    await browser.press_key("Enter")
    await fill_but_one(browser)
    assert (await focused(browser))["name"] == "cancel"
    await browser.press_key("Enter")
    await wait_for_phase(browser, "done")
    assert await text(browser, "title") == "Stopped"
    await provider.release()
    await browser.click_in_panel("#again")
    await browser.watch_panel("(root) => root.getElementById('title').textContent === 'Done'")


async def test_who_types_in_the_page_goes_on_typing_there(browser: Browser, provider: Handle) -> None:
    await open_panel(browser)
    await browser.click_in_panel("#fill")
    await fill_but_one(browser)
    x, y = await browser.evaluate(
        """() => {
          const city = document.getElementById("city");
          city.scrollIntoView({ block: "center" });
          const { x, y } = city.getBoundingClientRect();
          return [x + 9, y + 9];
        }"""
    )
    await browser.click_at(x, y)
    await browser.press_key("End")
    await provider.release()
    await wait_for_phase(browser, "done")
    await browser.type("!")
    assert await browser.evaluate("() => document.activeElement.id") == "city"
    assert (await read_form(browser))["city"] == ["Hamburg!"]
