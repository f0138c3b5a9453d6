import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.batch_processor.summary import ideal_wall, summarize
from fillwright.messages import FieldResponse, Source, Status

KINDS: list[tuple[Status, Source | None]] = [
    ("answered", "extracted"),
    ("answered", "pinned"),
    ("answered", "cached"),
    ("answered", "generated"),
    ("answered", "drafted"),
    ("needs_review", None),
    ("needs_review", "generated"),
    ("skipped", None),
    ("failed", None),
    ("failed", "drafted"),
]


def _response(kind: tuple[Status, Source | None], cost: float | None = 0.0) -> FieldResponse:
    status, source = kind
    return FieldResponse(
        id="x", label="x", status=status, source=source, strategy="generate", tokens_used=10, cost_usd=cost
    )


@given(st.lists(st.sampled_from(KINDS), max_size=60))
def test_the_seven_counts_add_up(kinds: list[tuple[Status, Source | None]]) -> None:
    summary = summarize([_response(kind) for kind in kinds], wall_ms=1, cached_tokens=0, durations=[], max_parallel=5)
    counted = (
        summary.failed_count
        + summary.skipped_count
        + summary.needs_review_count
        + summary.extracted_count
        + summary.cached_count
        + summary.generated_count
        + summary.drafted_count
    )
    assert counted == summary.total_fields == len(kinds)
    assert summary.pinned_count <= summary.cached_count


def test_tokens_and_cost_count_whatever_the_status() -> None:
    responses = [_response(kind, cost=0.01) for kind in KINDS]
    summary = summarize(responses, wall_ms=1, cached_tokens=7, durations=[], max_parallel=5)
    assert summary.total_tokens == 10 * len(KINDS)
    assert summary.total_cost_usd == pytest.approx(0.01 * len(KINDS))
    assert summary.cached_tokens == 7
    assert summary.cost_known


def test_an_unknown_price_is_said() -> None:
    summary = summarize([_response(KINDS[3], cost=None)], wall_ms=1, cached_tokens=0, durations=[], max_parallel=5)
    assert not summary.cost_known


def test_no_calls_have_no_efficiency() -> None:
    assert summarize([], wall_ms=1, cached_tokens=0, durations=[], max_parallel=5).efficiency is None


def test_ten_calls_of_two_seconds_in_four_are_fully_efficient() -> None:
    summary = summarize([], wall_ms=4000, cached_tokens=0, durations=[2.0] * 10, max_parallel=5)
    assert summary.efficiency == pytest.approx(1.0)


def test_a_round_that_cannot_be_full_is_not_held_against_the_batch() -> None:
    assert ideal_wall([2.0] * 7, 5) == pytest.approx(4.0)


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=40), st.integers(1, 10))
def test_the_ideal_is_never_below_what_is_possible(durations: list[float], workers: int) -> None:
    ideal = ideal_wall(durations, workers)
    assert ideal >= max(durations) - 1e-9
    assert ideal >= sum(durations) / workers - 1e-6
