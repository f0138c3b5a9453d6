"""Half-open connections and refused calls while a batch is answered; many batches at once, fair to each other."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Final

from fillwright.paths import Home
from fillwright.runtime import Runtime, read_runtime
from tools.bench.clients import ProviderServer
from tools.bench.processes import Listening, listening
from tools.soak.machine import JOB, NDJSON, essays, new_home, openai_at, serving

LATENCY_S: Final = 0.2
FLOODERS: Final = 4
FLOOD: Final = (
    b"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer wrong\r\n\r\n",
    b"POST /api/generate-batch HTTP/1.1\r\nHost: evil.example.com\r\nContent-Length: 0\r\n\r\n",
    b"GET /api/profile HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: https://example.com\r\n\r\n",
)


def load(*, half_open: int, calls: int, batches: int, fields: int, repeats: int) -> dict[str, Any]:
    """Measure all; `repeats` batches are timed with the load and without it, after one that warms up.

    So are `calls`, with the half-open connections alone.
    """
    with listening("tools.provider_server") as provider, new_home() as home:
        control = ProviderServer(provider.url)
        control.configure(latency={"median": LATENCY_S})
        with serving(home, openai_at(provider.url)) as server:
            return asyncio.run(_load(home, server, control, (half_open, calls, batches, fields, repeats)))


async def _load(
    home: Home, server: Listening, control: ProviderServer, sizes: tuple[int, int, int, int, int]
) -> dict[str, Any]:
    half_open, calls, batches, fields, repeats = sizes
    runtime = read_runtime(home.runtime)
    if runtime is None:
        raise RuntimeError("no server runs on this home")
    await _answered(runtime, "warm-up", 5)
    half_opened = await _half_opened(runtime, half_open, calls)
    calm = [(await _answered(runtime, f"calm {number}", 10)).took for number in range(repeats)]
    before = server.rss_mb()
    async with _half_open(runtime, half_open), _flood(runtime) as refused:
        pressed = [await _answered(runtime, f"pressed {number}", 10) for number in range(repeats)]
    under_load = {
        "half_open": half_open,
        "refused": refused["count"],
        "refused_oddly": refused["odd"],
        "batches": repeats,
        "unanswered": sum(batch.unanswered for batch in pressed),
        "slower_worst_s": round(max(batch.took for batch in pressed) - max(calm), 3),
        "more_memory_mb": round(server.rss_mb() - before, 1),
    }
    await asyncio.to_thread(control.configure, latency={"median": LATENCY_S})
    together = await asyncio.gather(*(_answered(runtime, f"together {number}", fields) for number in range(batches)))
    counts = await asyncio.to_thread(control.counts)
    times = [batch.took for batch in together]
    firsts, lasts = [batch.first for batch in together], [batch.last for batch in together]
    return {
        "half_opened": half_opened,
        "under_load": under_load,
        "together": {
            "batches": batches,
            "fields_each": fields,
            "unanswered": sum(batch.unanswered for batch in together),
            "others_answers": sum(batch.foreign for batch in together),
            "waited_for_another": sum(first > min(lasts) for first in firsts),
            "first_to_last_end": round(min(times) / max(times), 3),
            "most_in_flight": counts["max_in_flight"],
            "refused_429": counts["statuses"].get("429", 0),
            "rss_mb": round(server.rss_mb(), 1),
        },
    }


async def _half_opened(runtime: Runtime, half_open: int, calls: int) -> dict[str, Any]:
    """Time `calls` as a client makes them, one after the other, without and with half-open connections beside them."""
    calm = _p95_ms([await _called(runtime) for _ in range(calls)])
    async with _half_open(runtime, half_open):
        held = [await _called(runtime) for _ in range(calls)]
    return {
        "half_open": half_open,
        "calls": calls,
        "unanswered": held.count(None),
        "calm_p95_ms": calm,
        "slower_p95_ms": round(_p95_ms(held) - calm, 1),
    }


async def _called(runtime: Runtime) -> float | None:
    """Return the seconds that a call took on a connection of its own, None where it was not answered."""
    head = f"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1:{runtime.port}\r\nAuthorization: Bearer {runtime.token}\r\n"
    began = perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", runtime.port)
    try:
        writer.write(f"{head}Connection: close\r\n\r\n".encode())
        answer = await reader.read()
        return perf_counter() - began if answer.startswith(b"HTTP/1.1 200 ") else None
    except ConnectionError:
        return None
    finally:
        await _closed(writer)


def _p95_ms(seconds: list[float | None]) -> float:
    """Return what 95 of 100 that were answered stay under, in ms; 0 where none was."""
    ordered = sorted(each for each in seconds if each is not None)
    return round(ordered[int(0.95 * len(ordered))] * 1000, 1) if ordered else 0.0


@dataclass
class Batch:
    """What came of one batch; moments in seconds of one clock."""

    began: float
    first: float = float("inf")
    last: float = 0.0
    unanswered: int = 0
    foreign: int = 0
    labels: list[str] = field(default_factory=list)

    @property
    def took(self) -> float:
        """Its time in seconds."""
        return self.last - self.began


async def _answered(runtime: Runtime, about: str, count: int) -> Batch:
    """Send one batch as a stream, read it to its end, and see whether each answer belongs to it."""
    form = essays(count, about)
    body = json.dumps({"fields": form, "job_context": JOB, "max_parallel": 5}).encode()
    head = (
        f"POST /api/generate-batch HTTP/1.1\r\nHost: 127.0.0.1:{runtime.port}\r\nAccept: {NDJSON}\r\n"
        f"Authorization: Bearer {runtime.token}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", runtime.port, limit=2**20)
    batch = Batch(perf_counter(), unanswered=count)
    try:
        writer.write(head.encode() + body)
        async for event in _events(reader):
            if event["event"] == "field" and event["response"]["status"] == "answered":
                batch.first = min(batch.first, perf_counter())
                batch.unanswered -= 1
                batch.foreign += event["response"]["label"] != form[event["index"]]["label"]
        batch.last = perf_counter()
    finally:
        await _closed(writer)
    return batch


async def _events(reader: asyncio.StreamReader) -> AsyncIterator[dict[str, Any]]:
    """Yield the lines of a chunked body, each a chunk of its own."""
    await reader.readuntil(b"\r\n\r\n")
    while size := int(await reader.readline(), 16):
        chunk = await reader.readexactly(size)
        await reader.readexactly(2)
        yield json.loads(chunk)


@asynccontextmanager
async def _half_open(runtime: Runtime, count: int) -> AsyncIterator[None]:
    """Hold `count` connections that have sent half a request's head."""
    writers = []
    try:
        for _ in range(count):
            _, writer = await asyncio.open_connection("127.0.0.1", runtime.port)
            writer.write(b"GET /api/health HTTP/1.1\r\nHost: 127.0.")
            writers.append(writer)
        yield
    finally:
        await _closed(*writers)


@asynccontextmanager
async def _flood(runtime: Runtime) -> AsyncIterator[dict[str, int]]:
    """Send refused calls without a pause for the time of the block, and count them."""
    counts = {"count": 0, "odd": 0}
    tasks = [asyncio.create_task(_flooder(runtime, counts, number)) for number in range(FLOODERS)]
    try:
        yield counts
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _flooder(runtime: Runtime, counts: dict[str, int], number: int) -> None:
    request = FLOOD[number % len(FLOOD)]
    data = request % runtime.port if b"%d" in request else request
    while True:
        reader, writer = await asyncio.open_connection("127.0.0.1", runtime.port)
        try:
            writer.write(data)
            status = int((await reader.readuntil(b"\r\n")).split()[1])
            counts["count"] += 1
            counts["odd"] += status not in {401, 403, 421}
        except (ConnectionError, asyncio.IncompleteReadError):
            continue  # reset: as many connections as the server takes were being answered
        finally:
            await _closed(writer)


async def _closed(*writers: asyncio.StreamWriter) -> None:
    for writer in writers:
        writer.close()
    await asyncio.gather(*(writer.wait_closed() for writer in writers), return_exceptions=True)
