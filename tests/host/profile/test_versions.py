"""Several profiles, and what each was before."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from fillwright.errors import Conflict, InvalidRequest, NotFound
from fillwright.paths import Home
from fillwright.profile import ProfileStore, create_profile, delete_profile, list_profiles, rename_profile
from fillwright.profile.versions import KEPT, Versions


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def store(home: Home) -> ProfileStore:
    return ProfileStore(home)


def named(name: str) -> bytes:
    return json.dumps({"basics": {"name": name}}).encode()


def held(store: ProfileStore) -> list[bytes]:
    return [store.versions.get(version.id) for version in store.versions.list()]


def test_each_save_keeps_what_was_before(store: ProfileStore) -> None:
    for name in "ABC":
        store.save(named(name))
    assert held(store) == [named("B"), named("A")]


def test_saving_the_same_again_keeps_nothing(store: ProfileStore) -> None:
    store.save(named("A"))
    store.save(named("A"))
    assert held(store) == []


def test_what_was_before_an_edit_by_hand_is_kept(store: ProfileStore) -> None:
    store.save(named("A"))
    store.path.write_bytes(named("B"))
    store.load()
    assert held(store) == [named("A")]


def test_a_broken_edit_is_no_version(store: ProfileStore) -> None:
    store.save(named("A"))
    store.path.write_bytes(b"{")
    store.load()
    store.path.write_bytes(named("B"))
    store.load()
    assert held(store) == [named("A")]


def test_a_version_says_since_when_it_was_the_profile(store: ProfileStore) -> None:
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    store.save(named("A"))
    store.save(named("B"))
    (version,) = store.versions.list()
    assert before <= dt.datetime.fromisoformat(version.saved) <= dt.datetime.now(dt.UTC)
    assert version.size == len(named("A"))


def test_restoring_makes_it_the_profile_and_loses_nothing(store: ProfileStore) -> None:
    store.save(named("A"))
    store.save(named("B"))
    store.restore(store.versions.list()[0].id)
    assert store.load().basics.name == "A"
    assert held(store) == [named("B"), named("A")]


def test_only_the_last_fifty_are_kept(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for turn in range(KEPT + 3):
        versions.add(named(str(turn)), moment + dt.timedelta(minutes=turn))
    found = versions.list()
    assert len(found) == KEPT
    assert versions.get(found[-1].id) == named("3")


def test_two_of_one_moment_are_both_kept(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    versions.add(named("A"), moment)
    versions.add(named("B"), moment)
    assert [versions.get(each.id) for each in versions.list()] == [named("B"), named("A")]


@pytest.mark.parametrize("identity", ["", "..", "../../profile", "20260101T000000000000", "x"])
def test_a_version_nobody_kept_is_not_found(store: ProfileStore, identity: str) -> None:
    store.save(named("A"))
    with pytest.raises(NotFound):
        store.versions.get(identity)


def test_versions_are_no_files_to_upload(store: ProfileStore) -> None:
    store.save(named("A"))
    store.save(named("B"))
    assert store.files.list() == []


def test_profiles_are_listed_with_the_active_one_among_them(home: Home) -> None:
    ProfileStore(home, "second").save(named("B"))
    told = [(each.name, each.active, each.person, each.changed is None) for each in list_profiles(home, "default")]
    assert told == [("default", True, "", True), ("second", False, "B", False)]


def test_a_copy_has_the_files_but_not_the_versions(home: Home, store: ProfileStore) -> None:
    store.save(named("A"))
    store.save(named("B"))
    store.files.put("cv.pdf", b"x")
    create_profile(home, "second", "default")
    copy = ProfileStore(home, "second")
    assert (copy.load().basics.name, copy.files.get("cv.pdf"), held(copy)) == ("B", b"x", [])


def test_a_name_that_is_taken_is_refused(home: Home, store: ProfileStore) -> None:
    store.save(named("A"))
    create_profile(home, "second")
    with pytest.raises(Conflict):
        create_profile(home, "second")
    with pytest.raises(Conflict):
        rename_profile(home, "second", "default")
    assert store.load().basics.name == "A"


def test_a_renamed_profile_keeps_everything(home: Home, store: ProfileStore) -> None:
    store.save(named("A"))
    store.save(named("B"))
    rename_profile(home, "default", "first")
    moved = ProfileStore(home, "first")
    assert (moved.load().basics.name, held(moved), ProfileStore.names(home)) == ("B", [named("A")], ["first"])


def test_the_active_profile_is_not_deleted(home: Home, store: ProfileStore) -> None:
    store.save(named("A"))
    create_profile(home, "second")
    with pytest.raises(Conflict):
        delete_profile(home, "default", active="default")
    delete_profile(home, "second", active="default")
    assert ProfileStore.names(home) == ["default"]


@pytest.mark.parametrize("name", ["..", "a/b", "nobody"])
def test_what_is_no_profile_is_not_deleted(home: Home, store: ProfileStore, name: str) -> None:
    store.save(named("A"))
    with pytest.raises(NotFound):
        delete_profile(home, name, active="default")


def test_a_name_that_leads_elsewhere_is_refused(home: Home, store: ProfileStore) -> None:
    store.save(named("A"))
    with pytest.raises(InvalidRequest):
        rename_profile(home, "default", "../out")
