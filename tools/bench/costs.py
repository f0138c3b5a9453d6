"""What sharing calls and prefixes saves: a form of 7 short questions and 3 essays, asked in four ways.

form order   one bare call per question, five at once, in the form's order, nothing cached; the others are set beside it
off          Fillwright's one call per question, the longest expected answer first
auto         short questions share calls, and calls wait for the provider's cache
prewarmed    the same, the cache warmed when the panel opened
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any, Final, Literal

import aiohttp

from fillwright.batch_processor import BatchProcessor
from fillwright.config import DEFAULT_MODELS, Endpoint, Settings
from fillwright.messages import BatchRequest, JobContext, convert
from fillwright.profile import sample_profile
from fillwright.providers import create_provider
from fillwright.response_generator import ResponseGenerator
from tools.bench import forms
from tools.bench.clients import KEY, ProviderServer

PARALLEL: Final = 5
READ: Final = 0.1
WRITE: Final = 1.25
"""The price of a token read from the cache and of one written into it, as both providers list it; others cost 1."""

LATENCY: Final = {"median": 0.6, "per_token": 0.0125, "per_input_token": 0.0001}
"""A usual model's: 80 tokens a second written, 10,000 read unless they are in the cache."""

Name = Literal["openai", "anthropic"]
Body = Mapping[str, Any]


def measure(server: ProviderServer) -> dict[str, float]:
    """Return price and wall of each way as shares of the form order's; of both providers the worse."""
    found = [_measure(server, name) for name in ("openai", "anthropic")]
    return {name: max(each[name] for each in found) for name in found[0]}


def _measure(server: ProviderServer, name: Name) -> dict[str, float]:
    server.configure(latency=LATENCY, essay_tokens=180)
    walls, paid = {"off": asyncio.run(_ours(server, name, "off"))}, {}
    asked = [seen["body"] for seen in sorted(server.requests(), key=_place)]
    server.reset()
    base = asyncio.run(_in_form_order(server.url, name, asked))
    whole = server.counts()["input_tokens"]
    for way in ("auto", "prewarmed"):
        server.reset()
        walls[way] = asyncio.run(_ours(server, name, way))
        seen = server.counts()
        paid[way] = seen["input_tokens"] + (READ - 1) * seen["cached_tokens"] + (WRITE - 1) * seen["written_tokens"]
    return {
        "ratio": paid["auto"] / whole,
        "wall_ratio": walls["auto"] / base,
        "off_wall_ratio": walls["off"] / base,
        "prewarmed_ratio": paid["prewarmed"] / whole,
        "prewarmed_wall_ratio": walls["prewarmed"] / base,
        "form_order_s": base,
    }


def _place(seen: Mapping[str, Any]) -> int:
    return [field["label"] for field in forms.priced()].index(seen["question"])


async def _ours(server: ProviderServer, name: Name, way: Literal["off", "auto", "prewarmed"]) -> float:
    """Return the seconds for the form, on a provider that has answered one question before."""
    packing: Literal["off", "auto"] = "off" if way == "off" else "auto"
    url = server.url if name == "anthropic" else f"{server.url}/v1"
    provider = create_provider(Endpoint(name, url, KEY, DEFAULT_MODELS[name]), Settings(packing=packing))
    processor = BatchProcessor(ResponseGenerator(provider), packing=packing, prewarm=True)
    request = BatchRequest(
        fields=convert(BatchRequest, {"fields": forms.priced()}).fields, job_context=convert(JobContext, forms.LONG_JOB)
    )
    try:
        await processor.batch_generate(forms.written(1, first=900), sample_profile(), forms.JOB)
        await asyncio.to_thread(server.reset)
        if way == "prewarmed" and not (await processor.prewarm(request, sample_profile())).warmed:
            raise RuntimeError("the cache was not warmed")
        started = perf_counter()
        reply = await processor.run(request, sample_profile())
        wall = perf_counter() - started
    finally:
        await processor.close()
        await provider.close()
    if reply.summary.generated_count != len(request.fields):
        raise RuntimeError(f"not every field was answered: {reply.summary}")
    return wall


async def _in_form_order(url: str, name: Name, bodies: Sequence[Body]) -> float:
    """Return the seconds for the same prompts, plainly asked, under a semaphore; nothing is marked to be cached."""
    path = "/v1/messages" if name == "anthropic" else "/v1/chat/completions"
    places = asyncio.Semaphore(PARALLEL)
    async with aiohttp.ClientSession() as session:

        async def ask(body: Body) -> None:
            async with places, session.post(f"{url}{path}", json=_plain(body)) as response:
                response.raise_for_status()
                await response.read()

        started = perf_counter()
        await asyncio.gather(*map(ask, bodies))
        return perf_counter() - started


def _plain(body: Body) -> dict[str, Any]:
    """Return `body` without what has to do with caches, to be answered in one piece."""
    plain = {key: value for key, value in body.items() if not key.startswith(("prompt_cache", "stream_options"))}
    if "system" in plain:
        plain["system"] = _text(plain["system"])
    plain["messages"] = [{**each, "content": _text(each["content"])} for each in plain["messages"]]
    return {**plain, "stream": False}


def _text(content: object) -> str:
    return content if isinstance(content, str) else "".join(block["text"] for block in content)  # type: ignore[attr-defined]
