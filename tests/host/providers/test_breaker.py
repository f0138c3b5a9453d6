from __future__ import annotations

import pytest

from fillwright.errors import (
    ContentFiltered,
    InvalidKey,
    MissingKey,
    ProviderError,
    ProviderUnavailable,
    QuotaExhausted,
)
from fillwright.providers.breaker import FAILURES, FIRST_PAUSE_S, LONGEST_PAUSE_S, Breaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert breaker.allows()
        breaker.failed(ProviderUnavailable("down"))
    return breaker


def test_it_opens_after_failures_in_a_row(clock: Clock) -> None:
    breaker = opened(clock)
    assert not breaker.allows()
    assert breaker.reason


def test_an_answer_in_between_starts_the_count_anew(clock: Clock) -> None:
    breaker = Breaker(clock)
    for _ in range(FAILURES * 3):
        breaker.failed(ProviderUnavailable("down"))
        breaker.answered()
    assert breaker.allows()
    assert breaker.reason is None


@pytest.mark.parametrize("error", [MissingKey("none"), InvalidKey("bad"), QuotaExhausted("empty")])
def test_what_will_not_mend_itself_opens_it_at_once(error: ProviderError, clock: Clock) -> None:
    breaker = Breaker(clock)
    breaker.failed(error)
    assert not breaker.allows()


def test_a_refused_question_says_nothing_about_the_provider(clock: Clock) -> None:
    breaker = Breaker(clock)
    for _ in range(FAILURES * 3):
        breaker.failed(ContentFiltered("no"))
    assert breaker.allows()


def test_after_the_pause_one_question_probes(clock: Clock) -> None:
    breaker = opened(clock)
    clock.now = FIRST_PAUSE_S
    assert [breaker.allows(), breaker.allows()] == [True, False]


def test_a_probe_that_succeeds_closes_it(clock: Clock) -> None:
    breaker = opened(clock)
    clock.now = FIRST_PAUSE_S
    assert breaker.allows()
    breaker.answered()
    assert [breaker.allows(), breaker.allows()] == [True, True]


def test_a_probe_that_fails_doubles_the_pause_up_to_the_longest(clock: Clock) -> None:
    breaker, pause = opened(clock), FIRST_PAUSE_S
    for _ in range(10):
        clock.now += pause - 0.1
        assert not breaker.allows()
        clock.now += 0.1
        assert breaker.allows()
        breaker.failed(ProviderUnavailable("down"))
        pause = min(LONGEST_PAUSE_S, pause * 2)


def test_a_probe_that_is_called_off_leaves_it_to_the_next(clock: Clock) -> None:
    breaker = opened(clock)
    clock.now = FIRST_PAUSE_S
    assert breaker.allows()
    breaker.left()
    assert breaker.allows()


def test_it_says_for_how_long_it_rests(clock: Clock) -> None:
    assert Breaker(clock).rest_s == 0
    breaker = opened(clock)
    assert breaker.rest_s == FIRST_PAUSE_S
    clock.now += FIRST_PAUSE_S - 1
    assert breaker.rest_s == 1
    breaker.answered()
    assert breaker.rest_s == 0
