"""Pages that behave as real ones do, filled and put back in one browser, as a person fills one form after another."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from fillwright.demo import folder_site
from fillwright.profile import ProfileStore
from tests.support.rooms import ROOT, Room
from tools.browsers import NAMES, Browser
from tools.browsers.panel import fill_page, mark_as_before, open_panel, press, rows, text
from tools.page_cases import say

RESUME: Final = ("leonie-brandner-cv.pdf", 3_000_000)
"""As large as résumés get: its bytes come over the native port in several frames."""
LETTER: Final = ("leonie-brandner-letter.pdf", 2_000)

DEFINED: Final = {
    "process.env.NODE_ENV": '"production"',
    "__VUE_OPTIONS_API__": "true",
    "__VUE_PROD_DEVTOOLS__": "false",
    "__VUE_PROD_HYDRATION_MISMATCH_DETAILS__": "false",
}
"""What the libraries ask their bundler for."""

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def widgets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page of real libraries' widgets is served, bundled from node_modules."""
    folder = tmp_path_factory.mktemp("widgets")
    source = Path(__file__).parent / "widgets"
    shutil.copy(source / "index.html", folder)
    bundle = ("--bundle", f"--outdir={folder}", *(f"--define:{name}={value}" for name, value in DEFINED.items()))
    kinds = [f"--loader:.{kind}=dataurl" for kind in ("png", "svg", "webp")]
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    subprocess.run([esbuild, source / "main.js", *bundle, *kinds, "--log-level=warning"], cwd=ROOT, check=True)
    with folder_site(folder) as url:
        yield url


@pytest_asyncio.fixture(
    scope="module",
    loop_scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"live-{name}")) for name in NAMES],
)
async def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """One browser for all pages; the person has stored a résumé and a letter, and pinned the letter to a question."""
    room = Room(request.param, tmp_path_factory.mktemp(request.param), "about:blank")
    async with room.machine({"FILLWRIGHT_PROVIDER": "drafts"}) as machine:
        files = ProfileStore(machine.home).files
        for name, size in (RESUME, LETTER):
            files.put(name, b"%" * size)
        await say(machine.home, {"Samples of your knots": LETTER[0]})
        async with room.browser(machine) as browser:
            yield browser


async def undo(browser: Browser) -> str:
    """Press Undo and return what the panel says when it is done."""
    await press(browser, "undo", "undone")
    return str(
        await browser.watch_panel(
            "(root) => !root.getElementById('again').hidden && root.getElementById('title').textContent"
        )
    )


async def test_uploads_get_the_stored_files_once_and_undo_takes_them_out(browser: Browser, site: str) -> None:
    await browser.open(f"{site}uploads.html")
    before = await browser.evaluate("() => submission()")
    await fill_page(browser)
    stated = await rows(browser)
    assert await browser.evaluate("() => submission()") == {
        "parsed": 0,
        "changes": 1,
        "letter": [list(LETTER)],
        "dropped": [RESUME[0]],
        "parse": [],
        "resume": [[*RESUME, "application/pdf"]],
        "word": [],
        "samples": [[*LETTER, "application/pdf"]],
        "name": "Leonie Brandner",
    }, stated
    assert stated["Resume as a Word document"] == "needs"
    assert await undo(browser) == "The form is as it was"
    assert await browser.evaluate("() => submission()") == {**before, "changes": 2}
    await fill_page(browser)
    await fill_page(browser)
    after = await browser.evaluate("() => submission()")
    assert (after["changes"], after["letter"], after["dropped"]) == (3, [list(LETTER)], [RESUME[0]])


async def test_questions_that_the_answers_bring_are_filled_too(browser: Browser, site: str) -> None:
    await browser.open(f"{site}appearing.html")
    before = await browser.evaluate("() => submission()")
    tally = await fill_page(browser)
    assert await browser.evaluate("() => submission()") == {
        "name": "Leonie Brandner",
        "sponsorship": "Yes",
        "citizenship": "Germany",
        "education": ["Master's degree"],
        "email": "leonie.brandner@example.com",
        "others": 0,
    }, await rows(browser)
    assert tally["filled"] == 5
    assert await undo(browser) == "The form is as it was"
    assert await browser.evaluate("() => submission()") == before


async def test_a_field_that_submits_its_form_is_written_last_and_what_was_stopped_is_said(
    browser: Browser, site: str
) -> None:
    await browser.open(f"{site}submits.html")
    await fill_page(browser)
    assert await browser.evaluate("() => submission()") == {
        "heard": ["name", "relocate", "email", "country"],
        "sent": 0,
        "address": "",
        "country": "DE",
        "name": "Leonie Brandner",
        "relocate": "Yes",
        "email": "leonie.brandner@example.com",
    }, await rows(browser)
    assert "The page tried to submit while it was being filled. That was stopped." in await text(browser, "note")


async def test_a_new_step_is_offered_and_filled_at_a_press(browser: Browser, site: str) -> None:
    await browser.open(f"{site}steps.html")
    await fill_page(browser)
    assert await browser.evaluate("() => submission()") == {"step": 1, "name": "Leonie Brandner"}
    await browser.evaluate("() => document.getElementById('next').click()")
    await press(browser, "more", "plan")
    await press(browser, "fill", "done")
    assert await browser.evaluate("() => submission()") == {
        "step": 2,
        "name": "Leonie Brandner",
        "email": "leonie.brandner@example.com",
        "phone": "+49 171 3920045",
    }


