"""The first run on the options page, in real browsers: from nothing to a profile, and somebody who writes."""

from __future__ import annotations

import io
import json
from typing import Any

import docx
import pytest

from fillwright.profile import sample_profile
from tests.support.local_server import ollama
from tests.support.options_page import Options
from tools.resumes.make import resumes

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

KEY = "sk-test-0123456789"
_OPEN = "() => [...document.querySelectorAll('.step')].filter((each) => each.open).map((each) => each.id)"
_FORGET = "async () => { await chrome.storage.local.clear(); }"
_DEFAULTS = {
    **dict.fromkeys(("provider", "model", "local_base_url", "privacy")),
    "keys": {"openai": None, "anthropic": None},
}


async def begin(options: Options, profile: dict[str, Any] | None = None) -> None:
    """Open the page as for the first time: nothing gone past, the default settings, no keys."""
    await options.open("start", profile)
    await options.call("PUT", "/api/settings", _DEFAULTS)
    await options.browser.evaluate(_FORGET)
    await options.open("start", profile)


async def opened(options: Options) -> list[str]:
    return list(await options.browser.evaluate(_OPEN))


async def settings(options: Options) -> str:
    path = options.machine.home.settings
    return path.read_text("utf-8") if path.exists() else ""


async def test_the_first_run_takes_at_most_ten_clicks(options: Options) -> None:
    resume = next(found for found in resumes() if found.name.endswith(".pdf"))
    await begin(options, {})
    assert await opened(options) == ["step-resume"]
    before = options.clicks
    await options.choose("#import-file", "cv.pdf", resume.data)
    await options.says("import-said", "is kept as your résumé")
    await options.unfolded("step-gaps")
    await options.type("#gap\\.application\\.notice\\.value", "3")
    await options.type("#gap\\.application\\.salary\\.min", "70000")
    await options.type("#gap\\.application\\.salary\\.currency", "EUR")
    await options.press("#gaps-save")
    await options.says("gaps-said", "Saved")
    await options.press("#step-gaps-next")
    await options.unfolded("step-writer")
    await options.settled("start")
    await options.type("#setup-key", KEY)
    await options.press("#setup-key-keep")
    await options.says("writer-said", "OpenAI answers")
    await options.press("#step-writer-next")
    await options.unfolded("step-privacy")
    await options.press("#step-privacy-next")
    await options.browser.watch_page("""(page) => !page.getElementById("ready").hidden""")
    assert options.clicks - before + 2 <= 10, "two for choosing the file"
    profile = options.profile()
    assert profile["basics"]["email"] == resume.truth["basics"]["email"]
    assert profile["application"]["notice"] == {"value": 3, "unit": "month"}
    assert profile["application"]["files"] == {"resume": "cv.pdf"}
    assert 'provider = "openai"' in await settings(options)


async def test_it_goes_on_where_it_was_left(options: Options) -> None:
    await begin(options)
    assert await opened(options) == ["step-writer"]
    await options.press("#step-writer-next")
    await options.unfolded("step-privacy")
    await options.open("start")
    assert await opened(options) == ["step-privacy"]
    assert await options.text("#progress") == "Set up: 3 of 4 steps done"


async def test_what_the_profile_lacks_is_told_right_there(options: Options) -> None:
    profile = json.loads(sample_profile())
    del profile["application"]["salary"]
    await begin(options, profile)
    assert await options.texts("#gaps legend") == ["Salary expectation"]
    await options.type("#gap\\.application\\.salary\\.min", "90000")
    await options.type("#gap\\.application\\.salary\\.max", "100")
    await options.type("#gap\\.application\\.salary\\.currency", "EUR")
    await options.press("#gaps-save")
    await options.says("gaps-said", "Not saved")
    assert await options.focused() == "gap.application.salary.min"
    assert "swap them" in await options.text("#gap\\.application\\.salary\\.min-wrong")
    await options.type("#gap\\.application\\.salary\\.max", "95000")
    await options.press("#gaps-save")
    await options.says("gaps-said", "Saved")
    kept = {"min": 90000, "max": 95000, "currency": "EUR", "period": "year"}
    assert options.profile()["application"]["salary"] == kept
    assert await options.texts("#gaps legend") == []


