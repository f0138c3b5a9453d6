"""The application: middlewares and routes put together."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aiohttp import web

from fillwright.paths import Home
from fillwright.server.engine import ENGINE, Engine
from fillwright.server.front import assemble
from fillwright.server.routes import ROUTES


def create_app(home: Home) -> web.Application:
    """Return the application that serves `home`, with fresh credentials under `CREDENTIALS`.

    The home's files are opened with the application's start and closed with its end.
    """
    app = assemble(ROUTES)

    async def engine_alive(app: web.Application) -> AsyncIterator[None]:
        async with Engine(home) as engine:
            app[ENGINE] = engine
            yield

    app.cleanup_ctx.append(engine_alive)
    return app
