"""The counts of one batch."""

import heapq
from collections.abc import Iterable, Sequence

from fillwright.messages import BatchSummary, FieldResponse


def summarize(
    responses: Sequence[FieldResponse],
    *,
    wall_ms: float,
    cached_tokens: int,
    durations: Sequence[float],
    max_parallel: int,
) -> BatchSummary:
    """Return the summary of `responses`.

    `durations` are the seconds each provider call was in flight. Every response is counted once: by status where it
    is not answered, else by source. Tokens and cost count whatever the status.
    """
    by_status = _count(response.status for response in responses)
    answered = [response for response in responses if response.status == "answered"]
    by_source = _count("cached" if response.source == "pinned" else response.source for response in answered)
    return BatchSummary(
        total_fields=len(responses),
        total_tokens=sum(response.tokens_used for response in responses),
        total_cost_usd=sum(response.cost_usd or 0.0 for response in responses),
        cached_count=by_source.get("cached", 0),
        extracted_count=by_source.get("extracted", 0),
        generated_count=by_source.get("generated", 0),
        total_time_ms=wall_ms,
        failed_count=by_status.get("failed", 0),
        needs_review_count=by_status.get("needs_review", 0),
        skipped_count=by_status.get("skipped", 0),
        drafted_count=by_source.get("drafted", 0),
        pinned_count=sum(response.source == "pinned" for response in answered),
        cached_tokens=cached_tokens,
        cost_known=all(response.cost_usd is not None for response in responses),
        efficiency=_efficiency(durations, wall_ms / 1000, max_parallel),
    )


def ideal_wall(durations: Iterable[float], max_parallel: int) -> float:
    """Return the seconds that calls of these durations take with `max_parallel` workers, longest first.

    For calls of one length in full rounds this is their sum divided by `max_parallel`; with a last round that is not
    full it is longer, as it must be.
    """
    workers = [0.0] * max_parallel
    for duration in sorted(durations, reverse=True):
        heapq.heapreplace(workers, workers[0] + duration)
    return max(workers)


def _efficiency(durations: Sequence[float], wall: float, max_parallel: int) -> float | None:
    return min(1.0, ideal_wall(durations, max_parallel) / wall) if durations and wall > 0 else None


def _count(kinds: Iterable[str | None]) -> dict[str | None, int]:
    counts: dict[str | None, int] = {}
    for kind in kinds:
        counts[kind] = counts.get(kind, 0) + 1
    return counts
