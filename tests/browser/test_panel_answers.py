"""The panel after the form is filled: what needs the person is answered there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio

from tests.support.rooms import Room, submission
from tools.browsers import NAMES, Browser
from tools.browsers.panel import card_of, fill_page, numbers, press, rows, tally, text

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

DRAFTS: Final = {"FILLWRIGHT_PROVIDER": "drafts"}
WATCH: Final = "Which watch would you rather keep?"
BERTH: Final = "Which berth appeals to you most?"
SIGNALS: Final = "Which signals have you hoisted?"
MOTTO: Final = "Motto of your last ship"
DOUBTED: Final = "Are you not authorised to work in Germany?"
BADGE: Final = "Number on your harbour badge"


@pytest_asyncio.fixture(
    scope="module",
    loop_scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"answers-{name}")) for name in NAMES],
)
async def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """One browser for all tests here; the panel's shadow root is open."""
    room = Room(request.param, tmp_path_factory.mktemp(request.param), "about:blank")
    async with room.machine(DRAFTS) as machine, room.browser(machine, open_root=True) as browser:
        yield browser


async def filled(browser: Browser, site: str, visit: str) -> None:
    """Open the page of questions anew and fill it."""
    await browser.open(f"{site}questions.html?{visit}")
    await fill_page(browser)


async def settled(browser: Browser, card: str) -> None:
    """Wait until `card` says that its question is filled."""
    await browser.watch_panel(f"""(root) => root.querySelector('{card}').dataset.state === "filled" """)


async def choose(browser: Browser, card: str, value: str) -> None:
    """Choose `value` of the select in `card`, as a person's choice is heard."""
    await browser.in_panel(
        """(root, selector, value) => {
          const select = root.querySelector(selector);
          select.value = value;
          select.dispatchEvent(new Event("change", { bubbles: true }));
        }""",
        f"{card} .editor select",
        value,
    )


async def test_what_needs_the_person_comes_first_and_the_first_is_open(browser: Browser, site: str) -> None:
    await filled(browser, site, "order")
    assert list(await rows(browser)) == [WATCH, BERTH, SIGNALS, MOTTO, DOUBTED, "Full name", "Email", BADGE]
    opened = "(root) => [...root.querySelectorAll('#rows details[open]')].map((one) => one.innerText.split('\\n')[0])"
    assert await browser.in_panel(opened) == [WATCH]


async def test_choices_of_every_kind_are_made_in_the_panel(browser: Browser, site: str) -> None:
    await filled(browser, site, "choices")
    watch = await card_of(browser, WATCH)
    await browser.click_in_panel(f'{watch} [value="n"]')
    await browser.click_in_panel(f"{watch} .save")
    await settled(browser, watch)
    berth = await card_of(browser, BERTH)
    await browser.watch_panel(f"""(root) => root.querySelector('{berth} .editor select')""")
    await choose(browser, berth, "7")
    await browser.click_in_panel(f"{berth} .save")
    await settled(browser, berth)
    signals = await card_of(browser, SIGNALS)
    await browser.click_in_panel(f'{signals} [value="a"]')
    await browser.click_in_panel(f'{signals} [value="c"]')
    await browser.click_in_panel(f"{signals} .save")
    await settled(browser, signals)
    form = await submission(browser)
    assert (form["watch"], form["berth"], form["signals"]) == ("n", "7", "a,c")
    await browser.click_in_panel(f"{signals} .edit")
    await browser.click_in_panel(f'{signals} [value="a"]')
    await browser.click_in_panel(f"{signals} .save")
    await browser.watch_panel(f"""(root) => root.querySelector('{signals} .answer')?.textContent === "Charlie" """)
    assert (await submission(browser))["signals"] == "c"
    await press(browser, "undo", "undone")
    await browser.watch_panel("(root) => !root.getElementById('again').hidden")
    assert not {"watch", "signals"} & set(await submission(browser))


