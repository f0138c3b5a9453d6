from __future__ import annotations

import json
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fillwright.lock import hold, preparing
from fillwright.paths import Home
from fillwright.profile import ProfileStore
from fillwright.runtime import read_runtime
from tests.host.cli.said import Run

PROFILE = json.dumps({"basics": {"name": "Ada Example"}})


@pytest.fixture
def full(run: Run, home: Home, tmp_path: Path) -> Home:
    """A home with a profile, a stored file, a pinned answer and a key."""
    path = tmp_path / "ada.json"
    path.write_text(PROFILE, encoding="utf-8")
    assert run("profile", "import", str(path)).code == 0
    ProfileStore(home).files.put("cv.pdf", b"%PDF-1.7 invented")
    run("answers", "set", "Why us?", "Because of the robots.")
    (home.root / "keys.toml").write_text('openai = "sk-never"\n', encoding="utf-8")
    return home


@pytest.fixture
def saved(run: Run, full: Home, tmp_path: Path) -> Path:
    assert full.profiles.exists()
    path = tmp_path / "all.backup"
    told = run("backup", str(path), "--json").json
    assert (told["profiles"], told["files"], told["answers"]) == (["default"], 1, True)
    return path


def test_a_backup_is_its_owners_alone_and_holds_no_key(saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    with zipfile.ZipFile(saved) as archive:
        assert not any("keys" in name for name in archive.namelist())
        assert all(b"sk-never" not in archive.read(name) for name in archive.namelist())


def test_a_backup_makes_the_same_home_elsewhere(run: Run, saved: Path, tmp_path: Path) -> None:
    elsewhere = Home(tmp_path / "elsewhere")
    told = run("restore", str(saved), "--json", "--home", str(elsewhere.root)).json
    assert told["kept"] is None
    store = ProfileStore(elsewhere)
    assert store.load().basics.name == "Ada Example"
    assert (store.path.parent / "cv.pdf").read_bytes() == b"%PDF-1.7 invented"
    (listed,) = run("answers", "list", "--json", "--home", str(elsewhere.root)).json["answers"]
    assert (listed["answer"], listed["pinned"]) == ("Because of the robots.", True)
    for path in elsewhere.root.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_what_was_there_before_is_kept(run: Run, saved: Path, home: Home) -> None:
    run("answers", "set", "Why now?", "Because it is time.")
    kept = Path(run("restore", str(saved), "--json").json["kept"])
    assert len(run("answers", "list", "--json").json["answers"]) == 1
    assert (kept / "profiles" / "default" / "profile.json").exists()
    assert len(run("answers", "list", "--json", "--home", str(kept)).json["answers"]) == 2
    assert home.root == kept.parent


def test_a_running_server_is_not_pulled_away_from_under_its_feet(run: Run, saved: Path, home: Home) -> None:
    with hold(home.lock):
        assert run("backup", str(saved)).code == 0
        said = run("restore", str(saved))
    assert said.code == 3
    assert len(run("answers", "list", "--json").json["answers"]) == 1


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"../evil": b"x"}, "never writes"),
        ({"profiles/../../evil": b"x"}, "never writes"),
        ({"keys.toml": b"x"}, "never writes"),
        ({"backup.json": b'{"form": 99, "version": "9.0"}'}, "newer"),
        ({"backup.json": b"[]"}, "no backup"),
        ({"profiles/default/profile.json": b'{"basics": 7}'}, "can't be used"),
        ({"settings.toml": b"max_parallel = 900"}, "can't be used"),
        ({"answers.sqlite3": b"no database" * 500}, "can't be used"),
    ],
)
def test_a_backup_with_a_wrong_part_changes_nothing(
    run: Run, saved: Path, home: Home, change: dict[str, bytes], words: str
) -> None:
    parts = {**members(saved), **change}
    with zipfile.ZipFile(saved, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    before = {path: path.read_bytes() for path in home.profiles.rglob("*") if path.is_file()}
    said = run("restore", str(saved))
    assert said.code == 1
    assert words in said.err
    assert {path: path.read_bytes() for path in home.profiles.rglob("*") if path.is_file()} == before
    assert not list(home.root.glob(".restoring-*"))
    assert not list(home.root.parent.glob("evil"))
    assert len(run("answers", "list", "--json").json["answers"]) == 1


def test_a_file_that_is_no_archive_or_is_not_there_is_said_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hello", encoding="utf-8")
    assert "no backup" in run("restore", str(path)).err
    assert "There is no file" in run("restore", str(tmp_path / "none")).err


def test_a_server_without_a_batch_makes_room(run: Run, saved: Path, home: Home) -> None:
    command = [sys.executable, "-I", "-m", "fillwright", "serve", "--home", str(home.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        server.stdout.readline()
        assert run("restore", str(saved)).code == 0
        assert server.wait(10) == 0
    assert read_runtime(home.runtime) is None


def test_answers_being_prepared_are_not_disturbed(run: Run, saved: Path, home: Home) -> None:
    with preparing(home), preparing(home):
        refused = run("restore", str(saved), "--json")
    assert refused.code != 0
    assert refused.error["code"] == "conflict"
    assert "prepare" in refused.error["message"]
    assert run("restore", str(saved)).code == 0
