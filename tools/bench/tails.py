"""Heavy tails: many forms of ten against latencies of which one in a hundred is several times the median.

The engine as it comes and the bare SDK under a semaphore answer the same forms; a question's first call takes the same
time for both. They, and the provider server, run in a loop that does not wait (timeless.py), so that there can be
enough forms for a 95th percentile, and nothing else that the machine does is part of it. The engine learns in forms of
its own before.

tail          all of the latency is the provider's: a call that is slow is so by chance
tail_length   four fifths of the spread are the answer's length, which is the same for every copy of a call
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Final

from fillwright.config import DEFAULT_MODELS
from tools.bench import bare_sdk, engine, forms
from tools.bench.bench import PARALLEL, Bench, median_of, p95_of
from tools.bench.peers.harness import Client, Options
from tools.bench.timeless import run_timeless
from tools.provider_server import Config, Handle, Latency, provider_server_here

FIELDS: Final = 10
FORMS: Final = 400
QUICK_FORMS: Final = 40
AT_ONCE: Final = 10
LEARNED_IN: Final = 30

CHANCE: Final = Config(
    latency=Latency(median=2.0, p99=8.0, by_question=True),
    answer="I like this work.",
    keep=1,
)
LENGTH: Final = Config(
    latency=Latency(median=0.3, p99=3.5, first_token=1.0, per_token=0.0125, by_question=True),
    essay_tokens=480,
    piece_words=20,
    keep=1,
)
"""Before the first token 0.56 s² of variance; writing `forms.lengths`, 80 tokens a second, has four times that."""


@dataclass(frozen=True)
class Answered:
    """The seconds that each form took, and how many calls the questions or packs that were asked took each."""

    walls: list[float]
    calls: float


def tail(bench: Bench) -> None:
    """Compare the walls of forms whose calls are slow by chance."""
    asked = [
        [f"Tell us about your work (form {form}, part {part})" for part in range(FIELDS)] for form in _forms(bench)
    ]
    _compare(bench, "tail", asked, CHANCE)


def tail_length(bench: Bench) -> None:
    """Compare the walls of forms whose calls differ by their answers' length above all."""
    _compare(bench, "tail_length", [forms.lengths(form) for form in _forms(bench)], LENGTH)


def _forms(bench: Bench) -> range:
    return range(LEARNED_IN + (QUICK_FORMS if bench.quick else FORMS))


def _compare(bench: Bench, name: str, asked: Sequence[Sequence[str]], config: Config) -> None:
    """Put down median and 95th percentile of the walls, and the calls beyond one for each question or pack of them."""
    ours, plain = run_timeless(_both(asked, config))
    bench.put(f"{name}.p50_ratio", median_of(ours.walls) / median_of(plain.walls))
    bench.put(f"{name}.p95_ratio", p95_of(ours.walls) / p95_of(plain.walls))
    bench.put(f"{name}.extra", ours.calls - 1)
    for whose, answered in (("", ours), ("plain_", plain)):
        bench.put(f"{name}.{whose}p50_s", median_of(answered.walls))
        bench.put(f"{name}.{whose}p95_s", p95_of(answered.walls))


async def _both(asked: Sequence[Sequence[str]], config: Config) -> tuple[Answered, Answered]:
    """Return how the engine and the bare SDK fared, all at the same time."""
    async with AsyncExitStack() as held:
        server = await held.enter_async_context(provider_server_here(config))
        ours = _options(server, "engine", packing="auto")
        plain = _options(server, "sdk")
        clients = (
            (await held.enter_async_context(engine.opened(ours)), ours),
            (await held.enter_async_context(bare_sdk.opened(plain)), plain),
        )
        first, second = await asyncio.gather(
            *[_answered(server, client, options, asked) for client, options in clients]
        )
    return first, second


def _options(server: Handle, key: str, packing: str = "off") -> Options:
    system = engine.context().prefix
    return Options(server.openai_url, key, DEFAULT_MODELS["openai"], system, packing=packing)


async def _answered(server: Handle, client: Client, options: Options, asked: Sequence[Sequence[str]]) -> Answered:
    places = asyncio.Semaphore(AT_ONCE)

    async def wall(form: Sequence[str]) -> float:
        async with places:
            started = asyncio.get_running_loop().time()
            answers = await client.answer_all(form, PARALLEL)
        if lost := [answer for answer in answers if isinstance(answer, BaseException)]:
            raise lost[0]
        return asyncio.get_running_loop().time() - started

    await asyncio.gather(*map(wall, asked[:LEARNED_IN]))
    before = await server.counts(options.key)
    walls = await asyncio.gather(*map(wall, asked[LEARNED_IN:]))
    after = await server.counts(options.key)
    return Answered(walls, (after.calls - before.calls) / (len(after.questions) - len(before.questions)))
