"""The API's description, of itself too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import msgspec
from aiohttp import web

from fillwright.server.openapi import describe
from fillwright.server.replies import raw_reply
from fillwright.server.table import Route


def with_description(routes: Sequence[Route]) -> tuple[Route, ...]:
    """Return `routes` and the one that describes them all."""

    @cache
    def document() -> bytes:
        return msgspec.json.encode(describe(complete))

    async def openapi(_request: web.Request) -> web.Response:
        return raw_reply(document())

    itself = Route("GET", "/api/openapi.json", openapi, "Describe this API in OpenAPI 3.1", reply=dict[str, Any])
    complete: Final = (*routes, itself)
    return complete
