"""Who is asked first, and who need not be asked at all."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.errors import ProviderUnavailable
from fillwright.messages import Field, JobContext, Option
from fillwright.profile import sample_profile
from fillwright.response_generator import ResponseGenerator
from fillwright.storage import AnswerMemory, Database
from tests.support.spy import SpyProvider

PERSON = sample_profile()
JOB = JobContext(company="Acme", title="Engineer")
LONG = Field(label="Why do you want to join us?", type="textarea")
LONGER = Field(label="Describe a project in 300 words.", type="textarea")
LINE = Field(label="What is your favourite tool?")
PICK = Field(label="Which team suits you?", type="select", options=(Option(label="Red"), Option(label="Blue")))


@pytest.fixture
async def memory(tmp_path: Path) -> AsyncIterator[AnswerMemory]:
    database = await Database.open(tmp_path / "answers.sqlite3")
    yield AnswerMemory(database)
    await database.close()


@pytest.fixture
def spy() -> SpyProvider:
    return SpyProvider()


async def settled() -> None:
    """Let everything go on that waits for nobody."""
    for _ in range(20):
        await asyncio.sleep(0)


async def asked(spy: SpyProvider, *fields: Field, **options: Any) -> list[str]:  # noqa: ANN401 - of a BatchRequest
    engine = BatchProcessor(ResponseGenerator(spy), max_parallel=1)
    await engine.batch_generate(fields, PERSON, JOB, **options)
    return [request.label for request in spy.requests]


async def test_the_longest_answer_is_asked_for_first(spy: SpyProvider) -> None:
    order = [LONGER.label, LONG.label, LINE.label, PICK.label]
    assert await asked(spy, PICK, LINE, LONG, LONGER) == order


@pytest.mark.parametrize("limit", ["budget_usd", "deadline_s"])
async def test_under_pressure_what_is_optional_waits(spy: SpyProvider, limit: str) -> None:
    optional = Field(label=LONG.label, type="textarea", required=False)
    assert await asked(spy, optional, LINE, **{limit: 100.0}) == [LINE.label, LONG.label]


async def test_a_budget_is_spent_on_what_is_required(spy: SpyProvider) -> None:
    optional = Field(label=LONG.label, type="textarea", required=False)
    assert await asked(spy, optional, LINE, budget_usd=0.0015) == [LINE.label]


async def test_without_pressure_what_is_optional_keeps_its_turn(spy: SpyProvider) -> None:
    optional = Field(label=LONG.label, type="textarea", required=False)
    assert await asked(spy, LINE, optional) == [LONG.label, LINE.label]


async def test_the_same_question_twice_in_a_form_is_asked_once(spy: SpyProvider, memory: AnswerMemory) -> None:
    engine = BatchProcessor(ResponseGenerator(spy), memory=memory)
    reply = await engine.batch_generate([LONG, LONG], PERSON, JOB)
    first, second = reply.responses
    assert len(spy.requests) == 1
    assert (first.source, second.source, second.cached) == ("generated", "cached", True)
    assert first.answer == second.answer
    [row] = await memory.list()
    assert second.evidence == [f"answers/{row.id}"]
    assert (second.tokens_used, second.cost_usd) == (0, 0.0)


async def test_the_same_question_in_two_batches_is_asked_once(spy: SpyProvider) -> None:
    engine = BatchProcessor(ResponseGenerator(spy))
    spy.gate.clear()
    first = asyncio.create_task(engine.batch_generate([LONG], PERSON, JOB))
    await spy.arrived.wait()
    second = asyncio.create_task(engine.batch_generate([LONG], PERSON, JOB))
    await settled()
    spy.gate.set()
    replies = await asyncio.gather(first, second)
    assert [reply.responses[0].source for reply in replies] == ["generated", "cached"]
    assert replies[1].responses[0].evidence == []
    assert len(spy.requests) == 1


async def test_another_company_is_another_question(spy: SpyProvider) -> None:
    engine = BatchProcessor(ResponseGenerator(spy))
    jobs = (JOB, JobContext(company="Example Robotics", title="Engineer"))
    await asyncio.gather(*(engine.batch_generate([LINE], PERSON, job) for job in jobs))
    assert len(spy.requests) == 2


async def test_a_wish_is_a_question_of_its_own(spy: SpyProvider) -> None:
    engine = BatchProcessor(ResponseGenerator(spy))
    fields = [Field(id="a", label=LONG.label, type="textarea"), Field(id="b", label=LONG.label, type="textarea")]
    await engine.batch_generate(fields, PERSON, JOB, wish={"b": "shorter"})
    assert len(spy.requests) == 2


async def test_who_waited_for_a_failure_asks_himself() -> None:
    failures = [ProviderUnavailable("down")]
    spy = SpyProvider(fail=lambda _: failures.pop() if failures else None)
    reply = await BatchProcessor(ResponseGenerator(spy)).batch_generate([LONG, LONG], PERSON, JOB)
    assert [response.status for response in reply.responses] == ["failed", "answered"]
    assert len(spy.requests) == 2


async def test_who_waits_keeps_his_own_deadline(spy: SpyProvider) -> None:
    engine = BatchProcessor(ResponseGenerator(spy))
    spy.gate.clear()
    first = asyncio.create_task(engine.batch_generate([LONG], PERSON, JOB))
    await spy.arrived.wait()
    reply = await engine.batch_generate([LONG], PERSON, JOB, deadline_s=0.01)
    error = reply.responses[0].error
    assert error
    assert error.code == "deadline_exceeded"
    spy.gate.set()
    assert (await first).summary.generated_count == 1


async def test_who_waits_for_a_batch_that_is_left_asks_himself(spy: SpyProvider) -> None:
    engine = BatchProcessor(ResponseGenerator(spy), max_parallel=1)
    spy.gate.clear()
    left = asyncio.create_task(engine.batch_generate([LONGER, LONG], PERSON, JOB))
    await spy.arrived.wait()
    waiting = asyncio.create_task(engine.batch_generate([LONG], PERSON, JOB))
    await settled()
    left.cancel()
    await asyncio.gather(left, return_exceptions=True)
    spy.gate.set()
    assert (await waiting).summary.generated_count == 1
    await engine.close()


@pytest.mark.parametrize(("lines", "at_once"), [(0, 1), (7, 1), (20, 4)])
async def test_calls_wait_for_the_cache_unless_the_prefix_paid_again_costs_little_beside_all_questions(
    spy: SpyProvider, lines: int, at_once: int
) -> None:
    essays = [Field(label=f"Why do you like project {name}?", type="textarea") for name in "ABC"]
    short = [Field(label=f"Which tool do you use for part {chr(65 + number)}?") for number in range(lines)]
    spy.packs = spy.warms = True
    spy.gate.clear()
    engine = BatchProcessor(ResponseGenerator(spy), packing="auto")
    batch = asyncio.create_task(engine.batch_generate([*short, *essays], PERSON, JOB))
    await spy.arrived.wait()
    await settled()
    assert len(spy.requests) == at_once
    spy.gate.set()
    assert (await batch).summary.total_fields == lines + 3
