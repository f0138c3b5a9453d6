"""Applications prepared ahead: the real SDKs' batch APIs over a socket, a real store, and a form filled afterwards."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal, get_args

import aiohttp
import pytest

from fillwright.batch_processor import Ahead, AheadReport, BatchProcessor, Person, Polling
from fillwright.config import Endpoint, Settings
from fillwright.errors import BudgetExceeded, InvalidKey, InvalidSettings, ProviderError, ProviderUnavailable
from fillwright.messages import BatchRequest, Field, JobContext
from fillwright.profile import sample_profile
from fillwright.providers import Provider, create_drafts, create_provider, prices
from fillwright.providers.retries import Backoff
from fillwright.response_generator import ResponseGenerator
from fillwright.storage import AnswerMemory, Database, Prepared
from tools.provider_server import Batches, Config, Fault, Handle, provider_server_here

Name = Literal["openai", "anthropic"]
MODELS = {"openai": "gpt-6-luna", "anthropic": "claude-haiku-5-5"}
AT_ONCE = Polling(first=0.0, longest=0.0)
WHY = "Why do you want to work here?"
PROUD = "Tell us about a project you are proud of."


def applications(*companies: str) -> list[BatchRequest]:
    fields = (
        Field(label="E-mail", type="email"),
        Field(label=WHY, type="textarea"),
        Field(label=PROUD, type="textarea", max_length=400),
    )
    return [BatchRequest(fields=fields, job_context=JobContext(company=company)) for company in companies]


class Bench:
    """One home's store and one provider, and what is prepared with them."""

    def __init__(self, database: Database, server: Handle, name: Name) -> None:
        url = server.anthropic_url if name == "anthropic" else server.openai_url
        endpoint = Endpoint(name, url, "sk-canary-0123456789", MODELS[name])
        self.provider: Provider = create_provider(endpoint, Settings(), Backoff(first=0.001, longest=0.002))
        self.memory, self.prepared = AnswerMemory(database), Prepared(database)
        self.server = server

    def ahead(self, *, budget_usd: float | None = None, masked: bool = False) -> Ahead:
        person = Person(sample_profile(), masked=masked, budget_usd=budget_usd)
        return Ahead(self.provider, self.memory, self.prepared, person)

    async def run(self, *companies: str, polling: Polling | None = AT_ONCE) -> AheadReport:
        return await self.ahead().run(applications(*companies), polling=polling)

    async def calls(self) -> int:
        return (await self.server.counts()).calls


@pytest.fixture
async def server() -> AsyncIterator[Handle]:
    async with provider_server_here(Config()) as handle:
        yield handle


@pytest.fixture(params=get_args(Name))
async def bench(request: pytest.FixtureRequest, server: Handle, tmp_path: Path) -> AsyncIterator[Bench]:
    async with await Database.open(tmp_path / "answers.sqlite3") as database:
        bench = Bench(database, server, request.param)
        yield bench
        await bench.provider.close()


async def test_a_prepared_form_fills_from_the_memory_without_a_call(bench: Bench) -> None:
    report = await bench.run("Acme", "Example Robotics")
    assert (report.stored, report.failed, report.waiting) == (4, 0, 0)
    before = await bench.calls()
    processor = BatchProcessor(ResponseGenerator(bench.provider), memory=bench.memory)
    reply = await processor.run(applications("Acme")[0], sample_profile())
    assert [(each.source, each.status) for each in reply.responses[1:]] == [("cached", "answered")] * 2
    assert await bench.calls() == before


async def test_it_costs_half_of_what_the_tokens_do(bench: Bench) -> None:
    report = await bench.run("Acme")
    seen = await bench.server.counts()
    usual = prices.cost(
        bench.provider.name, bench.provider.model, prices.Tokens(input=seen.input_tokens, output=seen.output_tokens)
    )
    assert usual
    assert report.cost_usd == pytest.approx(usual / 2)
    assert report.cost_known


async def test_no_question_is_sent_twice_while_its_answer_is_to_come(bench: Bench) -> None:
    await bench.server.configure(Config(batches=Batches(looks=2)))
    first = await bench.run("Acme", polling=None)
    assert (first.waiting, first.stored) == (2, 0)
    again = await bench.run("Acme", "Example Robotics", polling=None)
    assert again.waiting == 4
    last = await bench.run("Acme", "Example Robotics")
    assert (last.waiting, last.stored) == (0, 4)
    assert await bench.calls() == 4


