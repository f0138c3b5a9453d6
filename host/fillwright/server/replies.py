"""How a result or an error becomes a response: JSON, never stored by a cache, never guessed at."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from aiohttp import web

from fillwright.errors import FillwrightError
from fillwright.messages import ErrorBody, ErrorReply

JSON_TYPE: Final = "application/json"
SAFE_HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Server": "fillwright"}

_encoder: Final = msgspec.json.Encoder()


def reply(body: Any, status: int = 200) -> web.Response:  # noqa: ANN401 - any struct or JSON value
    """Return `body` (a struct or any JSON value) as a JSON response."""
    return raw_reply(_encoder.encode(body), status)


def raw_reply(body: bytes, status: int = 200) -> web.Response:
    """Return `body`, JSON already, as a JSON response."""
    return web.Response(body=body, status=status, content_type=JSON_TYPE, headers=SAFE_HEADERS)


def error_body(error: FillwrightError) -> ErrorBody:
    """Return `error` as the contract shows it: code, message and the field to blame, null where there is none."""
    return ErrorBody(code=error.code, message=error.message, field=error.field)


def error_reply(error: FillwrightError) -> web.Response:
    """Return the response for `error`; a client without the token is told how to authenticate."""
    response = reply(ErrorReply(error=error_body(error)), error.status)
    if error.status == web.HTTPUnauthorized.status_code:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
