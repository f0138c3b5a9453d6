"""The provider's cache, warmed before a batch is sent; over real SDKs against the provider server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.config import Endpoint, Settings
from fillwright.messages import BatchRequest, Field, JobContext
from fillwright.profile import sample_profile
from fillwright.providers import create_chain, create_drafts, create_provider
from fillwright.providers.retries import Backoff
from fillwright.response_generator import ResponseGenerator
from tools.provider_server import Config, Fault, Handle, provider_server_here

PERSON = sample_profile()
JOB = JobContext(company="Acme", title="Engineer", description="You plan the routes of robots that sort parcels. " * 80)
ESSAYS = tuple(Field(label=f"Tell us about a project in {place}.", type="textarea") for place in ("Oslo", "Rome"))
LINES = (Field(label="What is your favourite tool?"), Field(label="Which book shaped your work?"))
FORM = BatchRequest(fields=(*ESSAYS, *LINES), job_context=JOB)
BOTH = pytest.mark.parametrize("name", ["openai", "anthropic"])
Name = Literal["openai", "anthropic"]
MODELS = {"openai": "gpt-6-luna", "anthropic": "claude-haiku-5-5"}


@pytest.fixture
async def server() -> AsyncIterator[Handle]:
    async with provider_server_here() as handle:
        yield handle


@asynccontextmanager
async def engine(server: Handle, *names: Name, prewarm: bool = True) -> AsyncIterator[BatchProcessor]:
    urls = {"openai": server.openai_url, "anthropic": server.anthropic_url}
    backoff = Backoff(first=0.001, longest=0.002, patience=2)
    endpoints = [Endpoint(name, urls[name], "key", MODELS[name]) for name in names]
    chain = create_chain([create_provider(endpoint, Settings(), backoff) for endpoint in endpoints])
    processor = BatchProcessor(ResponseGenerator(chain), packing="auto", prewarm=prewarm)
    yield processor
    await processor.close()
    await chain.close()


async def test_every_prompt_carries_the_person_s_wishes() -> None:
    processor = BatchProcessor(ResponseGenerator(create_drafts()), wishes=("shorter",))
    requests = await processor.requests(FORM, PERSON)
    assert len(requests) == len(FORM.fields)
    assert all("wishes of every answer: shorter" in request.prefix for request in requests.values())


@BOTH
async def test_no_call_of_a_prewarmed_batch_waits_or_pays_for_the_prefix(name: Name, server: Handle) -> None:
    async with engine(server, name) as processor:
        warmed = await processor.prewarm(FORM, PERSON)
        paid = await server.counts()
        reply = await processor.run(FORM, PERSON)
    totals = await server.counts()
    assert (warmed.warmed, warmed.reason, paid.calls) == (True, None, 1)
    assert totals.written_tokens == paid.written_tokens > 1_000
    assert totals.cached_tokens == (totals.calls - 1) * paid.written_tokens
    assert reply.summary.generated_count == len(FORM.fields)


@BOTH
async def test_warming_writes_next_to_nothing_and_says_what_it_took(name: Name, server: Handle) -> None:
    async with engine(server, name) as processor:
        warmed = await processor.prewarm(FORM, PERSON)
    totals = await server.counts()
    assert totals.output_tokens <= 1
    assert warmed.tokens_used == totals.input_tokens + totals.output_tokens
    assert warmed.cost_usd
    assert (warmed.provider, warmed.model) == (name, MODELS[name])


async def test_essays_alone_are_warmed_for_without_a_token_at_anthropic(server: Handle) -> None:
    essays = BatchRequest(fields=ESSAYS, job_context=JOB)
    async with engine(server, "anthropic") as processor:
        assert (await processor.prewarm(essays, PERSON)).warmed
        await processor.run(essays, PERSON)
    [warming, *calls] = [seen.body for seen in await server.requests()]
    assert warming["max_tokens"] == 0
    assert [call["system"] for call in calls] == [warming["system"]] * 2
    assert (await server.counts()).output_tokens > 0


async def test_a_cache_that_is_warm_is_not_warmed_again(server: Handle) -> None:
    async with engine(server, "openai") as processor:
        await processor.prewarm(FORM, PERSON)
        again = await processor.prewarm(FORM, PERSON)
        plan = await processor.plan(FORM, PERSON)
    assert not again.warmed
    assert again.reason
    assert not plan.prewarm
    assert (await server.counts()).calls == 1


async def test_a_plan_calls_nobody_and_says_whether_warming_would_help(server: Handle) -> None:
    alone = BatchRequest(fields=ESSAYS[:1], job_context=JOB)
    async with engine(server, "openai") as processor:
        plans = [await processor.plan(request, PERSON) for request in (FORM, alone)]
    async with engine(server, "openai", prewarm=False) as processor:
        plans.append(await processor.plan(FORM, PERSON))
    assert [plan.prewarm for plan in plans] == [True, False, False]
    assert (await server.counts()).calls == 0


async def test_warmed_a_plan_expects_less(server: Handle) -> None:
    async with engine(server, "openai") as processor:
        cold = await processor.plan(FORM, PERSON)
        await processor.prewarm(FORM, PERSON)
        warm = await processor.plan(FORM, PERSON)
    assert cold.est_cost_usd
    assert warm.est_cost_usd
    assert warm.est_cost_usd < cold.est_cost_usd


@pytest.mark.parametrize("prewarm", [False, True])
async def test_nobody_is_called_unless_asked_to_and_worth_it(server: Handle, *, prewarm: bool) -> None:
    facts = BatchRequest(fields=(Field(label="E-mail"), *ESSAYS[:1]), job_context=JOB)
    async with engine(server, "openai", prewarm=prewarm) as processor:
        reply = await processor.prewarm(facts if prewarm else FORM, PERSON)
    assert not reply.warmed
    assert reply.reason
    assert (await server.counts()).calls == 0


async def test_a_provider_that_fails_is_the_replys_reason_and_no_other_is_warmed(server: Handle) -> None:
    await server.configure(Config(faults=(Fault(kind="401", times=1),)))
    async with engine(server, "openai", "anthropic") as processor:
        reply = await processor.prewarm(FORM, PERSON)
        batch = await processor.run(FORM, PERSON)
    assert not reply.warmed
    assert reply.reason
    assert batch.summary.generated_count == len(FORM.fields)
    assert {seen.path for seen in await server.requests()} == {"/v1/chat/completions"}


async def test_a_budget_that_does_not_hold_it_forbids_it(server: Handle) -> None:
    request = BatchRequest(fields=FORM.fields, job_context=JOB, budget_usd=0.000001)
    async with engine(server, "openai") as processor:
        reply = await processor.prewarm(request, PERSON)
    assert not reply.warmed
    assert "budget" in str(reply.reason)
    assert (await server.counts()).calls == 0
