"""Real browsers with the extension, the real bridge and server, and a provider's server side on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from fillwright.demo import folder_site, page_site
from fillwright.paths import Home
from tests.support.options_page import Options
from tests.support.rooms import Room
from tools.browsers import NAMES, Browser
from tools.provider_server import Handle, provider_server_here


@pytest.fixture(scope="session")
def page() -> Iterator[str]:
    """The demo page's address."""
    with page_site() as url:
        yield url


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Where the pages of this folder are served."""
    with folder_site(Path(__file__).parent / "pages") as url:
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


@pytest_asyncio.fixture(
    scope="module",
    loop_scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"options-{name}")) for name in NAMES],
)
async def options(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Options]:
    """The options page in one browser for all tests of a file, as a person has one."""
    room = Room(request.param, tmp_path_factory.mktemp(request.param), "about:blank")
    async with provider_server_here() as provider:
        settings = {"OPENAI_BASE_URL": provider.openai_url}
        async with room.machine(settings) as machine, room.browser(machine) as browser:
            yield Options(browser, machine=machine, provider=provider)


@pytest_asyncio.fixture(
    scope="module",
    loop_scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"home-{name}")) for name in NAMES],
)
async def at_home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Browser, Home]]:
    """One browser for all tests of a file, answered by drafts, and the home whose answers it gets."""
    room = Room(request.param, tmp_path_factory.mktemp(request.param), "about:blank")
    async with room.machine({"FILLWRIGHT_PROVIDER": "drafts"}) as machine, room.browser(machine) as browser:
        yield browser, machine.home


@pytest.fixture(scope="module")
def browser(at_home: tuple[Browser, Home]) -> Browser:
    """The browser of `at_home`, for tests that look at nothing of the home."""
    return at_home[0]
