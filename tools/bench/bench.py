"""One run of the bench: its servers, the figures so far, and what every scenario needs to take them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from fillwright.paths import Home
from fillwright.profile import ProfileStore, sample_profile
from tools.bench import forms
from tools.bench.clients import KEY, FillwrightServer, ProviderServer, Timed
from tools.bench.contestants import Contestant, Unfinished, running
from tools.bench.engine import context
from tools.bench.environments import Peer
from tools.bench.processes import Listening, listening

PARALLEL: Final = 5

Figures = dict[str, Any]


@dataclass(frozen=True)
class Bench:
    """One run.

    `server` answers with one call per question, as the story's figures ask, `usual` as it comes; both stay for the
    whole run, each in front of `provider`. `peers` are those that could be installed, `quick` says how thorough to be.
    """

    provider: ProviderServer
    server: FillwrightServer
    usual: FillwrightServer
    figures: Figures
    quick: bool
    peers: Sequence[Peer] = field(default=())

    def put(self, name: str | tuple[str, ...], value: float) -> None:
        """Add a figure: of a `name` in a group ("group.name", at the first dot), or of groups in groups."""
        path = name if isinstance(name, tuple) else tuple(name.split(".", 1))
        put(self.figures, path, value)

    def beside(self, peer: str, *path: str, value: float) -> None:
        """Add a peer's figure, under the names that ours has."""
        put(self.figures, ("peers", peer, *path), value)

    def started(self, held: ExitStack, peer: Peer, url: str, per_minute: int | None = None) -> Contestant | None:
        """Return `peer` at work until `held` ends; one that can't be started is absent from then on, and says why."""
        about = self.figures["peers"][peer.name]
        if peer.program is None or "absent" in about:
            return None
        try:
            return held.enter_context(running(peer.program, url, context().prefix, per_minute))
        except (Unfinished, RuntimeError) as wrong:
            about["absent"] = str(wrong)
            return None

    def repeats(self, thorough: int, quick: int = 1) -> range:
        """Return how often to run something."""
        return range(quick if self.quick else thorough)


def put(figures: Figures, path: Sequence[str], value: float) -> None:
    """Put `value` into groups in groups by its `path`."""
    *groups, last = path
    for name in groups:
        figures = figures.setdefault(name, {})
    figures[last] = round(value, 6)


@contextmanager
def fillwright(provider_url: str, *, packing: str | None = None) -> Iterator[tuple[FillwrightServer, Listening]]:
    """Run Fillwright's server on a home of its own against `provider_url`; without `packing` nothing is set."""
    with TemporaryDirectory(prefix="fillwright-bench-") as folder:
        home = Home(Path(folder) / "home")
        ProfileStore(home).save(sample_profile())
        environ = {"OPENAI_BASE_URL": f"{provider_url}/v1", "OPENAI_API_KEY": KEY}
        packed = {"FILLWRIGHT_PACKING": packing} if packing else {}
        with (
            listening("fillwright", "serve", "--home", str(home.root), environ={**environ, **packed}) as server,
            closing(FillwrightServer(server.url, home.root)) as client,
        ):
            yield client, server


def written(
    server: FillwrightServer, form: Sequence[Mapping[str, Any]], *, max_parallel: int = PARALLEL, all_of_it: bool = True
) -> Timed:
    """Have `form` answered anew; raises RuntimeError where `all_of_it` is expected and not written."""
    found = server.answer(form, max_parallel=max_parallel, refresh=True)
    if all_of_it and found.summary["generated_count"] != len(form):
        raise RuntimeError(f"not every field was written: {found.summary}")
    return found


def prompts(count: int, of: str = "") -> list[str]:
    """Return the labels of `forms.written(count)`, `of` somebody where each asks questions of its own."""
    return [f"{each['label'][:-1]}, {of})" if of else each["label"] for each in forms.written(count)]


def efficiency(count: int, latency: float, wall: float) -> float:
    """Return the sum of the calls' durations ÷ wall ÷ how many run at once."""
    return count * latency / wall / PARALLEL


def median_of(figures: Sequence[float]) -> float:
    """Return the upper median."""
    return sorted(figures)[len(figures) // 2]


def p95_of(figures: Sequence[float]) -> float:
    """Return the nearest-rank 95th percentile."""
    return sorted(figures)[math.ceil(len(figures) * 0.95) - 1]
