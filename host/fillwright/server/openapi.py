"""The API's description for programs, OpenAPI 3.1, generated from the route table and the message structs.

OpenAPI 3.1 takes JSON Schema 2020-12 as it is, which is what msgspec writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from fillwright import __version__
from fillwright.messages import ErrorReply
from fillwright.server.replies import JSON_TYPE
from fillwright.server.table import BYTES, Route

NDJSON_TYPE: Final = "application/x-ndjson"
BYTES_TYPE: Final = "application/octet-stream"
EVERYWHERE: Final = (400, 401, 403, 421, 500)
WITH_BODY: Final = (408, 413, 415, 422)

MEANINGS: Final = {
    400: "Not HTTP/1.1, not JSON or not UTF-8",
    401: "No token, or the wrong one",
    403: "The call comes from a web page",
    404: "Nothing is stored under that name",
    408: "The body was not complete in time",
    409: "The call contradicts what is stored",
    413: "The body is over the limit",
    415: "The body is not declared as the type taken here",
    421: "The Host header does not name this server",
    422: "Breaks a rule; `field` names the place, `message` the mend",
    500: "A fault of the server's own, or of its store",
    503: "The server is stopping",
}

Json = dict[str, Any]


def describe(routes: Sequence[Route]) -> Json:
    """Return the OpenAPI document of `routes`."""
    kinds = _kinds(routes)
    schemas, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    schema_of = dict(zip(map(repr, kinds), schemas, strict=True))
    paths: dict[str, Json] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Fillwright",
            "version": __version__,
            "summary": "Answers all fields of a job application in one call, on the person's own machine.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "http://127.0.0.1:{port}", "variables": {"port": {"default": "0"}}}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _kinds(routes: Sequence[Route]) -> list[Any]:
    """Return every type the routes name, each once."""
    named = [kind for route in routes for kind in (route.body, route.reply, route.stream)]
    chosen = {repr(kind): kind for kind in (ErrorReply, *named) if kind not in (None, BYTES)}
    return list(chosen.values())


def _operation(route: Route, schema_of: dict[str, Json]) -> Json:
    operation: Json = {
        "operationId": _operation_id(route),
        "summary": route.summary,
        "responses": {str(status): response for status, response in _responses(route, schema_of)},
    }
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", route.path)
    ] + [
        {
            "name": query.name,
            "in": "query",
            "required": query.required,
            "description": query.summary,
            "schema": dict(query.schema),
        }
        for query in route.query
    ]
    if parameters:
        operation["parameters"] = parameters
    if route.body is not None:
        operation["requestBody"] = {"required": True, "content": _content(route.body, schema_of)}
    if route.public:
        operation["security"] = []
    return operation


def _operation_id(route: Route) -> str:
    words = re.findall(r"\w+", route.path.removeprefix("/api"))
    return "_".join([route.method.lower(), *words])


def _responses(route: Route, schema_of: dict[str, Json]) -> list[tuple[int, Json]]:
    content = _content(route.reply, schema_of)
    if route.stream is not None:
        content[NDJSON_TYPE] = {"schema": schema_of[repr(route.stream)]}
    errors = {*EVERYWHERE, *route.errors, *(WITH_BODY if route.body is not None else ())}
    errors -= {401} if route.public else set()
    failed = {JSON_TYPE: {"schema": schema_of[repr(ErrorReply)]}}
    return [
        (200, {"description": "Done", "content": content}),
        *((status, {"description": MEANINGS[status], "content": failed}) for status in sorted(errors)),
    ]


def _content(kind: Any, schema_of: dict[str, Json]) -> Json:  # noqa: ANN401 - a type, or one of the two markers
    if kind == BYTES:
        return {BYTES_TYPE: {}}
    return {JSON_TYPE: {"schema": schema_of[repr(kind)]}}
