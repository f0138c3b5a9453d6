"""From the built wheel to the first filled form, as a new user goes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tools.browsers import NAMES
from tools.screenshots import ENOUGH, travel
from tools.wheel import Installed, build_wheel

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", NAMES)
async def test_ten_clicks_lead_from_the_wheel_to_a_filled_form(name: str, tmp_path: Path) -> None:
    installed = Installed(tmp_path / "venv")
    installed.install(await asyncio.to_thread(build_wheel, tmp_path / "wheel"))
    journey = await travel(name, installed, tmp_path)
    assert journey.clicks <= 10
    assert journey.filled >= ENOUGH
    assert all((tmp_path / picture).stat().st_size > 10_000 for picture in journey.pictures)