async def test_waiting_asks_until_all_have_come(bench: Bench) -> None:
    await bench.server.configure(Config(batches=Batches(looks=3)))
    seen: list[tuple[int, int]] = []
    report = await bench.ahead().run(
        applications("Acme"), polling=AT_ONCE, see=lambda done, total: seen.append((done, total))
    )
    assert report.stored == 2
    assert seen == [(0, 2)] * 3 + [(2, 2)]


async def test_what_the_provider_did_not_get_to_is_said_and_sent_again(bench: Bench) -> None:
    await bench.server.configure(Config(batches=Batches(expire_every=2)))
    report = await bench.run("Acme")
    assert (report.stored, report.failed) == (1, 1)
    assert "within a day" in report.reasons[0]
    await bench.server.configure(Config())
    assert (await bench.run("Acme")).stored == 1


async def test_a_request_that_fails_alone_costs_no_other_one(bench: Bench) -> None:
    await bench.server.configure(Config(faults=(Fault(kind="500", contains="proud"),)))
    report = await bench.run("Acme")
    assert (report.stored, report.failed) == (1, 1)


async def test_a_batch_that_is_refused_leaves_nothing_waiting(bench: Bench) -> None:
    await bench.server.configure(Config(batches=Batches(status=401)))
    with pytest.raises(InvalidKey):
        await bench.run("Acme")
    assert await bench.prepared.waiting() == []


async def test_a_batch_whose_receipt_was_lost_is_found_or_sent_again(bench: Bench) -> None:
    await bench.server.configure(Config(batches=Batches(lose_replies=True)))
    with pytest.raises(ProviderUnavailable):
        await bench.run("Acme")
    assert [batch.remote for batch in await bench.prepared.waiting()] == [None]
    await bench.server.configure(Config())
    report = await bench.run("Acme")
    assert (report.stored, report.waiting) == (2, 0)


async def test_the_budget_is_held_before_anything_is_sent(bench: Bench) -> None:
    with pytest.raises(BudgetExceeded, match="prepare fewer"):
        await bench.ahead(budget_usd=0.000001).run(applications("Acme"), polling=None)
    assert await bench.prepared.waiting() == []


async def test_a_plan_counts_and_sends_nothing(bench: Bench) -> None:
    plan = await bench.ahead().plan(applications("Acme", "Example Robotics"))
    assert (plan.applications, plan.fresh, plan.sent) == (2, 4, 0)
    assert plan.est_cost_usd is not None
    assert plan.est_cost_usd > 0
    assert await bench.calls() == 0


async def test_masked_names_are_in_no_batch(bench: Bench) -> None:
    await bench.ahead(masked=True).run(applications("Acme"), polling=AT_ONCE)
    bodies = [json.dumps(seen.body) for seen in await bench.server.requests()]
    person = json.loads(sample_profile())
    names = [person["basics"]["name"], *[job["name"] for job in person["work"]]]
    assert len(bodies) == 2
    assert [name for name in names for body in bodies if name in body] == []


async def test_a_provider_without_a_batch_api_says_which_to_choose(tmp_path: Path) -> None:
    async with await Database.open(tmp_path / "answers.sqlite3") as database:
        ahead = Ahead(create_drafts(), AnswerMemory(database), Prepared(database), Person(sample_profile()))
        with pytest.raises(InvalidSettings, match="openai or anthropic"):
            await ahead.run(applications("Acme"), polling=None)


@pytest.mark.parametrize("bench", ["openai"], indirect=True)
async def test_a_batch_that_fails_as_a_whole_is_said_and_forgotten(bench: Bench) -> None:
    await bench.server.configure(Config(batches=Batches(refuse=True)))
    with pytest.raises(ProviderError, match="did not accept the batch"):
        await bench.run("Acme")
    assert await bench.prepared.waiting() == []


@pytest.mark.parametrize("bench", ["openai"], indirect=True)
async def test_the_files_at_the_provider_are_deleted(bench: Bench) -> None:
    await bench.run("Acme")
    address = f"{bench.server.openai_url}/files/file-1/content"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert response.status == 404
