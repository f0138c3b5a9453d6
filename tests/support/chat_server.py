"""An OpenAI provider of the product's own, whose other end is whatever a test says."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer

from fillwright.config import Endpoint, Settings
from fillwright.providers import Provider, create_provider
from fillwright.providers.retries import Backoff


@asynccontextmanager
async def chatting(chat: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[Provider]:
    """A provider whose calls `chat` answers, tried again after a millisecond."""
    app = web.Application()
    app.router.add_post("/v1/chat/completions", chat)
    async with TestServer(app) as server:
        endpoint = Endpoint("openai", str(server.make_url("/v1")), "key", "m")
        provider = create_provider(endpoint, Settings(), Backoff(first=0.001))
        yield provider
        await provider.close()
