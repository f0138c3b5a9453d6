from __future__ import annotations

from pathlib import Path

import pytest

from fillwright.paths import Home
from tests.support.fake_machine import MachineMaker


@pytest.fixture
def make_machine(tmp_path: Path) -> MachineMaker:
    return MachineMaker(tmp_path / "root")


@pytest.fixture
def home(make_machine: MachineMaker) -> Home:
    return Home(make_machine.person / ".local" / "share" / "fillwright")
