"""Local servers, found on real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest
from aiohttp import web

from fillwright.providers.local import LocalServer, Place, find_local_servers, usual_places
from tools.provider_server import provider_server_here
from tools.provider_server.config import Config


@asynccontextmanager
async def answering(respond: web.Response | None) -> AsyncIterator[tuple[int, list[web.Request]]]:
    """A server that answers everything with `respond`, or never; yields its port and what it was asked."""
    asked: list[web.Request] = []
    left = asyncio.Event()

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        assert isinstance(request, web.Request)
        asked.append(request)
        if respond is None:
            await left.wait()
            return web.Response()
        return respond

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield runner.addresses[0][1], asked
    finally:
        left.set()
        await runner.cleanup()


def free_place(port: int) -> Place:
    return Place("Ollama", port)


async def test_a_server_is_found_with_its_models() -> None:
    async with provider_server_here(Config(models=("llama-small", "llama-large"))) as provider:
        port = urlsplit(provider.url).port or 0
        found = await find_local_servers([Place("Ollama", port)])
    assert found == [
        LocalServer(name="Ollama", base_url=f"http://127.0.0.1:{port}/v1", models=["llama-small", "llama-large"])
    ]


async def test_nothing_but_the_models_is_asked_for_and_nothing_told() -> None:
    async with answering(web.json_response({"data": []})) as (port, asked):
        await find_local_servers([free_place(port)])
    ((method, path, headers),) = [(each.method, each.path, set(each.headers)) for each in asked]
    assert (method, path) == ("GET", "/v1/models")
    assert headers <= {"Host", "Accept", "Accept-Encoding", "User-Agent"}


@pytest.mark.parametrize(
    "respond",
    [
        web.Response(text="<html>"),
        web.json_response({"models": []}),
        web.json_response({"data": [{"id": 3}]}),
        web.json_response({"data": []}, status=401),
        web.Response(status=302, headers={"Location": "http://127.0.0.1:1/v1/models"}),
        web.Response(body=b"\xff\xfe"),
        web.Response(body=b'{"data": [' + b'{"id": "m"},' * 40_000),
    ],
    ids=["a page", "another list", "no name", "refused", "moved", "no text", "too much"],
)
async def test_what_is_no_such_server_is_passed_over(respond: web.Response) -> None:
    async with answering(respond) as (port, _):
        assert await find_local_servers([free_place(port)]) == []


async def test_a_server_that_never_answers_holds_nobody_up() -> None:
    async with answering(None) as (silent, _), provider_server_here() as provider:
        port = urlsplit(provider.url).port or 0
        found = await find_local_servers([free_place(silent), Place("vLLM", port)])
    assert [server.name for server in found] == ["vLLM"]


def test_the_usual_places_are_the_documented_ones() -> None:
    assert {place.name: place.port for place in usual_places()} == {
        "Ollama": 11434,
        "LM Studio": 1234,
        "llama.cpp": 8080,
        "vLLM": 8000,
    }
