"""What a client's program runs on: a line of JSON in for each job, one out when it is done. Standard library alone.

First comes how to call (Options), answered by `{"ready": milliseconds since the program began}`; then jobs:

    {"batches": [[prompt, …], …], "parallel": 5, "at_once": 1, "kept": false}
        →  {"walls_s": […], "cpu_s", "lost", "errors": {name: count}, "answers": [[text, …], …] where kept}
    {"streams": [prompt, …]}
        →  {"first_text_s": […]}

A job ends with `{"failed": text}` where the program itself is at fault. Whatever a library prints goes to stderr.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Any, Protocol, cast

_BEGAN = perf_counter()


@dataclass(frozen=True)
class Options:
    """How to call: an OpenAI-compatible `url` ending in /v1, a key, a model, what every prompt begins with (`system`).

    `requests_per_minute` is the provider's limit, for those that want to be told it; None where there is none.
    `packing` is Fillwright's own setting.
    """

    url: str
    key: str
    model: str
    system: str
    requests_per_minute: int | None = None
    packing: str = "off"


class Client(Protocol):
    """One way to ask a provider."""

    async def answer_all(self, prompts: Sequence[str], parallel: int) -> list[object]:
        """Return for each of `prompts` its answer or the exception it met, at most `parallel` calls at once."""


class Streaming(Client, Protocol):
    """A client that can also stream."""

    def pieces(self, prompt: str) -> AsyncIterator[str]:
        """Yield an answer as it is written; pieces may be empty."""


Opened = Callable[[Options], AbstractAsyncContextManager[Client]]


def serve(opened: Opened) -> None:
    """Do the jobs that come on standard input until it ends."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    sys.stdout = sys.stderr
    asyncio.run(_serve(opened, lambda said: print(json.dumps(said), file=out, flush=True)))


async def _serve(opened: Opened, say: Callable[[dict[str, Any]], None]) -> None:
    options = Options(**json.loads(await _line()))
    async with opened(options) as client:
        say({"ready": (perf_counter() - _BEGAN) * 1000})
        while line := await _line():
            try:
                say(await _done(client, json.loads(line)))
            except Exception as error:  # noqa: BLE001 - whatever a library raises is told, and the next job tried
                say({"failed": f"{type(error).__name__}: {error}"[:300]})


async def _line() -> str:
    return await asyncio.to_thread(sys.stdin.readline)  # the loop goes on, and with it what keeps connections alive


async def _done(client: Client, job: dict[str, Any]) -> dict[str, Any]:
    if "streams" in job:
        streaming = cast("Streaming", client)
        return {"first_text_s": [await _first_text(streaming.pieces(prompt)) for prompt in job["streams"]]}
    errors: Counter[str] = Counter()
    kept: list[list[object]] = []
    places = asyncio.Semaphore(job.get("at_once", 1))

    async def batch(prompts: Sequence[str]) -> float:
        async with places:
            started = perf_counter()
            answers = await client.answer_all(prompts, job["parallel"])
            wall = perf_counter() - started
        if job.get("kept"):
            kept.append(answers)
        errors.update(type(answer).__name__ for answer in answers if isinstance(answer, BaseException))
        return wall

    worked = process_time()
    walls = await asyncio.gather(*map(batch, job["batches"]))
    return {
        "walls_s": walls,
        "cpu_s": process_time() - worked,
        "lost": errors.total(),
        "errors": errors,
        "answers": kept,
    }


async def _first_text(pieces: AsyncIterator[str]) -> float:
    """Return the seconds until the first text, having read to the end, so that the connection can be used again."""
    started, found = perf_counter(), 0.0
    async for piece in pieces:
        if piece and not found:
            found = perf_counter() - started
    return found


async def bounded(ask: Callable[[str], Awaitable[object]], prompts: Sequence[str], parallel: int) -> list[object]:
    """Return what `ask` returned or raised for each of `prompts`, never more than `parallel` at once."""
    semaphore = asyncio.Semaphore(parallel)

    async def one(prompt: str) -> object:
        async with semaphore:
            return await ask(prompt)

    return list(await asyncio.gather(*map(one, prompts), return_exceptions=True))
