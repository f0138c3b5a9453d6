"""Whatever goes wrong at once, the provider never sees more calls in flight than it may; over real SDKs and sockets."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from itertools import count
from typing import Literal

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.config import Endpoint, Settings
from fillwright.messages import BatchRequest, Field, FieldEvent, JobContext
from fillwright.profile import sample_profile
from fillwright.providers import create_provider
from fillwright.providers.retries import Backoff
from fillwright.response_generator import ResponseGenerator
from tools.provider_server import Config, Fault, Handle, Latency, provider_server_here

PERSON = sample_profile()
JOB = JobContext(company="Acme", title="Engineer", description="You plan the routes of robots that sort parcels. " * 80)
MODELS = {"openai": "gpt-6-luna", "anthropic": "claude-haiku-5-5"}
Name = Literal["openai", "anthropic"]
_numbers = count()


@pytest.fixture
async def server() -> AsyncIterator[Handle]:
    async with provider_server_here() as handle:
        yield handle


@asynccontextmanager
async def engine(server: Handle, name: Name) -> AsyncIterator[BatchProcessor]:
    """An engine that packs, hedges and retries, and has learned how quick the provider is."""
    url = server.anthropic_url if name == "anthropic" else server.openai_url
    endpoint = Endpoint(name, url, "key", MODELS[name])
    provider = create_provider(endpoint, Settings(), Backoff(first=0.001, longest=0.01))
    processor = BatchProcessor(ResponseGenerator(provider), packing="auto")
    await processor.run(form(random.Random(0), 24, 5), PERSON)  # noqa: S311 (repeatable, not secret)
    yield processor
    await processor.close()
    await provider.close()


def form(chance: random.Random, size: int, max_parallel: int) -> BatchRequest:
    """A form of `size` questions nobody has asked before, essays and lines, required and optional."""
    fields = []
    for _ in range(size):
        essay, number = chance.random() < 0.6, next(_numbers)
        label = f"Tell us about project {number:x} please." if essay else f"What is your favourite tool for {number:x}?"
        fields.append(Field(label=label, type="textarea" if essay else "text", required=chance.random() < 0.5))
    return BatchRequest(fields=tuple(fields), job_context=JOB, max_parallel=max_parallel)


def chaos(chance: random.Random) -> Config:
    """Every kind of failure at once, and answers that take from 2 to 60 ms."""
    shares = {"500": 0.1, "529": 0.05, "reset": 0.05, "truncated": 0.05, "empty": 0.03}
    faults = [
        Fault(kind=kind, share=share, seed=chance.randrange(1_000))  # type: ignore[arg-type] # a kind each
        for kind, share in shares.items()
    ]
    hang = Fault(kind="hang", share=0.1, times=2, seed=chance.randrange(1_000))
    return Config(latency=Latency(median=0.01, p99=0.06, seed=chance.randrange(1_000)), faults=(hang, *faults))


async def left_after(processor: BatchProcessor, request: BatchRequest, answers: int | None) -> int:
    """Answer `request` and return how many were answered; the stream is closed after so many `answers`."""
    seen = 0
    async with aclosing(processor.stream(request, PERSON)) as events:
        async for event in events:
            seen += isinstance(event, FieldEvent)
            if seen == answers:
                break
    return seen


@pytest.mark.parametrize("name", ["openai", "anthropic"])
@pytest.mark.parametrize("seed", range(4))
async def test_no_more_calls_than_allowed_are_ever_in_flight(server: Handle, name: Name, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (repeatable, not secret)
    async with engine(server, name) as processor:
        await server.configure(chaos(chance))
        limits = [chance.randint(1, 4) for _ in range(3)]
        forms = [form(chance, 12, limit) for limit in limits]
        closed_after = [None, chance.randint(1, 6), None]
        seen = await asyncio.gather(*map(left_after, [processor] * 3, forms, closed_after))
        await processor.close()
        totals = await server.counts()
    assert seen[0] == seen[2] == 12
    assert totals.faults
    assert 0 < totals.max_in_flight <= sum(limits)


@pytest.mark.parametrize("seed", range(4))
async def test_no_more_calls_than_one_batch_may_have_are_ever_in_flight(server: Handle, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (repeatable, not secret)
    async with engine(server, "openai") as processor:
        await server.configure(chaos(chance))
        limit = chance.randint(2, 5)
        assert await left_after(processor, form(chance, 20, limit), None) == 20
        await left_after(processor, form(chance, 20, limit), chance.randint(1, 8))
        await processor.close()
        totals = await server.counts()
    assert 0 < totals.max_in_flight <= limit
