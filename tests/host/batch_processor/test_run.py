import asyncio

import pytest

from fillwright.batch_processor.run import Run
from fillwright.errors import BudgetExceeded


async def test_no_more_calls_than_slots_are_in_flight() -> None:
    run, running, most = Run(3), 0, 0

    async def call() -> None:
        nonlocal running, most
        async with run.slot():
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(call() for _ in range(20)))
    assert 0 < most <= 3
    assert len(run.durations) == 20


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


async def test_a_slot_is_given_back_on_error_and_on_cancellation() -> None:
    run = Run(1)
    with pytest.raises(ZeroDivisionError):
        async with run.slot():
            raise ZeroDivisionError
    entered = asyncio.Event()

    async def hold() -> None:
        async with run.slot():
            entered.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hold())
    await entered.wait()
    assert run.in_flight(task)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with run.slot():
        assert not run.in_flight(task)


async def test_no_call_starts_after_stop() -> None:
    run = Run(1)
    run.stop()
    with pytest.raises(asyncio.CancelledError):
        async with run.slot():
            pass


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
