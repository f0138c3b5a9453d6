"""The options page in real browsers, through the real bridge and server."""

from __future__ import annotations

import asyncio
import base64
import io
import itertools
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import pytest
import pytest_asyncio

from fillwright.profile import sample_profile
from tests.support.rooms import ROOT, Room
from tools.browsers import NAMES, Browser
from tools.browsers.machine import Machine
from tools.provider_server import Handle, provider_server_here

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

BROWSERS = [pytest.param(name, marks=pytest.mark.xdist_group(f"options-{name}")) for name in NAMES]
VIEWS = ("start", "profile", "files", "answers", "provider", "history", "diagnostics")
KEY = "sk-test-0123456789"

_CENTRE = """(selector) => {
  const element = document.querySelector(selector);
  element.scrollIntoView({ block: "center" });
  const box = element.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""

_CHOOSE = """(selector, name, base64) => {
  const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name));
  const input = document.querySelector(selector);
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}"""

_TYPE = """(selector, value) => {
  const control = document.querySelector(selector);
  control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}"""

_IN_SIGHT = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === document.activeElement;
}"""

_OPEN_ALL = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
}"""

_AXE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}"""


@dataclass
class Options:
    """The options page in one browser, as a person uses it."""

    browser: Browser
    machine: Machine
    provider: Handle
    loads: itertools.count[int] = field(default_factory=itertools.count)

    @property
    def profile_path(self) -> Path:
        return self.machine.home.profiles / "default" / "profile.json"

    def profile(self) -> dict[str, Any]:
        return dict(json.loads(self.profile_path.read_text("utf-8")))

    async def open(self, view: str, profile: dict[str, Any] | None = None) -> None:
        """Load the page anew at `view`, with `profile` as the person's (default: the sample), and wait for it."""
        self.profile_path.write_text(json.dumps(json.loads(sample_profile()) if profile is None else profile), "utf-8")
        await self.browser.open_extension_page(f"options/options.html?{next(self.loads)}#{view}")
        await self.settled(view)

    async def settled(self, view: str) -> None:
        """Wait until `view` is shown and nothing in it is under way."""
        await self.browser.watch_page(f"""(page) => {{
          const section = page.getElementById("{view}");
          return !section.hidden && !section.querySelector('[role="status"][data-state="busy"]');
        }}""")

    async def says(self, line: str, words: str) -> None:
        """Wait until the line `line` says `words` among others."""
        wanted = json.dumps(words)
        await self.browser.watch_page(f'(page) => page.getElementById("{line}").textContent.includes({wanted})')

    async def press(self, selector: str) -> None:
        """Click the element `selector` as a person does."""
        x, y = await self.browser.evaluate(_CENTRE, selector)
        await self.browser.click_at(x, y)

    async def type(self, selector: str, value: str) -> None:
        await self.browser.evaluate(_TYPE, selector, value)

    async def choose(self, selector: str, name: str, data: bytes) -> None:
        """Choose a file in the file input `selector`."""
        await self.browser.evaluate(_CHOOSE, selector, name, base64.b64encode(data).decode())

    async def text(self, selector: str) -> str:
        return str(await self.browser.evaluate("(given) => document.querySelector(given).textContent", selector))

    async def texts(self, selector: str) -> list[str]:
        script = "(given) => [...document.querySelectorAll(given)].map((each) => each.textContent)"
        return list(await self.browser.evaluate(script, selector))

    async def focused(self) -> str:
        return str(await self.browser.evaluate("() => document.activeElement.id"))

    async def confirm(self) -> None:
        """Say yes in the dialog."""
        await self.browser.watch_page('(page) => page.getElementById("confirm").open')
        await self.press("#confirm-yes")


@pytest_asyncio.fixture(
    scope="module",
    loop_scope="module",
    params=BROWSERS,
)
async def options(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Options]:
    """One browser for all, as a person has one."""
    room = Room(request.param, tmp_path_factory.mktemp(request.param), "about:blank")
    async with provider_server_here() as provider:
        settings = {"OPENAI_BASE_URL": provider.openai_url}
        async with room.machine(settings) as machine, room.browser(machine) as browser:
            yield Options(browser, machine, provider)


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
        assert await options.texts("#steps li") == []
    finally:
        for path, content in kept.items():
            path.write_bytes(content)
    await options.press("#check")
    await options.says("status", "Connected")


