"""How much of a reply is read, and in which form it is asked for."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from fillwright.errors import InvalidAnswer
from fillwright.providers import GenerationRequest, Provider
from fillwright.providers.bounds import LARGEST_PACKED
from tests.support.chat_server import chatting

Ask = Callable[..., GenerationRequest]
CHAT = b'{"choices": [{"message": {"content": "Whole."}, "finish_reason": "stop"}]}'
MEGABYTE = 1024 * 1024


@asynccontextmanager
async def answering(body: bytes, **headers: str) -> AsyncIterator[tuple[Provider, list[Any]]]:
    """A server that gives the same reply each time, and the headers of what it was asked."""
    asked: list[Any] = []

    async def chat(request: web.Request) -> web.Response:
        asked.append(request.headers)
        return web.Response(body=body, headers={"Content-Type": "application/json", **headers})

    async with chatting(chat) as provider:
        yield provider, asked


def packed(text: bytes, filling: int = 0) -> bytes:
    """Return `text` after `filling` blanks, compressed."""
    press = zlib.compressobj(wbits=31)
    blanks = b" " * MEGABYTE
    parts = [press.compress(blanks) for _ in range(filling // len(blanks))]
    return b"".join([*parts, press.compress(text), press.flush()])


async def test_no_compressed_reply_is_asked_for(ask: Ask) -> None:
    async with answering(CHAT) as (provider, asked):
        assert (await provider.complete(ask())).text == "Whole."
    assert asked[0].get("Accept-Encoding") == "identity"


async def test_a_compressed_reply_is_read_all_the_same(ask: Ask) -> None:
    async with answering(packed(CHAT), **{"Content-Encoding": "gzip"}) as (provider, _):
        assert (await provider.complete(ask())).text == "Whole."


async def test_a_reply_that_unpacks_without_an_end_is_not_read(ask: Ask) -> None:
    bomb = packed(CHAT, 128 * MEGABYTE)
    assert len(bomb) > LARGEST_PACKED
    async with answering(bomb, **{"Content-Encoding": "gzip"}) as (provider, _):
        with pytest.raises(InvalidAnswer, match="without an end"):
            await provider.complete(ask())
