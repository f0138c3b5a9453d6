"""What the server's tests share: a home, and a few routes behind the real guard, parser settings and door."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from fillwright.paths import Home
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
