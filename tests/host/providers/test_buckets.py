"""The mirror of a provider's bucket, against simulated providers in simulated time."""

from __future__ import annotations

import math

import pytest

from fillwright.providers.buckets import Bucket
from fillwright.providers.rate_headers import Reading
from tools.provider_server.limits import TokenBucket


def run(limit: int, capacity: float, rate: float, calls: int, *, latency: float = 0.5) -> tuple[int, float]:
    """Send `calls` one by one, each as soon as the mirror lets it; return (refusals, seconds)."""
    mirror, theirs, now, refused = Bucket(), TokenBucket(capacity, rate, 0.0), 0.0, 0
    left = calls
    while left:
        now += mirror.delay(1.0, now)
        mark, sent = mirror.take(1.0, now), now
        admitted = theirs.take(1.0, now, charge_refused=False)
        reading = Reading(int(theirs.level), limit, round(theirs.reset, 3), 0.001)
        now += latency if admitted else 0.01
        mirror.read(reading, mark=mark, sent=sent, now=now, refusal=not admitted)
        left -= admitted
        if not admitted:
            refused += 1
            mirror.refused(now, told=True)
    return refused, now


def test_an_unknown_bucket_holds_nobody_back() -> None:
    bucket = Bucket()
    assert bucket.delay(1.0, 0.0) == 0.0
    assert not bucket.known


@pytest.mark.parametrize(
    ("limit", "capacity", "rate"),
    [
        (60, 60, 1.0),  # the limit is a minute's
        (60, 5, 1.0),  # with a small bucket
        (5, 5, 1.0),  # the limit is the bucket's size
        (3_500, 3_500, 58.3),
        (200, 200, 200 / 86_400),  # the limit is a day's
    ],
)
def test_a_mirrored_bucket_draws_no_refusals_and_wastes_no_time(limit: int, capacity: float, rate: float) -> None:
    calls = int(capacity) + 20
    refused, seconds = run(limit, capacity, rate, calls)
    ideal = max(calls * 0.5, (calls - capacity) / rate)
    assert refused <= 1
    assert seconds <= 1.1 * ideal + 2 / rate


def test_calls_under_way_are_taken_off_what_remains() -> None:
    bucket = Bucket()
    mark = bucket.take(1.0, 0.0)
    for _ in range(4):
        bucket.take(1.0, 0.0)
    bucket.read(Reading(4, 60, 1.0, 0.001), mark=mark, sent=0.0, now=0.0)
    assert bucket.level(0.0) == 0.0


def test_a_fixed_window_gives_all_back_at_once() -> None:
    bucket = Bucket()
    for remaining, reset in ((2, 59.0), (1, 58.5), (0, 58.0)):
        now = 60.0 - reset
        bucket.read(Reading(remaining, 3, reset, 0.001), mark=bucket.take(1.0, now), sent=now, now=now)
    assert bucket.delay(1.0, 2.0) == pytest.approx(58.0)
    assert bucket.delay(1.0, 30.0) == pytest.approx(30.0)
    assert bucket.delay(1.0, 60.0) == 0.0


def test_a_reading_without_a_limit_or_a_reset_still_ends() -> None:
    bucket = Bucket()
    bucket.read(Reading(0), mark=bucket.take(1.0, 0.0), sent=0.0, now=0.0)
    assert 0 < bucket.delay(1.0, 0.0) < 5


def test_a_call_dearer_than_the_bucket_waits_for_a_full_one_and_goes() -> None:
    bucket = Bucket(0.0, 1_000)
    bucket.read(Reading(0, 1_000, 60.0, 1.0), mark=bucket.take(100.0, 0.0), sent=0.0, now=0.0)
    assert math.isfinite(bucket.delay(50_000.0, 0.0))
    assert bucket.delay(50_000.0, 61.0) == 0.0


def test_a_refusal_without_headers_empties_what_was_known() -> None:
    bucket = Bucket()
    bucket.read(Reading(30, 60, 30.0, 1.0), mark=bucket.take(1.0, 0.0), sent=0.0, now=0.0)
    bucket.refused(0.0, told=False)
    assert bucket.level(0.0) == 0.0


def test_another_user_of_the_key_slows_the_mirror_down() -> None:
    bucket = Bucket()
    bucket.read(Reading(50, 60, 10.0, 1.0), mark=bucket.take(1.0, 0.0), sent=0.0, now=0.1)
    bucket.read(Reading(2, 60, 58.0, 1.0), mark=bucket.take(1.0, 1.0), sent=1.0, now=1.1)
    assert bucket.level(1.1) == pytest.approx(2.1)