async def test_a_page_on_linkedin_is_added_to_the_others(options: Options) -> None:
    profile = json.loads(sample_profile())
    others = [link for link in profile["basics"]["profiles"] if link["network"] != "LinkedIn"]
    await begin(options, {**profile, "basics": {**profile["basics"], "profiles": others}})
    await options.type("#gap\\.basics\\.linkedin", "https://www.linkedin.com/in/leonie-example")
    await options.press("#gaps-save")
    await options.says("gaps-said", "Saved")
    told = {"network": "LinkedIn", "url": "https://www.linkedin.com/in/leonie-example"}
    assert options.profile()["basics"]["profiles"] == [*others, told]


async def test_where_one_lives_is_offered_as_where_one_may_work_and_told_by_nobody_else(options: Options) -> None:
    await begin(options, {"basics": {"name": "Ada", "location": {"countryCode": "DE"}}})
    country = "#gap\\.application\\.work_authorization\\.DE"
    value = "(given) => document.querySelector(given).value"
    assert await options.browser.evaluate(value, country) == "DE"
    await options.type("#gap\\.basics\\.phone", "+1 202 555 0143")
    await options.press("#gaps-save")
    await options.says("gaps-said", "Saved")
    assert "application" not in options.profile()


async def test_a_server_on_this_machine_is_found_tested_and_taken(options: Options) -> None:
    async with ollama("llama-small", "llama-large") as base_url:
        await begin(options)
        await options.says("setup-local-said", "Found on this machine")
        assert await options.texts("#setup-local .found .name") == ["Ollama"]
        await options.type("#setup-local select", "llama-large")
        await options.press("#setup-local .found button")
        await options.says("writer-said", "answers: llama-large")
    kept = await settings(options)
    assert f'local_base_url = "{base_url}"' in kept
    assert 'provider = "local"' in kept


async def test_a_key_that_is_none_is_named_at_its_control(options: Options) -> None:
    await begin(options)
    await options.press("#setup-key-keep")
    assert await options.text("#setup-key-wrong") == "Paste the key first."
    await options.type("#setup-key", "two words")
    await options.press("#setup-key-keep")
    await options.says("writer-said", "Not saved")
    assert "one word" in await options.text("#setup-key-wrong")


async def test_what_may_leave_the_machine_is_kept_at_once(options: Options) -> None:
    await begin(options)
    await options.press("#step-privacy summary")
    await options.press('[name="setup-privacy"][value="masked"]')
    await options.says("privacy-said", "Saved")
    assert 'privacy = "masked"' in await settings(options)


async def test_a_resume_is_imported_and_what_was_told_for_applications_stays(options: Options) -> None:
    await begin(options, {"application": {"relocate": True}})
    resume = {"basics": {"name": "Ada Example", "email": "ada@example.com"}, "work": [{"name": "Example Robotics"}]}
    await options.choose("#import-file", "resume.json", json.dumps(resume).encode())
    await options.says("import-said", "resume.json was read")
    assert options.profile() == {**resume, "application": {"relocate": True}}
    assert "Ada Example" in await options.text("#found")


async def test_a_word_resume_is_read_kept_for_uploads_and_its_values_shown_with_their_places(options: Options) -> None:
    written = io.BytesIO()
    document = docx.Document()
    for words in ("Ada Example", "Springfield · ada@example.com", "Fnord zqx 17 wug"):
        document.add_paragraph(words)
    document.save(written)
    await begin(options, {})
    await options.choose("#import-file", "cv.docx", written.getvalue())
    await options.says("import-said", "is kept as your résumé")
    profile = options.profile()
    assert profile["basics"]["email"] == "ada@example.com"
    assert profile["application"] == {"files": {"resume": "cv.docx"}}
    assert (options.profile_path.parent / "cv.docx").read_bytes() == written.getvalue()
    assert "ada@example.com" in await options.text("#values")
    assert "Fnord" in await options.text("#found-box")


async def test_an_import_over_a_profile_asks_first(options: Options) -> None:
    await begin(options)
    await options.choose("#import-file", "resume.json", b'{"basics": {"name": "Ada Example"}}')
    await options.browser.watch_page('(page) => page.getElementById("confirm").open')
    await options.press('#confirm [value="no"]')
    await options.settled("start")
    assert options.profile() == json.loads(sample_profile())


async def test_a_file_that_is_no_resume_is_refused_in_words(options: Options) -> None:
    await begin(options, {})
    await options.choose("#import-file", "cat.json", b"[not a resume")
    await options.browser.watch_page("""(page) => page.getElementById("import-said").dataset.state === "problem" """)
    assert options.profile() == {}
    assert await opened(options) == ["step-resume"]
