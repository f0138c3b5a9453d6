"""What is measured. Each function adds its figures, by the names of report.py's expectations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from time import perf_counter, process_time
from typing import Any, Final

from fillwright.messages import Field
from fillwright.questions import analyze
from tests.host.questions.corpus_reader import accuracy
from tests.host.questions.corpus_reader import questions as labelled
from tools.bench import costs, forms
from tools.bench.bench import PARALLEL, Bench, efficiency, median_of, p95_of, prompts, written
from tools.bench.beside import first_text, overhead, peers
from tools.bench.clients import Timed
from tools.bench.contestants import BARE_SDK, ENGINE, Contestant, running
from tools.bench.pages import read_pages
from tools.bench.panel import open_the_panel
from tools.bench.processes import ROOT
from tools.bench.scaling import scaling
from tools.bench.storms import chaos, hang, storms
from tools.bench.tails import tail, tail_length

SHORT_S: Final = 0.2
STORY_S: Final = 2.0


def warm_up(bench: Bench) -> None:
    """Answer one question on the server as it started: the first call loads the provider's SDK."""
    bench.provider.configure()
    bench.put("first_call_ms", written(bench.server, forms.written(1)).wall * 1000)


def side_by_side(bench: Bench) -> None:
    """Answer 10 to 100 questions of 0.2 s: sequentially, in parallel over HTTP and in Python, and with the bare SDK."""
    with running(ENGINE, bench.provider.url, "") as engine, running(BARE_SDK, bench.provider.url, "") as sdk:
        bench.provider.configure()
        for contestant in (engine, sdk):
            contestant.answer(prompts(PARALLEL), parallel=PARALLEL)
        for count in (10, 20) if bench.quick else (10, 20, 50, 100):
            _side_by_side(bench, count, engine, sdk)


def _side_by_side(bench: Bench, count: int, engine: Contestant, sdk: Contestant) -> None:
    name = f"{count}x{SHORT_S:g}s"
    form, asked = forms.written(count), prompts(count)
    few = count > 20  # noqa: PLR2004 - from here on the figures hardly differ, and each run takes seconds
    bench.provider.configure(latency={"median": SHORT_S})
    ours, sdks = [], []
    for _ in bench.repeats(2 if few else 7, 3):
        ours.append(written(bench.server, form).wall)
        sdks.append(sdk.answer(asked, parallel=PARALLEL)["walls_s"][0])
    _put_walls(bench, name, count, SHORT_S, ours)
    bench.put(f"fields_per_s.{name}", count / median_of(ours))
    python = engine.answer(asked, parallel=PARALLEL)["walls_s"][0]
    bench.put(f"python_efficiency.{name}", efficiency(count, SHORT_S, python))
    bench.put(f"sdk_efficiency.{name}", efficiency(count, SHORT_S, median_of(sdks)))
    bench.put(f"of_sdk.{name}", median_of(sdks) / median_of(ours))
    if not few:
        sequential = written(bench.server, form, max_parallel=1).wall
        bench.put(f"sequential_wall_s.{name}", sequential)
        bench.put(f"speed_up.{name}", sequential / median_of(ours))
    _put_in_flight(bench)


def story(bench: Bench) -> None:
    """Answer 10 and 20 questions of 2 s, over HTTP, in Python and with the bare SDK; 10 also one after the other."""
    bench.provider.configure(latency={"median": STORY_S})
    if not bench.quick:
        bench.put("sequential_wall_s.10x2s", written(bench.server, forms.written(10), max_parallel=1).wall)
    with running(ENGINE, bench.provider.url, "") as engine, running(BARE_SDK, bench.provider.url, "") as sdk:
        for contestant in (engine, sdk):
            contestant.answer(prompts(1), parallel=1)
        for count, thorough in ((10, 5), (20, 3)):
            name = f"{count}x{STORY_S:g}s"
            bench.provider.configure(latency={"median": STORY_S})
            walls = [written(bench.server, forms.written(count)).wall for _ in bench.repeats(thorough)]
            _put_walls(bench, name, count, STORY_S, walls)
            if not bench.quick:
                python = engine.answer(prompts(count), parallel=PARALLEL)["walls_s"][0]
                bench.put(f"python_efficiency.{name}", efficiency(count, STORY_S, python))
                alone = sdk.answer(prompts(count), parallel=PARALLEL)["walls_s"][0]
                bench.put(f"sdk_efficiency.{name}", efficiency(count, STORY_S, alone))
            _put_in_flight(bench)


def ordinary_form(bench: Bench) -> None:
    """Answer a form of 20 fields, 12 of them facts, 2 s a question."""
    bench.provider.configure(latency={"median": STORY_S})
    found = [bench.server.answer(forms.ordinary(), refresh=True) for _ in bench.repeats(3)]
    bench.put("wall_s.ordinary20", median_of([each.wall for each in found]))
    bench.put("wall_p95_s.ordinary20", p95_of([each.wall for each in found]))
    bench.put("ordinary20.extracted", found[0].summary["extracted_count"])
    bench.put("ordinary20.generated", found[0].summary["generated_count"])
    counts = bench.provider.counts()
    bench.put("ordinary20.input_tokens_per_call", counts["input_tokens"] / counts["calls"])
    bench.put("ordinary20.output_tokens_per_call", counts["output_tokens"] / counts["calls"])
    bench.put("ordinary20.cost_usd", found[0].summary["total_cost_usd"])


