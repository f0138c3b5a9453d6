"""The panel by keyboard alone: whatever a press does there, Tab, Enter, Space, the arrows and Escape do too."""

from __future__ import annotations

from typing import Final

import pytest

from tests.support.keys import focused, press, tab_to, unfold
from tests.support.rooms import submission
from tools.browsers import Browser
from tools.browsers.panel import mark_as_before, open_panel, wait_for_phase

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

NAME: Final = "0"
WATCH: Final = "1"
BERTH: Final = "2"
MOTTO: Final = "4"
DOUBTED: Final = "5"
EMAIL: Final = "6"
WHY: Final = "1"
"""Places of questions in questions.html and essay.html, which are the names of their cards."""


async def fill(browser: Browser, url: str) -> None:
    """Open `url`, then the panel, and press Enter on Fill, which has the focus."""
    await browser.open(url)
    await open_panel(browser)
    assert (await focused(browser))["name"] == "fill"
    await browser.press_key("Enter")
    await wait_for_phase(browser, "done")


async def said(browser: Browser, card: str, selector: str) -> str:
    """Return what `selector` in `card` says, once it is there."""
    found = f"""root.querySelector('#rows > [data-index="{card}"] {selector}')"""
    return str(await browser.watch_panel(f"(root) => {found}?.textContent"))


async def state(browser: Browser, card: str, wanted: str) -> None:
    """Wait until `card` is in the state `wanted`."""
    await browser.watch_panel(
        f"""(root) => root.querySelector('#rows > [data-index="{card}"]').dataset.state === "{wanted}" """
    )


async def is_closed(browser: Browser) -> bool:
    return bool(await browser.evaluate("() => document.querySelector('fillwright-panel') === null"))


async def test_what_waits_is_answered_one_after_the_other(browser: Browser, site: str) -> None:
    await fill(browser, f"{site}questions.html?one-by-one")
    await tab_to(browser, value="m")
    await browser.press_key("ArrowDown")
    await press(browser, "save primary")
    await state(browser, WATCH, "filled")
    assert (await focused(browser)) == {"name": "summary", "value": "", "card": WATCH, "filter": ""}
    await tab_to(browser, "select", card=BERTH)
    await browser.press_key("ArrowDown")
    await press(browser, "save primary", card=BERTH)
    await state(browser, BERTH, "filled")
    form = await submission(browser)
    assert (form["watch"], form["berth"]) == ("e", "1")


async def test_an_answer_is_typed_kept_and_given_on_the_next_form(browser: Browser, site: str) -> None:
    await fill(browser, f"{site}questions.html?typed")
    await unfold(browser, MOTTO)
    await tab_to(browser, "edit-answer", card=MOTTO)
    await browser.type("Steady as she goes")
    assert await said(browser, MOTTO, ".counter") == "18 of 40 characters"
    await press(browser, "save primary", card=MOTTO)
    await state(browser, MOTTO, "filled")
    await press(browser, "remember", card=MOTTO)
    assert await said(browser, MOTTO, ".kept") == "Remembered for next time."
    await fill(browser, f"{site}questions.html?typed-2")
    assert (await submission(browser))["motto"] == "Steady as she goes"


async def test_a_proposal_is_put_in_and_all_is_undone(browser: Browser, site: str) -> None:
    await browser.open(f"{site}questions.html?undone")
    before = await submission(browser)
    await fill(browser, f"{site}questions.html?undone")
    await unfold(browser, DOUBTED)
    await press(browser, "put primary", card=DOUBTED)
    await state(browser, DOUBTED, "filled")
    assert (await submission(browser))["unauthorised"] == "yes"
    await press(browser, "undo", back=True)
    await browser.watch_panel("(root) => !root.getElementById('again').hidden")
    assert await submission(browser) == before
    assert (await focused(browser))["name"] == "again"
    await browser.press_key("Enter")
    await wait_for_phase(browser, "plan")


