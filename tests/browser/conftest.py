"""Real browsers with the extension, the real bridge and server, and a provider's server side on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from fillwright.demo import page_site
from tests.support.rooms import Room
from tools.browsers import NAMES
from tools.provider_server import Handle, provider_server_here


@pytest.fixture(scope="session")
def page() -> Iterator[str]:
    """The demo page's address."""
    with page_site() as url:
        yield url


@pytest.fixture(params=NAMES)
def room(request: pytest.FixtureRequest, tmp_path: Path, page: str) -> Room:
    """A room for each browser: every test runs in both."""
    return Room(request.param, tmp_path, page)


@pytest.fixture
async def provider() -> AsyncIterator[Handle]:
    """A provider's server side, answering at once and everything."""
    async with provider_server_here() as handle:
        yield handle
