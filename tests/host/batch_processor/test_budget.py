"""Money: what is said before, kept during and told after, beside what the provider server counted; over real SDKs."""

from __future__ import annotations

import math
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Literal

import pytest
from msgspec.structs import replace

from fillwright.batch_processor import BatchProcessor
from fillwright.config import Endpoint, Settings
from fillwright.messages import BatchReply, BatchRequest, Field, JobContext, Option
from fillwright.profile import sample_profile
from fillwright.providers import create_provider, create_smaller, prices
from fillwright.providers.first_token import FirstTokens
from fillwright.providers.prices import Tokens
from fillwright.providers.retries import Backoff
from fillwright.response_generator import ResponseGenerator
from tools.provider_server import Config, Fault, Handle, Latency, provider_server_here

PERSON = sample_profile()
JOB = JobContext(company="Acme", title="Engineer", description="You plan the routes of robots that sort parcels. " * 80)
Name = Literal["openai", "anthropic"]
SMALL = {"openai": "gpt-6-luna", "anthropic": "claude-haiku-5-5"}
LARGE = {"openai": "gpt-6-sol", "anthropic": "claude-sonnet-5"}
BOTH = pytest.mark.parametrize("name", ["openai", "anthropic"])
OPTIONS = (Option(value="r", label="Red team"), Option(value="b", label="Blue team"))


@pytest.fixture
async def server() -> AsyncIterator[Handle]:
    async with provider_server_here() as handle:
        yield handle


@asynccontextmanager
async def engine(
    server: Handle, name: Name, model: str, packing: Literal["auto", "off"] = "auto", *, hedges: bool = False
) -> AsyncIterator[BatchProcessor]:
    """An engine with the chosen model and its smaller one; it sends second copies only where it `hedges`."""
    url = server.anthropic_url if name == "anthropic" else server.openai_url
    endpoint, settings = Endpoint(name, url, "key", model), Settings(packing="auto" if hedges else "off")
    provider = create_provider(endpoint, settings, Backoff(first=0.001, longest=0.01))
    smaller = create_smaller(endpoint, settings)
    processor = BatchProcessor(ResponseGenerator(provider, smaller), packing=packing)
    await provider.prepare()
    yield processor
    await processor.close()
    for each in (provider, smaller):
        if each:
            await each.close()


def form(seed: int, size: int = 14) -> list[Field]:
    """A form of essays, lines, choices and facts, required and optional."""
    chance = random.Random(seed)  # noqa: S311 (repeatable, not secret)
    fields = []
    for place in range(size):
        kind, required = chance.choice(["essay", "line", "choice", "fact"]), chance.random() < 0.5
        label, type_ = {
            "essay": (f"Tell us about a project, part {place}.", "textarea"),
            "line": (f"What is your favourite tool for part {chr(65 + place)}?", "text"),
            "choice": (f"Which team suits you for part {chr(65 + place)}?", "select"),
            "fact": ("E-mail", "email"),
        }[kind]
        options = OPTIONS if kind == "choice" else ()
        fields.append(Field(label=label, type=type_, required=required, options=options))
    return fields


def essays(letters: str) -> list[Field]:
    return [Field(label=f"Tell us about project {letter}.", type="textarea") for letter in letters]


async def true_cost(server: Handle, name: Name, model: str) -> float:
    """What the calls that the server counted cost at the list price."""
    seen = await server.counts()
    paid = Tokens(seen.input_tokens, seen.cached_tokens, seen.written_tokens, seen.output_tokens)
    return prices.cost(name, model, paid) or 0.0


async def answered(processor: BatchProcessor, fields: Sequence[Field], budget: float | None = None) -> BatchReply:
    request = BatchRequest(fields=tuple(fields), job_context=JOB, budget_usd=budget)
    return await processor.run(request, PERSON)


@BOTH
@pytest.mark.parametrize("packing", ["auto", "off"])
@pytest.mark.parametrize("seed", range(3))
async def test_what_is_said_to_have_been_spent_is_what_was(
    server: Handle, name: Name, packing: Literal["auto", "off"], seed: int
) -> None:
    async with engine(server, name, SMALL[name], packing) as processor:
        reply = await answered(processor, form(seed))
    assert reply.summary.cost_known
    assert reply.summary.total_cost_usd == pytest.approx(await true_cost(server, name, SMALL[name]), rel=0.01)


