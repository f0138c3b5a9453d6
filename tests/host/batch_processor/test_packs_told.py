"""The answers of a call that several questions share, told one by one while it is written."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.config import Endpoint, Settings
from fillwright.messages import BatchEvent, BatchRequest, Field, FieldEvent, JobContext, SummaryEvent, WarningEvent
from fillwright.profile import sample_profile
from fillwright.providers import (
    Completion,
    GenerationRequest,
    OnText,
    Slot,
    create_chain,
    create_drafts,
    create_provider,
)
from fillwright.providers.retries import Backoff
from fillwright.response_generator import ResponseGenerator
from fillwright.storage import AnswerMemory, Database
from tests.support.spy import SpyProvider
from tools.provider_server import Config, Fault, Handle, provider_server_here
from tools.provider_server.config import Pack

PERSON = sample_profile()
JOB = JobContext(company="Acme", title="Engineer")
SHORT = tuple(Field(label=f"Which tool do you use for part {name}?") for name in ("AA", "AB", "AC", "AD"))
REQUEST = BatchRequest(fields=SHORT, job_context=JOB)
BOTH = pytest.mark.parametrize("name", ["openai", "anthropic"])
Name = Literal["openai", "anthropic"]
MODELS = {"openai": "gpt-6-luna", "anthropic": "claude-haiku-5-5"}


class Pausing(SpyProvider):
    """Writes a pack up to where its third answer has begun, then waits until it is told to `go_on`."""

    def __init__(self) -> None:
        super().__init__()
        self.packs = True
        self.go_on = asyncio.Event()
        self.ended = False

    async def complete(
        self,
        request: GenerationRequest,
        *,
        slot: Slot | None = None,
        on_text: OnText | None = None,
        **terms: Any,  # noqa: ANN401 - the protocol's
    ) -> Completion:
        """Answer every question of the pack with its name."""
        del terms
        assert slot
        async with slot() as sent:
            sent()
            self.requests.append(request)
            reply = json.dumps({"answers": [{"id": f"q{n}", "text": f"A tool for part {n}."} for n in range(1, 5)]})
            begun = reply.index('"q3"') + len('"q3"')
            if on_text:
                on_text(reply[:begun])
                await self.go_on.wait()
                on_text(reply[begun:])
        self.ended = True
        return Completion(text=reply, provider=self.name, model=self.model, input_tokens=100, output_tokens=21)


@pytest.fixture
async def server() -> AsyncIterator[Handle]:
    async with provider_server_here() as handle:
        yield handle


@pytest.fixture
async def memory(tmp_path: Path) -> AsyncIterator[AnswerMemory]:
    async with await Database.open(tmp_path / "answers.sqlite3") as database:
        yield AnswerMemory(database)


@asynccontextmanager
async def engine(server: Handle, name: Name = "openai", *, drafts: bool = False) -> AsyncIterator[BatchProcessor]:
    url = server.anthropic_url if name == "anthropic" else server.openai_url
    backoff = Backoff(first=0.001, longest=0.002, patience=2)
    provider = create_provider(Endpoint(name, url, "key", MODELS[name]), Settings(), backoff)
    chain = create_chain([provider, create_drafts()] if drafts else [provider])
    processor = BatchProcessor(ResponseGenerator(chain), packing="auto")
    yield processor
    await processor.close()
    await chain.close()


async def events_of(processor: BatchProcessor, *, deltas: bool = True) -> list[BatchEvent]:
    async with aclosing(processor.stream(REQUEST, PERSON, deltas=deltas)) as stream:
        return [event async for event in stream]


def fields_in(events: list[BatchEvent]) -> list[FieldEvent]:
    return [event for event in events if isinstance(event, FieldEvent)]


async def test_each_answer_is_told_and_stored_while_the_next_one_is_written(memory: AnswerMemory) -> None:
    spy = Pausing()
    processor = BatchProcessor(ResponseGenerator(spy), packing="auto", memory=memory)
    async with aclosing(processor.stream(REQUEST, PERSON)) as stream:
        await anext(stream)
        first, second = await anext(stream), await anext(stream)
        assert not spy.ended
        assert isinstance(first, FieldEvent)
        assert isinstance(second, FieldEvent)
        assert [(each.index, each.response.answer) for each in (first, second)] == [
            (0, "A tool for part 1."),
            (1, "A tool for part 2."),
        ]
        assert {each.question for each in await memory.list()} == {SHORT[0].label, SHORT[1].label}
        spy.go_on.set()
        rest = [event async for event in stream]
    assert [event.index for event in fields_in(rest)] == [2, 3]
    assert len(spy.requests) == 1


async def test_without_deltas_all_are_told_at_the_end() -> None:
    spy = Pausing()
    spy.go_on.set()
    events = await events_of(BatchProcessor(ResponseGenerator(spy), packing="auto"), deltas=False)
    assert [event.response.tokens_used for event in fields_in(events)] == [30, 30, 30, 31]


async def test_who_closes_the_stream_meanwhile_finds_all_remembered(memory: AnswerMemory) -> None:
    spy = Pausing()
    processor = BatchProcessor(ResponseGenerator(spy), packing="auto", memory=memory)
    async with aclosing(processor.stream(REQUEST, PERSON)) as stream:
        await anext(stream)
        await anext(stream)
    spy.go_on.set()
    await processor.close()
    assert len(await memory.list()) == len(SHORT)


async def test_the_same_question_elsewhere_gets_the_answer_when_it_is_told() -> None:
    spy = Pausing()
    processor = BatchProcessor(ResponseGenerator(spy), packing="auto")
    alone = BatchRequest(fields=SHORT[:1], job_context=JOB)
    async with aclosing(processor.stream(REQUEST, PERSON)) as stream:
        await anext(stream)
        await anext(stream)
        other = await processor.run(alone, PERSON)
        assert not spy.ended
        spy.go_on.set()
        assert [event async for event in stream]
    assert [response.source for response in other.responses] == ["cached"]
    assert len(spy.requests) == 1


@BOTH
@pytest.mark.parametrize("how", ["true", "missing", "extra", "doubled", "invalid", "shuffled", "prose"])
async def test_each_field_is_told_once_and_what_went_wrong_costs_itself_alone(
    name: Name, how: Pack, server: Handle
) -> None:
    async with engine(server, name) as processor:
        alone = await processor.run(REQUEST, PERSON)
        await server.configure(Config(pack=how))
        events = await events_of(processor)
    told = {event.index: event.response.answer for event in fields_in(events)}
    assert Counter(event.index for event in fields_in(events)) == dict.fromkeys(range(len(SHORT)), 1)
    assert [told[place] for place in range(len(SHORT))] == [each.answer for each in alone.responses]
    affected = {"missing": 1, "invalid": 1, "prose": len(SHORT)}.get(how, 0)
    assert (await server.counts()).calls == 1 + affected
    warned = [event for event in events if isinstance(event, WarningEvent)]
    assert [(event.index, event.code) for event in warned] == ([(0, "answered_twice")] if how == "doubled" else [])


@BOTH
@pytest.mark.parametrize("how", ["true", "missing", "prose"])
async def test_what_is_told_adds_up_to_the_bill(name: Name, how: Pack, server: Handle) -> None:
    await server.configure(Config(pack=how))
    async with engine(server, name) as processor:
        events = await events_of(processor)
    totals = await server.counts()
    last = events[-1]
    assert isinstance(last, SummaryEvent)
    told = [event.response for event in fields_in(events)]
    assert sum(each.tokens_used for each in told) == totals.input_tokens + totals.output_tokens
    assert last.summary.total_tokens == totals.input_tokens + totals.output_tokens
    assert sum(each.cost_usd or 0.0 for each in told) == pytest.approx(last.summary.total_cost_usd)


async def test_what_was_told_of_a_call_that_broke_off_stands(server: Handle) -> None:
    await server.configure(Config(faults=(Fault(kind="truncated", times=1),)))
    async with engine(server) as processor:
        events = await events_of(processor)
    assert sorted(event.index for event in fields_in(events)) == list(range(len(SHORT)))
    assert {event.response.source for event in fields_in(events)} == {"generated"}
    assert (await server.counts()).calls == 2


async def test_what_was_told_of_a_call_that_fails_for_good_stands(server: Handle) -> None:
    await server.configure(Config(faults=(Fault(kind="truncated"),)))
    async with engine(server) as processor:
        events = await events_of(processor)
    told = {event.index: event.response for event in fields_in(events)}
    assert told[0].source == "generated"
    assert told[len(SHORT) - 1].error is not None
    assert len(told) == len(SHORT)


async def test_where_others_may_answer_instead_all_wait_for_who_did(server: Handle) -> None:
    async with engine(server, drafts=True) as processor:
        events = await events_of(processor)
    assert all(event.response.tokens_used > 0 for event in fields_in(events))


async def test_a_check_that_breaks_early_is_the_fields_own_fault_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    spy = Pausing()
    spy.go_on.set()
    generator = ResponseGenerator(spy)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(generator, "_unpacked", broken)
    events = await events_of(BatchProcessor(generator, packing="auto"))
    assert [event.response.status for event in fields_in(events)] == ["failed"] * len(SHORT)
