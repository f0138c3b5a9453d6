"""What goes over the wire in each dialect, and what is read back."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from fillwright.config import Endpoint, Settings
from fillwright.errors import InvalidAnswer, UnknownModel
from fillwright.providers import GenerationRequest, create_provider, prices
from fillwright.providers.calls import REASONING_TOKENS
from fillwright.providers.prices import Tokens
from fillwright.providers.retries import Backoff
from fillwright.providers.tally import answer_tokens
from tools.provider_server import Config, Fault, Handle

Connect = Callable[..., Any]
Ask = Callable[..., GenerationRequest]
LONG = "You write answers from this material. " * 200


async def test_openai_gets_the_prefix_first_and_no_sampling_parameters(
    server: Handle, connect: Connect, ask: Ask
) -> None:
    request = ask("Why?", max_chars=300)
    await connect("openai").complete(request)
    [seen] = await server.requests()
    assert seen.body == {
        "model": "gpt-6-luna",
        "messages": [
            {
                "role": "system",
                "content": [
                    {"type": "text", "text": request.prefix, "prompt_cache_breakpoint": {"mode": "explicit"}},
                ],
            },
            {"role": "user", "content": request.question},
        ],
        "max_completion_tokens": 164 + REASONING_TOKENS,
        "prompt_cache_key": sha256(request.prefix.encode()).hexdigest()[:32],
        "prompt_cache_options": {"mode": "explicit"},
    }
    assert seen.headers["authorization"] == "Bearer sk-canary-0123456789"


async def test_an_older_model_of_openai_is_led_to_its_cache_and_told_no_breakpoint(
    server: Handle, connect: Connect, ask: Ask
) -> None:
    await connect("openai", model="gpt-5.1-mini").complete(ask("Why?"))
    [seen] = await server.requests()
    assert isinstance(seen.body["messages"][0]["content"], str)
    assert "prompt_cache_key" in seen.body
    assert "prompt_cache_options" not in seen.body


async def test_a_server_that_knows_no_cache_marks_is_asked_without_them_from_then_on(
    server: Handle, connect: Connect, ask: Ask
) -> None:
    await server.configure(Config(marks=False))
    provider = connect("openai")
    assert (await provider.complete(ask("One?"))).text
    assert (await provider.complete(ask("Two?"))).text
    marked = ["prompt_cache_key" in seen.body for seen in await server.requests()]
    assert marked == [True, False, False]


async def test_anthropic_gets_the_prefix_as_a_cached_block(server: Handle, connect: Connect, ask: Ask) -> None:
    request = ask("Why?", max_chars=300)
    await connect("anthropic").complete(request)
    [seen] = await server.requests()
    assert seen.body == {
        "model": "claude-haiku-5-5",
        "system": [{"type": "text", "text": request.prefix, "cache_control": {"type": "ephemeral"}}],
        "messages": [{"role": "user", "content": request.question}],
        "max_tokens": 164 + REASONING_TOKENS,
    }
    assert seen.headers["authorization"] == "Bearer sk-canary-0123456789"


async def test_a_local_server_never_sees_what_is_openais(
    server: Handle, connect: Connect, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "sk-not-for-others")
    completion = await connect("local").complete(ask())
    [seen] = await server.requests()
    assert "sk-not-for-others" not in str(seen.headers)
    assert "max_tokens" in seen.body
    assert "max_completion_tokens" not in seen.body
    assert completion.cost_usd == 0.0


async def test_a_local_server_answers_with_the_first_model_it_lists(server: Handle, connect: Connect, ask: Ask) -> None:
    await server.configure(Config(models=("llama-small", "llama-large")))
    provider = connect("local", model="")
    completion = await provider.complete(ask())
    assert completion.model == provider.model == "llama-small"


async def test_a_local_server_without_a_model_says_so(ask: Ask) -> None:
    async def nothing(_: web.Request) -> web.Response:
        return web.json_response({"object": "list", "data": []})

    app = web.Application()
    app.router.add_get("/v1/models", nothing)
    async with TestServer(app) as empty:
        provider = create_provider(Endpoint("local", str(empty.make_url("/v1")), None, ""), Settings())
        with pytest.raises(UnknownModel, match="load one"):
            await provider.complete(ask())
        await provider.close()


async def test_a_reply_without_choices_is_an_empty_answer(ask: Ask) -> None:
    async def hollow(_: web.Request) -> web.Response:
        return web.json_response({"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 0}})

    app = web.Application()
    app.router.add_post("/v1/chat/completions", hollow)
    async with TestServer(app) as server:
        backoff = Backoff(first=0.001)
        provider = create_provider(Endpoint("openai", str(server.make_url("/v1")), "k", "m"), Settings(), backoff)
        with pytest.raises(InvalidAnswer, match="empty"):
            await provider.complete(ask())
        await provider.close()


async def test_the_address_of_a_local_server_needs_no_path(server: Handle, ask: Ask) -> None:
    provider = create_provider(Endpoint("local", server.url + "/", None, "m"), Settings())
    assert (await provider.complete(ask())).text
    await provider.close()


async def test_a_local_models_thoughts_are_no_answer(server: Handle, connect: Connect, ask: Ask) -> None:
    await server.configure(Config(answer="<think>\nWhat to say?\n</think>\n\nI like boats."))
    assert (await connect("local").complete(ask())).text == "I like boats."


async def test_a_proxy_is_not_asked_for_this_machine(
    server: Handle, connect: Connect, ask: Ask, monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{unused_tcp_port}")
    assert (await connect("local").complete(ask())).text
    assert (await server.counts()).calls == 1


@pytest.mark.parametrize("name", ["openai", "anthropic"])
async def test_cost_and_tokens_are_those_of_the_providers_usage(
    name: str, server: Handle, connect: Connect, ask: Ask
) -> None:
    provider = connect(name)
    first = await provider.complete(ask("One?", prefix=LONG))
    second = await provider.complete(ask("Two?", prefix=LONG))
    totals = await server.counts()
    assert first.input_tokens + second.input_tokens == totals.input_tokens
    assert first.output_tokens + second.output_tokens == totals.output_tokens
    assert (first.cached_tokens, second.cached_tokens) == (0, totals.cached_tokens)
    assert totals.cached_tokens > 1_024
    paid = Tokens(input=first.input_tokens, written=second.cached_tokens, output=first.output_tokens)
    assert first.cost_usd == prices.cost(name, provider.model, paid)
    read = Tokens(input=second.input_tokens, cached=second.cached_tokens, output=second.output_tokens)
    assert second.cost_usd == prices.cost(name, provider.model, read)
    assert second.cost_usd
    assert first.cost_usd
    assert second.cost_usd < first.cost_usd


async def test_a_billed_attempt_that_failed_counts_as_well(server: Handle, connect: Connect, ask: Ask) -> None:
    await server.configure(Config(faults=(Fault(kind="empty", times=1),)))
    completion = await connect("openai").complete(ask())
    assert completion.input_tokens == (await server.counts()).input_tokens


async def test_calls_one_after_the_other_share_a_connection(server: Handle, connect: Connect, ask: Ask) -> None:
    provider = connect("openai")
    for text in ("One?", "Two?", "Three?"):
        await provider.complete(ask(text))
    assert len({seen.client for seen in await server.requests()}) == 1


async def test_the_price_is_known_before_a_call_once_prepared(connect: Connect, ask: Ask) -> None:
    provider = connect("openai")
    await provider.prepare()
    estimate = provider.estimate(ask(prefix=LONG))
    assert estimate.usd
    assert estimate.seconds > 0


def test_a_limit_in_characters_leaves_room_in_tokens() -> None:
    def request(limit: int | None, tokens: int | None = None) -> GenerationRequest:
        return GenerationRequest(prefix="", question="", label="", max_chars=limit, max_output_tokens=tokens)

    assert answer_tokens(request(300)) == 164
    assert answer_tokens(request(None)) == answer_tokens(request(100_000)) == 2_048
    assert answer_tokens(request(300, 50)) == 50


async def test_importing_the_providers_imports_no_sdk() -> None:
    code = (
        "import sys, fillwright.providers;"
        "print(sorted({'openai', 'anthropic', 'genai_prices', 'httpx2'} & set(sys.modules)))"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE, env={"PYTHONPATH": "host"}
    )
    output, _ = await process.communicate()
    assert output.decode().strip() == "[]"