async def test_widgets_of_real_libraries_are_filled_and_put_back(browser: Browser, widgets: str) -> None:
    await browser.open(widgets)
    before = await browser.evaluate("() => submission()")
    await fill_page(browser)
    stated = await rows(browser)
    filled = await browser.evaluate("() => submission()")
    assert filled.pop("why").startswith("I "), stated
    assert filled == {
        "name": "Leonie Brandner",
        "degree": "Master's degree",
        "city": "Hamburg, Germany",
        "heard": "LinkedIn",
        "languages": ["German", "English"],
        "relocate": "Yes",
        "country": "DE",
        "places": ["1", "2"],
        "phone": ["de", "171 3920045"],
        "start": ["2027-03-01"],
        "calendar": ["2027-03-01"],
        "parts": ["03", "01", "2027"],
        "masked": "01/03/2027",
        "native": "2027-03-01",
        "month": "2014-09",
        "years": "11",
        "kinds": ["f"],
        "linkedin": "https://linkedin.example.com/in/leonie-brandner",
        "sponsorship": "0",
        "kubernetes": "5",
    }, stated
    said = await undo(browser)
    # Neither a list without a way to empty it nor a radio whose choice React holds can be taken back, by anybody.
    assert said == (
        "Put back, except what this page lets nobody empty: Highest level of education, Are you willing to relocate?"
    )
    stuck = {"degree": "Master's degree", "relocate": "Yes"}
    assert await browser.evaluate("() => submission()") == {**before, **stuck}


async def open_card(browser: Browser, question: str) -> str:
    """Unfold the card of `question` and return how to select it."""
    index = await browser.in_panel(
        """(root, question) => [...root.querySelectorAll("#rows > li")]
          .find((row) => row.querySelector(".question").textContent === question).dataset.index""",
        question,
    )
    card = f'#rows > [data-index="{index}"]'
    await browser.in_panel("(root, card) => { root.querySelector(card + ' details').open = true; }", card)
    return card


async def put(browser: Browser, selector: str, value: str) -> None:
    """Have `value` in the panel's control, as if it had been typed there."""
    await browser.in_panel(
        """(root, selector, value) => {
          const control = root.querySelector(selector);
          control.value = value;
          control.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        selector,
        value,
    )


ESSAY: Final = "Why do you want to work for us?"
OWN: Final = "Because my grandmother kept the lighthouse beside your harbour."


async def test_an_edited_answer_is_written_and_kept_only_when_asked(browser: Browser, site: str) -> None:
    await browser.open(f"{site}essay.html")
    await fill_page(browser)
    assert (await browser.evaluate("() => submission()"))["why"]
    card = await open_card(browser, ESSAY)
    await browser.click_in_panel(f"{card} .edit")
    await put(browser, f"{card} .edit-answer", OWN)
    assert (
        await browser.in_panel("(root) => root.querySelector('.counter').textContent")
        == f"{len(OWN)} of 900 characters"
    )
    await browser.click_in_panel(f"{card} .save")
    await browser.watch_panel("(root) => root.querySelector('.offer')")
    assert (await browser.evaluate("() => submission()"))["why"] == OWN
    await browser.open(f"{site}essay.html")
    await fill_page(browser)
    assert (await browser.evaluate("() => submission()"))["why"] != OWN
    await browser.click_in_panel(f"{await open_card(browser, ESSAY)} .edit")
    await put(browser, f"{card} .edit-answer", OWN)
    await browser.click_in_panel(f"{card} .save")
    await browser.click_in_panel(f"{card} .remember")
    await browser.watch_panel("(root) => root.querySelector('.kept')")
    assert await undo(browser) == "The form is as it was"
    assert (await browser.evaluate("() => submission()"))["why"] == ""
    await browser.open(f"{site}essay.html")
    await fill_page(browser)
    assert (await browser.evaluate("() => submission()"))["why"] == OWN


async def test_what_the_person_says_of_the_job_counts(browser: Browser, site: str) -> None:
    await browser.open(f"{site}essay.html")
    await open_panel(browser)
    await browser.in_panel("(root) => { root.getElementById('context').open = true; }")
    assert await browser.in_panel("(root) => root.getElementById('role').value") == "Data Engineer"
    await put(browser, "#company", "Bluewater")
    await press(browser, "fill", "done")
    card = await open_card(browser, ESSAY)
    await browser.click_in_panel(f"{card} .edit")
    await browser.click_in_panel(f"{card} .save")
    await browser.watch_panel("(root) => root.querySelector('.remember-company')?.textContent === 'Only for Bluewater'")


async def test_an_answer_is_asked_for_again_with_a_wish(browser: Browser, site: str) -> None:
    await browser.open(f"{site}essay.html?again")
    await fill_page(browser)
    card = await open_card(browser, "Tell us about a difficult technical problem you solved.")
    await mark_as_before(browser, f"{card} .ask")
    await browser.click_in_panel(f"{card} .ask")
    await browser.click_in_panel(f"{card} .shorter")
    await browser.watch_panel(
        f"""(root) => root.querySelector('{card}').dataset.state === 'filled' &&
          root.querySelector('{card} .ask:not([data-before])')"""
    )
    assert len((await browser.evaluate("() => submission()"))["problem"]) > 20
