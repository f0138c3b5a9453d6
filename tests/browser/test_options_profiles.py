"""Several profiles, earlier versions, the lists of a résumé, and backups on the options page, in real browsers."""

from __future__ import annotations

import base64
import json
import os
from typing import Any

import pytest

from fillwright.profile import sample_profile
from tests.support.options_page import Options

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

# What a download would be saved as, taken where the page hands it to the browser.
_CATCH = """() => {
  window.caught = new Promise((found) => {
    let kept = null;
    URL.createObjectURL = (blob) => {
      kept = blob;
      return "#";
    };
    HTMLAnchorElement.prototype.click = async function () {
      const data = new Uint8Array(await kept.arrayBuffer());
      found([this.download, btoa(Array.from(data, (each) => String.fromCharCode(each)).join(""))]);
    };
  });
}"""


# The same, but kept in the page, and chosen there as the file to restore.
_KEEP = """() => {
  URL.createObjectURL = (blob) => {
    window.kept = blob;
    return "#";
  };
  HTMLAnchorElement.prototype.click = () => {};
}"""
_CHOOSE_KEPT = """() => {
  const files = new DataTransfer();
  files.items.add(new File([window.kept], "all of it.backup"));
  const input = document.getElementById("backup-file");
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}"""


async def alone(options: Options, profile: dict[str, Any] | None = None) -> None:
    """Open the profile with no other beside it, and with no version but those made from now on."""
    await options.open("profile", profile)
    await options.call("PUT", "/api/settings", {"profile": "default"})
    for each in (await options.call("GET", "/api/profiles"))["profiles"]:
        if each["name"] != "default":
            await options.call("DELETE", f"/api/profiles/{each['name']}")
    await options.open("profile", profile)


async def names(options: Options) -> list[str]:
    return [each["name"] for each in (await options.call("GET", "/api/profiles"))["profiles"]]


async def test_a_profile_is_copied_used_renamed_and_deleted(options: Options) -> None:
    await alone(options)
    await options.says("active", "Profile in use: default")
    await options.press("#profiles-copy")
    await options.type("#profiles-name", "lead")
    await options.press("#profiles-save")
    await options.says("profiles-said", "Saved")
    await options.says("active", "Profile in use: lead")
    await options.type("#application\\.travel_percent", "35")
    await options.press("#profile-save")
    await options.says("profile-said", "Saved")
    assert options.profile() == json.loads(sample_profile())
    await options.press("#profiles-rename")
    await options.type("#profiles-name", "team-lead")
    await options.press("#profiles-save")
    await options.says("profiles-said", "Saved")
    assert await names(options) == ["default", "team-lead"]
    await options.type("#profiles-choose", "default")
    await options.says("profiles-said", "“default” is in use now")
    value = "(given) => document.querySelector(given).value"
    assert await options.browser.evaluate(value, "#application\\.travel_percent") == "20"
    await options.type("#profiles-choose", "team-lead")
    await options.says("profiles-said", "“team-lead” is in use now")
    await options.press("#profiles-delete")
    await options.confirm()
    await options.says("profiles-said", "“team-lead” is deleted")
    await options.says("active", "Profile in use: default")
    assert await names(options) == ["default"]


async def test_a_name_that_is_taken_is_said(options: Options) -> None:
    await alone(options)
    await options.press("#profiles-new")
    assert await options.focused() == "profiles-name"
    await options.type("#profiles-name", "default")
    await options.press("#profiles-save")
    await options.says("profiles-said", "already")
    await options.press("#profiles-cancel")
    assert await options.focused() == "profiles-choose"


async def test_what_is_typed_is_not_lost_to_another_profile_unasked(options: Options) -> None:
    await alone(options)
    await options.call("POST", "/api/profiles", {"name": "second"})
    await options.open("profile")
    await options.type("#basics\\.phone", "+1 202 555 0143")
    await options.type("#profiles-choose", "second")
    await options.browser.watch_page('(page) => page.getElementById("confirm").open')
    await options.press('#confirm [value="no"]')
    await options.browser.watch_page("""(page) => page.getElementById("profiles-choose").value === "default" """)
    value = "(given) => document.querySelector(given).value"
    assert await options.browser.evaluate(value, "#basics\\.phone") == "+1 202 555 0143"


async def test_an_earlier_version_is_restored(options: Options) -> None:
    await alone(options, {"basics": {"name": "Ada"}})
    await options.type("#basics\\.name", "Bea")
    await options.press("#profile-save")
    await options.says("profile-said", "Saved")
    await options.press("#versions-box summary")
    await options.settled("profile")
    await options.press("#versions li:first-child button")
    await options.says("versions-said", "is again what it was")
    assert options.profile() == {"basics": {"name": "Ada"}}
    value = "(given) => document.querySelector(given).value"
    assert await options.browser.evaluate(value, "#basics\\.name") == "Ada"


