"""What the server's tests share: a home, and a few routes behind the real guard, parser settings and door."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from fillwright.paths import Home
from fillwright.server import serving
from fillwright.server.front import assemble
from fillwright.server.guard import CREDENTIALS
from fillwright.server.table import Route
from fillwright.server.wire import MAX_CONNECTIONS, Door, bind
from tests.host.server.raw import Serve, Server


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.prepare()
    return home


@pytest.fixture(autouse=True)
def _no_keys_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's keyring, keys and settings out of the tests."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    for name in [name for name in os.environ if name.startswith(("FILLWRIGHT_", "OPENAI_", "ANTHROPIC_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
async def server(home: Home) -> AsyncIterator[Server]:
    """The whole server on an empty home, answering with drafts."""
    async with serving(home) as runtime:
        yield Server(runtime.port, runtime.token)


@pytest.fixture
def serve_routes() -> Serve:
    """Serve a few routes behind the real middlewares, parser settings and door."""

    @asynccontextmanager
    async def serve(routes: Sequence[Route], limit: int = MAX_CONNECTIONS) -> AsyncIterator[Server]:
        app = assemble(routes)
        runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        assert runner.server is not None
        with bind(0) as listener:
            loop = asyncio.get_running_loop()
            server = await loop.create_server(Door(runner.server, limit), sock=listener)
            try:
                yield Server(listener.getsockname()[1], app[CREDENTIALS].token)
            finally:
                server.close()
                await runner.cleanup()

    return serve
