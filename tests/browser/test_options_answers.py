"""The answers and the history on the options page, in real browsers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.options_page import Options

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

ESSAY = {"label": "Tell us about a project you are proud of.", "type": "textarea"}


async def begin(options: Options, *answers: dict[str, Any]) -> None:
    """Open the answers with just these in the store, the history empty."""
    await options.open("answers")
    await options.call("DELETE", "/api/answers")
    await options.call("DELETE", "/api/history")
    for each in answers:
        await options.call("PUT", "/api/answers", each)
    await options.open("answers")


async def unfold(options: Options) -> None:
    await options.press("#answers-list summary")
    await options.browser.watch_page(
        """(page) => page.querySelector("#answers-list .detail p:last-child")?.textContent"""
    )


async def test_a_company_is_shown_as_it_was_written(options: Options) -> None:
    await begin(options, {"question": "Why us?", "answer": "Robots.", "company": "Example Robotics GmbH"})
    assert await options.texts("#answers-list .quiet") == ["Only for Example Robotics GmbH"]


async def test_an_answer_widened_to_all_gets_a_slot_and_names_each_company(options: Options) -> None:
    await begin(
        options, {"question": "Why us?", "answer": "Example Robotics builds robots.", "company": "Example Robotics"}
    )
    await unfold(options)
    await options.type("#answers-list select", "")
    await options.press("#answers-list .bar button")
    await options.says("answers-said", "Kept")
    (kept,) = (await options.call("GET", "/api/answers"))["answers"]
    assert kept["answer"] == "{company} builds robots."
    form = {"fields": [{"label": "Why us?", "type": "textarea"}], "job_context": {"company": "Example Parcels"}}
    (given,) = (await options.call("POST", "/api/generate-batch", form))["responses"]
    assert given["answer"] == "Example Parcels builds robots."


async def test_where_an_answer_was_used_is_told(options: Options) -> None:
    await begin(options, {"question": "Why us?", "answer": "Robots."})
    await unfold(options)
    assert "Not used in any form" in await options.text("#answers-list .detail")
    job = {"company": "Example Parcels", "title": "Engineer"}
    await options.call(
        "POST", "/api/generate-batch", {"fields": [{"label": "Why us?", "type": "textarea"}], "job_context": job}
    )
    await options.open("answers")
    await unfold(options)
    assert "Used in: Engineer · Example Parcels" in await options.text("#answers-list .detail")


async def test_answers_to_one_question_are_shown_together_and_one_kept(options: Options) -> None:
    await begin(
        options,
        {"question": "Why do you want to work here?", "answer": "Robots."},
        {"question": "Why would you like to work for us?", "answer": "Pay."},
        {"question": "Where do you live?", "answer": "Hamburg."},
    )
    assert len(await options.texts("#duplicates > li")) == 1
    await options.press('#duplicates button[aria-label="Keep this one: Robots."]')
    await options.says("answers-said", "forgotten: 1")
    left = {each["answer"] for each in (await options.call("GET", "/api/answers"))["answers"]}
    assert left == {"Robots.", "Hamburg."}
    assert await options.browser.evaluate("() => document.getElementById('duplicates-card').hidden")


async def test_each_month_and_each_form_say_what_they_cost_and_one_form_is_deleted(options: Options) -> None:
    await begin(options)
    await options.call("PUT", "/api/settings", {"keys": {"openai": "sk-test-0123456789"}})
    for company in ("Example Parcels", "Example Robotics"):
        await options.call("POST", "/api/generate-batch", {"fields": [ESSAY], "job_context": {"company": company}})
    await options.call("PUT", "/api/settings", {"budget_usd": 0.5})
    await options.open("history")
    assert await options.texts("#months-rows tr td:nth-child(3)") == ["2"]
    month, form = await options.text("#months-rows tr td:nth-child(4)"), await options.text("#history-list .quiet")
    assert month.startswith("$0.0")
    assert "$0.0" in form
    assert await options.text("#form-budget") == "A form may cost at most $0.50."
    await options.press("#history-list li:first-child summary")
    await options.browser.watch_page("""(page) => page.querySelector("#history-list .detail button")""")
    await options.press("#history-list .detail button")
    await options.says("history-said", "Deleted")
    left = (await options.call("GET", "/api/history"))["batches"]
    assert [each["company"] for each in left] == ["Example Parcels"]
    await options.call("PUT", "/api/settings", {"keys": {"openai": None}, "budget_usd": None})


async def test_a_form_s_budget_set_on_the_page_is_kept_by_the_server(options: Options) -> None:
    await begin(options)
    await options.call("PUT", "/api/settings", {"keys": {"openai": "sk-test-0123456789"}})
    await options.open("provider")
    await options.type("#budget_usd", "0")
    await options.press("#provider-save")
    await options.says("provider-said", "Saved")
    job = {"company": "Example Boats"}
    (left,) = (await options.call("POST", "/api/generate-batch", {"fields": [ESSAY], "job_context": job}))["responses"]
    assert left["error"]["code"] == "budget_exceeded"
    await options.call("PUT", "/api/settings", {"keys": {"openai": None}, "budget_usd": None})


_NEVER = """async () => {
  await chrome.storage.local.set({ never: { "jobs.example.com": ["Fax number"] }, at_once: true });
}"""
_KEPT = "async () => chrome.storage.local.get(['never', 'at_once'])"


async def test_what_was_said_once_and_for_all_is_shown_and_taken_back(options: Options) -> None:
    await options.open("answers")
    await options.call("PUT", "/api/settings", {"wishes": ["shorter"]})
    await options.browser.evaluate(_NEVER)
    await options.open("answers")
    assert await options.texts("#habits-wishes span") == ["shorter"]
    assert await options.texts("#habits-never span") == ["“Fax number” on jobs.example.com"]
    assert await options.look_for_faults() == []
    await options.press("#habits-wishes button")
    await options.says("habits-said", "Taken back.")
    assert (await options.call("GET", "/api/settings"))["wishes"] == []
    await options.press("#habits-never button")
    await options.browser.watch_page("(page) => !page.querySelector('#habits-never button')")
    await options.press("#habits-at-once")
    await options.browser.watch_page("(page) => !page.getElementById('habits-at-once').checked")
    assert await options.browser.evaluate(_KEPT) == {"never": {}, "at_once": False}