def failures(bench: Bench) -> None:
    """Answer 100 questions, each 20th call refused for good."""
    bench.provider.configure(latency={"median": SHORT_S}, faults=[{"kind": "400", "every": 20}])
    found = written(bench.server, forms.written(100), all_of_it=False)
    failed = [each for each in found.reply["responses"] if each["status"] == "failed"]
    bench.put("failures.answered", found.summary["generated_count"])
    bench.put("failures.failed", found.summary["failed_count"])
    bench.put("failures.with_own_error", sum(each["error"] is not None for each in failed))
    bench.put("failures.in_order", _in_order(found))
    bench.put("failures.counts_add_up", _adds_up(found.summary))


def rate_limited(bench: Bench) -> None:
    """Answer 100 questions against 60 a minute with a burst of 20, time 20 times faster."""
    limits = {"requests_per_minute": 60, "burst": 20}
    bench.provider.configure(latency={"median": 0.5}, limits=limits, time_scale=20)
    found = written(bench.server, forms.written(100), all_of_it=False)
    bench.put("rate_limited.answered", found.summary["generated_count"])
    bench.put("rate_limited.failed", found.summary["failed_count"])
    bench.put("rate_limited.refused_429", bench.provider.counts()["statuses"].get("429", 0))
    bench.put("rate_limited.wall_s", found.wall)
    bench.put("rate_limited.ideal_wall_s", (100 - limits["burst"]) / (limits["requests_per_minute"] / 60 * 20))


def mixed(bench: Bench) -> None:
    """Answer 10 fields, 3 remembered, 3 factual: as many calls as there are others."""
    bench.provider.configure(latency={"median": SHORT_S})
    bench.server.call("DELETE", "/api/answers", None)
    bench.server.answer(forms.remembered())
    bench.provider.configure(latency={"median": SHORT_S})
    found = bench.server.answer(forms.mixed())
    bench.put("mixed.calls", bench.provider.counts()["calls"])
    for name in ("cached", "extracted", "generated"):
        bench.put(f"mixed.{name}", found.summary[f"{name}_count"])
    bench.put("mixed.in_order", _in_order(found, forms.mixed()))


def cost(bench: Bench) -> None:
    """Answer 7 short questions and 3 essays with calls of their own and with shared ones (costs.py)."""
    for name, figure in costs.measure(bench.provider).items():
        bench.put(f"cost.{name}", figure)


def remembered(bench: Bench) -> None:
    """Answer 10 and 100 remembered questions."""
    bench.provider.configure()
    bench.server.answer(forms.written(100))
    for count in (10, 100):
        form = forms.written(count)
        runs = [bench.server.answer(form) for _ in bench.repeats(50, 10)]
        bench.put(f"cached{count}_ms", median_of([each.wall for each in runs]) * 1000)
        bench.put(f"cached{count}_p95_ms", p95_of([each.wall for each in runs]) * 1000)
        if any(each.summary["cached_count"] != count for each in runs):
            raise RuntimeError("a remembered answer was not used")
        slowest = max(response["time_ms"] for each in runs for response in each.reply["responses"])
        bench.put(f"cached{count}_slowest_field_ms", slowest)


def classify(bench: Bench) -> None:
    """Classify 20,000 fields with the command, its start included."""
    lines = [json.dumps(field) for field in (*forms.FACTS, *forms.written(8))] * 1_000
    started = perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", "fillwright", "classify", "-"],
        input="\n".join(lines).encode(),
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "host")},
    )
    if ran.stdout.count(b"\n") != len(lines):
        raise RuntimeError("not every field was classified")
    bench.put("classify_per_s", len(lines) / (perf_counter() - started))


def questions(bench: Bench) -> None:
    """Read the labelled questions: how many new ones a second, and the shares read right in both halves."""
    fields = [question.field for question in labelled()]
    analyze(Field(label="Name"))
    started = process_time()
    for field in fields:
        analyze(field)
    bench.put("questions.new_per_s", len(fields) / (process_time() - started))
    for half, shares in accuracy().items():
        bench.put(f"questions.{half}", shares["both"])
        bench.put(f"questions.{half}_strategy", shares["strategy"])
        bench.put(f"questions.{half}_key", shares["key"])


ALL: Final[Sequence[Callable[[Bench], None]]] = (
    remembered,
    mixed,
    cost,
    overhead,
    first_text,
    side_by_side,
    story,
    ordinary_form,
    failures,
    rate_limited,
    chaos,
    hang,
    tail,
    tail_length,
    storms,
    peers,
    classify,
    questions,
    read_pages,
    open_the_panel,
    scaling,
)


def _put_in_flight(bench: Bench) -> None:
    most = max(bench.figures.get("in_flight_max", 0), bench.provider.counts()["max_in_flight"])
    bench.put("in_flight_max", most)


def _put_walls(bench: Bench, name: str, count: int, latency: float, walls: Sequence[float]) -> None:
    bench.put(f"wall_s.{name}", median_of(walls))
    bench.put(f"wall_p95_s.{name}", p95_of(walls))
    bench.put(f"efficiency.{name}", efficiency(count, latency, median_of(walls)))


def _in_order(found: Timed, form: Sequence[Mapping[str, Any]] | None = None) -> bool:
    asked = [field["label"] for field in form or forms.written(len(found.reply["responses"]))]
    return [response["label"] for response in found.reply["responses"]] == asked


def _adds_up(summary: Mapping[str, Any]) -> bool:
    names = ("failed", "skipped", "needs_review", "extracted", "cached", "generated", "drafted")
    return bool(sum(summary[f"{name}_count"] for name in names) == summary["total_fields"])


def each_of(scenarios: Sequence[Callable[[Bench], None]], names: Sequence[str]) -> Iterator[Callable[[Bench], None]]:
    """Yield the scenarios named, all without names."""
    yield from (scenario for scenario in scenarios if not names or scenario.__name__ in names)
