import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.errors import InvalidProfile, InvalidRequest, MissingKey, ProviderUnavailable, StorageError
from fillwright.messages import (
    BatchRequest,
    DeltaEvent,
    Field,
    FieldEvent,
    JobContext,
    PlanEvent,
    SummaryEvent,
    WarningEvent,
)
from fillwright.profile import sample_profile
from fillwright.providers import Completion, GenerationRequest, create_drafts
from fillwright.response_generator import ResponseGenerator
from fillwright.storage import AnswerMemory, Database
from tests.support.spy import SpyProvider

PERSON = sample_profile()
JOB = JobContext(company="Acme", title="Engineer")


def essays(count: int) -> list[Field]:
    return [Field(label=f"Why do you like project {name}?", type="textarea") for name in _names(count)]


def _names(count: int) -> list[str]:
    return [f"{chr(65 + number // 26)}{chr(97 + number % 26)}" for number in range(count)]


@pytest.fixture
async def memory(tmp_path: Path) -> AsyncIterator[AnswerMemory]:
    database = await Database.open(tmp_path / "answers.sqlite3")
    yield AnswerMemory(database)
    await database.close()


@pytest.fixture
def spy() -> SpyProvider:
    return SpyProvider()


def processor(spy: SpyProvider, memory: AnswerMemory | None = None) -> BatchProcessor:
    return BatchProcessor(ResponseGenerator(spy), memory=memory)


def drafting() -> BatchProcessor:
    return BatchProcessor(ResponseGenerator(create_drafts()))


async def test_answers_keep_the_order_of_the_form(spy: SpyProvider) -> None:
    fields = [*essays(3), Field(label="E-mail", type="email"), *essays(5)[3:]]
    reply = await processor(spy).batch_generate(fields, PERSON, JOB)
    assert [response.label for response in reply.responses] == [field.label for field in fields]
    assert reply.responses[3].source == "extracted"
    assert reply.summary.generated_count == 5


async def test_five_calls_at_once_unless_told_otherwise(spy: SpyProvider) -> None:
    await processor(spy).batch_generate(essays(20), PERSON, JOB)
    assert spy.most_at_once == 5


class TwoTurns(SpyProvider):
    """Puts a call on the wire two turns of the loop after it was made ready, as an HTTP client does."""

    def __init__(self) -> None:
        super().__init__()
        self.log: list[str] = []

    async def complete(self, request: GenerationRequest, **terms: Any) -> Completion:  # noqa: ANN401 - the protocol's
        """Say what happens when."""
        loop = asyncio.get_running_loop()
        self.log.append("made ready")
        loop.call_soon(loop.call_soon, self.log.append, "sent")
        return await super().complete(request, **terms)


async def test_each_call_is_sent_before_the_next_one_is_made_ready() -> None:
    spy = TwoTurns()
    await processor(spy).batch_generate(essays(5), PERSON, JOB)
    assert spy.log == ["made ready", "sent"] * 5


async def test_max_parallel_of_the_call_wins(spy: SpyProvider) -> None:
    await processor(spy).batch_generate(essays(20), PERSON, JOB, max_parallel=2)
    assert spy.most_at_once == 2


async def test_facts_need_no_call(spy: SpyProvider) -> None:
    reply = await processor(spy).batch_generate([Field(label="E-mail"), Field(label="First name")], PERSON, JOB)
    assert reply.summary.extracted_count == 2
    assert not spy.requests


async def test_one_failed_field_does_not_fail_the_batch() -> None:
    spy = SpyProvider(fail=lambda request: ProviderUnavailable("down") if "Ab" in request.label else None)
    reply = await processor(spy).batch_generate(essays(3), PERSON, JOB)
    assert [response.status for response in reply.responses] == ["answered", "failed", "answered"]
    error = reply.responses[1].error
    assert error is not None
    assert (error.code, error.retryable) == ("provider_unavailable", True)