async def test_tiles_filter_and_a_question_is_shown_on_the_page(browser: Browser, site: str) -> None:
    await fill(browser, f"{site}questions.html?tiles")
    shown = "(root) => [...root.querySelectorAll('#rows > li:not([hidden])')].map((one) => one.dataset.state)"
    await tab_to(browser, "tile", filter="filled")
    await browser.press_key(" ")
    assert set(await browser.in_panel(shown)) == {"filled"}
    await unfold(browser, EMAIL)
    await press(browser, "show", card=EMAIL)
    await browser.watch_page("(page) => page.activeElement.id === 'email'")


async def test_questions_are_left_out_and_asked_after_all(browser: Browser, site: str) -> None:
    await browser.open(f"{site}questions.html?left-out")
    await open_panel(browser)
    await unfold(browser, EMAIL)
    await press(browser, "pass passed", card=EMAIL)
    await state(browser, EMAIL, "skipped")
    await press(browser, "fill", back=True)
    await wait_for_phase(browser, "done")
    assert (await submission(browser))["email"] == ""
    await unfold(browser, EMAIL)
    await press(browser, "pass anyway", card=EMAIL)
    await state(browser, EMAIL, "ready")
    await press(browser, "refill", back=True)
    await state(browser, EMAIL, "filled")
    assert (await submission(browser))["email"] == "leonie.brandner@example.com"


async def test_a_question_is_never_asked_until_it_is(browser: Browser, site: str) -> None:
    await browser.open(f"{site}questions.html?never")
    await open_panel(browser)
    await unfold(browser, EMAIL)
    await press(browser, "pass never", card=EMAIL)
    await state(browser, EMAIL, "skipped")
    await fill(browser, f"{site}questions.html?never-2")
    assert (await submission(browser))["email"] == ""
    await unfold(browser, EMAIL)
    await press(browser, "pass anyway", card=EMAIL)
    await state(browser, EMAIL, "write")


async def test_the_job_is_named_and_forms_are_filled_at_once(browser: Browser, site: str) -> None:
    await browser.open(f"{site}essay.html?job")
    await open_panel(browser)
    await tab_to(browser, "summary", back=True, card="")
    await browser.press_key("Enter")
    await tab_to(browser, "company")
    await browser.type("Bluewater")
    await tab_to(browser, value="on", name="input")
    await browser.press_key(" ")
    await browser.press_key("Escape")
    assert await is_closed(browser)
    await browser.open(f"{site}essay.html?job-2")
    await open_panel(browser, "done")
    await tab_to(browser, value="on", name="input")
    await browser.press_key(" ")
    await browser.press_key("Escape")
    await browser.open(f"{site}essay.html?job-3")
    await open_panel(browser)


async def test_an_answer_is_asked_for_again_with_a_wish(browser: Browser, site: str) -> None:
    await fill(browser, f"{site}essay.html?wish")
    await unfold(browser, WHY)
    await mark_as_before(browser, f'[data-index="{WHY}"] .ask')
    await press(browser, "ask", card=WHY)
    await browser.type("more about boats")
    await browser.press_key("Enter")
    await browser.watch_panel(f"""(root) => root.querySelector('[data-index="{WHY}"] .ask:not([data-before])')""")
    assert len((await submission(browser))["why"]) > 20


async def test_escape_leaves_a_text_before_it_closes_the_panel(browser: Browser, site: str) -> None:
    await fill(browser, f"{site}questions.html?escape")
    await unfold(browser, NAME)
    await press(browser, "edit", card=NAME)
    await browser.type("x")
    await browser.press_key("Escape")
    assert (await focused(browser)) == {"name": "summary", "value": "", "card": NAME, "filter": ""}
    assert (await submission(browser))["name"] == "Leonie Brandner"
    await browser.press_key("Escape")
    assert await is_closed(browser)


async def test_the_focus_goes_back_to_where_the_person_was(browser: Browser, site: str) -> None:
    await browser.open(f"{site}questions.html?back")
    await browser.evaluate("() => document.getElementById('motto').focus()")
    await open_panel(browser)
    await browser.press_key("Escape")
    assert await is_closed(browser)
    assert await browser.evaluate("() => document.activeElement.id") == "motto"
