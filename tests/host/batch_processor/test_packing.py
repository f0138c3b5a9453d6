"""Several questions in one call, over real SDKs against the provider server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.config import Endpoint, Settings
from fillwright.messages import BatchReply, BatchRequest, DeltaEvent, Field, FieldEvent, JobContext, Option
from fillwright.profile import sample_profile
from fillwright.providers import create_chain, create_drafts, create_provider
from fillwright.providers.retries import Backoff
from fillwright.response_generator import ResponseGenerator
from tools.provider_server import Config, Fault, Handle, provider_server_here
from tools.provider_server.config import Pack

PERSON = sample_profile()
JOB = JobContext(company="Acme", title="Engineer", description="You plan the routes of robots that sort parcels. " * 80)
OPTIONS = (Option(value="r", label="Red team"), Option(value="b", label="Blue team"))
SHORT = [
    Field(label="What is your favourite tool?"),
    Field(label="Which team suits you?", type="select", options=OPTIONS),
    Field(label="Which book shaped your work?"),
    Field(label="What do you read about robots?"),
]
ESSAYS = [Field(label=f"Tell us about a project in {place}.", type="textarea") for place in ("Oslo", "Rome", "Bern")]
BOTH = pytest.mark.parametrize("name", ["openai", "anthropic"])
Name = Literal["openai", "anthropic", "local"]
pytestmark = pytest.mark.usefixtures("unhurried")  # what was billed is exact only where no call is called off
MODELS = {"openai": "gpt-6-luna", "anthropic": "claude-haiku-5-5", "local": "m"}


@pytest.fixture
async def server() -> AsyncIterator[Handle]:
    async with provider_server_here() as handle:
        yield handle


@asynccontextmanager
async def engine(
    server: Handle, name: Name, packing: Literal["auto", "off"] = "auto", *, drafts: bool = False
) -> AsyncIterator[BatchProcessor]:
    url = server.anthropic_url if name == "anthropic" else server.openai_url
    backoff = Backoff(first=0.001, longest=0.002, patience=2)
    provider = create_provider(Endpoint(name, url, "key", MODELS[name]), Settings(), backoff)
    chain = create_chain([provider, create_drafts()] if drafts else [provider])
    processor = BatchProcessor(ResponseGenerator(chain), packing=packing)
    yield processor
    await processor.close()
    await chain.close()


async def answered(processor: BatchProcessor, *fields: Field, **options: Any) -> BatchReply:  # noqa: ANN401 - of a BatchRequest
    return await processor.batch_generate(fields, PERSON, JOB, **options)


async def plain(server: Handle, name: Name, *fields: Field) -> BatchReply:
    async with engine(server, name, "off") as processor:
        reply = await answered(processor, *fields)
    await server.reset()
    return reply


def said(reply: BatchReply) -> list[object]:
    return [response.answer for response in reply.responses]


@BOTH
async def test_short_questions_share_a_call_and_are_answered_as_alone(name: Name, server: Handle) -> None:
    alone = await plain(server, name, *SHORT)
    async with engine(server, name) as processor:
        reply = await answered(processor, *SHORT)
    assert said(reply) == said(alone)
    assert (await server.counts()).calls == 1
    assert reply.summary.generated_count == len(SHORT)


@BOTH
async def test_essays_are_written_alone_beside_one_pack(name: Name, server: Handle) -> None:
    async with engine(server, name) as processor:
        reply = await answered(processor, *SHORT, *ESSAYS)
    assert reply.summary.generated_count == 7
    bodies = [seen.body for seen in await server.requests()]
    packed = [body for body in bodies if 'id="q2"' in str(body["messages"])]
    assert (len(bodies), len(packed)) == (4, 1)


@BOTH
async def test_one_form_of_reply_serves_essays_and_pack_where_a_cache_holds_it_with_the_prefix(
    name: Name, server: Handle
) -> None:
    alone = await plain(server, name, *SHORT, *ESSAYS)
    async with engine(server, name) as processor:
        reply = await answered(processor, *SHORT, *ESSAYS)
    forms = {str(seen.body.get("response_format", seen.body.get("output_config"))) for seen in await server.requests()}
    assert len(forms) == 1
    assert "None" not in forms
    assert said(reply) == said(alone)


@BOTH
async def test_a_framed_essay_is_told_as_it_is_written_without_its_frame(name: Name, server: Handle) -> None:
    request = BatchRequest(fields=(*SHORT, *ESSAYS), job_context=JOB)
    told: dict[int, str] = {}
    async with engine(server, name) as processor:
        async for event in processor.stream(request, PERSON, deltas=True):
            if isinstance(event, DeltaEvent):
                told[event.index] = told.get(event.index, "") + event.text if event.text else ""
            elif isinstance(event, FieldEvent) and event.index in told:
                assert told[event.index] == event.response.answer
    assert set(told) == {4, 5, 6}


@BOTH
@pytest.mark.parametrize("pack", ["missing", "invalid"])
async def test_a_frame_without_its_essay_is_asked_again_plainly(name: Name, server: Handle, pack: Pack) -> None:
    alone = await plain(server, name, *SHORT, *ESSAYS)
    await server.configure(Config(pack=pack))
    async with engine(server, name) as processor:
        reply = await answered(processor, *SHORT, *ESSAYS)
    assert said(reply) == said(alone)
    assert reply.summary.failed_count == 0
    counts = await server.counts()
    assert reply.summary.total_tokens == counts.input_tokens + counts.output_tokens


@BOTH
async def test_the_prefix_is_the_same_to_the_byte_in_every_call(name: Name, server: Handle) -> None:
    async with engine(server, name) as processor:
        await answered(processor, *SHORT, *ESSAYS)
    seen = [each.body for each in await server.requests()]
    prefixes = {str(body["system"] if name == "anthropic" else body["messages"][0]) for body in seen}
    assert len(prefixes) == 1
    assert ("cache_control" in prefixes.pop()) == (name == "anthropic")


@BOTH
async def test_essays_wait_for_the_first_ones_first_token(name: Name, server: Handle) -> None:
    async with engine(server, name) as processor:
        reply = await answered(processor, *ESSAYS)
    totals = await server.counts()
    assert totals.cached_tokens == pytest.approx(2 / 3 * totals.input_tokens, rel=0.1)
    assert reply.summary.cached_tokens == totals.cached_tokens


async def test_without_packing_nothing_waits_and_nothing_is_shared(server: Handle) -> None:
    await plain(server, "openai", *SHORT, *ESSAYS)
    async with engine(server, "openai", "off") as processor:
        await answered(processor, *SHORT, *ESSAYS)
    assert (await server.counts()).calls == 7


@BOTH
@pytest.mark.parametrize("how", ["missing", "extra", "doubled", "invalid", "shuffled", "prose"])
async def test_a_pack_gone_wrong_costs_only_the_questions_affected(name: Name, how: Pack, server: Handle) -> None:
    alone = await plain(server, name, *SHORT)
    await server.configure(Config(pack=how))
    async with engine(server, name) as processor:
        reply = await answered(processor, *SHORT)
    affected = {"missing": 1, "doubled": 1, "invalid": 1, "prose": len(SHORT)}.get(how, 0)
    assert said(reply) == said(alone)
    assert (await server.counts()).calls == 1 + affected


@BOTH
@pytest.mark.parametrize("how", ["true", "missing", "prose"])
async def test_the_shares_add_up_to_what_was_billed(name: Name, how: Pack, server: Handle) -> None:
    await server.configure(Config(pack=how))
    async with engine(server, name) as processor:
        reply = await answered(processor, *SHORT, *ESSAYS)
    totals = await server.counts()
    assert reply.summary.total_tokens == totals.input_tokens + totals.output_tokens
    assert reply.summary.cached_tokens == totals.cached_tokens
    assert reply.summary.total_cost_usd > 0
    assert all(response.tokens_used > 0 for response in reply.responses)


async def test_a_server_that_knows_no_form_is_asked_one_by_one_from_then_on(server: Handle) -> None:
    await server.configure(Config(structures=False))
    async with engine(server, "local") as processor:
        first = await answered(processor, *SHORT)
        second = await answered(processor, *SHORT)
    assert first.summary.generated_count == second.summary.generated_count == len(SHORT)
    assert (await server.counts()).calls == 1 + 2 * len(SHORT)


async def test_a_server_that_ignores_the_form_is_asked_one_by_one_after_two_packs(server: Handle) -> None:
    await server.configure(Config(pack="prose"))
    async with engine(server, "local") as processor:
        for _ in range(3):
            await answered(processor, *SHORT)
    assert (await server.counts()).calls == 2 + 3 * len(SHORT)


async def test_a_provider_that_is_down_fails_each_question_once(server: Handle) -> None:
    await server.configure(Config(faults=(Fault(kind="503"),)))
    async with engine(server, "openai") as processor:
        reply = await answered(processor, *SHORT)
    assert {response.error.code for response in reply.responses if response.error} == {"provider_unavailable"}
    assert reply.summary.failed_count == len(SHORT)
    assert (await server.counts()).calls == 2


async def test_a_refused_pack_is_asked_one_by_one(server: Handle) -> None:
    await server.configure(Config(faults=(Fault(kind="refusal", times=1),)))
    async with engine(server, "openai") as processor:
        reply = await answered(processor, *SHORT)
    assert reply.summary.generated_count == len(SHORT)


async def test_with_drafts_behind_it_a_failed_pack_is_drafted_one_by_one(server: Handle) -> None:
    await server.configure(Config(faults=(Fault(kind="401"),)))
    field = Field(label="Describe a project you built, in one line")
    other = Field(label="Name a result you are proud of, in one line")
    async with engine(server, "openai", drafts=True) as processor:
        reply = await answered(processor, field, other)
    assert {response.source for response in reply.responses} <= {"drafted", None}
    assert reply.summary.generated_count == 0


async def test_under_a_budget_required_and_optional_questions_share_no_call(server: Handle) -> None:
    fields = [Field(label=field.label, required=place % 2 == 0) for place, field in enumerate(SHORT)]
    async with engine(server, "openai") as processor:
        await processor.plan(BatchRequest(fields=tuple(fields)), PERSON)  # has the prices loaded
        await answered(processor, *fields, budget_usd=1.0)
    assert (await server.counts()).calls == 2


async def test_the_same_question_twice_in_a_pack_is_written_once(server: Handle) -> None:
    async with engine(server, "openai") as processor:
        reply = await answered(processor, SHORT[0], SHORT[2], SHORT[0])
    assert [response.source for response in reply.responses] == ["generated", "generated", "cached"]
    assert reply.responses[0].answer == reply.responses[2].answer


async def test_a_pack_that_is_left_with_one_question_asks_it_plainly(server: Handle) -> None:
    async with engine(server, "openai") as processor:
        await answered(processor, SHORT[0], SHORT[0])
    [seen] = await server.requests()
    assert "response_format" not in seen.body


async def test_the_plan_follows_the_packing(server: Handle) -> None:
    request = BatchRequest(fields=(*SHORT, *ESSAYS), job_context=JOB)
    async with engine(server, "openai") as packed, engine(server, "openai", "off") as alone:
        cheap, dear = [await each.plan(request, PERSON) for each in (packed, alone)]
        reply = await answered(packed, *SHORT, *ESSAYS)
    assert cheap.generate_count == dear.generate_count == 7
    assert cheap.est_cost_usd
    assert dear.est_cost_usd
    assert cheap.est_cost_usd < dear.est_cost_usd
    assert reply.summary.total_cost_usd < cheap.est_cost_usd


def short(count: int) -> list[Field]:
    names = [f"{chr(65 + number // 6)}{chr(65 + number % 6)}" for number in range(count)]
    return [Field(label=f"Which tool do you use for part {name}?") for name in names]


@pytest.mark.parametrize(("many", "calls"), [(4, 1), (5, 3), (9, 5), (30, 5), (60, 6)])
async def test_many_short_questions_share_a_few_calls(many: int, calls: int, server: Handle) -> None:
    async with engine(server, "openai") as processor:
        reply = await answered(processor, *short(many))
    assert reply.summary.generated_count == many
    assert (await server.counts()).calls == calls


@pytest.mark.parametrize(("many", "calls"), [(4, 1), (9, 3), (30, 5)])
async def test_without_a_cache_short_questions_share_fewer_calls(many: int, calls: int, server: Handle) -> None:
    async with engine(server, "openai") as processor:
        await processor.batch_generate(short(many), {"basics": {"summary": "I build robots."}}, {"company": "Acme"})
    assert (await server.counts()).calls == calls


@pytest.mark.parametrize("essays", range(4))
@pytest.mark.parametrize("many", [5, 7, 12, 25])
async def test_prefixes_cost_less_than_a_third_of_one_call_per_question(many: int, essays: int, server: Handle) -> None:
    async with engine(server, "anthropic") as processor:
        reply = await answered(processor, *short(many), *ESSAYS[:essays])
    assert reply.summary.generated_count == many + essays
    totals = await server.counts()
    prefix = totals.written_tokens + totals.cached_tokens
    assert (1.25 * totals.written_tokens + 0.1 * totals.cached_tokens) * totals.calls / prefix <= 0.34 * (many + essays)


@BOTH
@pytest.mark.parametrize("packing", ["auto", "off"])
async def test_several_options_may_be_chosen_where_the_question_says_so(
    server: Handle, name: Name, packing: Literal["auto", "off"]
) -> None:
    shown = (*OPTIONS, Option(value="p", label="Kubernetes team"))
    several = Field(label="Which teams would suit you?", type="checkbox", options=shown, multiple=True)
    async with engine(server, name, packing) as processor:
        reply = await answered(processor, several, *SHORT)
    first = reply.responses[0]
    assert (first.answer, first.source) == (["r", "b", "p"], "generated")
    assert first.answer_label == ["Red team", "Blue team", "Kubernetes team"]
    assert "skills[2]" in first.evidence
    assert isinstance(reply.responses[2].answer, str)
