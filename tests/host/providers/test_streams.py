"""Answers that come piece by piece: what is told meanwhile, and what ends badly."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from msgspec.structs import replace

from fillwright.errors import ContentFiltered, InvalidAnswer, ProviderUnavailable, QuotaExhausted
from fillwright.providers import Completion, GenerationRequest, Provider
from tests.support.chat_server import chatting
from tools.provider_server import Config, Fault, Handle, Latency
from tools.provider_server.config import FaultKind

Connect = Callable[..., Any]
Ask = Callable[..., GenerationRequest]
BOTH = pytest.mark.parametrize("name", ["openai", "anthropic"])
LONG = "You write answers from this material. " * 200


def streamed(request: GenerationRequest) -> GenerationRequest:
    return replace(request, streamed=True)


@BOTH
async def test_the_pieces_told_are_the_answer(name: str, server: Handle, connect: Connect, ask: Ask) -> None:
    await server.configure(Config(latency=Latency(median=0.05)))
    told: list[str] = []
    completion = await connect(name).complete(streamed(ask()), on_text=told.append)
    assert len(told) > 1
    assert "".join(told) == completion.text


async def test_openai_is_asked_for_a_stream_with_usage(server: Handle, connect: Connect, ask: Ask) -> None:
    await connect("openai").complete(streamed(ask()))
    [seen] = await server.requests()
    assert seen.body["stream"] is True
    assert seen.body["stream_options"] == {"include_usage": True}


@BOTH
async def test_a_stream_is_billed_by_the_providers_usage(name: str, server: Handle, connect: Connect, ask: Ask) -> None:
    provider = connect(name)
    first = await provider.complete(streamed(ask("One?", prefix=LONG)))
    second = await provider.complete(streamed(ask("Two?", prefix=LONG)))
    totals = await server.counts()
    assert first.input_tokens + second.input_tokens == totals.input_tokens
    assert first.output_tokens + second.output_tokens == totals.output_tokens
    assert second.cached_tokens == totals.cached_tokens > 1_024
    assert second.cost_usd < first.cost_usd


@BOTH
async def test_a_stream_without_its_final_event_is_made_again(
    name: str, server: Handle, connect: Connect, ask: Ask
) -> None:
    await server.configure(Config(faults=(Fault(kind="truncated", times=1),)))
    told: list[str] = []
    completion = await connect(name).complete(streamed(ask()), on_text=told.append)
    assert completion.attempts == 2
    again = told.index("")
    assert again > 0
    assert "".join(told[again:]) == completion.text


@BOTH
async def test_a_stream_that_is_always_cut_off_is_a_failure(
    name: str, server: Handle, connect: Connect, ask: Ask
) -> None:
    await server.configure(Config(faults=(Fault(kind="truncated"),)))
    with pytest.raises(ProviderUnavailable, match="broke off") as caught:
        await connect(name, patience=2).complete(streamed(ask()))
    spent = caught.value.spent
    assert isinstance(spent, Completion)
    assert spent.input_tokens == pytest.approx((await server.counts()).input_tokens, rel=0.1)
    assert spent.output_tokens > 0


@BOTH
async def test_a_failure_before_the_first_word_takes_nothing_back(
    name: str, server: Handle, connect: Connect, ask: Ask
) -> None:
    await server.configure(Config(faults=(Fault(kind="503", times=1),)))
    told: list[str] = []
    await connect(name).complete(streamed(ask()), on_text=told.append)
    assert "" not in told


@BOTH
async def test_a_server_that_answers_whole_is_understood(name: str, server: Handle, connect: Connect, ask: Ask) -> None:
    await server.configure(Config(streams=False))
    told: list[str] = []
    completion = await connect(name).complete(streamed(ask()), on_text=told.append)
    assert told == [completion.text]
    assert completion.output_tokens == (await server.counts()).output_tokens


@BOTH
async def test_a_refusal_in_a_stream_is_a_refusal(name: str, server: Handle, connect: Connect, ask: Ask) -> None:
    await server.configure(Config(faults=(Fault(kind="filter"),)))
    with pytest.raises(ContentFiltered):
        await connect(name).complete(streamed(ask()))


@BOTH
async def test_a_stream_that_ends_at_the_output_limit_is_a_failure(
    name: str, server: Handle, connect: Connect, ask: Ask
) -> None:
    await server.configure(Config(faults=(Fault(kind="length"),)))
    with pytest.raises(InvalidAnswer, match="cut off"):
        await connect(name).complete(streamed(ask()))


@pytest.mark.parametrize("kind", ["429", "500", "reset", "malformed", "empty"])
@BOTH
async def test_what_passes_is_made_again(
    name: str, kind: FaultKind, server: Handle, connect: Connect, ask: Ask
) -> None:
    await server.configure(Config(faults=(Fault(kind=kind, times=1, retry_after=0.001),)))
    completion = await connect(name).complete(streamed(ask()))
    assert (completion.attempts, bool(completion.text)) == (2, True)


async def test_thoughts_of_a_local_model_are_not_told(server: Handle, connect: Connect, ask: Ask) -> None:
    await server.configure(Config(answer="<think>\nWhat to say now?\n</think>\n\nI like boats."))
    told: list[str] = []
    completion = await connect("local").complete(streamed(ask()), on_text=told.append)
    assert "".join(told) == completion.text == "I like boats."


async def test_streams_share_a_connection(server: Handle, connect: Connect, ask: Ask) -> None:
    provider = connect("openai")
    for text in ("One?", "Two?", "Three?"):
        await provider.complete(streamed(ask(text)))
    assert len({seen.client for seen in await server.requests()}) == 1


async def test_the_first_word_does_not_wait_for_the_last(server: Handle, connect: Connect, ask: Ask) -> None:
    """The call is given up once the first word is there: it was told while the server was still writing."""
    await server.configure(Config(latency=Latency(median=3_600, first_token=0.0)))
    told: list[str] = []

    class Enough(Exception):
        pass

    def stop(piece: str) -> None:
        told.append(piece)
        raise Enough

    with pytest.raises(ProviderUnavailable):
        await connect("openai", patience=1).complete(streamed(ask()), on_text=stop)
    assert len(told) == 1


CHAT = '{"choices": [{"message": {"content": "Whole."}, "finish_reason": "stop"}]}'


@asynccontextmanager
async def answering(*replies: web.Response | Sequence[str]) -> AsyncIterator[tuple[Provider, list[Any]]]:
    """A server that gives these replies in turn: whole responses, or the data of events."""
    left, asked = list(replies), list[Any]()

    async def chat(request: web.Request) -> web.StreamResponse:
        asked.append(await request.json())
        reply = left.pop(0)
        if isinstance(reply, web.Response):
            return reply
        text = "".join(f"data: {data}\r\n\r\n" for data in reply)
        return web.Response(text=text, content_type="text/event-stream")

    async with chatting(chat) as provider:
        yield provider, asked


async def test_a_server_that_refuses_streams_is_asked_without(ask: Ask) -> None:
    refusal = '{"error": {"message": "Your organization must be verified to stream this model.", "param": "stream"}}'
    replies = [
        web.Response(status=400, text=refusal, content_type="application/json"),
        *(web.Response(text=CHAT, content_type="application/json") for _ in range(2)),
    ]
    async with answering(*replies) as (provider, asked):
        assert (await provider.complete(streamed(ask()))).text == "Whole."
        assert (await provider.complete(streamed(ask()))).text == "Whole."
    assert ["stream" in body for body in asked] == [True, False, False]


async def test_an_error_in_the_middle_of_a_stream_is_a_failure(ask: Ask) -> None:
    piece = '{"choices": [{"delta": {"content": "Half"}}]}'
    async with answering(
        [piece, '{"error": {"message": "overloaded", "type": "server_error"}}'],
        [piece, '{"choices": [{"delta": {}, "finish_reason": "stop"}]}'],
    ) as (provider, _):
        completion = await provider.complete(streamed(ask()))
    assert (completion.text, completion.attempts) == ("Half", 2)


async def test_an_error_in_the_middle_of_a_stream_is_known_by_its_code(ask: Ask) -> None:
    piece = '{"choices": [{"delta": {"content": "Half"}}], "error": null}'
    no_credit = '{"error": {"message": "You exceeded your quota.", "type": "insufficient_quota", "code": null}}'
    async with answering([piece, no_credit]) as (provider, asked):
        with pytest.raises(QuotaExhausted):
            await provider.complete(streamed(ask()))
    assert len(asked) == 1


async def test_without_usage_tokens_are_estimated(ask: Ask) -> None:
    events = ['{"choices": [{"delta": {"content": "Eight ch"}}]}', "[DONE]"]
    async with answering(events) as (provider, _):
        completion = await provider.complete(streamed(ask(prefix="p" * 4_000)))
    assert completion.output_tokens == 2
    assert completion.input_tokens == pytest.approx(1_000, rel=0.1)
