"""prepare: requests from a file, the home's settings and keys, a real provider's wire."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fillwright.paths import Home
from tests.host.cli.said import Run
from tools.provider_server import Batches, Config, Handle, provider_server_here

FORM = {
    "fields": [{"label": "E-mail", "type": "email"}, {"label": "Why do you want to work here?", "type": "textarea"}],
    "job_context": {"company": "Example Robotics"},
}


class Far:
    """A provider server in a thread of its own, for commands that bring their own loop."""

    def __init__(self) -> None:
        self.handle: Handle | None = None
        self._ready, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    async def _serve(self) -> None:
        async with provider_server_here(Config(batches=Batches(looks=1))) as handle:
            self.handle = handle
            self._ready.set()
            await asyncio.to_thread(self._stop.wait)

    def __enter__(self) -> Handle:
        self._thread.start()
        self._ready.wait()
        assert self.handle
        return self.handle

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "requests.jsonl"
    path.write_text(json.dumps(FORM) + "\n\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def openai(person: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # noqa: ARG001 - the home has a profile
    with Far() as far:
        monkeypatch.setenv("FILLWRIGHT_PROVIDER", "openai")
        monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-0123456789")
        monkeypatch.setenv("OPENAI_BASE_URL", far.openai_url)
        yield


@pytest.mark.usefixtures("openai")
def test_what_is_sent_is_fetched_by_the_next_run_and_fills_the_form(run: Run, file: str) -> None:
    assert run("prepare", file, "--plan", "--json").json["fresh"] == 1
    first = run("prepare", file, "--no-wait", "--json").json
    assert (first["stored"], first["waiting"]) == (0, 1)
    assert run("prepare", file, "--plan", "--json").json["sent"] == 1
    second = run("prepare", file, "--no-wait", "--json").json
    assert (second["stored"], second["waiting"]) == (1, 0)
    sources = [response["source"] for response in run("answer", file, "--json").json["responses"]]
    assert sources == ["extracted", "cached"]


@pytest.mark.usefixtures("openai")
def test_it_says_in_words_what_came_of_it(run: Run, file: str) -> None:
    assert "1 forms: 1 answers to have written, for about $" in run("prepare", file, "--plan").out
    assert "0 of 1 are answered; you can stop this" in run("prepare", file, "--no-wait").out
    assert "1 answers remembered" in run("prepare", file, "--no-wait").out


@pytest.mark.usefixtures("openai")
def test_what_it_cost_is_in_the_usage(run: Run, file: str) -> None:
    run("prepare", file, "--no-wait")
    cost = run("prepare", file, "--no-wait", "--json").json["cost_usd"]
    totals = run("usage", "--json").json["totals"]
    assert [(total["calls"], total["cost_usd"]) for total in totals] == [(1, pytest.approx(cost))]


def test_a_line_that_is_no_request_is_named(run: Run) -> None:
    said = run("prepare", "-", "--json", stdin=json.dumps(FORM) + '\n{"fields": []}\n')
    assert said.code == 1
    assert said.error["message"].startswith("Line 2: ")
    assert said.error["field"] == "fields"


def test_an_empty_file_says_what_belongs_there(run: Run) -> None:
    assert "write one a line" in run("prepare", "-", stdin="\n").err


def test_drafts_have_no_batch_api(run: Run, person: Home, file: str) -> None:  # noqa: ARG001 - the home has a profile
    assert "set the setting provider" in run("prepare", file).err
