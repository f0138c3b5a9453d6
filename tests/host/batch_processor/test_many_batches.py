"""Twenty forms at once through one gate, the provider's time five times faster; real SDK, real process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.config import Endpoint, Settings
from fillwright.messages import BatchRequest, Field, SummaryEvent
from fillwright.profile import sample_profile
from fillwright.providers import calls, create_provider
from fillwright.providers.gates import Gate
from fillwright.response_generator import ResponseGenerator
from tools.provider_server import Config, Fault, Handle, Latency, Limits, provider_server

BATCHES = 20
PLACES = 5
QUESTIONS = 15
A_MINUTE = 200
FASTER = 5.0
PERSON = sample_profile()
HELD = Fault(kind="hang", contains="project")
"""No answer comes before the server is told to release them."""

pytestmark = pytest.mark.usefixtures("unhurried")


@asynccontextmanager
async def engine(server: Handle, settings: Settings) -> AsyncIterator[BatchProcessor]:
    provider = create_provider(Endpoint("openai", server.openai_url, "key", "gpt-6-luna"), settings)
    processor = BatchProcessor(ResponseGenerator(provider), max_parallel=PLACES)
    await processor.batch_generate([Field(label="Why do you want to work here?", type="textarea")], PERSON)
    yield processor
    await processor.close()
    await provider.close()


def form(number: int, size: int) -> BatchRequest:
    labels = [f"Tell us about project {number}.{place} of yours." for place in range(size)]
    return BatchRequest(fields=tuple(Field(label=label, type="textarea") for label in labels))


async def lost(processor: BatchProcessor, request: BatchRequest) -> int:
    """Have the batch answered and return how many of its questions were not."""
    async with aclosing(processor.stream(request, PERSON, deltas=False)) as events:
        summaries = [event.summary async for event in events if isinstance(event, SummaryEvent)]
    return sum(summary.total_fields - summary.generated_count for summary in summaries)


async def all_under_way(server: Handle) -> None:
    """Return once every batch has all its places' calls at the server, of which none has been answered yet."""
    while (await server.counts()).in_flight < BATCHES * PLACES:
        pass


@pytest.mark.parametrize("by_settings", [False, True])
async def test_no_answer_is_lost_and_no_batch_waits_for_another(
    monkeypatch: pytest.MonkeyPatch, *, by_settings: bool
) -> None:
    if by_settings:
        monkeypatch.setattr(calls, "gate_for", lambda *_: Gate(minute=60.6 / FASTER))
    limits = Limits(requests_per_minute=A_MINUTE, headers="none" if by_settings else "true")
    config = Config(latency=Latency(median=5.0), limits=limits, time_scale=FASTER, faults=(HELD,))
    settings = Settings(packing="off", requests_per_minute=A_MINUTE if by_settings else None)
    async with provider_server(config) as server, engine(server, settings) as processor:
        batches = asyncio.gather(*(lost(processor, form(number, QUESTIONS)) for number in range(BATCHES)))
        await all_under_way(server)
        held = {seen.question.split(".")[0] for seen in await server.requests() if seen.status is None}
        await server.release()
        assert sum(await batches) == 0
        totals = await server.counts()
    assert len(held) == BATCHES
    assert totals.statuses == {"200": BATCHES * QUESTIONS + 1}
    assert totals.max_in_flight == BATCHES * PLACES
