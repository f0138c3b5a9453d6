"""What happens when the provider says no, fails, or hangs: Fillwright as it comes, and the peers at the same time.

In the storms and the hang all clients run side by side on one provider server, each with a key and so a bucket and
counts of its own; they wait nearly all the time, and do not disturb each other. The counts are the server's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Final

from tools.bench import forms
from tools.bench.bench import PARALLEL, Bench, fillwright, median_of, prompts
from tools.bench.clients import KEY, FillwrightServer, ProviderServer
from tools.bench.contestants import Contestant, Unfinished
from tools.bench.processes import listening
from tools.provider_server.config import CHAOS, STORMS

CALLS: Final = 100
QUICKER: Final = 20
"""In a quick run limits are so many times higher and calls shorter; what a client is told stays true."""

HANG_S: Final = 40.0
_HANG_CALLS: Final = 20
_HANG_LATENCY_S: Final = 0.2
_OURS: Final = "fillwright"


@dataclass(frozen=True)
class Client:
    """Somebody who can have prompts answered: a name, the API key, and how. `answer` returns when nothing is left."""

    name: str
    key: str
    answer: Callable[[Sequence[str]], None]


def storms(bench: Bench) -> None:
    """Ask 100 questions against each storm's limit, all three at once, each on servers of its own."""
    with ThreadPoolExecutor(len(STORMS)) as pool:
        for done in [pool.submit(_storm, bench, name) for name in STORMS]:
            done.result()


def _storm(bench: Bench, storm: str) -> None:
    config = STORMS[storm]
    per_minute, burst = config.limits.requests_per_minute or 0, config.limits.burst or 0
    latency = config.latency.median
    if bench.quick:
        per_minute, latency = per_minute * QUICKER, latency / QUICKER
    ideal = (CALLS - burst) / (per_minute / 60) + latency
    limits = {"requests_per_minute": per_minute, "burst": burst, "charge_refused": config.limits.charge_refused}
    with listening("tools.provider_server") as server, _everybody(bench, server.url, int(per_minute)) as clients:
        provider = ProviderServer(server.url)
        provider.configure(latency={"median": latency}, limits=limits)
        walls = _together(clients, lambda client: prompts(CALLS, client.name))
        for client in clients:
            seen = provider.counts(client.key)
            _put(bench, client, ("storm", storm, "lost"), CALLS - len(seen["answered"]))
            _put(bench, client, ("storm", storm, "refused"), seen["statuses"].get("429", 0))
            _put(bench, client, ("storm", storm, "wall_ratio"), walls[client.name] / ideal)
            _put(bench, client, ("storm", storm, "wall_s"), walls[client.name])


def chaos(bench: Bench) -> None:
    """Ask 100 questions of a provider that fails one call in five, each client alone.

    `wall_ratio` is the wall ÷ the least that the calls it made could take, `PARALLEL` at once, by the server's times.
    """
    config = {"latency": {"median": CHAOS.latency.median}, "faults": _faults()}
    with _everybody(bench, bench.provider.url, None, ours=bench.usual) as clients:
        for client in clients:
            ratios, lost, wall = [], [], 0.0
            for _ in bench.repeats(3) if client.name == _OURS else range(1):
                bench.provider.configure(**config)
                wall = _together([client], lambda _: prompts(CALLS))[client.name]
                seen = bench.provider.requests()
                busy = sum(each["ended"] - each["started"] for each in seen if each["fault"] or each["status"])
                ratios.append(wall / (busy / PARALLEL))
                lost.append(CALLS - len(bench.provider.counts(client.key)["answered"]))
            _put(bench, client, ("chaos", "lost"), max(lost))
            _put(bench, client, ("chaos", "wall_ratio"), median_of(ratios))
            _put(bench, client, ("chaos", "wall_s"), wall)


def _faults() -> list[dict[str, Any]]:
    return [{"kind": fault.kind, "share": fault.share, "seed": fault.seed} for fault in CHAOS.faults]


def hang(bench: Bench) -> None:
    """Ask 20 questions of which one's first call hangs for 40 s; `hang_s` is what that adds to the least possible."""
    least = _HANG_CALLS * _HANG_LATENCY_S / PARALLEL
    with _everybody(bench, bench.provider.url, None, ours=bench.usual) as clients:
        faults = [
            {"kind": "hang", "contains": f"(part {_HANG_CALLS // 2}, {client.name})", "times": 1, "seconds": HANG_S}
            for client in clients
        ]
        bench.provider.configure(latency={"median": _HANG_LATENCY_S}, faults=faults)
        walls = _together(clients, lambda client: prompts(_HANG_CALLS, client.name))
        for client in clients:
            _put(bench, client, ("hang_s",), walls[client.name] - least)


def _together(clients: Sequence[Client], asked: Callable[[Client], Sequence[str]]) -> dict[str, float]:
    """Have all `clients` answer what they are `asked` at the same time; return each one's seconds."""

    def timed(client: Client) -> float:
        started = perf_counter()
        client.answer(asked(client))
        return perf_counter() - started

    with ThreadPoolExecutor(len(clients)) as pool:
        walls = [pool.submit(timed, client) for client in clients]
        return {client.name: wall.result() for client, wall in zip(clients, walls, strict=True)}


@contextmanager
def _everybody(
    bench: Bench, url: str, per_minute: int | None, *, ours: FillwrightServer | None = None
) -> Iterator[list[Client]]:
    """Yield Fillwright, a server started for it unless there is one, and every peer, ready to call `url`."""
    with ExitStack() as held:
        server = ours or held.enter_context(fillwright(url))[0]
        clients = [_fillwright(server)]
        for peer in bench.peers:
            contestant = bench.started(held, peer, url, per_minute)
            if contestant:
                clients.append(Client(peer.name, contestant.program.key, _until_the_end(contestant)))
        yield clients


def _fillwright(server: FillwrightServer) -> Client:
    server.call("POST", "/api/plan-batch", {"fields": forms.written(1), "job_context": forms.JOB})  # loads the SDK

    def answer(asked: Sequence[str]) -> None:
        form = [{"label": label, "type": "textarea", "required": True} for label in asked]
        server.answer(form, max_parallel=PARALLEL, refresh=True)

    return Client(_OURS, KEY, answer)


def _until_the_end(contestant: Contestant) -> Callable[[Sequence[str]], None]:
    def answer(asked: Sequence[str]) -> None:
        with suppress(Unfinished, RuntimeError):  # what it has not answered by then is lost
            contestant.answer(asked, parallel=PARALLEL)

    return answer


def _put(bench: Bench, client: Client, path: tuple[str, ...], value: float) -> None:
    if client.name == _OURS:
        bench.put(path, value)
    else:
        bench.beside(client.name, *path, value=value)
