"""A local server where Ollama listens unless told otherwise."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tools.provider_server.app import create_app
from tools.provider_server.config import Config

OLLAMA_PORT = 11434


@asynccontextmanager
async def ollama(*models: str) -> AsyncIterator[str]:
    """Answer as Ollama does, with `models`, and yield the base URL; several tests may do so at once."""
    runner = web.AppRunner(create_app(Config(models=models)), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", OLLAMA_PORT, reuse_port=True).start()
        yield f"http://127.0.0.1:{OLLAMA_PORT}/v1"
    finally:
        await runner.cleanup()
