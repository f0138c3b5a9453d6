"""When a failed call is made again, and after how long; the one user of tenacity. The SDKs' own retries are off.

A rate limit is waited out for as long as the deadline holds: the gate knows how long. Other failures wear out a
call's patience, each kind at its own price; waits grow fivefold with jitter, or follow `retry-after` under a cap.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from msgspec import Struct
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception

from fillwright.errors import InvalidAnswer, ProviderError, ProviderTimeout, ProviderUnavailable, RateLimited
from fillwright.providers.failures import CutOff, Unreachable
from fillwright.providers.gates import LONGEST_PAUSE

T = TypeVar("T")

PRICES: Final[tuple[tuple[type[ProviderError], int], ...]] = (
    (Unreachable, 2),  # a server that is down stays down: three attempts
    (ProviderUnavailable, 1),  # 5xx, 529 and resets pass: six attempts lose 1 in 16,000 at 20 % faults
    (ProviderTimeout, 2),  # each costs a whole call's time: three attempts
    (InvalidAnswer, 3),  # each is billed: two attempts
)

GROWTH: Final = 5.0


class Backoff(Struct, frozen=True, kw_only=True):
    """How patient a call is: the first wait and the longest, in seconds, and the `patience` that failures wear out.

    Waits grow fivefold: most faults are over at once, and a first wait of milliseconds keeps the last calls of a form
    from trailing behind; the few that are not get as long as doubling from 0.2 s would give them.
    """

    first: float = 0.01
    longest: float = 8.0
    patience: int = 6


async def with_retries(
    attempt: Callable[[], Awaitable[T]],
    *,
    backoff: Backoff,
    pause_left: Callable[[], float],
    time_left: Callable[[], float],
) -> T:
    """Return what `attempt` returns, made again after failures that may pass.

    `pause_left` says how long the gate stays shut, `time_left` how long the deadline is away (seconds, may be
    infinite). Raises the last attempt's ProviderError; the deadline itself is the caller's to enforce.
    """
    try:
        return await attempt()
    except ProviderError as error:
        if not _may_pass(error):
            raise
        first: ProviderError | None = error  # tenacity, not free, is set up for what has failed alone
    spent = 0
    failures = 0

    def wait(state: RetryCallState) -> float:
        nonlocal failures
        error = _error(state)
        if isinstance(error, RateLimited):
            return pause_left()
        grown = min(backoff.longest, backoff.first * GROWTH**failures)
        failures += 1
        jittered = grown * random.uniform(0.5, 1.0)  # noqa: S311 (jitter, not a secret)
        return max(jittered, min(error.retry_after or 0.0, LONGEST_PAUSE))

    def stop(state: RetryCallState) -> bool:
        nonlocal spent
        error = _error(state)
        if isinstance(error, RateLimited):
            return False
        spent += _price(error)
        return spent >= backoff.patience or state.upcoming_sleep >= time_left()

    retrying = AsyncRetrying(
        retry=retry_if_exception(_may_pass), wait=wait, stop=stop, sleep=asyncio.sleep, reraise=True
    )

    async def made() -> T:
        nonlocal first
        failed, first = first, None
        if failed is not None:
            raise failed
        return await attempt()

    return await retrying(made)


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, RateLimited) or (isinstance(error, ProviderError) and _price(error) > 0)


def _price(error: ProviderError) -> int:
    if isinstance(error, CutOff):
        return 0
    return next((price for kind, price in PRICES if isinstance(error, kind)), 0)


def _error(state: RetryCallState) -> ProviderError:
    error = state.outcome.exception() if state.outcome else None
    if not isinstance(error, ProviderError):
        raise TypeError("only provider errors are retried")
    return error
