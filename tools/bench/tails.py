"""Heavy tails: many forms of ten against latencies of which one in a hundred is four times the median.

The engine as it comes and the bare SDK under a semaphore answer the same forms at the same time, many at once so that
there are enough of them; a question's first call takes the same time for both.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Final

from tools.bench.bench import PARALLEL, Bench, median_of, p95_of
from tools.bench.contestants import BARE_SDK, ENGINE, Contestant, Program, running
from tools.bench.engine import context

FIELDS: Final = 10
MEDIAN_S: Final = 2.0
P99_S: Final = 8.0
FORMS: Final = 400
AT_ONCE: Final = 40
LONGEST_S: Final = 600.0
_QUICK: Final = (20, 10, 0.2)  # forms, at once, and how much shorter everything is


def tail(bench: Bench) -> None:
    """Compare median and 95th percentile of the forms' walls, and count the calls beyond one per question."""
    count, at_once, share = _QUICK if bench.quick else (FORMS, AT_ONCE, 1.0)
    asked = [[f"Tell us about your work (form {form}, part {part})" for part in range(FIELDS)] for form in range(count)]
    url, system = bench.provider.url, context().prefix
    engine = Program(ENGINE.name, ENGINE.module, options={"packing": "auto"})
    with running(engine, url, system) as ours, running(BARE_SDK, url, system) as plain:
        bench.provider.configure(
            latency={"median": MEDIAN_S * share, "p99": P99_S * share, "by_question": True}, keep=1
        )
        with ThreadPoolExecutor(2) as pool:

            def answered(contestant: Contestant) -> list[float]:
                job = {"batches": asked, "parallel": PARALLEL, "at_once": at_once}
                walls: list[float] = contestant.do(job, longest=LONGEST_S)["walls_s"]
                return walls

            walls, plain_walls = pool.map(answered, (ours, plain))
        extra = bench.provider.counts(engine.key)["calls"] / (count * FIELDS) - 1
    bench.put("tail.p50_ratio", median_of(walls) / median_of(plain_walls))
    bench.put("tail.p95_ratio", p95_of(walls) / p95_of(plain_walls))
    bench.put("tail.extra", extra)
    bench.put("tail.p50_s", median_of(walls))
    bench.put("tail.p95_s", p95_of(walls))
    bench.put("tail.plain_p50_s", median_of(plain_walls))
    bench.put("tail.plain_p95_s", p95_of(plain_walls))
