"""Real SDKs over a real socket to the provider server, with waits of milliseconds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Literal

import pytest

from fillwright.config import Endpoint, Settings
from fillwright.messages import JobContext
from fillwright.providers import GenerationRequest, Provider, Slot, create_provider
from fillwright.providers.retries import Backoff
from tools.provider_server import Config, Handle, provider_server_here

Name = Literal["openai", "anthropic", "local"]
KEY = "sk-canary-0123456789"
MODELS = {"openai": "gpt-6-luna", "anthropic": "claude-haiku-5-5", "local": "local-model"}

DEFAULTS = Settings()

Connect = Callable[..., Provider]


@pytest.fixture
async def server() -> AsyncIterator[Handle]:
    """A provider server that answers at once."""
    async with provider_server_here(Config()) as handle:
        yield handle


@pytest.fixture
async def connect(server: Handle) -> AsyncIterator[Connect]:
    """Makes providers that speak to `server`, and closes them."""
    made: list[Provider] = []

    def make(name: Name, *, model: str | None = None, patience: int = 6, settings: Settings = DEFAULTS) -> Provider:
        url = server.anthropic_url if name == "anthropic" else server.openai_url
        key = None if name == "local" else KEY
        endpoint = Endpoint(name, url, key, MODELS[name] if model is None else model)
        backoff = Backoff(first=0.001, longest=0.004, patience=patience)
        provider = create_provider(endpoint, settings, backoff)
        made.append(provider)
        return provider

    yield make
    for provider in made:
        await provider.close()


def asking(
    text: str = "Why us?", *, prefix: str = "You write answers.", max_chars: int | None = None
) -> GenerationRequest:
    """A request with `text` as its question."""
    question = f"<question>\n{text}\n</question>\nTwo to five sentences."
    return GenerationRequest(
        prefix=prefix, question=question, label=text, job=JobContext(company="Acme"), max_chars=max_chars
    )


@pytest.fixture
def ask() -> Callable[..., GenerationRequest]:
    """The maker of requests."""
    return asking


def places(limit: int, sent: Callable[[], None] = lambda: None) -> Slot:
    """Slots as the engine makes them: `limit` at once; `sent` is called as an attempt is sent."""
    semaphore = asyncio.Semaphore(limit)

    @asynccontextmanager
    async def slot() -> AsyncIterator[Callable[[], None]]:
        async with semaphore:
            yield sent

    return slot


@pytest.fixture
def slots() -> Callable[..., Slot]:
    """The maker of slots."""
    return places