async def test_a_failed_essay_proposes_a_draft_that_is_not_counted_as_answer() -> None:
    spy = SpyProvider(fail=lambda _: MissingKey("no key"))
    field = Field(label="Tell us about a project you are proud of", type="textarea")
    reply = await processor(spy).batch_generate([field], PERSON, JOB)
    response = reply.responses[0]
    assert response.status == "failed"
    assert response.source == "drafted"
    assert response.answer
    assert (reply.summary.failed_count, reply.summary.drafted_count) == (1, 0)


async def test_an_error_inside_stays_with_its_field(spy: SpyProvider) -> None:
    spy.text = lambda request: str(1 // 0) if "Ab" in request.label else "Fine."
    reply = await processor(spy).batch_generate(essays(3), PERSON, JOB)
    assert [response.status for response in reply.responses] == ["answered", "failed", "answered"]
    error = reply.responses[1].error
    assert error is not None
    assert error.code == "internal_error"


async def test_remembered_answers_cost_no_call(spy: SpyProvider, memory: AnswerMemory) -> None:
    await processor(spy, memory).batch_generate(essays(3), PERSON, JOB)
    reply = await processor(spy, memory).batch_generate(essays(4), PERSON, JOB)
    assert len(spy.requests) == 4
    assert [response.cached for response in reply.responses] == [True, True, True, False]
    assert (reply.summary.cached_count, reply.summary.generated_count) == (3, 1)


async def test_another_company_asks_anew(spy: SpyProvider, memory: AnswerMemory) -> None:
    await processor(spy, memory).batch_generate(essays(1), PERSON, JOB)
    reply = await processor(spy, memory).batch_generate(essays(1), PERSON, JobContext(company="Other"))
    assert reply.summary.cached_count == 0


async def test_refresh_and_wish_ask_again(spy: SpyProvider, memory: AnswerMemory) -> None:
    await processor(spy, memory).batch_generate(essays(2), PERSON, JOB)
    reply = await processor(spy, memory).batch_generate(essays(2), PERSON, JOB, wish={"1": "shorter"})
    assert [response.cached for response in reply.responses] == [True, False]
    assert "shorter" in spy.requests[-1].question
    reply = await processor(spy, memory).batch_generate(essays(2), PERSON, JOB, refresh=True)
    assert reply.summary.cached_count == 0


async def test_drafts_are_not_stored(memory: AnswerMemory) -> None:
    drafts = BatchProcessor(ResponseGenerator(create_drafts()), memory=memory)
    field = Field(label="Tell us about a project you are proud of", type="textarea")
    for _ in range(2):
        reply = await drafts.batch_generate([field], PERSON, JOB)
        assert reply.summary.drafted_count == 1
    assert not await memory.list()


async def test_a_pin_wins_over_every_other_source(spy: SpyProvider, memory: AnswerMemory) -> None:
    await memory.pin("E-mail", "pinned@example.org")
    reply = await processor(spy, memory).batch_generate([Field(label="E-mail", type="email")], PERSON, JOB)
    response = reply.responses[0]
    assert (response.source, response.answer, response.strategy) == ("pinned", "pinned@example.org", "pinned")
    assert (reply.summary.pinned_count, reply.summary.cached_count) == (1, 1)


async def test_a_field_that_holds_a_value_is_left_alone_unless_asked(spy: SpyProvider) -> None:
    field = Field(label="E-mail", type="email", value="typed@example.org")
    reply = await processor(spy).batch_generate([field], PERSON, JOB)
    assert reply.responses[0].status == "skipped"
    reply = await processor(spy).batch_generate([field], PERSON, JOB, overwrite=True)
    assert reply.responses[0].source == "extracted"


async def test_the_stream_plans_answers_and_sums_up(spy: SpyProvider) -> None:
    request = BatchRequest(fields=(*essays(2), Field(label="E-mail")))
    async with aclosing(processor(spy).stream(request, PERSON)) as stream:
        events = [event async for event in stream]
    assert isinstance(events[0], PlanEvent)
    assert (events[0].generate_count, events[0].extracted_count) == (2, 1)
    assert isinstance(events[-1], SummaryEvent)
    assert next(event.index for event in events if isinstance(event, FieldEvent)) == 2


async def test_facts_come_before_the_first_written_answer(spy: SpyProvider) -> None:
    spy.gate.clear()
    request = BatchRequest(fields=(*essays(1), Field(label="E-mail")))
    async with aclosing(processor(spy).stream(request, PERSON)) as stream:
        await anext(stream)
        event = await anext(stream)
        assert isinstance(event, FieldEvent)
        assert event.index == 1
        spy.gate.set()


async def test_an_essay_is_told_while_it_is_written(spy: SpyProvider) -> None:
    spy.pieces = lambda _: ["Answer ", "to", "", "Answer"]
    request = BatchRequest(fields=(Field(label="E-mail"), *essays(1), Field(label="Your favourite tool?")))
    async with aclosing(processor(spy).stream(request, PERSON)) as stream:
        events = [event async for event in stream]
    told = [(event.index, event.text) for event in events if isinstance(event, DeltaEvent)]
    assert told == [(1, "Answer "), (1, "to"), (1, ""), (1, "Answer")]
    assert [event.index for event in events if isinstance(event, FieldEvent)].count(1) == 1


async def test_closing_the_stream_starts_nothing_more_and_keeps_what_is_paid_for(
    spy: SpyProvider, memory: AnswerMemory
) -> None:
    spy.gate.clear()
    engine = processor(spy, memory)
    request = BatchRequest(fields=tuple(essays(10)), job_context=JOB, max_parallel=2)
    async with aclosing(engine.stream(request, PERSON)) as stream:
        await anext(stream)
        reading = asyncio.ensure_future(anext(stream))
        for _ in range(2):
            await spy.arrived.wait()
            spy.arrived.clear()
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    assert len(spy.requests) == 2
    spy.gate.set()
    await engine.close()
    assert len(spy.requests) == 2
    assert len(await memory.list()) == 2


async def test_closing_the_stream_keeps_what_was_answered_and_not_looked_at_yet(
    spy: SpyProvider, memory: AnswerMemory
) -> None:
    spy.gate.clear()
    engine = processor(spy, memory)
    request = BatchRequest(fields=tuple(essays(10)), job_context=JOB, max_parallel=2)
    async with aclosing(engine.stream(request, PERSON)) as stream:
        await anext(stream)
        reading = asyncio.ensure_future(anext(stream))
        for _ in range(2):
            await spy.arrived.wait()
            spy.arrived.clear()
        spy.gate.set()
        await spy.arrived.wait()
        assert not reading.done()
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    await engine.close()
    assert len(await memory.list()) == len(spy.requests)


async def test_a_resent_batch_asks_only_for_what_is_missing(memory: AnswerMemory) -> None:
    broken = SpyProvider(fail=lambda request: ProviderUnavailable("down") if "Ac" in request.label else None)
    await processor(broken, memory).batch_generate(essays(4), PERSON, JOB, batch_id="b1")
    spy = SpyProvider()
    reply = await processor(spy, memory).batch_generate(essays(4), PERSON, JOB, batch_id="b1")
    assert [request.label for request in spy.requests] == [essays(4)[2].label]
    assert reply.summary.failed_count == 0


async def test_a_budget_stops_before_it_is_passed(spy: SpyProvider) -> None:
    reply = await processor(spy).batch_generate(essays(5), PERSON, JOB, budget_usd=0.0025, max_parallel=1)
    assert reply.summary.generated_count == 2
    codes = {response.error.code for response in reply.responses if response.error}
    assert codes == {"budget_exceeded"}


async def test_the_same_story_twice_is_a_warning(spy: SpyProvider) -> None:
    spy.text = lambda _: "At my last position I rebuilt the billing platform and halved the time it takes to invoice."
    request = BatchRequest(fields=tuple(essays(2)))
    async with aclosing(processor(spy).stream(request, PERSON)) as stream:
        warnings = [event async for event in stream if isinstance(event, WarningEvent)]
    assert [warning.index for warning in warnings] == [1]


async def test_a_store_that_cannot_be_read_or_written_is_a_warning(spy: SpyProvider, tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "answers.sqlite3")
    memory = AnswerMemory(database)
    await database.close()
    with pytest.raises(StorageError):
        await memory.list()
    reply = await processor(spy, memory).batch_generate(essays(1), PERSON, JOB)
    assert reply.responses[0].status == "answered"
    assert reply.responses[0].warnings


async def test_mappings_are_as_good_as_structs(spy: SpyProvider) -> None:
    reply = await processor(spy).batch_generate([{"label": "E-mail"}], {"basics": {"email": "a@example.org"}}, {})
    assert reply.responses[0].answer == "a@example.org"


async def test_drafts_call_nobody_so_they_have_no_efficiency() -> None:
    reply = await drafting().batch_generate(essays(1), PERSON, JOB)
    assert (reply.summary.drafted_count, reply.summary.efficiency) == (1, None)


async def test_an_empty_profile_answers_nothing_and_fails_nothing() -> None:
    reply = await drafting().batch_generate([{"label": "E-mail"}, *essays(1)], {})
    assert [response.status for response in reply.responses] == ["needs_review", "needs_review"]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ([], "fields"),
        ([{"label": "x"}] * 501, "fields"),
        ([{"type": "text"}], "fields[0].label"),
        ([{"label": "  "}], "fields[0].label"),
        ([{"label": "x", "id": "a"}, {"label": "y", "id": "a"}], "fields[1].id"),
        ([{"label": 3}], "fields[0].label"),
    ],
)
async def test_a_bad_form_is_refused_with_the_place(fields: list[dict[str, object]], place: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        await drafting().batch_generate(fields, {})
    assert caught.value.field == place


@pytest.mark.parametrize("max_parallel", [0, 51, -1])
async def test_max_parallel_out_of_range_is_refused(max_parallel: int) -> None:
    with pytest.raises(InvalidRequest, match="max_parallel"):
        await drafting().batch_generate([{"label": "x"}], {}, max_parallel=max_parallel)


async def test_a_bad_profile_is_refused_with_the_place() -> None:
    with pytest.raises(InvalidProfile) as caught:
        await drafting().batch_generate([{"label": "x"}], {"basics": {"name": 3}})
    assert caught.value.field == "basics.name"


async def test_names_are_masked_on_the_way_out_and_restored_on_the_way_in() -> None:
    spy = SpyProvider()
    spy.text = lambda request: request.prefix[request.prefix.index("Employer-1") :][:10] + " taught me a lot."
    engine = BatchProcessor(ResponseGenerator(spy), masked=True)
    profile = {
        "basics": {"name": "Ada Sample"},
        "work": [{"name": "Northwind Example", "position": "Engineer", "summary": "Built it."}],
    }
    reply = await engine.batch_generate(essays(1), profile, JOB)
    assert "Northwind" not in spy.requests[0].prefix
    assert reply.responses[0].answer == "Northwind Example taught me a lot."


async def test_names_are_masked_in_the_question_too(spy: SpyProvider) -> None:
    profile = {"basics": {"name": "Ada Sample"}, "work": [{"name": "Northwind Example"}]}
    field = Field(label="Ada, what did Northwind Example teach you?", type="textarea", help="Sample, tell us.")
    await BatchProcessor(ResponseGenerator(spy), masked=True).batch_generate([field], profile, JOB)
    told = spy.requests[0].question
    assert [name for name in ("Ada", "Sample", "Northwind") if name in told] == []


async def test_a_plan_calls_nobody(spy: SpyProvider) -> None:
    request = BatchRequest(fields=(*essays(3), Field(label="E-mail")))
    plan = await processor(spy).plan(request, PERSON)
    assert (plan.generate_count, plan.extracted_count, plan.total_fields) == (3, 1, 4)
    assert plan.est_cost_usd == pytest.approx(0.003)
    assert plan.est_seconds == pytest.approx(2.0)
    assert [row.source for row in plan.fields] == ["generated"] * 3 + ["extracted"]
    assert not spy.requests
