from __future__ import annotations

from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

import pytest

from fillwright.paths import Home
from fillwright.registration import launcher
from tests.support.fake_machine import MachineMaker


@pytest.fixture
def make_machine(tmp_path: Path) -> MachineMaker:
    return MachineMaker(tmp_path / "root")


@pytest.fixture
def home(make_machine: MachineMaker) -> Home:
    return Home(make_machine.person / ".local" / "share" / "fillwright")


@pytest.fixture
def windows_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pip's program for Windows, made up where this system's pip comes without it, as Debian's does."""
    found = find_spec("pip")
    folder = Path("_vendor") / "distlib"
    if found and found.origin and (Path(found.origin).parent / folder / "t64.exe").exists():
        return
    pip = tmp_path / "pip"
    (pip / folder).mkdir(parents=True)
    (pip / folder / "t64.exe").write_bytes(b"MZ" + bytes(62))
    monkeypatch.setattr(launcher, "find_spec", lambda _: ModuleSpec("pip", None, origin=str(pip / "__init__.py")))
