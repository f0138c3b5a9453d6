"""docs/bench.md and docs/scaling.md, written from one run: every target with what was measured, the peers beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tools.bench.processes import ROOT
from tools.bench.report import Verdict

PAGE: Final = ROOT / "docs" / "bench.md"
_WORDS: Final = Path(__file__).with_name("docs_page.md")
SCALING_PAGE: Final = ROOT / "docs" / "scaling.md"
_SCALING_WORDS: Final = Path(__file__).with_name("scaling_page.md")
_NOTHING: Final = ""
_ABSENT: Final = "absent"

PEERS_COLUMNS: Final = (
    ("efficiency", "10x2s"),
    ("efficiency", "20x2s"),
    ("efficiency", "10x0.2s"),
    ("cpu_ms_per_call",),
    ("ttft_overhead_ms",),
    ("chaos", "lost"),
    ("chaos", "wall_ratio"),
    ("hang_s",),
    ("rss_mb",),
)
_STORM_PARTS: Final = ("lost", "refused", "wall_ratio")


def page(figures: Mapping[str, Any], found: Sequence[Verdict]) -> str:
    """Return the page for `figures` and their verdicts; what was not measured has empty cells."""
    return _WORDS.read_text("utf-8").format(
        run=_run(figures["run"], figures),
        targets=_targets(found),
        missed=_missed(found, figures.get("failed", {})),
        peers=_peers(figures),
        storms=_storms(figures),
        versions=_versions(figures.get("peers", {})),
        forms=_forms(figures),
        others=_others(found),
        tokens=_tokens(figures.get("ordinary20", {})),
    )


def scaling_page(scaling: Mapping[str, Any]) -> str:
    """Return the page on one server for many clients, for the figures that scaling.py puts."""
    rates = ("remembered20_per_s", "written20_per_s")
    rows = [(clients, *(_at(scaling, (rate, clients)) for rate in rates)) for clients in scaling[rates[0]]]
    return _SCALING_WORDS.read_text("utf-8").format(
        rates=_table(("clients", "remembered forms/s", "written forms/s"), rows),
        in_flight=_shown(scaling["in_flight"]),
        cpu=_shown(scaling["cpu_ms_per_written_field"]),
    )


def _run(run: Mapping[str, Any], figures: Mapping[str, Any]) -> str:
    busy = run["others_busy"]
    others = "" if busy is None else f", of which other programs took {busy:.0%} meanwhile"
    memory = f" and {run['memory_gb']} GB" if run["memory_gb"] else ""
    return (
        f"This run: {run['date']}, `{run['command']}`, {run['took_s'] / 60:.0f} minutes; version {figures['version']}, "
        f"Python {figures['python']}, {run['system']}, {run['cores']} cores{memory}{others}"
        f" (load average before it {run['load']})."
    )


def _targets(found: Iterable[Verdict]) -> str:
    rows = [
        (f"`{row.name}`", _shown(row.value), row.limit, "reached" if row.kept else "**missed**")
        for row in found
        if row.kept is not None
    ]
    return _table(("figure", "measured", "target", ""), rows)


def _missed(found: Iterable[Verdict], failed: Mapping[str, str]) -> str:
    names = [f"`{row.name}`" for row in found if row.kept is False]
    broken = "".join(f" Not measured: {name} ({wrong})." for name, wrong in failed.items())
    return (f"Missed: {', '.join(names)}." if names else "All that were measured are reached.") + broken


def _peers(figures: Mapping[str, Any]) -> str:
    titles = ("client", *(".".join(path) for path in PEERS_COLUMNS))
    ours = {**figures, "cpu_ms_per_call": figures.get("cpu", {}).get("engine_ms"), "rss_mb": figures["rss_after_mb"]}
    return _table(titles, [_row("fillwright", ours, PEERS_COLUMNS), *_peer_rows(figures, PEERS_COLUMNS)])


def _storms(figures: Mapping[str, Any]) -> str:
    titles = ("client", *(f"{storm}: lost / refused / wall" for storm in "ABC"))

    def row(name: str, of: Mapping[str, Any]) -> tuple[str, ...]:
        cells = [[_at(of, ("storm", storm, part)) for part in _STORM_PARTS] for storm in "ABC"]
        return name, *(" / ".join(cell) if any(cell) else _nothing(of) for cell in cells)

    return _table(titles, [row("fillwright", figures), *(row(*each) for each in figures.get("peers", {}).items())])


def _peer_rows(figures: Mapping[str, Any], columns: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [_row(name, of, columns) for name, of in figures.get("peers", {}).items()]


def _row(name: str, of: Mapping[str, Any], columns: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return name, *(_at(of, path) or _nothing(of) for path in columns)


def _nothing(of: Mapping[str, Any]) -> str:
    return _ABSENT if "absent" in of else _NOTHING


def _versions(peers: Mapping[str, Any]) -> str:
    told = [
        f"{each['version']}{' (absent: ' + each['absent'] + ')' if 'absent' in each else ''}" for each in peers.values()
    ]
    return f"The peers: {'; '.join(told)}." if told else "No peer ran."


def _forms(figures: Mapping[str, Any]) -> str:
    names = [*figures.get("wall_s", {})]
    columns = ("sequential_wall_s", "wall_s", "wall_p95_s", "efficiency", "sdk_efficiency", "fields_per_s")
    titles = (
        "form",
        "one after the other (s)",
        "in parallel (s)",
        "p95 (s)",
        "efficiency",
        "the bare SDK's",
        "fields/s",
    )
    return _table(titles, [(name, *(_at(figures, (column, name)) for column in columns)) for name in names])


def _tokens(ordinary: Mapping[str, float]) -> str:
    if not ordinary:
        return "Not measured in this run."
    return (
        f"The ordinary form, 20 fields of which {ordinary['generated']:g} are written, with the sample profile sent "
        f"{ordinary['input_tokens_per_call']:,.0f} input tokens a question, at four characters a token, and got "
        f"{ordinary['output_tokens_per_call']:,.0f} back. Nearly all of the input is the same for every question of a "
        f"form, so that providers can cache it. With the prices in [providers.md](providers.md) and the provider "
        f"server's caching, its answers came to ${ordinary['cost_usd']:.4f}, one call per question."
    )


def _others(found: Iterable[Verdict]) -> str:
    shown = (
        "cost.",
        "tail",
        "cpu.",
        "cached10",
        "rss_after",
        "first_call",
        "questions.",
        "classify",
        "pages.",
    )
    rows = [(f"`{row.name}`", _shown(row.value)) for row in found if row.kept is None and row.name.startswith(shown)]
    return _table(("figure", "measured"), rows)


def _at(figures: Mapping[str, Any], path: Sequence[str]) -> str:
    found: Any = figures
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return _shown(found) if isinstance(found, int | float) else ""


def _shown(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.3g}"  # noqa: PLR2004 - digits that mean something


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
