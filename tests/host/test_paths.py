"""Where the home is, and how its files are written."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.paths import HOME_VARIABLE, Home, find_home, write_private

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_an_explicit_home_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "environment"))
    assert find_home(tmp_path / "explicit").root == tmp_path / "explicit"


def test_the_environment_names_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    assert find_home().root == tmp_path


def test_a_relative_home_becomes_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_home("here").root == tmp_path / "here"


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/fillwright"),
        ("linux", {"XDG_DATA_HOME": "relative"}, "/person/.local/share/fillwright"),
        ("linux", {}, "/person/.local/share/fillwright"),
        ("darwin", {}, "/person/Library/Application Support/fillwright"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/fillwright"),
        ("win32", {}, "/person/AppData/Local/fillwright"),
    ],
)
def test_each_platform_has_its_folder(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], expected: str
) -> None:
    for name in (HOME_VARIABLE, "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/person"))
    assert find_home().root.as_posix() == expected


def test_all_files_lie_in_the_home(tmp_path: Path) -> None:
    home = Home(tmp_path)
    paths = (home.profiles, home.settings, home.answers, home.runtime, home.lock, home.logs)
    assert all(path.parent == tmp_path for path in paths)
    assert len(set(paths)) == len(paths)


@posix_only
@pytest.mark.usefixtures("no_umask")
def test_the_folders_are_the_owners_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    assert [mode(path) for path in (home.root, home.profiles, home.logs)] == [0o700] * 3


@posix_only
@pytest.mark.usefixtures("no_umask")
def test_an_open_folder_is_closed_to_others(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.root.mkdir(mode=0o777)
    home.prepare()
    assert mode(home.root) == 0o700


@posix_only
@pytest.mark.usefixtures("no_umask")
def test_a_private_file_is_the_owners_alone_without_a_umask(tmp_path: Path) -> None:
    write_private(tmp_path / "file", b"x")
    assert mode(tmp_path / "file") == 0o600


@posix_only
def test_a_private_file_can_be_read_by_its_owner_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        write_private(tmp_path / "file", b"x")
    finally:
        os.umask(before)
    assert mode(tmp_path / "file") == 0o600


@posix_only
@pytest.mark.usefixtures("no_umask")
def test_a_private_file_takes_the_place_of_an_open_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    write_private(tmp_path / "file", b"new")
    assert (mode(tmp_path / "file"), (tmp_path / "file").read_bytes()) == (0o600, b"new")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_private(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_private(path, b"new")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("file", b"old")]


@given(data=st.binary(max_size=1000))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("files") / "file"
    write_private(path, data)
    assert path.read_bytes() == data
