"""The options page in real browsers, through the real bridge and server."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from fillwright.profile import sample_profile
from tests.support.options_page import Options
from tools.browsers import NAMES
from tools.provider_server import Config, Limits

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

VIEWS = ("start", "profile", "files", "answers", "provider", "history", "backup", "diagnostics")
KEY = "sk-test-0123456789"

_IN_SIGHT = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === document.activeElement;
}"""


async def test_a_missing_host_is_said_with_the_mend_and_found_when_it_is_there(options: Options) -> None:
    manifests = [
        *options.machine.folder.glob(".config/*/NativeMessagingHosts/*.json"),
        *options.machine.folder.glob(".mozilla/native-messaging-hosts/*.json"),
    ]
    kept = {path: path.read_bytes() for path in manifests}
    for path in manifests:
        path.unlink()
    try:
        await options.open("start")
        assert "fillwright install" in await options.text("#mend")
        assert await options.browser.evaluate("() => document.getElementById('setup').hidden")
        assert await options.look_for_faults() == []
    finally:
        for path, content in kept.items():
            path.write_bytes(content)
    await options.press("#check")
    await options.says("status", "Connected")


async def test_saving_the_form_changes_what_was_changed_and_nothing_else(options: Options) -> None:
    profile = {**json.loads(sample_profile()), "mine": {"kept": [1, 2]}}
    await options.open("profile", profile)
    await options.type("#basics\\.location\\.city", "Lübeck")
    await options.type("#application\\.travel_percent", "")
    await options.press("#profile-save")
    await options.says("profile-said", "Saved")
    profile["basics"]["location"]["city"] = "Lübeck"
    del profile["application"]["travel_percent"]
    assert json.dumps(options.profile()) == json.dumps(profile)


async def test_a_change_made_elsewhere_meanwhile_is_kept(options: Options) -> None:
    await options.open("profile", {"basics": {"name": "Ada"}})
    options.profile_path.write_text('{"basics": {"name": "Ada", "label": "Engineer"}}')
    await options.type("#basics\\.phone", "+1 202 555 0143")
    await options.press("#profile-save")
    await options.says("profile-said", "Saved")
    assert options.profile() == {"basics": {"name": "Ada", "label": "Engineer", "phone": "+1 202 555 0143"}}


async def test_what_is_wrong_is_said_at_its_control_and_nothing_is_saved(options: Options) -> None:
    await options.open("profile")
    await options.type("#application\\.salary\\.max", "100")
    await options.press("#profile-save")
    await options.says("profile-said", "Not saved")
    assert await options.text("#application\\.salary\\.min-wrong") == "82000 is more than max (100): swap them."
    assert await options.focused() == "application.salary.min"
    assert await options.browser.evaluate(_IN_SIGHT)
    assert options.profile() == json.loads(sample_profile())


async def test_a_country_to_work_in_is_added_and_one_taken_out(options: Options) -> None:
    await options.open("profile", {"application": {"work_authorization": {"DE": {"authorized": True, "since": 2001}}}})
    group = "#application\\.work_authorization"
    await options.press(f"{group} > button")
    await options.type(f"{group} .row:last-child select", "US")
    await options.type(f"{group} .row:last-child [id$=needs_sponsorship]", "true")
    await options.press("#profile-save")
    await options.says("profile-said", "Saved")
    kept = {"DE": {"authorized": True, "since": 2001}, "US": {"needs_sponsorship": True}}
    assert options.profile()["application"]["work_authorization"] == kept
    await options.press(f"{group} .row:first-child button")
    await options.press("#profile-save")
    await options.says("profile-said", "Saved")
    assert list(options.profile()["application"]["work_authorization"]) == ["US"]


