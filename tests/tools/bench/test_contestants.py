"""A program of the bench as a process, against the provider server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tools.bench.clients import ProviderServer
from tools.bench.contestants import BARE_SDK, ENGINE, Contestant, Program, Unfinished, running
from tools.bench.processes import listening

PEER = Program("openai", "tools.bench.peers.openai_sdk")
BARE = Program("aiohttp", "tools.bench.peers.bare_aiohttp")
ASKED = ["Why us?", "Why now?", "Why you?"]


@pytest.fixture(scope="module")
def provider() -> Iterator[ProviderServer]:
    with listening("tools.provider_server") as server:
        yield ProviderServer(server.url)


@pytest.mark.parametrize("program", [PEER, BARE, BARE_SDK, ENGINE], ids=lambda program: program.name)
def test_each_prompt_is_asked_once_and_timed(program: Program, provider: ProviderServer) -> None:
    provider.configure()
    with running(program, provider.url, "Be brief.") as contestant:
        reply = contestant.answer(ASKED, parallel=2, kept=True)
    seen = provider.counts(program.key)
    assert seen["questions"] == dict.fromkeys(ASKED, 1)
    assert seen["max_in_flight"] <= 2
    assert (reply["lost"], len(reply["answers"][0]), len(reply["walls_s"])) == (0, 3, 1)
    assert reply["walls_s"][0] > 0
    assert reply["cpu_s"] > 0


def test_a_call_that_fails_is_counted_as_lost(provider: ProviderServer) -> None:
    provider.configure(faults=[{"kind": "400", "contains": "now"}])
    with running(BARE, provider.url, "") as contestant:
        reply = contestant.answer(ASKED, parallel=3)
    assert (reply["lost"], reply["errors"]) == (1, {"ClientResponseError": 1})


@pytest.mark.parametrize("program", [PEER, BARE], ids=lambda program: program.name)
def test_the_first_text_comes_before_the_last(program: Program, provider: ProviderServer) -> None:
    provider.configure(latency={"median": 4.0, "first_token": 0.01})
    with running(program, provider.url, "") as contestant:
        (found,) = contestant.first_texts(ASKED[:1])
    assert 0.04 <= found < 4.0


def test_a_job_that_takes_too_long_ends_its_program(provider: ProviderServer) -> None:
    provider.configure(faults=[{"kind": "hang"}])
    with running(BARE, provider.url, "") as contestant, pytest.raises(Unfinished):
        contestant.do({"batches": [ASKED], "parallel": 3}, longest=0.5)


def test_a_program_that_does_not_start_says_why(provider: ProviderServer) -> None:
    def start(program: Program) -> Contestant:
        with running(program, provider.url, "") as contestant:
            return contestant

    with pytest.raises(Unfinished, match="No module named"):
        start(replace(BARE, module="tools.bench.peers.nobody"))
