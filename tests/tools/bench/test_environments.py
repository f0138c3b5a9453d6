from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools.bench import environments
from tools.bench.environments import NAMES, REQUIREMENTS, peer
from tools.release_check import python_locks

PINS = f"aiohttp==3.0.0 \\\n    --hash=sha256:{'0' * 64}\n"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")


@pytest.mark.parametrize("name", NAMES)
def test_every_peer_has_its_pins_with_hashes(name: str) -> None:
    assert "--hash=sha256:" in (REQUIREMENTS / f"{name}.txt").read_text("utf-8")
    assert (REQUIREMENTS / f"{name}.in").is_file()


def test_the_peers_pins_are_locked_without_a_host() -> None:
    assert python_locks(REQUIREMENTS).verdict == "kept"


def test_an_install_that_fails_makes_the_peer_absent_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "aiohttp.txt").write_text(PINS, "utf-8")
    found = peer("aiohttp", tmp_path / "scratch", tmp_path)
    assert found.program is None
    assert "aiohttp==3.0.0" in found.absent
    assert found.version == "aiohttp 3.0.0"


def test_an_environment_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "aiohttp.txt").write_text(PINS, "utf-8")
    made: list[Path] = []

    def make(folder: Path, python: Path, pins: Path) -> str:
        made.append(pins)
        python.parent.mkdir(parents=True)
        python.symlink_to(sys.executable)
        assert folder in python.parents
        return ""

    monkeypatch.setattr(environments, "_make", make)
    found = [peer("aiohttp", tmp_path / "scratch", tmp_path) for _ in range(2)]
    assert len(made) == 1
    assert all(each.program is not None and not each.absent for each in found)
    (tmp_path / "aiohttp.txt").write_text(PINS.replace("3.0.0", "3.0.1"), "utf-8")
    monkeypatch.setattr(environments, "_make", lambda *_: "no network")
    assert peer("aiohttp", tmp_path / "scratch", tmp_path).absent == "no network"
