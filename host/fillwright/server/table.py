"""A route as data: what the router dispatches on and what the API's description is generated from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

from aiohttp import web

from fillwright.errors import MethodNotAllowed, UnsupportedType
from fillwright.server.bodies import answer_expectation_later
from fillwright.server.guard import Handler
from fillwright.server.replies import JSON_TYPE, error_reply

BYTES: Final = "bytes"

Kind = Any
"""A struct type, a union of them or another type msgspec knows; `Any` for JSON without a schema."""


@dataclass(frozen=True, slots=True)
class Query:
    """One query parameter, with its JSON schema."""

    name: str
    summary: str
    schema: tuple[tuple[str, str | int], ...] = (("type", "string"),)
    required: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """One operation: `body` and `reply` are types, `BYTES` for a file; `body` None takes none.

    `stream` is the type of the lines sent where the client accepts `application/x-ndjson`; `errors` are the statuses
    beside those every route can answer. A request that declares another type than those of `accepts` is refused, with a
    body or without one; None takes any.
    """

    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    handler: Handler
    summary: str
    reply: Kind
    body: Kind = None
    stream: Kind = None
    query: tuple[Query, ...] = ()
    errors: tuple[int, ...] = ()
    public: bool = False
    accepts: frozenset[str] | None = frozenset({JSON_TYPE})


def add_routes(router: web.UrlDispatcher, routes: Iterable[Route]) -> None:
    """Register `routes`; another method of a known path is answered with the methods it takes."""
    by_path: dict[str, list[Route]] = {}
    for route in routes:
        by_path.setdefault(route.path, []).append(route)
    for path, operations in by_path.items():
        resource = router.add_resource(path)
        for route in operations:
            resource.add_route(route.method, _typed(route), expect_handler=answer_expectation_later)
        refuse = _refuse_other_than([route.method for route in operations])
        resource.add_route("*", refuse, expect_handler=answer_expectation_later)
    router.add_route("*", "/{path:.*}", _nothing_here, expect_handler=answer_expectation_later)


def _typed(route: Route) -> Handler:
    """Return the route's handler behind a look at the declared type."""
    accepts, handler = route.accepts, route.handler
    if accepts is None:
        return handler

    async def typed(request: web.Request) -> web.StreamResponse:
        if request.body_exists and "Content-Type" in request.headers and request.content_type not in accepts:
            raise UnsupportedType(f"This call takes {' or '.join(sorted(accepts))} only.")
        return await handler(request)

    return typed


def _refuse_other_than(methods: list[str]) -> Handler:
    allowed = ", ".join(methods)

    async def refuse(_request: web.Request) -> web.StreamResponse:
        response = error_reply(MethodNotAllowed(f"This path takes {allowed}."))
        response.headers["Allow"] = allowed
        return response

    return refuse


async def _nothing_here(_request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotFound
