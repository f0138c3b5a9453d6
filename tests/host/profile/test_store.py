"""The profile's file."""

import json
import os
import stat
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.errors import InvalidProfile, InvalidRequest, NotJson, StorageError
from fillwright.paths import Home
from fillwright.profile import Profile, ProfileStore, parse_profile, sample_profile

SAMPLE = parse_profile(sample_profile())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def store(home: Home) -> ProfileStore:
    return ProfileStore(home)


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def named(name: str) -> bytes:
    return json.dumps({"basics": {"name": name}}).encode()


def by_hand(store: ProfileStore, raw: bytes) -> None:
    store.path.parent.mkdir(parents=True, exist_ok=True)
    store.path.write_bytes(raw)


def aside(store: ProfileStore) -> list[bytes]:
    return sorted(path.read_bytes() for path in store.path.parent.glob("profile.json.invalid-*"))


def test_without_a_file_the_profile_is_empty(store: ProfileStore) -> None:
    assert (store.load(), store.problem, store.raw()) == (Profile(), None, b"{}")


def test_what_is_saved_is_loaded(store: ProfileStore, home: Home) -> None:
    assert store.save(sample_profile()) == SAMPLE
    assert store.load() == SAMPLE
    assert ProfileStore(home).load() == SAMPLE


def test_the_text_is_kept_to_the_byte(store: ProfileStore) -> None:
    raw = b'{ "basics": {"name": "A", "shoe": 43},\n\n "x": null }'
    store.save(raw)
    assert store.raw() == raw


def test_an_unchanged_file_is_not_parsed_again(store: ProfileStore) -> None:
    store.save(sample_profile())
    assert store.load() is store.load()


def test_an_edit_by_hand_is_seen_at_once(store: ProfileStore) -> None:
    store.save(named("A"))
    by_hand(store, named("B"))
    assert store.load().basics.name == "B"


def test_a_deleted_file_is_an_empty_profile(store: ProfileStore) -> None:
    store.save(named("A"))
    store.path.unlink()
    assert store.load() == Profile()
    assert list(store.path.parent.iterdir()) == []


def test_an_invalid_edit_leaves_the_last_good_one_and_names_the_line(store: ProfileStore) -> None:
    store.save(named("A"))
    by_hand(store, b'{\n "basics": {"name": "B"},\n "work": [{"startDate": "soon"}]\n}')
    assert store.load().basics.name == "A"
    assert store.problem is not None
    assert "work[0].startDate" in store.problem
    assert "line 3" in store.problem


def test_a_mended_file_has_no_problem(store: ProfileStore) -> None:
    by_hand(store, b"{")
    store.load()
    by_hand(store, named("A"))
    assert (store.load().basics.name, store.problem) == ("A", None)


def test_the_last_good_one_outlives_a_restart(store: ProfileStore, home: Home) -> None:
    by_hand(store, named("A"))
    store.load()
    by_hand(store, b"{")
    restarted = ProfileStore(home)
    assert restarted.load().basics.name == "A"
    assert restarted.problem is not None


def test_a_first_file_that_is_invalid_is_an_empty_profile_with_a_problem(store: ProfileStore) -> None:
    by_hand(store, b"{")
    assert store.load() == Profile()
    assert store.problem is not None


@given(cuts=st.lists(st.integers(0, len(sample_profile()) - 2), min_size=1, max_size=20))
def test_no_half_written_file_is_ever_the_profile(tmp_path_factory: pytest.TempPathFactory, cuts: list[int]) -> None:
    store = ProfileStore(Home(tmp_path_factory.mktemp("home")))
    store.save(named("A"))
    for cut in cuts:
        by_hand(store, sample_profile()[:cut])
        assert store.load().basics.name == "A"
    by_hand(store, sample_profile())
    assert (store.load(), store.problem) == (SAMPLE, None)


def test_reading_never_writes_to_an_invalid_file(store: ProfileStore) -> None:
    by_hand(store, b"{ precious")
    store.load()
    assert store.path.read_bytes() == b"{ precious"


@pytest.mark.parametrize(("raw", "error"), [(b"{", NotJson), (b'{"work": 3}', InvalidProfile)])
def test_what_is_invalid_is_not_saved(store: ProfileStore, raw: bytes, error: type[Exception]) -> None:
    store.save(named("A"))
    with pytest.raises(error):
        store.save(raw)
    assert store.raw() == named("A")


def test_an_unparsable_file_is_copied_aside_before_it_is_replaced(store: ProfileStore) -> None:
    by_hand(store, b"{ precious")
    store.save(named("A"))
    assert aside(store) == [b"{ precious"]


def test_two_unparsable_files_are_both_kept(store: ProfileStore) -> None:
    for text in (b"{ one", b"{ two"):
        by_hand(store, text)
        store.save(named("A"))
    assert aside(store) == [b"{ one", b"{ two"]


def test_a_good_file_is_replaced_without_a_copy(store: ProfileStore) -> None:
    store.save(named("A"))
    store.save(named("B"))
    assert aside(store) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
@pytest.mark.usefixtures("no_umask")
def test_everything_is_the_owner_s_alone_whatever_the_umask(store: ProfileStore, home: Home) -> None:
    by_hand_broken = b"{"
    store.save(named("A"))
    store.path.write_bytes(by_hand_broken)
    store.save(named("B"))
    store.files.put("cv.pdf", b"x")
    files = [path for path in home.root.rglob("*") if path.is_file()]
    folders = [home.root, *(path for path in home.root.rglob("*") if path.is_dir())]
    assert len(files) == 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


def test_a_failed_write_leaves_the_old_profile(store: ProfileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(named("A"))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space"):
        store.save(named("B"))
    monkeypatch.undo()
    assert store.load().basics.name == "A"


def test_a_full_disk_does_not_keep_the_profile_from_being_read(
    store: ProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_hand(store, named("A"))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert store.load().basics.name == "A"


def test_a_file_that_can_t_be_read_is_a_problem(store: ProfileStore) -> None:
    store.save(named("A"))
    store.path.unlink()
    store.path.mkdir()
    assert store.load().basics.name == "A"
    problem = store.problem
    assert problem is not None
    assert "can't be read" in problem
    store.path.rmdir()
    by_hand(store, named("A"))
    assert (store.load().basics.name, store.problem) == ("A", None)


def test_several_profiles_are_kept_apart(home: Home) -> None:
    ProfileStore(home, "first").save(named("A"))
    ProfileStore(home, "second").save(named("B"))
    assert ProfileStore.names(home) == ["first", "second"]
    assert ProfileStore(home, "first").load().basics.name == "A"


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", "a\\b", ".hidden", "a b", "a" * 65, "ä", "a\n", "a."])
def test_a_name_that_leads_elsewhere_is_refused(home: Home, name: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        ProfileStore(home, name)
    assert caught.value.field == "name"


def test_threads_see_whole_profiles(store: ProfileStore) -> None:
    texts = [named(letter * 1000) for letter in "ABCD"]
    store.save(texts[0])

    def work(turn: int) -> str:
        if turn % 4 == 0:
            store.save(texts[turn // 4 % 4])
        return store.load().basics.name

    with ThreadPoolExecutor(4) as pool:
        names = set(pool.map(work, range(80)))
    assert names <= {letter * 1000 for letter in "ABCD"}
    assert store.problem is None
