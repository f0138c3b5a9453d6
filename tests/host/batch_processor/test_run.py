import asyncio

import pytest

from fillwright.batch_processor.purse import SharedPurse
from fillwright.batch_processor.run import Run
from fillwright.errors import BudgetExceeded
from fillwright.providers import Completion


async def test_no_more_calls_than_slots_are_in_flight() -> None:
    run, running, most = Run(3), 0, 0

    async def call() -> None:
        nonlocal running, most
        async with run.slot() as sent:
            sent()
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(call() for _ in range(20)))
    assert 0 < most <= 3


async def test_the_next_call_starts_the_moment_one_ends() -> None:
    run, first, release = Run(1), asyncio.Event(), asyncio.Event()
    started: list[int] = []

    async def call(number: int) -> None:
        async with run.slot():
            started.append(number)
            if number == 0:
                first.set()
                await release.wait()

    tasks = [asyncio.create_task(call(number)) for number in range(3)]
    await first.wait()
    assert started == [0]
    release.set()
    await asyncio.gather(*tasks)
    assert started == [0, 1, 2]


@pytest.mark.parametrize("apart", [0, 4])
async def test_all_next_calls_are_sent_before_answers_that_came_together_are_looked_at(apart: int) -> None:
    run, full, answered, order = Run(5), asyncio.Event(), asyncio.Event(), list[str]()

    async def send() -> None:
        order.append("sent")
        if len(order) == run.max_parallel:
            full.set()

    async def call(turns: int) -> None:
        async with run.slot():
            await asyncio.create_task(send())  # clients write to the socket from a task of their own
            await answered.wait()
            for _ in range(turns):
                await asyncio.sleep(0)
        order.append("looked at")

    tasks = [asyncio.create_task(call(apart * (place % 5))) for place in range(10)]
    await full.wait()
    answered.set()
    await asyncio.gather(*tasks)
    assert order == ["sent"] * 10 + ["looked at"] * 10


async def test_a_slot_is_given_back_on_error_and_on_cancellation() -> None:
    run = Run(1)
    with pytest.raises(ZeroDivisionError):
        async with run.slot():
            raise ZeroDivisionError
    entered = asyncio.Event()

    async def hold() -> None:
        async with run.slot() as sent:
            assert not run.in_flight(task)
            sent()
            entered.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hold())
    await entered.wait()
    assert run.in_flight(task)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with run.slot():
        assert not run.in_flight(task)


async def test_no_call_is_sent_after_stop() -> None:
    run = Run(1)
    async with run.slot() as sent:
        run.stop()
        with pytest.raises(asyncio.CancelledError):
            sent()


def test_answered_calls_leave_their_duration_and_cached_tokens() -> None:
    run = Run(1)
    run.saw(Completion(text="x", provider="openai", model="m", cached_tokens=7, duration_s=1.5))
    run.saw(None)
    assert (run.durations, run.cached_tokens) == ([1.5], 7)


async def test_the_budget_holds_reserved_and_spent_money() -> None:
    run = Run(2, budget_usd=0.10)
    async with run.spending(0.06) as spending:
        with pytest.raises(BudgetExceeded):
            async with run.spending(0.06):
                pass
        spending.cost = 0.02
    async with run.spending(0.06):
        pass


async def test_a_call_that_failed_frees_what_it_reserved() -> None:
    run = Run(1, budget_usd=0.10)
    with pytest.raises(ZeroDivisionError):
        async with run.spending(0.09):
            raise ZeroDivisionError
    async with run.spending(0.09):
        pass


async def test_a_budget_cannot_be_kept_without_a_price() -> None:
    with pytest.raises(BudgetExceeded, match="No price"):
        async with Run(1, budget_usd=1).spending(None):
            pass


async def test_without_a_budget_no_price_is_needed() -> None:
    async with Run(1).spending(None) as spending:
        assert spending.reserved == 0


async def test_batches_that_share_a_purse_spend_no_more_than_it_holds() -> None:
    month = SharedPurse()
    with month.shared(0.10) as first, month.shared(0.10) as second:
        one, other = Run(1, budget_usd=0.10, purse=first), Run(1, budget_usd=0.10, purse=second)
        async with one.spending(0.06) as spending:
            with pytest.raises(BudgetExceeded):
                async with other.spending(0.06):
                    pass
            spending.cost = 0.02
        async with other.spending(0.06):
            pass
    with month.shared(0.05) as new:
        assert new
        assert not new.holds(0.06)


async def test_what_is_kept_for_other_questions_makes_the_smaller_model_write() -> None:
    run = Run(2, budget_usd=0.10)
    run.keep([0, 1], 0.01)
    async with run.spending(0.08, 0.01, [0]) as first:
        first.cost = 0.08
    async with run.spending(0.08, 0.01, [1]) as second:
        assert second.smaller
    assert not first.smaller
