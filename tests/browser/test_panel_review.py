"""The review outlives the panel and the background; questions are filled anew, left out and asked never again."""

from __future__ import annotations

from typing import Final

import pytest

from tests.support.rooms import submission
from tools.browsers import Browser
from tools.browsers.chromium import Chromium
from tools.browsers.firefox import Firefox
from tools.browsers.panel import card_of, fill_page, open_panel, press, rows, wait_for_phase

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

WATCH: Final = "Which watch would you rather keep?"
NAME: Final = "Full name"
EMAIL: Final = "Email"

_GONE: Final = "(page) => page.querySelector('fillwright-panel') === null"


async def close(browser: Browser) -> None:
    """Close the panel and wait until it is gone."""
    await browser.click_in_panel("#close")
    await browser.watch_page(_GONE)


async def undo(browser: Browser) -> None:
    await press(browser, "undo", "undone")
    await browser.watch_panel("(root) => !root.getElementById('again').hidden")


@pytest.mark.parametrize("stopped", [False, True], ids=["closed", "background-stopped"])
async def test_the_review_is_there_again_with_its_undo(browser: Browser, site: str, stopped: bool) -> None:  # noqa: FBT001 - a parameter
    await browser.open(f"{site}questions.html?again-{stopped}")
    await fill_page(browser)
    watch = await card_of(browser, WATCH)
    await browser.click_in_panel(f'{watch} [value="m"]')
    await browser.click_in_panel(f"{watch} .save")
    await browser.watch_panel(f"""(root) => root.querySelector('{watch}').dataset.state === "filled" """)
    before = await rows(browser)
    await close(browser)
    if stopped:
        await browser.stop_worker()
    await open_panel(browser, "done")
    assert await rows(browser) == before
    await browser.click_in_panel(f"{await card_of(browser, WATCH)} .edit")
    await browser.click_in_panel(f'{watch} [value="e"]')
    await browser.click_in_panel(f"{watch} .save")
    await browser.watch_panel(f"""(root) => root.querySelector('{watch} .answer')?.textContent === "Evening" """)
    assert (await submission(browser))["watch"] == "e"
    await undo(browser)
    assert await submission(browser) == {"name": "", "berth": "", "motto": "", "email": "", "badge": ""}
    await close(browser)
    await open_panel(browser, "plan")


async def test_another_document_has_no_review(browser: Browser, site: str) -> None:
    await browser.open(f"{site}questions.html?first")
    await fill_page(browser)
    await close(browser)
    await browser.open(f"{site}questions.html?first")
    await open_panel(browser, "plan")


async def test_only_what_is_empty_is_filled_anew(browser: Browser, site: str) -> None:
    await browser.open(f"{site}questions.html?refill")
    await fill_page(browser)
    await browser.evaluate(
        "() => { document.getElementById('email').value = ''; document.getElementById('name').value = 'L. B.'; }"
    )
    await press(browser, "refill", "filling")
    await wait_for_phase(browser, "done")
    form = await submission(browser)
    assert (form["email"], form["name"]) == ("leonie.brandner@example.com", "L. B.")


async def test_what_is_left_out_is_not_filled(browser: Browser, site: str) -> None:
    await browser.open(f"{site}questions.html?left-out")
    await open_panel(browser)
    card = await card_of(browser, EMAIL)
    await browser.click_in_panel(f"{card} .passed")
    await browser.watch_panel(f"""(root) => root.querySelector('{card}').dataset.state === "skipped" """)
    await press(browser, "fill", "done")
    form = await submission(browser)
    assert (form["email"], form["name"]) == ("", "Leonie Brandner")
    await browser.click_in_panel(f"{await card_of(browser, EMAIL)} .anyway")
    await press(browser, "refill", "filling")
    await wait_for_phase(browser, "done")
    assert (await submission(browser))["email"] == "leonie.brandner@example.com"


async def test_a_question_is_never_asked_again_on_the_site_until_it_is(browser: Browser, site: str) -> None:
    await browser.open(f"{site}questions.html?never")
    await open_panel(browser)
    card = await card_of(browser, EMAIL)
    await browser.click_in_panel(f"{card} .never")
    await browser.watch_panel(f"""(root) => root.querySelector('{card}').dataset.state === "skipped" """)
    await browser.open(f"{site}questions.html?never-2")
    await fill_page(browser)
    assert (await submission(browser))["email"] == ""
    assert (await rows(browser))[EMAIL] == "skipped"
    await browser.open(f"{site}questions.html?never-3")
    await open_panel(browser)
    await browser.click_in_panel(f"{await card_of(browser, EMAIL)} .anyway")
    await browser.watch_panel(f"""(root) => root.querySelector('{card}').dataset.state !== "skipped" """)
    await browser.open(f"{site}questions.html?never-4")
    await fill_page(browser)
    assert (await submission(browser))["email"] == "leonie.brandner@example.com"


async def test_a_form_is_filled_without_a_press_where_the_person_chose_so(browser: Browser, site: str) -> None:
    await browser.open(f"{site}questions.html?at-once")
    await open_panel(browser)
    await browser.click_in_panel("#at-once input")
    await close(browser)
    await browser.open(f"{site}questions.html?at-once-2")
    await browser.click_toolbar_button()
    await browser.watch_panel("(root) => root.getElementById('panel').dataset.phase === 'done'")
    assert (await submission(browser))["name"] == "Leonie Brandner"
    await browser.click_in_panel("#at-once input")
    await close(browser)
    await browser.open(f"{site}questions.html?at-once-3")
    await open_panel(browser, "plan")
    assert (await submission(browser))["name"] == ""


async def test_the_context_menu_fills_one_field(browser: Browser, site: str) -> None:
    await browser.open(f"{site}questions.html?one")
    await choose_in_context_menu(browser, "email")
    await wait_for_phase(browser, "done")
    form = await submission(browser)
    assert (form["email"], form["name"]) == ("leonie.brandner@example.com", "")
    assert list(await rows(browser)) == [EMAIL]


async def choose_in_context_menu(browser: Browser, control: str) -> None:
    """Choose to fill the one field `control` where the person has clicked into it with the right button.

    Chromium draws no menu without a display: see its driver for what is real there.
    """
    if isinstance(browser, Chromium):
        await open_panel(browser)
        await close(browser)
    x, y = await browser.evaluate(
        """(id) => {
          const box = document.getElementById(id).getBoundingClientRect();
          return [box.x + 9, box.y + 9];
        }""",
        control,
    )
    if isinstance(browser, Chromium):
        await browser.choose_in_context_menu(x, y, "one")
    elif isinstance(browser, Firefox):
        await browser.choose_in_context_menu(x, y, "Fill this field with Fillwright")