async def test_positions_are_added_changed_and_what_else_they_hold_is_kept(options: Options) -> None:
    work = [{"name": "Example Robotics", "position": "Engineer", "mine": 1, "highlights": ["One", "Two"]}]
    await alone(options, {"work": work})
    await options.unfold()
    await options.type("#work\\[0\\]\\.highlights", "One\n\n Two and a half ")
    await options.press("#work > button")
    await options.type("#work\\[1\\]\\.name", "Example Parcels")
    await options.type("#work\\[1\\]\\.startDate", "2024-05")
    await options.press("#profile-save")
    await options.says("profile-said", "Saved")
    changed = {**work[0], "highlights": ["One", "Two and a half"]}
    assert options.profile() == {"work": [changed, {"name": "Example Parcels", "startDate": "2024-05"}]}


async def test_a_wrong_date_of_a_position_is_named_at_its_control(options: Options) -> None:
    await alone(options, {"work": [{"name": "Example Robotics"}]})
    await options.unfold()
    await options.type("#work\\[0\\]\\.startDate", "2024-13")
    await options.press("#profile-save")
    await options.says("profile-said", "Not saved")
    assert await options.focused() == "work[0].startDate"


async def test_all_of_application_can_be_told(options: Options) -> None:
    await alone(options, {})
    await options.unfold()
    told = {
        "birth_date": "1990-02-03",
        "honorific": "Dr.",
        "employment_type": "full-time, part-time",
        "noncompete": "No",
        "conflict_of_interest": "My sister works there.",
        "security_clearance": "none",
        "education_level": "master",
        "eeo\\.age": "30-39",
    }
    for name, value in told.items():
        await options.type(f"#application\\.{name}", value)
    await options.press("#application\\.drivers_license\\.none")
    await options.press("#application\\.skill_years > button")
    await options.type("#application\\.skill_years [id$=skill]", "Python")
    await options.type("#application\\.skill_years [id$=years]", "8")
    await options.press("#profile-save")
    await options.says("profile-said", "Saved")
    assert options.profile()["application"] == {
        "birth_date": "1990-02-03",
        "honorific": "Dr.",
        "employment_type": ["full-time", "part-time"],
        "noncompete": False,
        "conflict_of_interest": "My sister works there.",
        "security_clearance": "none",
        "education_level": "master",
        "drivers_license": [],
        "skill_years": {"Python": 8},
        "eeo": {"age": "30-39"},
    }


async def test_everything_is_saved_in_a_file_and_restored_from_it(options: Options) -> None:
    await alone(options, {"basics": {"name": "Ada"}})
    await options.open("backup", {"basics": {"name": "Ada"}})
    await options.browser.evaluate(_CATCH)
    await options.press("#backup-save")
    await options.says("backup-said", "among your downloads")
    name, data = await options.browser.evaluate("() => window.caught")
    assert name.endswith(".backup")
    options.profile_path.write_text('{"basics": {"name": "Bea"}}')
    await options.choose("#backup-file", name, base64.b64decode(data))
    await options.confirm()
    await options.says("restore-said", "Restored. Profiles: 1")
    assert options.profile() == {"basics": {"name": "Ada"}}


async def test_more_than_a_message_holds_goes_through_the_page_both_ways(options: Options) -> None:
    await options.open("backup", {"basics": {"name": "Ada"}})
    large = {options.profile_path.with_name(name): os.urandom(9 * 1024 * 1024) for name in ("one.pdf", "two.pdf")}
    for path, data in large.items():
        path.write_bytes(data)
    try:
        await options.browser.evaluate(_KEEP)
        await options.press("#backup-save")
        await options.says("backup-said", "among your downloads")
        for path in large:
            path.unlink()
        await options.browser.evaluate(_CHOOSE_KEPT)
        await options.confirm()
        await options.says("restore-said", "stored files: 2")
        assert {path: path.read_bytes() for path in large} == large
    finally:
        for path in large:
            path.unlink(missing_ok=True)


async def test_what_is_no_backup_is_refused_in_words(options: Options) -> None:
    await options.open("backup", {"basics": {"name": "Ada"}})
    await options.choose("#backup-file", "cat.backup", b"meow")
    await options.confirm()
    await options.says("restore-said", "no backup of Fillwright")
    assert options.profile() == {"basics": {"name": "Ada"}}
