"""A real database in a fresh folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fillwright.storage import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite3"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(path)
    yield opened
    await opened.close()
