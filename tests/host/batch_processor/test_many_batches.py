"""Twenty forms at once through one gate of 600 requests a minute, time five times faster; real SDK, real process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.config import Endpoint, Settings
from fillwright.messages import BatchRequest, Field, FieldEvent, SummaryEvent
from fillwright.profile import sample_profile
from fillwright.providers import calls, create_provider
from fillwright.providers.gates import Gate
from fillwright.response_generator import ResponseGenerator
from tools.provider_server import Config, Handle, Latency, Limits, provider_server

BATCHES = 20
FASTER = 5.0
PERSON = sample_profile()


@asynccontextmanager
async def engine(server: Handle, settings: Settings) -> AsyncIterator[BatchProcessor]:
    provider = create_provider(Endpoint("openai", server.openai_url, "key", "gpt-6-luna"), settings)
    processor = BatchProcessor(ResponseGenerator(provider), max_parallel=5)
    await processor.batch_generate([form(BATCHES, 1).fields[0]], PERSON)
    yield processor
    await processor.close()
    await provider.close()


def form(number: int, size: int) -> BatchRequest:
    labels = [f"Tell us about project {number}.{place} of yours." for place in range(size)]
    return BatchRequest(fields=tuple(Field(label=label, type="textarea") for label in labels))


async def answered(processor: BatchProcessor, request: BatchRequest) -> tuple[float, int]:
    """Return the seconds until the batch's first answer, from the moment all were sent, and how many were lost."""
    clock, first, lost = asyncio.get_running_loop().time, 0.0, 0
    async with aclosing(processor.stream(request, PERSON, deltas=False)) as events:
        async for event in events:
            if isinstance(event, FieldEvent):
                first = first or clock()
            elif isinstance(event, SummaryEvent):
                lost = event.summary.total_fields - event.summary.generated_count
    return first, lost


@pytest.mark.parametrize(("a_minute", "questions", "by_settings"), [(600, 50, False), (200, 15, True)])
async def test_no_answer_is_lost_and_no_batch_waits_for_another(
    a_minute: int, questions: int, monkeypatch: pytest.MonkeyPatch, *, by_settings: bool
) -> None:
    if by_settings:
        monkeypatch.setattr(calls, "gate_for", lambda *_: Gate(minute=60.6 / FASTER))
    limits = Limits(requests_per_minute=a_minute, headers="none" if by_settings else "true")
    config = Config(latency=Latency(median=5.0), limits=limits, time_scale=FASTER)
    settings = Settings(packing="off", requests_per_minute=a_minute if by_settings else None)
    async with provider_server(config) as server, engine(server, settings) as processor:
        began = asyncio.get_running_loop().time()
        found = await asyncio.gather(*(answered(processor, form(number, questions)) for number in range(BATCHES)))
        totals = await server.counts()
    firsts = [first - began for first, _ in found]
    assert sum(lost for _, lost in found) == 0
    assert totals.statuses == {"200": BATCHES * questions + 1}
    assert totals.max_in_flight <= BATCHES * 5
    assert max(firsts) <= 2 * min(firsts)