async def test_a_story_without_words_is_named_at_its_row_and_one_with_them_kept(options: Options) -> None:
    await options.open(
        "profile", {"application": {"stories": [{"title": "Strike", "text": "I stayed.", "tags": ["a"]}]}}
    )
    group = "#application\\.stories"
    await options.press(f"{group} > button")
    await options.type(f"{group} .row:last-child input", "Peace")
    await options.press("#profile-save")
    await options.says("profile-said", "Not saved")
    await options.type(f"{group} .row:last-child textarea", "I left.")
    await options.press("#profile-save")
    await options.says("profile-said", "Saved")
    told = [{"title": "Strike", "text": "I stayed.", "tags": ["a"]}, {"title": "Peace", "text": "I left."}]
    assert options.profile()["application"]["stories"] == told


async def test_the_json_is_checked_and_saved(options: Options) -> None:
    await options.open("profile")
    await options.press("#profile details:has(#profile-json) summary")
    for wrong, said in (("{", "not JSON"), ('{"basics": {"name": 7}}', "basics.name")):
        await options.type("#profile-json", wrong)
        await options.press("#profile-json-save")
        await options.says("profile", said)
        assert await options.focused() == "profile-json"
    await options.type("#profile-json", '{"basics": {"name": "Ada"}, "mine": 1}')
    await options.press("#profile-json-save")
    await options.says("profile-said", "Saved")
    assert options.profile() == {"basics": {"name": "Ada"}, "mine": 1}


async def test_a_key_is_kept_once_and_never_shown_and_the_provider_answers(options: Options) -> None:
    await options.open("provider")
    await options.type("#key-openai", KEY)
    await options.press("#key-openai + button")
    await options.says("keys-said", "is kept")
    assert await options.text("#key-openai-state") == "Set, in a file"
    shown = "() => document.body.outerHTML + [...document.querySelectorAll('input')].map((each) => each.value)"
    assert KEY not in await options.browser.evaluate(shown)
    await options.press('[name="provider"][value="openai"]')
    await options.press("#provider-test")
    await options.says("provider-said", "OpenAI answers")
    assert (await options.provider.counts()).calls == 1
    await options.press("#key-openai ~ button.plain")
    await options.confirm()
    await options.says("keys-said", "forgotten")
    await options.press("#provider-test")
    await options.says("provider-said", "key")
    assert await options.browser.evaluate("() => document.getElementById('provider-said').dataset.state") == "problem"


async def test_settings_are_saved_and_a_wrong_one_is_named_at_its_control(options: Options) -> None:
    await options.open("provider")
    await options.press('[name="privacy"][value="masked"]')
    await options.type("#budget_usd_month", "2.5")
    await options.press('[name="provider"][value="local"]')
    await options.type("#local_base_url", "ftp://127.0.0.1/v1")
    await options.press("#provider-save")
    await options.says("provider-said", "Not saved")
    assert "http" in await options.text("#local_base_url-wrong")
    await options.type("#local_base_url", "http://127.0.0.1:11434/v1")
    await options.press("#provider-save")
    await options.says("provider-said", "Saved")
    kept = options.machine.home.settings.read_text("utf-8")
    assert 'privacy = "masked"' in kept
    assert "budget_usd_month = 2.5" in kept