async def test_a_choice_made_in_the_panel_is_remembered_when_asked(browser: Browser, site: str) -> None:
    await filled(browser, site, "before")
    berth = await card_of(browser, BERTH)
    await browser.watch_panel(f"""(root) => root.querySelector('{berth} .editor select')""")
    await choose(browser, berth, "5")
    await browser.click_in_panel(f"{berth} .save")
    await browser.click_in_panel(f"{berth} .remember")
    await browser.watch_panel(f"""(root) => root.querySelector('{berth} .kept')""")
    await filled(browser, site, "after")
    assert (await submission(browser))["berth"] == "5"


async def test_a_proposal_is_marked_as_one_and_put_in_at_a_press(browser: Browser, site: str) -> None:
    await filled(browser, site, "proposal")
    assert "unauthorised" not in await submission(browser)
    card = await card_of(browser, DOUBTED)
    said = await browser.in_panel("(root, card) => root.querySelector(card + ' .proposed').textContent", card)
    assert said == "A proposal. It is not in the form."
    await browser.click_in_panel(f"{card} .put")
    await settled(browser, card)
    assert (await submission(browser))["unauthorised"] == "yes"
    assert not await browser.in_panel("(root, card) => Boolean(root.querySelector(card + ' .proposal'))", card)


async def test_the_person_s_own_word_takes_the_place_of_what_the_page_holds(browser: Browser, site: str) -> None:
    await browser.open(f"{site}questions.html?held")
    await browser.evaluate("() => { document.getElementById('badge').value = '17'; }")
    await fill_page(browser)
    card = await card_of(browser, BADGE)
    await browser.click_in_panel(f"{card} .edit")
    await browser.in_panel("(root, card) => { root.querySelector(card + ' .edit-answer').value = '18'; }", card)
    await browser.click_in_panel(f"{card} .save")
    await settled(browser, card)
    assert (await submission(browser))["badge"] == "18"


async def test_the_tiles_count_and_filter(browser: Browser, site: str) -> None:
    await filled(browser, site, "tiles")
    open_questions = 3 if (await tally(browser))["needs"] == 4 else 4
    assert (await numbers(browser, "tally"))["needs"] == open_questions + 1
    shown = "(root) => [...root.querySelectorAll('#rows > li:not([hidden]) .question')].map((one) => one.textContent)"
    await browser.click_in_panel("[data-tally=skipped] button")
    assert await browser.in_panel(shown) == [BADGE]
    await browser.click_in_panel("[data-tally=skipped] button")
    assert len(await browser.in_panel(shown)) == 8


async def test_what_is_left_empty_is_counted_as_it_is_answered(browser: Browser, site: str) -> None:
    await filled(browser, site, "gaps")
    before = await text(browser, "gaps")
    card = await card_of(browser, DOUBTED)
    await browser.click_in_panel(f"{card} .put")
    await settled(browser, card)
    counts = [[int(word) for word in said.split() if word.isdigit()] for said in (before, await text(browser, "gaps"))]
    assert counts[1] == [count - 1 for count in counts[0]]


async def test_cards_keep_their_places_while_they_are_answered(browser: Browser, site: str) -> None:
    await filled(browser, site, "places")
    before = list(await rows(browser))
    await browser.click_in_panel(f"{await card_of(browser, DOUBTED)} .put")
    await settled(browser, await card_of(browser, DOUBTED))
    assert list(await rows(browser)) == before


async def test_what_the_person_changes_in_the_page_is_offered_to_be_kept(browser: Browser, site: str) -> None:
    await filled(browser, site, "changed")
    before = await text(browser, "gaps")
    await click_on_page(browser, "[name=signals][value=b]")
    card = await card_of(browser, SIGNALS)
    await browser.watch_panel(f"""(root) => root.querySelector('{card} .state').textContent === "Changed" """)
    assert await text(browser, "gaps") != before
    await browser.click_in_panel(f"{card} .remember")
    await browser.watch_panel(f"(root) => root.querySelector('{card} .kept')")
    await filled(browser, site, "changed-2")
    assert (await submission(browser))["signals"] == "b"


async def click_on_page(browser: Browser, selector: str) -> None:
    """Click the page's element `selector` as a person does."""
    x, y = await browser.evaluate(
        """(selector) => {
          const box = document.querySelector(selector).getBoundingClientRect();
          return [box.x + box.width / 2, box.y + box.height / 2];
        }""",
        selector,
    )
    await browser.click_at(x, y)