async def test_the_start_says_what_the_profile_lacks_and_leads_there(options: Options) -> None:
    profile = json.loads(sample_profile())
    del profile["application"]["salary"]
    await options.open("start", profile)
    assert await options.texts("#gaps button") == ["Salary expectation"]
    assert "default" in await options.text("#facts")
    await options.press("#gaps button")
    await options.settled("profile")
    assert await options.focused() == "application.salary.min"


async def test_a_resume_is_imported_and_what_was_told_for_applications_stays(options: Options) -> None:
    await options.open("start", {"application": {"relocate": True}})
    resume = {"basics": {"name": "Ada Example", "email": "ada@example.com"}, "work": [{"name": "Example Robotics"}]}
    await options.choose("#import-file", "resume.json", json.dumps(resume).encode())
    await options.says("import-said", "resume.json was read")
    assert options.profile() == {**resume, "application": {"relocate": True}}
    assert "Ada Example" in await options.text("#found")
    assert "Phone" in await options.texts("#gaps button")


async def test_a_word_resume_is_read_kept_for_uploads_and_its_values_shown_with_their_places(options: Options) -> None:
    written = io.BytesIO()
    document = docx.Document()
    for words in ("Ada Example", "Springfield · ada@example.com", "Fnord zqx 17 wug"):
        document.add_paragraph(words)
    document.save(written)
    await options.open("start", {})
    await options.choose("#import-file", "cv.docx", written.getvalue())
    await options.says("import-said", "is kept as your résumé")
    profile = options.profile()
    assert profile["basics"]["email"] == "ada@example.com"
    assert profile["application"] == {"files": {"resume": "cv.docx"}}
    assert (options.profile_path.parent / "cv.docx").read_bytes() == written.getvalue()
    assert "ada@example.com" in await options.text("#values")
    assert "Fnord" in await options.text("#found-box")


async def test_an_import_over_a_profile_asks_first(options: Options) -> None:
    await options.open("start")
    await options.choose("#import-file", "resume.json", b'{"basics": {"name": "Ada Example"}}')
    await options.browser.watch_page('(page) => page.getElementById("confirm").open')
    await options.press('#confirm [value="no"]')
    await options.settled("start")
    assert options.profile() == json.loads(sample_profile())


async def test_a_file_that_is_no_resume_is_refused_in_words(options: Options) -> None:
    await options.open("start", {})
    await options.choose("#import-file", "cat.json", b"[not a resume")
    await options.browser.watch_page("""(page) => page.getElementById("import-said").dataset.state === "problem" """)
    assert options.profile() == {}


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
    await options.press("#profile details summary")
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
    await options.press("#history-delete")
    await options.confirm()
    await options.says("history-said", "Deleted")
    assert await options.texts("#history-list li") == []


async def test_the_report_can_be_copied_and_names_nobody(options: Options) -> None:
    await options.open("diagnostics")
    report = await options.text("#report")
    assert "program: 0.1.0" in report
    assert "Leonie" not in report
    assert str(options.machine.folder) not in report
    await options.press("#report-copy")
    await options.says("report-said", "Copied")


@pytest.mark.parametrize("options", BROWSERS[:1], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_view_is_accessible(options: Options, scheme: Any) -> None:  # noqa: ANN401 - one of two words
    axe = await asyncio.to_thread((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text, "utf-8")
    await options.browser.prefer_colours(scheme)
    await options.open("start")
    await options.browser.evaluate(f"() => {{ {axe} }}")
    for view in VIEWS:
        await options.browser.evaluate("(view) => { location.hash = view; }", view)
        await options.settled(view)
        await options.browser.evaluate(_OPEN_ALL)
        await options.settled(view)
        assert await options.browser.evaluate(_AXE) == [], view
    await options.type("#local_base_url", "ftp://127.0.0.1/v1")
    await options.browser.evaluate("() => { location.hash = 'provider'; }")
    await options.settled("provider")
    await options.press('[name="provider"][value="local"]')
    await options.press("#provider-save")
    await options.says("provider-said", "Not saved")
    assert await options.browser.evaluate(_AXE) == [], "an error"
    await options.browser.evaluate("() => { location.hash = 'start'; }")
    await options.settled("start")
    await options.choose("#import-file", "resume.json", b"{}")
    await options.browser.watch_page('(page) => page.getElementById("confirm").open')
    assert await options.browser.evaluate(_AXE) == [], "the dialog"
