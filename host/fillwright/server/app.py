"""The application: middlewares and routes put together."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aiohttp import web

from fillwright.paths import Home
from fillwright.server.engine import ENGINE, Engine
from fillwright.server.front import assemble
from fillwright.server.guard import CHALLENGE_PATH, Handler
from fillwright.server.routes import ROUTES
from fillwright.server.transit import TRANSIT, Transit


@web.middleware
async def warming(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Warm the engine from the first call on that bears the token, not before: a server nobody uses stays small."""
    if request.path != CHALLENGE_PATH:
        request.app[ENGINE].warm()
    return await handler(request)


def create_app(home: Home) -> web.Application:
    """Return the application that serves `home`, with fresh credentials under `CREDENTIALS`.

    The home's files are opened with the application's start and closed with its end.
    """
    app = assemble(ROUTES)
    app.middlewares.append(warming)

    async def engine_alive(app: web.Application) -> AsyncIterator[None]:
        async with Engine(home) as engine:
            app[ENGINE] = engine
            yield

    async def transit_kept(app: web.Application) -> AsyncIterator[None]:
        app[TRANSIT] = Transit()
        yield
        app[TRANSIT].close()

    app.cleanup_ctx.append(engine_alive)
    app.cleanup_ctx.append(transit_kept)
    return app
