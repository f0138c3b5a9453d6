"""The front of the application: every call passes the journal, the net for failures and the guard, in this order."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from fillwright.server.closing import CLOSING, Closing
from fillwright.server.failures import failures, without_date
from fillwright.server.guard import CREDENTIALS, Credentials, guard
from fillwright.server.journal import journal
from fillwright.server.table import Route, add_routes


def assemble(routes: Sequence[Route]) -> web.Application:
    """Return an application of `routes` behind the guard, with errors as JSON and an orderly end."""
    app = web.Application(middlewares=[journal, failures, guard])
    app[CREDENTIALS] = Credentials()
    app[CLOSING] = Closing()
    app.on_shutdown.append(app[CLOSING].finish)
    app.on_response_prepare.append(without_date)
    add_routes(app.router, routes)
    return app
