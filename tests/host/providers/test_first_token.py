from __future__ import annotations

from itertools import cycle, islice

import pytest

from fillwright.providers.first_token import (
    EXTRA,
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


def test_a_wide_spread_is_hedged_past_its_ninth_decile() -> None:
    assert learned(*(number / 10 for number in range(1, 101))).hedge_after == pytest.approx(9.05)


def test_giving_up_comes_long_after_hedging() -> None:
    first = learned(1.0)
    assert first.give_up_after == pytest.approx(4 * first.hedge_after)
    assert learned(0.01).give_up_after == 2.0


def test_second_copies_keep_to_their_share() -> None:
    first, sent = FirstTokens(), 0
    for _ in range(1_000):
        first.called()
        if first.may_hedge:
            first.hedged()
            sent += 1
    assert sent <= 1 + 1_000 * EXTRA


def test_a_quiet_time_saves_up_no_flood_of_copies() -> None:
    first, sent = FirstTokens(), 0
    for _ in range(10_000):
        first.called()
    while first.may_hedge:
        first.hedged()
        sent += 1
    assert sent == 3


def test_what_was_learned_is_shared_by_model_and_address() -> None:
    first = first_tokens_for("openai", "m", "http://127.0.0.1:1")
    assert first_tokens_for("openai", "m", "http://127.0.0.1:1") is first
    assert first_tokens_for("openai", "other", "http://127.0.0.1:1") is not first
