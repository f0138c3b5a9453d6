from __future__ import annotations

import asyncio
import math

import pytest

from fillwright.errors import (
    ContentFiltered,
    InvalidKey,
    ProviderError,
    ProviderTimeout,
    ProviderUnavailable,
    RateLimited,
)
from fillwright.providers.retries import Backoff, with_retries

WAITS: list[float] = []


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits are noted, not waited for."""
    WAITS.clear()

    async def sleep(seconds: float) -> None:
        WAITS.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)


class Failing:
    """Raises the given errors one after the other, then answers."""

    def __init__(self, *errors: ProviderError) -> None:
        self.errors = list(errors)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "answer"


async def run(failing: Failing, *, pause: float = 0.0, time_left: float = math.inf) -> str:
    return await with_retries(failing, backoff=Backoff(), pause_left=lambda: pause, time_left=lambda: time_left)


async def test_waits_grow_fivefold_with_jitter_up_to_the_longest() -> None:
    failing = Failing(*(ProviderUnavailable("down") for _ in range(5)))
    assert await run(failing) == "answer"
    for number, waited in enumerate(WAITS):
        grown = min(8.0, 0.01 * 5**number)
        assert grown / 2 <= waited <= grown
    assert len(WAITS) == 5


async def test_patience_ends() -> None:
    failing = Failing(*(ProviderUnavailable("down") for _ in range(99)))
    with pytest.raises(ProviderUnavailable):
        await run(failing)
    assert failing.calls == 6


async def test_a_rate_limit_is_waited_out_however_often_it_comes() -> None:
    failing = Failing(*(RateLimited("slow") for _ in range(500)))
    assert await run(failing, pause=1.5) == "answer"
    assert WAITS == [1.5] * 500


async def test_rate_limits_do_not_wear_out_the_patience_for_other_failures() -> None:
    errors = [error("x") for _ in range(5) for error in (RateLimited, ProviderUnavailable)]
    assert await run(Failing(*errors)) == "answer"


async def test_retry_after_is_honoured_under_a_cap() -> None:
    failing = Failing(ProviderUnavailable("down", retry_after=5.0), ProviderUnavailable("down", retry_after=9_999.0))
    await run(failing)
    assert WAITS == [5.0, 60.0]


async def test_a_wait_past_the_deadline_is_not_begun() -> None:
    failing = Failing(ProviderUnavailable("down", retry_after=5.0))
    with pytest.raises(ProviderUnavailable):
        await run(failing, time_left=4.0)
    assert WAITS == []


@pytest.mark.parametrize("error", [InvalidKey("no"), ContentFiltered("no"), ProviderError("no")])
async def test_what_will_not_change_is_not_tried_again(error: ProviderError) -> None:
    failing = Failing(error)
    with pytest.raises(type(error)):
        await run(failing)
    assert failing.calls == 1


async def test_timeouts_are_tried_three_times() -> None:
    failing = Failing(*(ProviderTimeout("late") for _ in range(9)))
    with pytest.raises(ProviderTimeout):
        await run(failing)
    assert failing.calls == 3


async def test_an_error_of_our_own_passes_through() -> None:
    async def broken() -> str:
        raise KeyError("ours")

    with pytest.raises(KeyError):
        await with_retries(broken, backoff=Backoff(), pause_left=lambda: 0.0, time_left=lambda: math.inf)
