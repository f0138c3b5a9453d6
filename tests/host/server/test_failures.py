"""Errors as the contract shows them, whoever raised them."""

from __future__ import annotations

import asyncio
import logging
import re

import pytest
from aiohttp import web

from fillwright.errors import InvalidRequest
from tests.host.server.raw import Serve, route


async def test_an_error_of_ours_keeps_code_message_and_field(serve_routes: Serve) -> None:
    async def wrong(_request: web.Request) -> web.Response:
        raise InvalidRequest("fields[3].label: is required.", field="fields[3].label")

    async with serve_routes([route(wrong)]) as server:
        reply = await server.call("GET", "/api/thing")
    assert reply.status == 422
    assert reply.json == {
        "error": {
            "code": "invalid_request",
            "message": "fields[3].label: is required.",
            "field": "fields[3].label",
        }
    }


async def test_an_error_without_a_field_says_null(serve_routes: Serve) -> None:
    async with serve_routes([]) as server:
        reply = await server.call("GET", "/api/nowhere")
    message = "There is nothing at this path."
    assert reply.json == {"error": {"code": "not_found", "message": message, "field": None}}


async def test_an_unforeseen_error_shows_a_reference_and_nothing_else(
    serve_routes: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_request: web.Request) -> web.Response:
        raise ValueError("the secret value")

    async with serve_routes([route(broken)]) as server:
        with caplog.at_level(logging.ERROR):
            reply = await server.call("GET", "/api/thing")
    assert (reply.status, reply.json["error"]["code"]) == (500, "internal_error")
    assert b"secret" not in reply.body
    assert b"Traceback" not in reply.body
    reference = re.search(r"under (\w+)\.", reply.json["error"]["message"])
    assert reference
    assert reference.group(1) in caplog.text


async def test_an_unknown_path_is_not_found(serve_routes: Serve) -> None:
    async with serve_routes([]) as server:
        reply = await server.call("GET", "/api/nowhere")
    assert (reply.status, reply.json["error"]["code"]) == (404, "not_found")


async def test_a_wrong_method_is_told_the_right_ones(serve_routes: Serve) -> None:
    async def fine(_request: web.Request) -> web.Response:
        return web.Response()

    async with serve_routes([route(fine), route(fine, method="PUT")]) as server:
        reply = await server.call("DELETE", "/api/thing")
    assert (reply.status, reply.json["error"]["code"]) == (405, "method_not_allowed")
    assert reply.header("Allow") == "GET, PUT"


async def test_replies_are_neither_stored_nor_sniffed(serve_routes: Serve) -> None:
    async with serve_routes([]) as server:
        reply = await server.call("GET", "/api/nowhere")
    assert reply.header("Cache-Control") == "no-store"
    assert reply.header("X-Content-Type-Options") == "nosniff"
    assert reply.header("Server") == "fillwright"


async def test_a_client_that_has_left_is_no_error(serve_routes: Serve, caplog: pytest.LogCaptureFixture) -> None:
    async def gone(_request: web.Request) -> web.Response:
        raise ConnectionResetError

    async with serve_routes([route(gone)]) as server:
        with pytest.raises(asyncio.IncompleteReadError):
            await server.call("GET", "/api/thing")
    assert "internal error" not in caplog.text