async def test_every_setting_has_a_control(options: Options) -> None:
    await options.open("provider")
    assert not await options.browser.evaluate("() => document.getElementById('limits').open")
    await options.press("#limits summary")
    await options.type("#fallback-1", "anthropic")
    await options.type("#fallback-2", "drafts")
    await options.press("#prewarm")
    await options.press("#packing")
    numbers = {"max_parallel": 7, "call_timeout_s": 45.0, "requests_per_minute": 300, "tokens_per_minute": 90_000}
    for name, number in (numbers | {"budget_usd": 0.25}).items():
        await options.type(f"#{name}", str(number))
    await options.press("#provider-save")
    await options.says("provider-said", "Saved")
    kept = tomllib.loads(options.machine.home.settings.read_text("utf-8"))
    chosen = {"fallback": ["anthropic", "drafts"], "prewarm": True, "packing": "off", "budget_usd": 0.25}
    assert {name: kept[name] for name in (*numbers, *chosen)} == {**numbers, **chosen}
    held = await options.call("GET", "/api/settings")
    elsewhere = {"profile", "wishes"}  # the profile view and what was said once and for all
    shown = await options.browser.evaluate(
        """(names) => names.filter((name) =>
          document.querySelector(`#provider-form :is([id="${name}"], [id="${name}-1"], [name="${name}"])`))""",
        [name for name in held if name not in {"keys", "problem"}],
    )
    assert set(held) - {"keys", "problem"} - set(shown) == elsewhere
    await options.open("provider")
    await options.type("#fallback-1", "")
    await options.type("#max_parallel", "")
    await options.browser.evaluate("() => { document.getElementById('limits').open = false; }")
    await options.press("#provider-save")
    await options.browser.watch_page("(page) => page.getElementById('limits').open")
    assert await options.focused() == "max_parallel"
    await options.type("#max_parallel", "5")
    await options.press("#provider-save")
    await options.says("provider-said", "Saved")
    assert tomllib.loads(options.machine.home.settings.read_text("utf-8"))["fallback"] == ["drafts"]


async def test_a_file_is_stored_chosen_for_uploads_and_deleted(options: Options) -> None:
    await options.open("files")
    await options.choose("#files-add", "cv für Ada.pdf", b"%PDF-1.4")
    await options.says("files-said", "Stored as cv für Ada.pdf")
    row = '#files-list li:has(button[aria-label="Delete cv für Ada.pdf"])'
    await options.type(f"{row} select", "resume")
    await options.says("files-said", "Saved")
    assert options.profile()["application"]["files"]["resume"] == "cv für Ada.pdf"
    await options.press(f"{row} button")
    await options.confirm()
    await options.says("files-said", "Deleted")
    assert "resume" not in options.profile()["application"]["files"]
    assert not (options.profile_path.parent / "cv für Ada.pdf").exists()


async def test_an_answer_is_added_found_changed_and_forgotten(options: Options, tmp_path: Path) -> None:
    await options.open("answers")
    await options.press("#answers details:has(#own-form) summary")
    for question, answer in (("Why this work?", "Parcels arrive."), ("Your greatest strength?", "Patience.")):
        await options.type("#own-question", question)
        await options.type("#own-answer", answer)
        await options.press("#own-save")
        await options.says("answers-said", "Kept")
    await options.type("#answers-search", "patience")
    await options.says("answers-said", "Answers: 1")
    await options.press("#answers-list summary")
    await options.browser.watch_page("""(page) => page.querySelector("#answers-list textarea")""")
    assert await options.look_for_faults() == []
    await options.type("#answers-list textarea", "Calm.")
    await options.press("#answers-list .bar button")
    await options.says("answers-said", "Kept")
    exported = tmp_path / "answers.json"
    await options.machine.fillwright("answers", "export", str(exported))
    assert {"Calm.", "Parcels arrive."} == {each["answer"] for each in json.loads(exported.read_text())["answers"]}
    await options.type("#answers-search", "")
    await options.says("answers-said", "Answers: 2")
    await options.press("#answers-forget")
    await options.confirm()
    await options.says("answers-said", "All answers are forgotten")
    await options.choose("#answers-import", "answers.json", exported.read_bytes())
    await options.says("answers-said", "put back: 2")
    assert await options.texts("#answers-list .question") != []


async def test_the_history_shows_what_was_filled_and_forgets_it(options: Options, tmp_path: Path) -> None:
    request = {
        "fields": [{"label": "E-mail", "type": "email"}],
        "job_context": {"company": "Quayside Analytics", "title": "Engineer"},
    }
    (tmp_path / "request.json").write_text(json.dumps(request))
    await options.open("history")
    await options.machine.fillwright("answer", str(tmp_path / "request.json"))
    await options.open("history")
    assert "Engineer · Quayside Analytics" in await options.text("#history-list")
    assert "1 answered" in await options.text("#history-list")
    await options.press("#history-list summary")
    await options.browser.watch_page("""(page) => page.querySelector("#history-list dd")""")
    assert await options.texts("#history-list dd") == ["leonie.brandner@example.com"]
    assert await options.look_for_faults() == []
    await options.press("#history-delete")
    await options.confirm()
    await options.says("history-said", "Deleted")
    assert await options.texts("#history-list li") == []


