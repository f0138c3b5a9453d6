"""The bench as a command: its quick run has every promised figure, and `--check` goes by the expectations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools.bench.report import EXPECTATIONS

ROOT = Path(__file__).parents[3]
PROMISED = (
    "efficiency/10x2s", "efficiency/20x2s", "efficiency/10x0.2s", "of_sdk/10x0.2s", "cpu_ms_per_call",
    *(f"storm/{storm}/{part}" for storm in "ABC" for part in ("lost", "refused", "wall_ratio")),
    "chaos/lost", "chaos/wall_ratio", "hang_s", "tail/p50_ratio", "tail/p95_ratio", "tail/extra",
    "cost/ratio", "cost/wall_ratio", "ttft_overhead_ms", "cached10_ms", "cached100_ms", "start_ms", "rss_mb",
    "fields_per_s/10x0.2s", "questions/tuned", "questions/unseen",
)  # fmt: skip
SCENARIOS = (
    "remembered", "cost", "overhead", "first_text", "side_by_side", "story", "chaos", "hang", "tail", "storms",
    "questions",
)  # fmt: skip


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT / "host"), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-m", "tools.bench", "--quick", "--peers", "none", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.timeout(900)
def test_a_quick_run_has_every_promised_figure() -> None:
    ran = bench("--json", *SCENARIOS)
    assert ran.returncode == 0, ran.stderr
    figures = json.loads(ran.stdout)

    def at(path: str) -> Any:  # noqa: ANN401 - any JSON
        found = figures
        for name in path.split("/"):
            found = found[name]
        return found

    assert all(isinstance(at(path), int | float) for path in PROMISED)
    assert [figures["storm"][storm]["lost"] for storm in "ABC"] == [0, 0, 0]
    assert figures["chaos"]["lost"] == 0
    assert figures["in_flight_max"] <= 5
    assert {"command", "date", "system", "cores", "load"} <= figures["run"].keys()


@pytest.mark.parametrize(("limit", "ended"), [("min = 1", 0), ("max = 1", 1)])
def test_check_fails_where_an_expectation_is_not_kept(limit: str, ended: int, tmp_path: Path) -> None:
    expectations = tmp_path / "expectations.toml"
    expectations.write_text(f'"classify_per_s" = {{ {limit} }}\n', "utf-8")
    ran = bench("--check", "--expectations", str(expectations), "classify")
    assert ran.returncode == ended, ran.stderr
    assert ("NOT KEPT" in ran.stdout) == bool(ended)


def test_every_promised_figure_that_has_a_target_is_expected() -> None:
    expected = EXPECTATIONS.read_text("utf-8")
    without = {"efficiency/10x0.2s", "tail/p50_ratio", "fields_per_s/10x0.2s"}
    assert [path for path in PROMISED if f'"{path.replace("/", ".")}"' not in expected] == sorted(
        without, key=PROMISED.index
    )


def test_an_unknown_peer_is_refused_before_anything_runs() -> None:
    ran = bench("--peers", "nobody")
    assert ran.returncode == 2
    assert "unknown peer nobody" in ran.stderr
