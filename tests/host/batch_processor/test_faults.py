"""A provider's fault at one of three questions: the others' answers stay theirs, and nothing wrong is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.config import Endpoint
from fillwright.messages import BatchReply, Field, JobContext
from fillwright.profile import sample_profile
from fillwright.providers import create_provider
from fillwright.providers.retries import Backoff
from fillwright.response_generator import ResponseGenerator
from fillwright.storage import AnswerMemory, Database
from tests.support.provider_faults import LASTING, Row, settings_for
from tools.provider_server import Config, Fault, Handle, provider_server_here
from tools.provider_server.config import FaultKind

PERSON = sample_profile()
PLACES = ("Oslo", "Rome", "Bern")
FIELDS = [Field(label=f"Tell us about work in {place}.", type="textarea") for place in PLACES]
ECHO = "I would take my time over this: {question}"
MODELS = {"openai": "gpt-6-luna", "anthropic": "claude-haiku-5-5"}


@pytest.fixture
async def server() -> AsyncIterator[Handle]:
    async with provider_server_here(Config(answer=ECHO)) as handle:
        yield handle


@asynccontextmanager
async def engine(
    server: Handle, name: Literal["openai", "anthropic"], kind: FaultKind, folder: Path
) -> AsyncIterator[BatchProcessor]:
    url = server.anthropic_url if name == "anthropic" else server.openai_url
    backoff = Backoff(first=0.001, longest=0.002, patience=2)
    settings = settings_for(kind, soon=1.5)  # enough for the other questions
    provider = create_provider(Endpoint(name, url, "key", MODELS[name]), settings, backoff)
    database = await Database.open(folder / "answers.sqlite3")
    processor = BatchProcessor(ResponseGenerator(provider), memory=AnswerMemory(database), packing="off")
    yield processor
    await processor.close()
    await provider.close()
    await database.close()


async def answered(processor: BatchProcessor) -> BatchReply:
    return await processor.batch_generate(FIELDS, PERSON, JobContext(company="Acme", title="Engineer"))


@pytest.mark.parametrize("name", ["openai", "anthropic"])
@pytest.mark.parametrize("row", LASTING, ids=lambda row: row[0])
async def test_a_fault_costs_its_own_question_alone_and_leaves_nothing_wrong_behind(
    name: Literal["openai", "anthropic"], row: Row, server: Handle, tmp_path: Path
) -> None:
    kind, error, _ = row
    await server.configure(Config(answer=ECHO, faults=(Fault(kind=kind, contains=PLACES[1]),)))
    async with engine(server, name, kind, tmp_path) as processor:
        first = (await answered(processor)).responses
        await server.configure(Config(answer=ECHO))
        again = (await answered(processor)).responses
    assert [each.source for each in first] == ["generated", None, "generated"]
    assert first[1].status == "failed"
    assert first[1].error is not None
    assert (first[1].error.code, first[1].error.retryable) == (error.code, error.retryable)
    assert [each.source for each in again] == ["cached", "generated", "cached"]
    for place, response in zip(PLACES, again, strict=True):
        assert [other for other in PLACES if other in str(response.answer)] == [place]