async def test_the_page_finds_what_the_doctor_finds_and_says_the_mend(options: Options) -> None:
    await options.open("diagnostics")
    await options.says("checks-said", "in order")
    said = json.loads(await options.machine.fillwright("doctor", "--json"))
    assert await options.texts("#checks .state") == ["Good"] * len(said["checks"])
    lost = options.profile_path.with_suffix(".lost")
    options.profile_path.rename(lost)
    options.machine.home.settings.touch()
    options.machine.home.settings.chmod(0o644)
    try:
        await options.press("#report-renew")
        await options.says("checks-said", "broken")
        assert await options.texts("#checks li:nth-child(-n+2) .state") == ["Broken", "Worth a look"]
        (first, second) = await options.texts("#checks li:nth-child(-n+2) .quiet")
        assert f"chmod 600 '{options.machine.home.settings}'" in first
        assert "Choose your résumé" in second
        assert await options.look_for_faults() == []
    finally:
        lost.rename(options.profile_path)
        options.machine.home.settings.chmod(0o600)


async def test_who_writes_is_shown_in_order_with_what_is_left_of_the_limits(options: Options) -> None:
    await options.provider.configure(Config(limits=Limits(requests_per_minute=60, burst=60)))
    await options.open("start")
    held = {"provider": "openai", "fallback": ["drafts"], "requests_per_minute": 300, "keys": {"openai": KEY}}
    await options.call("PUT", "/api/settings", held)
    await options.call("POST", "/api/settings/test")
    await options.open("diagnostics")
    (first, second) = await options.texts("#writers li")
    assert "OpenAI" in first
    assert "The next call leaves at once." in first
    assert re.search(r"(59|60) of 60 calls left", first)
    assert "Drafts" in second
    assert "No. 2, if those before fail" in second
    assert "calls a minute, 300" in await options.text("#writers-own")
    report = await options.text("#report")
    assert re.search(r"^writer 1: openai, .*requests \d+ of 60$", report, re.MULTILINE)
    assert "requests_per_minute: 300" in report
    back = {"provider": None, "fallback": None, "requests_per_minute": None, "keys": {"openai": None}}
    await options.call("PUT", "/api/settings", back)
    await options.provider.configure(Config())


async def test_the_report_can_be_copied_and_names_nobody(options: Options) -> None:
    await options.open("diagnostics")
    report = await options.text("#report")
    assert "program: 0.1.0" in report
    assert "Leonie" not in report
    assert str(options.machine.folder) not in report
    await options.press("#report-copy")
    await options.says("report-said", "Copied")


@pytest.mark.parametrize("options", NAMES[:1], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_view_is_accessible(options: Options, scheme: Any) -> None:  # noqa: ANN401 - one of two words
    await options.browser.prefer_colours(scheme)
    await options.open("start")
    for view in VIEWS:
        await options.browser.evaluate("(view) => { location.hash = view; }", view)
        await options.settled(view)
        await options.unfold()
        await options.settled(view)
        assert await options.look_for_faults() == [], view
    await options.type("#local_base_url", "ftp://127.0.0.1/v1")
    await options.browser.evaluate("() => { location.hash = 'provider'; }")
    await options.settled("provider")
    await options.press('[name="provider"][value="local"]')
    await options.press("#provider-save")
    await options.says("provider-said", "Not saved")
    assert await options.look_for_faults() == [], "an error"
    await options.browser.evaluate("() => { location.hash = 'start'; }")
    await options.settled("start")
    await options.choose("#import-file", "resume.json", b"{}")
    await options.browser.watch_page('(page) => page.getElementById("confirm").open')
    assert await options.look_for_faults() == [], "the dialog"
