"""One batch under way: its slots, its budget, and what its calls took."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from itertools import chain, repeat
from typing import Final

from fillwright.batch_processor.purse import Purse
from fillwright.batch_processor.turns import FIRST, Rank, Turns
from fillwright.errors import BudgetExceeded
from fillwright.providers import Completion, Slot

LEISURE_S: Final = 300.0
LEISURE_PER_QUESTION_S: Final = 10.0
"""A deadline that leaves so long presses nobody: the usual calls are over long before."""

MOMENT_S: Final = 0.01
"""How long who hands on a place does nothing: calls that began together end together, and all that come next should be
sent before any answer is checked, which takes a millisecond or two."""


class Run:
    """At most `max_parallel` provider calls in flight, at most `budget_usd` spent, nothing after `deadline_s` seconds.

    The most urgent call waiting gets the next slot (turns.py), holds it until it is answered, and gives it back while
    it waits to be tried again, on error and on cancellation. `pressed` says that time or money may not suffice for
    `questions`. A `purse` is shared with other batches.
    `durations` are the seconds of the calls answered; `deadline` is a moment of the running loop's clock. After `stop`
    no call is sent any more; those in flight may finish.
    """

    def __init__(
        self,
        max_parallel: int,
        *,
        budget_usd: float | None = None,
        deadline_s: float | None = None,
        purse: Purse | None = None,
        questions: int = 0,
    ) -> None:
        self.max_parallel = max_parallel
        leisure = max(LEISURE_S, LEISURE_PER_QUESTION_S * questions)
        self.deadline = None if deadline_s is None else asyncio.get_running_loop().time() + deadline_s
        self.pressed = budget_usd is not None or (deadline_s is not None and deadline_s < leisure)
        self.durations: list[float] = []
        self.cached_tokens = 0
        self._turns = Turns(max_parallel)
        self._in_flight: Counter[asyncio.Task[object] | None] = Counter()
        self.budget = budget_usd
        self._purses = [each for each in (purse, None if budget_usd is None else Purse(budget_usd)) if each]
        self._ahead: dict[int, float] = {}
        self._stopped = False

    @asynccontextmanager
    async def slot(
        self, task: asyncio.Task[object] | None = None, rank: Rank = FIRST
    ) -> AsyncIterator[Callable[[], None]]:
        """Hold one slot for one call; what is yielded is called as the call is sent, and calls it off after `stop`.

        The call counts as one of `task` (default: the current one) and gets its slot by `rank`.
        """
        task = task or asyncio.current_task()
        sent = 0

        def send() -> None:
            nonlocal sent
            if self._stopped:
                raise asyncio.CancelledError
            self._in_flight[task] += 1
            sent += 1

        await self._turns.acquire(rank)
        try:
            yield send
        except BaseException:
            self._in_flight[task] -= sent
            raise
        finally:
            handed_on = self._turns.release()
        if handed_on:
            await asyncio.sleep(MOMENT_S)

    def slots(self, rank: Rank, task: asyncio.Task[object] | None) -> Slot:
        """Return the slots for the calls of `task`: `rank` is that of the first one, later ones go before others."""
        ranks = chain((rank,), repeat(FIRST))
        return lambda: self.slot(task, next(ranks))

    def idle(self, *, held: bool = False) -> bool:
        """Return whether there is a slot that nobody waits for; one that is `held` already is there."""
        return held or self._turns.idle

    def keep(self, places: Iterable[int], usd: float) -> None:
        """Keep `usd` of the budget for the questions at `places` of the form until `spending` is asked for them."""
        for place in places:
            self._ahead[place] = usd

    @asynccontextmanager
    async def spending(
        self, estimate_usd: float | None, smaller_usd: float | None = None, places: Iterable[int] = ()
    ) -> AsyncIterator["Spending"]:
        """Reserve `estimate_usd` for the call that answers the questions at `places`.

        Where the budget does not hold it beside what is kept for other questions, but does hold `smaller_usd`, that is
        reserved, and what is yielded says `smaller`. The true cost, set there, replaces it at the end. Raises
        BudgetExceeded where the budget does not hold the call, or no price is known to hold it to.
        """
        for place in places:
            self._ahead.pop(place, None)
        spending = Spending(estimate_usd or 0.0)
        if self.budget is not None:
            if estimate_usd is None:
                raise BudgetExceeded(
                    "No price is known for this model, so the budget can't be kept; lift it or name another."
                )
            if smaller_usd is not None and not self._holds(estimate_usd + sum(self._ahead.values())):
                spending = Spending(smaller_usd, smaller=True)
            if not self._holds(spending.estimate):
                raise BudgetExceeded(f"The budget of ${self.budget:.4f} is used up; raise it to have this one written.")
        self._draw(spending.reserved)
        try:
            yield spending
        finally:
            self._draw(spending.cost - spending.reserved)

    def again(self, spending: "Spending") -> bool:
        """Reserve the estimate of `spending` once more, and return whether the budget holds it."""
        if not self._holds(spending.estimate):
            return False
        self._draw(spending.estimate)
        spending.reserved += spending.estimate
        return True

    def idle_for(self, spending: "Spending", *, held: bool = False) -> bool:
        """Return whether there is such a slot, and money for the same call once more."""
        return self.idle(held=held) and self._holds(spending.estimate)

    def _holds(self, usd: float) -> bool:
        return all(purse.holds(usd) for purse in self._purses)

    def _draw(self, usd: float) -> None:
        for purse in self._purses:
            purse.draw(usd)

    def saw(self, call: Completion | None) -> None:
        """Note what an ended call took; drafts call nobody."""
        if call is None:
            return
        self.cached_tokens += call.cached_tokens
        if call.duration_s > 0 and not call.drafted:
            self.durations.append(call.duration_s)

    def in_flight(self, task: asyncio.Task[object]) -> bool:
        """Return whether `task` has a call at the provider, or the answer to one, which is paid for."""
        return self._in_flight[task] > 0

    def stop(self) -> None:
        """Let no further call start."""
        self._stopped = True


class Spending:
    """What one call was expected to cost and what it did, in US dollars; a `smaller` model is to be asked."""

    def __init__(self, reserved: float, *, smaller: bool = False) -> None:
        self.estimate = self.reserved = reserved
        self.smaller = smaller
        self.cost = 0.0
