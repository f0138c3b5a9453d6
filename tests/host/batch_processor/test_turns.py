import asyncio

import pytest

from fillwright.batch_processor.turns import FIRST, Rank, Turns


async def waiting(turns: Turns, *ranks: Rank) -> tuple[list[Rank], list[asyncio.Task[None]]]:
    """Let each rank wait for a place that is taken; the list fills in the order they get one."""
    order: list[Rank] = []

    async def call(rank: Rank) -> None:
        await turns.acquire(rank)
        order.append(rank)
        turns.release()

    tasks = [asyncio.create_task(call(rank)) for rank in ranks]
    await asyncio.sleep(0)
    return order, tasks


@pytest.mark.parametrize(
    ("sooner", "later"),
    [
        (FIRST, Rank(shortness=-1_000)),
        (Rank(optional=False), Rank(optional=True, shortness=-1_000)),
        (Rank(shortness=-500), Rank(shortness=-60)),
        (Rank(place=1), Rank(place=2)),
    ],
)
async def test_the_more_urgent_goes_first_whoever_came_first(sooner: Rank, later: Rank) -> None:
    turns = Turns(1)
    await turns.acquire(FIRST)
    order, tasks = await waiting(turns, later, sooner)
    turns.release()
    await asyncio.gather(*tasks)
    assert order == [sooner, later]


async def test_a_waiter_that_leaves_takes_no_place_along() -> None:
    turns = Turns(1)
    await turns.acquire(FIRST)
    _, tasks = await waiting(turns, FIRST)
    tasks[0].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    turns.release()
    assert turns.idle


async def test_a_waiter_cancelled_on_its_turn_hands_the_place_on() -> None:
    turns = Turns(1)
    await turns.acquire(FIRST)
    order, tasks = await waiting(turns, Rank(place=1), Rank(place=2))
    turns.release()
    tasks[0].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert order == [Rank(place=2)]
    assert turns.idle


async def test_nothing_is_idle_while_places_are_taken() -> None:
    turns = Turns(2)
    await turns.acquire(FIRST)
    assert turns.idle
    await turns.acquire(FIRST)
    assert not turns.idle
