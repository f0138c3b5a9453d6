"""The provider server itself: what tests and benches rely on."""

from __future__ import annotations

import asyncio

import anthropic
import msgspec
import openai
import pytest

from tools.provider_server import Config, Fault, Handle, Latency, Limits, provider_server
from tools.provider_server.answers import Prompt, answer
from tools.provider_server.faults import FaultPlan

QUESTION = (
    "<question>\nWhich colour?\n1. Red\n2. Blue\n3. Green\n</question>\nAnswer with the number of one option, or 0."
)


async def test_it_runs_as_a_process_of_its_own() -> None:
    async with provider_server(Config(answer="Hello.")) as server:
        async with openai.AsyncOpenAI(api_key="x", base_url=server.openai_url) as client:
            chat = await client.chat.completions.create(model="m", messages=[{"role": "user", "content": "Hi?"}])
        assert chat.choices[0].message.content == "Hello."
        assert (await server.counts()).questions == {"Hi?": 1}


async def test_openais_sdk_reads_a_stream_with_usage(server: Handle) -> None:
    async with openai.AsyncOpenAI(api_key="x", base_url=server.openai_url) as client:
        stream = await client.chat.completions.create(
            model="m",
            messages=[{"role": "user", "content": "Why us?"}],
            stream=True,
            stream_options={"include_usage": True},
        )
        chunks = [chunk async for chunk in stream]
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == answer(Prompt("", "Why us?"))
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.completion_tokens == (await server.counts()).output_tokens


async def test_anthropics_sdk_reads_a_stream_with_usage(server: Handle) -> None:
    async with (
        anthropic.AsyncAnthropic(api_key="x", base_url=server.anthropic_url) as client,
        client.messages.stream(model="m", max_tokens=100, messages=[{"role": "user", "content": "Why us?"}]) as stream,
    ):
        message = await stream.get_final_message()
    assert "".join(block.text for block in message.content if block.type == "text") == answer(Prompt("", "Why us?"))
    assert message.usage.output_tokens == (await server.counts()).output_tokens


async def test_a_truncated_stream_has_no_end(server: Handle) -> None:
    await server.configure(Config(faults=(Fault(kind="truncated"),)))
    async with openai.AsyncOpenAI(api_key="x", base_url=server.openai_url) as client:
        stream = await client.chat.completions.create(
            model="m", messages=[{"role": "user", "content": "Why?"}], stream=True
        )
        reasons = [chunk.choices[0].finish_reason async for chunk in stream]
    assert set(reasons) == {None}


def test_answers_are_repeatable_and_keep_the_limit() -> None:
    prompt = Prompt("Company: Acme\nTitle: Cook", "<question>\nWhy us?\n</question>\nAt most 120 characters.")
    assert answer(prompt) == answer(prompt)
    assert len(answer(prompt)) <= 120
    assert answer(Prompt("", QUESTION)) in {"1", "2", "3"}


def test_a_seeded_share_of_faults_is_repeatable() -> None:
    def run() -> list[bool]:
        plan = FaultPlan((Fault(kind="500", share=0.1, seed=7),))
        return [plan.next("q") is not None for _ in range(1_000)]

    assert run() == run()
    assert 60 < sum(run()) < 140


def test_every_nth_call_and_those_that_contain_a_text_fail() -> None:
    plan = FaultPlan((Fault(kind="500", every=3), Fault(kind="404", contains="x", times=2)))
    kinds = [fault.kind if (fault := plan.next(question)) else "" for question in "aaxaxxax"]
    assert kinds == ["", "", "500", "", "404", "500", "", "404"]


async def test_each_key_is_counted_by_itself(server: Handle) -> None:
    for key, questions in (("one", ("Why?", "How?")), ("two", ("Why?",))):
        async with openai.AsyncOpenAI(api_key=key, base_url=server.openai_url) as client:
            for question in questions:
                await client.chat.completions.create(model="m", messages=[{"role": "user", "content": question}])
    counts = {key: await server.counts(key) for key in ("one", "two", "three")}
    assert {key: each.calls for key, each in counts.items()} == {"one": 2, "two": 1, "three": 0}
    assert counts["one"].answered == {"Why?": 1, "How?": 1}
    everything = await server.counts()
    assert everything.calls == 3
    assert everything.output_tokens == counts["one"].output_tokens + counts["two"].output_tokens


async def test_a_question_takes_the_same_time_whoever_asks(server: Handle) -> None:
    await server.configure(Config(latency=Latency(median=0.01, p99=0.2, by_question=True)))
    for key, questions in (("one", ("Why?", "How?", "Why?")), ("two", ("How?", "Why?", "Why?"))):
        async with openai.AsyncOpenAI(api_key=key, base_url=server.openai_url) as client:
            for question in questions:
                await client.chat.completions.create(model="m", messages=[{"role": "user", "content": question}])
    took: dict[str, list[str]] = {"one": [], "two": []}
    for seen in await server.requests():
        took[seen.headers["authorization"].removeprefix("Bearer ")].append(f"{seen.question} {seen.latency}")
    assert sorted(took["one"]) == sorted(took["two"])
    assert len(set(took["one"])) == 3


async def test_a_hang_of_some_seconds_is_answered_in_the_end(server: Handle) -> None:
    await server.configure(Config(answer="Hello.", faults=(Fault(kind="hang", seconds=0.01),)))
    async with openai.AsyncOpenAI(api_key="x", base_url=server.openai_url, max_retries=0) as client:
        chat = await client.chat.completions.create(model="m", messages=[{"role": "user", "content": "Hi?"}])
    assert chat.choices[0].message.content == "Hello."
    counts = await server.counts()
    assert (counts.faults, counts.answered) == ({"hang": 1}, {"Hi?": 1})


async def test_a_hang_is_answered_when_it_is_released(server: Handle) -> None:
    await server.configure(Config(answer="Hello.", faults=(Fault(kind="hang"),)))
    async with openai.AsyncOpenAI(api_key="x", base_url=server.openai_url, max_retries=0) as client:
        asked = asyncio.create_task(
            client.chat.completions.create(model="m", messages=[{"role": "user", "content": "Hi?"}])
        )
        while not (await server.counts()).in_flight:
            assert not asked.done()
        await server.release()
        assert (await asked).choices[0].message.content == "Hello."


async def test_anthropics_limits_are_named_as_moments(server: Handle) -> None:
    await server.configure(Config(limits=Limits(requests_per_minute=60, burst=1)))
    async with anthropic.AsyncAnthropic(api_key="x", base_url=server.anthropic_url, max_retries=0) as client:

        async def ask() -> anthropic.types.Message:
            return await client.messages.create(model="m", max_tokens=9, messages=[{"role": "user", "content": "?"}])

        await ask()
        with pytest.raises(anthropic.RateLimitError) as caught:
            await ask()
    headers = caught.value.response.headers
    assert headers["anthropic-ratelimit-requests-remaining"] == "0"
    assert headers["anthropic-ratelimit-requests-reset"].endswith("Z")
    assert headers["retry-after"] == "1"


async def test_a_configuration_goes_over_the_wire_whole(server: Handle) -> None:
    config = Config(latency=Latency(median=0.1, p99=0.4), faults=(Fault(kind="500", share=0.5),), keep=3)
    assert msgspec.json.decode(msgspec.json.encode(config), type=Config) == config
    await server.configure(config)
    await server.reset()
    assert (await server.counts()).calls == 0