@BOTH
@pytest.mark.parametrize("seed", range(1, 5))
async def test_failed_cut_off_and_overtaken_calls_are_counted_as_well(
    server: Handle, name: Name, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = {"500": 0.1, "529": 0.05, "reset": 0.05, "empty": 0.05, "length": 0.05}
    faults = [Fault(kind=kind, share=share, contains="part", seed=seed) for kind, share in shares.items()]  # type: ignore[arg-type] # a kind each
    hang = Fault(kind="hang", share=0.15, times=2, contains="part", seed=seed)
    await server.configure(Config(latency=Latency(median=0.01, p99=0.05, seed=seed), faults=(hang, *faults)))
    async with engine(server, name, SMALL[name], hedges=True) as processor:
        calm = [essays("ABCDEFGHIJ"), [*essays("KLM"), Field(label="What is your tool?"), Field(label="Your editor?")]]
        with monkeypatch.context() as patient:  # a copy of a call that warms the cache may meet it cold or warm
            patient.setattr(FirstTokens, "hedge_after", property(lambda _: math.inf))
            replies = [await answered(processor, fields) for fields in calm]  # knows from here how quick and warm it is
        replies.append(await answered(processor, form(seed, size=40)))
        await processor.close()
    assert (await server.counts()).faults
    told = sum(reply.summary.total_cost_usd for reply in replies)
    assert told == pytest.approx(await true_cost(server, name, SMALL[name]), rel=0.10)


@BOTH
@pytest.mark.parametrize("packing", ["auto", "off"])
async def test_the_plan_expects_about_what_it_comes_to(
    server: Handle, name: Name, packing: Literal["auto", "off"]
) -> None:
    await server.configure(Config(essay_tokens=110, latency=Latency(median=0.3)))
    async with engine(server, name, SMALL[name], packing) as processor:
        plan = await processor.plan(BatchRequest(fields=tuple(form(1)), job_context=JOB), PERSON)
        reply = await answered(processor, form(1))
    assert plan.est_cost_usd
    assert plan.est_cost_usd == pytest.approx(reply.summary.total_cost_usd, rel=0.15)


@BOTH
@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.9])
async def test_a_budget_is_never_passed_and_what_it_does_not_hold_says_so(
    server: Handle, name: Name, share: float
) -> None:
    async with engine(server, name, SMALL[name]) as processor:
        whole = (await answered(processor, form(2))).summary.total_cost_usd
        await server.reset()
    async with engine(server, name, SMALL[name]) as processor:
        reply = await answered(processor, form(2), budget=whole * share)
    assert await true_cost(server, name, SMALL[name]) <= whole * share * 1.1
    codes = {response.error.code for response in reply.responses if response.error}
    assert codes <= {"budget_exceeded"}
    assert reply.summary.total_cost_usd <= whole * share * 1.1


async def test_a_budget_goes_to_what_is_required(server: Handle) -> None:
    fields = [replace(field, required=place % 2 == 1) for place, field in enumerate(essays("ABCD"))]
    async with engine(server, "openai", SMALL["openai"], "off") as processor:
        plan = await processor.plan(BatchRequest(fields=tuple(fields), job_context=JOB), PERSON)
        assert plan.est_cost_usd
        reply = await answered(processor, fields, budget=plan.est_cost_usd * 0.6)
    assert [response.status for response in reply.responses] == ["failed", "answered", "failed", "answered"]


async def test_a_budget_holds_without_a_plan_before(server: Handle) -> None:
    async with engine(server, "openai", SMALL["openai"]) as processor:
        reply = await answered(processor, form(3), budget=1.0)
    assert reply.summary.failed_count == 0


@BOTH
async def test_where_the_budget_is_tight_a_smaller_model_writes_and_says_why(server: Handle, name: Name) -> None:
    fields = essays("ABCDEF")
    async with engine(server, name, LARGE[name]) as processor:
        whole = (await answered(processor, fields)).summary.total_cost_usd
        await server.reset()
    async with engine(server, name, LARGE[name]) as processor:
        reply = await answered(processor, fields, budget=whole * 0.75)
    models = [response.model for response in reply.responses]
    assert reply.summary.generated_count == len(fields)
    assert set(models) == {LARGE[name], SMALL[name]}
    for response in reply.responses:
        told = [warning for warning in response.warnings if "to keep the budget" in warning]
        assert bool(told) == (response.model == SMALL[name])
    assert {seen.body["model"] for seen in await server.requests()} == set(models)
    assert reply.summary.total_cost_usd <= whole * 0.75


async def test_no_model_is_smaller_than_the_smallest(server: Handle) -> None:
    endpoint = Endpoint("openai", server.openai_url, "key", SMALL["openai"])
    assert create_smaller(endpoint, Settings()) is None
    assert create_smaller(Endpoint("local", server.openai_url, None, "m"), Settings()) is None
