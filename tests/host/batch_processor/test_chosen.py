"""A generator without a provider of its own, as the README shows it: the settings and the environment choose."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.errors import InvalidSettings
from fillwright.response_generator import ResponseGenerator
from fillwright.storage import AnswerMemory, Database
from tools.provider_server import Config, Handle, provider_server_here

ESSAYS: list[dict[str, Any]] = [
    {"label": f"How did you handle {thing} as an engineer?", "type": "textarea"}
    for thing in ("a failure", "a migration", "an outage")
]
PERSON: dict[str, Any] = {"basics": {"name": "Ada Example", "summary": "I build payment systems."}}


@pytest.fixture
async def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Handle]:
    """A provider server that the environment names as OpenAI, and an empty home."""
    async with provider_server_here(Config()) as handle:
        monkeypatch.setenv("FILLWRIGHT_HOME", str(tmp_path / "home"))
        for name in ("PROVIDER", "MODEL", "FALLBACK", "PRIVACY"):
            monkeypatch.delenv(f"FILLWRIGHT_{name}", raising=False)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-0123456789")
        monkeypatch.setenv("OPENAI_BASE_URL", handle.openai_url)
        yield handle


@pytest.mark.usefixtures("server")
async def test_a_key_in_the_environment_has_answers_written() -> None:
    generator = ResponseGenerator()
    reply = await BatchProcessor(generator, max_parallel=5).batch_generate(ESSAYS, PERSON, {"company": "Globex"})
    await generator.provider.close()
    assert [response.provider for response in reply.responses] == ["openai"] * 3
    assert reply.summary.generated_count == 3


@pytest.mark.usefixtures("server")
async def test_what_was_written_is_remembered_where_there_is_a_memory(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "answers.sqlite3")
    generator = ResponseGenerator()
    processor = BatchProcessor(generator, memory=AnswerMemory(database))
    await processor.batch_generate(ESSAYS, PERSON)
    again = await processor.batch_generate(ESSAYS, PERSON)
    await processor.close()
    await generator.provider.close()
    await database.close()
    assert [response.cached for response in again.responses] == [True] * 3


@pytest.mark.usefixtures("server")
async def test_settings_choose_before_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILLWRIGHT_PROVIDER", "drafts")
    assert ResponseGenerator().provider.drafts


@pytest.mark.usefixtures("server")
async def test_an_impossible_setting_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILLWRIGHT_PROVIDER", "nobody")
    with pytest.raises(InvalidSettings):
        ResponseGenerator()


@pytest.mark.usefixtures("server")
async def test_masking_holds_as_the_settings_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILLWRIGHT_PRIVACY", "masked")
    assert ResponseGenerator().masked
    assert not ResponseGenerator(ResponseGenerator().provider).masked
