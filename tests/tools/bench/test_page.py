from __future__ import annotations

from typing import Any

from tools.bench.docs_page import page, scaling_page
from tools.bench.report import verdicts

RUN = {
    "command": "scripts/bench --write",
    "date": "2026-11-28",
    "system": "Linux x86_64",
    "cores": 2,
    "memory_gb": 8,
    "load": 0.3,
    "took_s": 600,
    "others_busy": 0.02,
}
STORM = {"lost": 0, "refused": 1, "wall_ratio": 1.01, "wall_s": 41.0}
FIGURES: dict[str, Any] = {
    "version": "0.1.0",
    "python": "3.11.7",
    "efficiency": {"10x2s": 0.995, "10x0.2s": 0.93},
    "wall_s": {"10x2s": 4.02},
    "storm": {"A": STORM, "B": STORM, "C": {**STORM, "lost": 2}},
    "ordinary20": {
        "generated": 8,
        "input_tokens_per_call": 2050.9,
        "output_tokens_per_call": 50.5,
        "cost_usd": 0.00155,
    },
    "failed": {"read_pages": "no browser"},
    "cpu": {"engine_ms": 2.5, "sdk_ms": 1.6},
    "rss_after_mb": 99.0,
    "peers": {
        "openai": {"version": "openai 3.57.0", "efficiency": {"10x2s": 0.99}, "storm": {"A": {**STORM, "lost": 21}}},
        "litellm": {"version": "litellm 1.110.2", "absent": "no network"},
    },
    "run": RUN,
}


def made(figures: dict[str, Any] = FIGURES) -> list[str]:
    return page(figures, verdicts(figures)).splitlines()


def test_every_target_has_its_row_and_says_whether_it_is_reached() -> None:
    lines = made()
    assert "| `efficiency.10x2s` | 0.995 | ≥ 0.99 | reached |" in lines
    assert "| `storm.C.lost` | 2 | ≤ 0 | **missed** |" in lines
    assert "Missed: `storm.C.lost`. Not measured: read_pages (no browser)." in lines


def test_peers_stand_beside_and_absent_ones_are_told() -> None:
    text = "\n".join(made())
    assert "| openai | 21 / 1 / 1.01 |" in text
    assert "| litellm | absent | absent | absent |" in text
    assert "openai 3.57.0; litellm 1.110.2 (absent: no network)" in text


def test_the_run_is_told_with_its_command_versions_machine_and_load() -> None:
    (told,) = [line for line in made() if line.startswith("This run:")]
    for part in (
        "2026-11-28",
        "`scripts/bench --write`",
        "10 minutes",
        "Python 3.11.7",
        "2 cores and 8 GB",
        "2%",
        "0.3",
    ):
        assert part in told


def test_what_a_form_costs_is_told_in_tokens_and_dollars() -> None:
    (told,) = [line for line in made() if line.startswith("The ordinary form")]
    assert "2,051 input tokens" in told
    assert "$0.0015" in told


def test_a_run_without_peers_says_so() -> None:
    figures = {name: value for name, value in FIGURES.items() if name != "peers"}
    assert "No peer ran." in made(figures)


def test_the_page_on_many_clients_has_a_row_for_each_number_of_them() -> None:
    scaling = {
        "remembered20_per_s": {"1": 300.0, "16": 410.5},
        "written20_per_s": {"1": 1.5, "16": 8.25},
        "cpu_ms_per_written_field": 4.2,
        "in_flight": 320,
    }
    lines = scaling_page(scaling).splitlines()
    assert "| 16 | 410 | 8.25 |" in lines
    assert any("Up to 320 provider calls" in line for line in lines)
