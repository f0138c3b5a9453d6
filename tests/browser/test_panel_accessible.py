"""axe-core finds nothing wrong with any view of the panel, whose root is open for that, in light and dark.

One browser and one stylesheet serve both schemes; what axe measures is the same in the other browser.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio

from tests.support.axe import panel_faults
from tests.support.rooms import Room, by_openai
from tools.browsers import Browser
from tools.browsers.chromium import Chromium
from tools.browsers.machine import Machine
from tools.browsers.panel import card_of, fill_page, open_panel, press, wait_for_phase
from tools.provider_server import Config, Fault, Handle, provider_server_here

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("axe"),
    pytest.mark.parametrize("scheme", ["light", "dark"]),
]

PROBLEM: Final = "Tell us about a difficult technical problem you solved."
_RELEASE: Final = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def provider() -> AsyncIterator[Handle]:
    """A provider's server side, for all tests here."""
    async with provider_server_here() as handle:
        yield handle


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def at(provider: Handle, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Browser, Machine]]:
    """One Chromium for all tests here, and its machine; the panel's shadow root is open."""
    room = Room("chromium", tmp_path_factory.mktemp("axe"), "about:blank")
    settings = by_openai(provider, packing="off")
    async with room.machine(settings) as machine, room.browser(machine, open_root=True) as browser:
        yield browser, machine


@pytest.fixture
def browser(at: tuple[Browser, Machine]) -> Browser:
    """The browser alone."""
    return at[0]


async def unfold(browser: Browser) -> None:
    """Open everything that folds and wait until each card has its controls."""
    await browser.in_panel("(root) => { for (const one of root.querySelectorAll('details')) one.open = true; }")
    await browser.in_panel(_RELEASE)


async def visit(browser: Browser, url: str, scheme: Any) -> None:  # noqa: ANN401 - one of two words
    await browser.prefer_colours(scheme)
    await browser.open(f"{url}?{scheme}")


async def test_plan_review_editor_and_undone(browser: Browser, site: str, scheme: str) -> None:
    await visit(browser, f"{site}questions.html", scheme)
    await open_panel(browser)
    await unfold(browser)
    assert await panel_faults(browser) == [], "the plan"
    await press(browser, "fill", "done")
    await unfold(browser)
    assert await panel_faults(browser) == [], "the review"
    await browser.click_in_panel(f"{await card_of(browser, 'Full name')} .edit")
    await browser.click_in_panel("[data-tally=filled] button")
    assert await panel_faults(browser) == [], "an open editor, filtered"
    await press(browser, "undo", "undone")
    assert await panel_faults(browser) == [], "undone"


async def test_filling_cancelled_failed_and_asking(browser: Browser, site: str, provider: Handle, scheme: str) -> None:
    await provider.configure(Config(faults=(Fault(kind="hang", contains=PROBLEM),)))
    await visit(browser, f"{site}essay.html", scheme)
    await open_panel(browser)
    await browser.click_in_panel("#fill")
    await browser.watch_panel("(root) => root.querySelectorAll('#rows [data-state=filled]').length >= 1")
    await unfold(browser)
    assert await panel_faults(browser) == [], "filling"
    await press(browser, "cancel", "done")
    assert await panel_faults(browser) == [], "cancelled"
    await provider.configure(Config(faults=(Fault(kind="quota", contains=PROBLEM),)))
    await press(browser, "again", "filling")
    await wait_for_phase(browser, "done")
    await unfold(browser)
    assert await panel_faults(browser) == [], "an answer failed"
    await provider.configure(Config(faults=(Fault(kind="hang"),)))
    card = await card_of(browser, "Why do you want to work for us? *".removesuffix(" *"))
    await browser.click_in_panel(f"{card} .ask")
    assert await panel_faults(browser) == [], "the wishes"
    await browser.click_in_panel(f"{card} .shorter")
    await browser.watch_panel("(root) => root.querySelector('.waiting')")
    assert await panel_faults(browser) == [], "asking again"
    await provider.configure(Config())


async def test_reopened_and_more_to_read(browser: Browser, site: str, scheme: str) -> None:
    await visit(browser, f"{site}steps.html", scheme)
    await fill_page(browser)
    await browser.click_in_panel("#close")
    await browser.watch_page("(page) => page.querySelector('fillwright-panel') === null")
    await open_panel(browser, "done")
    await unfold(browser)
    assert await panel_faults(browser) == [], "reopened"
    await browser.evaluate("() => document.getElementById('next').click()")
    await browser.watch_panel("(root) => !root.getElementById('more').hidden")
    assert await panel_faults(browser) == [], "questions have appeared"


async def test_a_frame_from_elsewhere(browser: Browser, site: str, scheme: str) -> None:
    elsewhere = site.replace("127.0.0.1", "localhost")
    await browser.prefer_colours("dark" if scheme == "dark" else "light")
    await browser.open(f"{site}board-outside.html?{elsewhere}board-inside.html")
    await open_panel(browser)
    await unfold(browser)
    assert await panel_faults(browser) == [], "beside questions of the page"
    await browser.click_in_panel("#close")
    await browser.evaluate("() => { for (const one of document.querySelectorAll('p')) one.remove(); }")
    await open_panel(browser, "foreign")
    assert await panel_faults(browser) == [], "alone"


async def test_no_form(browser: Browser, scheme: str, site: str) -> None:
    await visit(browser, f"{site}questions.html", scheme)
    await browser.evaluate("() => { document.querySelector('form').remove(); }")
    await open_panel(browser, "problem")
    assert await panel_faults(browser) == []


async def test_no_host(at: tuple[Browser, Machine], site: str, scheme: str) -> None:
    browser, machine = at
    await visit(browser, f"{site}questions.html", scheme)
    manifests = [*machine.folder.glob(".config/*/NativeMessagingHosts/*.json")]
    kept = {path: path.read_bytes() for path in manifests}
    for path in manifests:
        path.unlink()
    try:
        await open_panel(browser, "problem")
        assert await panel_faults(browser) == []
    finally:
        for path, content in kept.items():
            path.write_bytes(content)


async def test_left_behind(browser: Browser, site: str, scheme: str) -> None:
    assert isinstance(browser, Chromium)
    await visit(browser, f"{site}questions.html", scheme)
    await fill_page(browser)
    async with browser.restarting():
        await browser.reload_extension()
    await browser.watch_panel("""(root) => root.getElementById("panel").dataset.phase === "disconnected" """)
    assert await panel_faults(browser) == []
