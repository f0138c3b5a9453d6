"""One batch under way: its slots, its budget, and what its calls took."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter

from fillwright.errors import BudgetExceeded


class Run:
    """At most `max_parallel` provider calls in flight, at most `budget_usd` spent, nothing after `deadline_s` seconds.

    A call takes a slot for the time it is in flight and gives it back while it waits to be tried again, on error and on
    cancellation. `deadline` is a moment of the running loop's clock. After `stop` no call starts any more; those in
    flight may finish.
    """

    def __init__(self, max_parallel: int, *, budget_usd: float | None = None, deadline_s: float | None = None) -> None:
        self.max_parallel = max_parallel
        self.deadline = None if deadline_s is None else asyncio.get_running_loop().time() + deadline_s
        self.durations: list[float] = []
        self.cached_tokens = 0
        self._semaphore = asyncio.Semaphore(max_parallel)
        self._in_flight: set[asyncio.Task[object] | None] = set()
        self._budget = budget_usd
        self._spent = 0.0
        self._stopped = False

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Hold one slot for one call in flight."""
        async with self._semaphore:
            if self._stopped:
                raise asyncio.CancelledError
            task = asyncio.current_task()
            self._in_flight.add(task)
            started = perf_counter()
            try:
                yield
            finally:
                self.durations.append(perf_counter() - started)
                self._in_flight.discard(task)

    @asynccontextmanager
    async def spending(self, estimate_usd: float | None) -> AsyncIterator["Spending"]:
        """Reserve `estimate_usd` for one call; the true cost, set on what is yielded, replaces it at the end.

        Raises BudgetExceeded where the batch's budget does not hold the estimate, or no price is known to hold it to.
        """
        if self._budget is not None:
            if estimate_usd is None:
                raise BudgetExceeded(
                    "No price is known for this model, so the budget can't be kept; lift it or name another."
                )
            if self._spent + estimate_usd > self._budget:
                raise BudgetExceeded(
                    f"The budget of ${self._budget:.4f} is used up; raise it to have this one written."
                )
        spending = Spending(estimate_usd or 0.0)
        self._spent += spending.reserved
        try:
            yield spending
        finally:
            self._spent += spending.cost - spending.reserved

    def in_flight(self, task: asyncio.Task[object]) -> bool:
        """Return whether `task` has a call at the provider just now."""
        return task in self._in_flight

    def stop(self) -> None:
        """Let no further call start."""
        self._stopped = True


class Spending:
    """What one call was expected to cost and what it did, in US dollars."""

    def __init__(self, reserved: float) -> None:
        self.reserved = reserved
        self.cost = 0.0
