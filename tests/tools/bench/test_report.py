from __future__ import annotations

import tomllib

import pytest

from tools.bench.report import EXPECTATIONS, table, verdicts


@pytest.mark.parametrize(("wall", "kept"), [(8.3, True), (8.4, False)])
def test_a_figure_over_its_limit_is_not_kept(wall: float, *, kept: bool) -> None:
    (found,) = verdicts({"wall_p95_s": {"20x2s": wall}})
    assert (found.name, found.limit, found.kept) == ("wall_p95_s.20x2s", "≤ 8.3", kept)


@pytest.mark.parametrize(("calls", "kept"), [(3, False), (4, True), (5, False)])
def test_a_figure_can_have_both_limits(calls: int, *, kept: bool) -> None:
    assert verdicts({"mixed": {"calls": calls}})[0].kept is kept


def test_a_figure_without_an_expectation_is_only_shown() -> None:
    (found,) = verdicts({"rss_after_mb": 50.0, "version": "0.1.0"})
    assert (found.name, found.kept) == ("rss_after_mb", None)


def test_the_table_marks_what_is_not_kept() -> None:
    shown = table(verdicts({"in_flight_max": 6, "rss_mb": 50.0}))
    assert shown.splitlines()[1].split() == ["in_flight_max", "6", "≤", "5", "NOT", "KEPT"]


def test_every_expectation_names_a_limit() -> None:
    for name, limits in tomllib.loads(EXPECTATIONS.read_text("utf-8")).items():
        assert limits.keys() <= {"min", "max"}, name
        assert limits, name
