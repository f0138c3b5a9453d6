"""The peers' own figures where each runs alone: efficiency, CPU and memory per call, the first streamed text."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Final

from tools.bench.bench import PARALLEL, Bench, efficiency, median_of, prompts
from tools.bench.contestants import BARE_SDK, ENGINE, Contestant, Unfinished, running
from tools.bench.engine import checks_ms, context

FIRST_TEXT_S: Final = 0.1
SHAPES: Final = ((10, 2.0), (20, 2.0), (10, 0.2))
_STREAMED: Final = {"median": 0.2, "first_token": 0.5}
_STREAMS: Final = 15


def peers(bench: Bench) -> None:
    """Give each peer the story's forms, calls without latency, and streams."""
    for peer in bench.peers:
        with ExitStack() as held:
            contestant = bench.started(held, peer, bench.provider.url)
            if contestant:
                try:
                    _peer(bench, peer.name, contestant)
                except (Unfinished, RuntimeError) as wrong:
                    bench.figures["peers"][peer.name]["failed"] = str(wrong)


def _peer(bench: Bench, name: str, contestant: Contestant) -> None:
    bench.provider.configure()
    contestant.answer(prompts(1), parallel=1)
    for count, latency in SHAPES:
        bench.provider.configure(latency={"median": latency})
        runs = bench.repeats(3 if latency < 1 else 1)
        walls = [contestant.answer(prompts(count), parallel=PARALLEL)["walls_s"][0] for _ in runs]
        shape = f"{count}x{latency:g}s"
        bench.beside(name, "efficiency", shape, value=efficiency(count, latency, median_of(walls)))
    bench.beside(name, "cpu_ms_per_call", value=_cpu_ms(bench, contestant, 100 if bench.quick else 200))
    bench.beside(name, "rss_mb", value=contestant.rss_mb())
    bench.beside(name, "ttft_overhead_ms", value=_first_text_ms(bench, contestant))


def overhead(bench: Bench) -> None:
    """Measure the engine's own CPU per call: on top of the same calls by the bare SDK, the answers' checks apart."""
    count = 100 if bench.quick else 300
    asked = prompts(count)
    engines, sdks = [], []
    with (
        running(ENGINE, bench.provider.url, context().prefix) as engine,
        running(BARE_SDK, bench.provider.url, context().prefix) as sdk,
    ):
        for contestant in (engine, sdk):
            contestant.answer(prompts(20), parallel=PARALLEL)
        for _ in bench.repeats(3):
            engines.append(_cpu_ms(bench, engine, count))
            sdks.append(_cpu_ms(bench, sdk, count))
        texts = [str(text) for text in engine.answer(asked, parallel=PARALLEL, kept=True)["answers"][0]]
    checks = checks_ms(asked, texts)
    bench.put("cpu.engine_ms", min(engines))
    bench.put("cpu.sdk_ms", min(sdks))
    bench.put("cpu.checks_ms", checks)
    bench.put("cpu_ms_per_call", min(engines) - min(sdks) - checks)


def first_text(bench: Bench) -> None:
    """Measure how much later than the provider's first token the first words of an essay are in a client's hands."""
    bench.provider.configure(latency=_STREAMED)
    form = [{"label": prompts(1)[0], "type": "textarea", "required": True}]
    bench.usual.first_delta(form)
    found = [bench.usual.first_delta(form) for _ in bench.repeats(_STREAMS, 5)]
    bench.put("ttft_overhead_ms", (median_of(found) - FIRST_TEXT_S) * 1000)


def _cpu_ms(bench: Bench, contestant: Contestant, count: int) -> float:
    """Return the CPU milliseconds per call without latency."""
    bench.provider.configure()
    found: float = contestant.answer(prompts(count), parallel=PARALLEL)["cpu_s"]
    return found * 1000 / count


def _first_text_ms(bench: Bench, contestant: Contestant) -> float:
    bench.provider.configure(latency=_STREAMED)
    contestant.first_texts(prompts(1))
    found = contestant.first_texts(prompts(1) * (5 if bench.quick else _STREAMS))
    return (median_of(found) - FIRST_TEXT_S) * 1000
