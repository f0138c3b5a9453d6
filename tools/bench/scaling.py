"""How many forms one server answers for many clients at once: from the memory, and written anew.

`scaling.remembered20_per_s.N` and `scaling.written20_per_s.N` are forms of 20 questions a second with N clients, each
of which sends its next form when the last is answered; a written answer takes half a second. `scaling.in_flight` is
the most calls the provider server saw at once, `scaling.cpu_ms_per_written_field` the server's own CPU for each.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Final

from tools.bench import forms
from tools.bench.bench import fillwright
from tools.bench.clients import FillwrightServer
from tools.bench.processes import Listening, cpu_s

if TYPE_CHECKING:
    from tools.bench.bench import Bench

COUNT: Final = 20
CLIENTS: Final = (1, 4, 16, 64)
LATENCY_S: Final = 0.5


def scaling(bench: Bench) -> None:
    """Have 1 to 64 clients at once answered by one server without limits at the provider."""
    with fillwright(bench.provider.url, packing="off") as (first, server):
        bench.provider.configure()
        first.answer(forms.written(COUNT))
        clients = CLIENTS[:2] if bench.quick else CLIENTS
        for count in clients:
            bench.put(("scaling", "remembered20_per_s", str(count)), _rate(first, server, count, 40, _remembered))
        bench.provider.configure(latency={"median": LATENCY_S})
        before = cpu_s(server.pid)
        answered = 0
        for count in clients:
            bench.put(("scaling", "written20_per_s", str(count)), _rate(first, server, count, 2, _written))
            answered += count * 2 * COUNT
        bench.put("scaling.cpu_ms_per_written_field", (cpu_s(server.pid) - before) * 1000 / answered)
        bench.put("scaling.in_flight", bench.provider.counts()["max_in_flight"])


def _remembered(client: FillwrightServer, number: int) -> None:  # noqa: ARG001 (as the written ones)
    found = client.answer(forms.written(COUNT))
    if found.summary["cached_count"] != COUNT:
        raise RuntimeError(f"not every field was remembered: {found.summary}")


def _written(client: FillwrightServer, number: int) -> None:
    form = forms.written(COUNT, first=number * COUNT)
    found = client.answer(form, max_parallel=COUNT, refresh=True)
    if found.summary["generated_count"] != COUNT:
        raise RuntimeError(f"not every field was written: {found.summary}")


def _rate(
    first: FillwrightServer, server: Listening, clients: int, each: int, send: Callable[[FillwrightServer, int], None]
) -> float:
    """Return the forms a second of `clients` that send `each` forms one after the other."""

    def work(number: int) -> None:
        with closing(first.beside(server.url)) as client:
            for turn in range(each):
                send(client, number * each + turn)

    with ThreadPoolExecutor(clients) as pool:
        started = time.perf_counter()
        list(pool.map(work, range(clients)))
        return clients * each / (time.perf_counter() - started)
