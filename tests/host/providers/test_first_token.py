from __future__ import annotations

import math
from itertools import cycle, islice

import pytest

from fillwright.providers.first_token import (
    AT_START,
    EXTRA,
    MOST_SAVED,
    PRIOR_GIVE_UP_S,
    PRIOR_HEDGE_S,
    FirstTokens,
    first_tokens_for,
)


def learned(*seconds: float, count: int = 100) -> FirstTokens:
    first = FirstTokens()
    for each in islice(cycle(seconds), count):
        first.saw(each)
    return first


def test_before_enough_was_seen_the_prior_holds() -> None:
    first = learned(0.1, count=7)
    assert (first.hedge_after, first.give_up_after) == (PRIOR_HEDGE_S, PRIOR_GIVE_UP_S)


def test_an_even_pace_leaves_room_above_itself() -> None:
    assert learned(1.0).hedge_after == pytest.approx(1.55)


def test_a_wide_spread_is_hedged_past_its_third_quarter() -> None:
    assert learned(*(number / 10 for number in range(1, 101))).hedge_after == pytest.approx(7.7, abs=0.1)


def test_only_the_last_calls_count() -> None:
    first = learned(9.0, count=300)
    for _ in range(200):
        first.saw(1.0)
    assert first.hedge_after == pytest.approx(1.55)


def test_giving_up_comes_long_after_hedging() -> None:
    assert learned(1.0).give_up_after == pytest.approx(3 * 2.05)
    assert learned(0.01).give_up_after == 2.0


def test_what_was_called_off_in_time_tells_nothing() -> None:
    first = learned(1.0)
    for _ in range(200):
        first.saw(0.2, came=False)
        first.saw(0.2, second=True, came=False)
    assert first.hedge_after == pytest.approx(1.55)
    assert first.anew_after == math.inf


def test_what_was_called_off_late_counts_as_late() -> None:
    first = learned(1.0, count=100)
    for _ in range(100):
        first.saw(5.0, came=False)
    assert first.hedge_after == pytest.approx(5.05)


def tried(*, in_time: int, late: int) -> FirstTokens:
    first = learned(*(number / 10 for number in range(1, 101)))
    for _ in range(late):
        first.saw(20.0, second=True)
    for _ in range(in_time):
        first.saw(1.0, second=True)
    return first


def test_second_tries_teach_nothing_of_the_usual_pace() -> None:
    assert tried(in_time=200, late=0).hedge_after == learned(*(number / 10 for number in range(1, 101))).hedge_after


def test_calls_are_begun_anew_once_second_tries_have_helped() -> None:
    assert tried(in_time=3, late=0).anew_after == math.inf
    assert tried(in_time=4, late=0).anew_after == pytest.approx(10.25)


def test_where_the_question_makes_a_call_slow_it_is_not_begun_anew() -> None:
    assert tried(in_time=4, late=5).anew_after == math.inf
    assert tried(in_time=5, late=5).anew_after < math.inf


def test_second_tries_in_vain_become_rare_but_never_end() -> None:
    first, sent = tried(in_time=0, late=16), 0
    for _ in range(1_000):
        first.called()
        if first.may_try:
            first.tried()
            sent += 1
    assert 20 <= sent <= 1 + 1_000 * EXTRA / 3


def test_second_copies_keep_to_their_share() -> None:
    first, sent = FirstTokens(), 0
    for _ in range(1_000):
        first.called()
        if first.may_try:
            first.tried()
            sent += 1
    assert sent <= AT_START + 1_000 * EXTRA


def test_a_quiet_time_saves_up_no_flood_of_copies() -> None:
    first, sent = FirstTokens(), 0
    for _ in range(10_000):
        first.called()
    while first.may_try:
        first.tried()
        sent += 1
    assert sent == MOST_SAVED


def test_what_was_learned_is_shared_by_model_and_address() -> None:
    first = first_tokens_for("openai", "m", "http://127.0.0.1:1")
    assert first_tokens_for("openai", "m", "http://127.0.0.1:1") is first
    assert first_tokens_for("openai", "other", "http://127.0.0.1:1") is not first
