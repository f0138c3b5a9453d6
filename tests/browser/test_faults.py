"""What the panel says and does when a part of the line is missing or dies."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest

from fillwright.demo import judge_page
from tests.support.rooms import Room, by_openai
from tools.browsers import Browser
from tools.browsers.chromium import Chromium
from tools.browsers.panel import card_of, fill_page, open_panel, press, read_form, rows, tally, text, wait_for_phase
from tools.provider_server import Config, Fault, Handle

pytestmark = pytest.mark.browser

DRAFTS = {"FILLWRIGHT_PROVIDER": "drafts"}
ESSAY = "Why do you want to work at Quayside Analytics?"
OTHER_ESSAY = "Tell us about a difficult technical problem you solved."


async def wait_for_row(browser: Browser, question: str, state: str) -> None:
    """Wait until the panel shows `question` in `state`."""
    await browser.watch_panel(
        f"""(root) => [...root.querySelectorAll("#rows > li")].some((row) =>
          row.dataset.state === "{state}" && row.querySelector(".question").textContent === "{question}")"""
    )


async def test_a_missing_host_is_said_with_the_mend(room: Room) -> None:
    async with room.machine(DRAFTS, host=False) as machine, room.browser(machine) as browser:
        await open_panel(browser, "problem")
        assert "fillwright install" in await text(browser, "problem-mend")


async def test_a_host_installed_after_the_problem_is_found_by_trying_again(room: Room) -> None:
    async with room.machine(DRAFTS, host=False) as machine, room.browser(machine) as browser:
        await open_panel(browser, "problem")
        await machine.install_host()
        await press(browser, "again", "plan")


async def test_a_server_killed_in_mid_batch_costs_only_what_was_unfinished(room: Room, provider: Handle) -> None:
    await provider.configure(Config(faults=(Fault(kind="hang", contains=OTHER_ESSAY, times=1),)))
    async with room.machine(by_openai(provider, packing="off")) as machine, room.browser(machine) as browser:
        await open_panel(browser)
        await browser.click_in_panel("#fill")
        await wait_for_row(browser, ESSAY, "filled")
        said = asyncio.create_task(
            browser.watch_panel("""(root) => root.getElementById("note").textContent.includes("connection was lost")""")
        )
        await machine.end_server(signal.SIGKILL)
        await said
        await wait_for_phase(browser, "done")
        judgement = judge_page(await read_form(browser))
        assert (len(judgement.answered), judgement.wrong) == (18, ())
        assert await tally(browser) == {"filled": 18, "needs": 0, "skipped": 2, "failed": 0}
    counts = await provider.counts()
    assert counts.questions == {ESSAY: 1, OTHER_ESSAY: 2}


async def test_an_extension_whose_files_were_renewed_starts_anew_by_itself(tmp_path: Path, page: str) -> None:
    room = Room("chromium", tmp_path, page)
    async with room.machine(DRAFTS) as machine, room.browser(machine, open_root=True) as browser:
        assert isinstance(browser, Chromium)
        await open_panel(browser)
        await browser.click_in_panel("#close")
        renew(tmp_path / "extension")
        async with browser.restarting():
            await browser.click_toolbar_button()
        await browser.open(f"{page}?again")
        await fill_page(browser)
        assert len(judge_page(await read_form(browser)).answered) == 18


async def test_a_review_is_there_again_after_the_extension_started_anew(tmp_path: Path, page: str) -> None:
    room = Room("chromium", tmp_path, page)
    async with room.machine(DRAFTS) as machine, room.browser(machine, open_root=True) as browser:
        assert isinstance(browser, Chromium)
        empty = await read_form(browser)
        await fill_page(browser)
        before = await rows(browser)
        await browser.click_in_panel("#close")
        await browser.watch_page("(page) => page.querySelector('fillwright-panel') === null")
        renew(tmp_path / "extension")
        async with browser.restarting():
            await browser.click_toolbar_button()
        await open_panel(browser, "done")
        assert await rows(browser) == before
        card = await card_of(browser, "City")
        await browser.click_in_panel(f"{card} .edit")
        await browser.in_panel("(root, card) => { root.querySelector(card + ' .edit-answer').value = 'Kiel'; }", card)
        await browser.click_in_panel(f"{card} .save")
        await browser.watch_panel(f"(root) => root.querySelector('{card} .answer')?.textContent === 'Kiel'")
        assert (await read_form(browser))["city"] == ["Kiel"]
        assert (
            await browser.in_background("async () => (await chrome.storage.local.get('carried')).carried ?? null")
            is None
        )
        await press(browser, "undo", "undone")
        assert (
            await browser.watch_panel(
                """(root) => !root.getElementById("again").hidden && root.getElementById("title").textContent"""
            )
            == "The form is as it was"
        )
        assert await read_form(browser) == empty


def renew(extension: Path) -> None:
    """Have the agent need a script that only the renewed list names."""
    (extension / "page" / "renewed.js").write_text("globalThis.fillwright.renewed = {};", "utf-8")
    listed = extension / "page_scripts.js"
    name = '  "page/agent.js",\n'
    listed.write_text(listed.read_text("utf-8").replace(name, f'  "page/renewed.js",\n{name}'), "utf-8")
    agent = extension / "page" / "agent.js"
    agent.write_text(f"Object.keys(globalThis.fillwright.renewed);\n{agent.read_text('utf-8')}", "utf-8")


async def test_a_panel_whose_extension_was_restarted_says_so_and_undoes(tmp_path: Path, page: str) -> None:
    room = Room("chromium", tmp_path, page)
    async with room.machine(DRAFTS) as machine, room.browser(machine) as browser:
        assert isinstance(browser, Chromium)
        before = await read_form(browser)
        await fill_page(browser)
        async with browser.restarting():
            await browser.reload_extension()
        assert (
            await browser.watch_panel(
                """(root) => root.getElementById("panel").dataset.phase === "disconnected" &&
              root.getElementById("title").textContent"""
            )
            == "Fillwright was restarted. Press its toolbar button to go on."
        )
        await browser.click_in_panel("#undo")
        assert (
            await browser.watch_panel(
                """(root) => !root.getElementById("again").hidden && root.getElementById("title").textContent"""
            )
            == "The form is as it was"
        )
        assert await read_form(browser) == before


async def test_what_keeps_questions_unanswered_is_said_first_with_a_way_to_the_settings(room: Room) -> None:
    async with room.machine({"FILLWRIGHT_PROVIDER": "openai"}) as machine, room.browser(machine) as browser:
        await fill_page(browser)
        assert await text(browser, "problem-text") == "Not answered: 2"
        assert "API key" in await text(browser, "problem-mend")
        opened = "(root) => [...root.querySelectorAll('#rows details[open] .question')].map((one) => one.textContent)"
        assert await browser.in_panel(opened) == [ESSAY, OTHER_ESSAY]
        if isinstance(browser, Chromium):  # a new tab opens in Firefox as well; only here it can be waited for
            async with browser.opening() as tab:
                await browser.click_in_panel("#settings")
            assert tab.url.endswith("options/options.html#provider")


async def test_undo_puts_the_whole_form_back(room: Room) -> None:
    async with room.machine(DRAFTS) as machine, room.browser(machine) as browser:
        before = await read_form(browser)
        await open_panel(browser)
        await press(browser, "fill", "done")
        assert await read_form(browser) != before
        await browser.click_in_panel("#undo")
        await browser.watch_panel("""(root) => !root.getElementById("again").hidden""")
        assert await read_form(browser) == before
