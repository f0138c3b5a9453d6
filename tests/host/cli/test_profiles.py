"""Several profiles and their versions in the terminal."""

from __future__ import annotations

import pytest

from fillwright.config import load_settings
from fillwright.paths import Home
from fillwright.profile import ProfileStore
from tests.host.cli.said import Run


@pytest.mark.usefixtures("person")
def test_profiles_are_listed_with_the_active_one_marked(run: Run) -> None:
    run("profile", "create", "second", "--copy-of", "default")
    listed = run("profile", "list").out
    assert "* " in next(line for line in listed.splitlines() if "default" in line)
    assert "Leonie" in next(line for line in listed.splitlines() if "second" in line)


def test_the_active_profile_keeps_its_place_under_another_name(run: Run, person: Home) -> None:
    run("profile", "rename", "default", "lead")
    assert load_settings(person).profile == "lead"
    assert ProfileStore(person, "lead").path.is_file()


@pytest.mark.usefixtures("person")
def test_a_profile_is_deleted_but_not_the_active_one(run: Run) -> None:
    run("profile", "create", "second")
    assert run("profile", "delete", "default", "--json").error["code"] == "conflict"
    assert [each["name"] for each in run("profile", "delete", "second", "--json").json["profiles"]] == ["default"]


def test_what_a_profile_was_is_listed_and_restored(run: Run, person: Home) -> None:
    run("profile", "import", "-", stdin=b'{"basics": {"name": "Ada Example"}}')
    (version,) = run("profile", "versions", "--json").json["versions"]
    assert version["id"] in run("profile", "versions").out
    assert run("profile", "restore", version["id"]).code == 0
    assert ProfileStore(person).load().basics.name == "Leonie Brandner"


def test_a_profile_without_versions_says_so(run: Run) -> None:
    assert run("profile", "versions").out == "The profile default has no earlier version yet.\n"


def test_an_unknown_version_is_not_found(run: Run) -> None:
    assert run("profile", "restore", "nothing", "--json").error["code"] == "not_found"
