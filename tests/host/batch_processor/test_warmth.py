import asyncio

import pytest

from fillwright.batch_processor.warmth import Prefix, Warmth
from fillwright.providers import LASTS_S

PREFIX = Prefix("m", False, "You write.")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


class Calls:
    """Calls that share a prefix; each begins when it is told to."""

    def __init__(self, warmth: Warmth) -> None:
        self.warmth = warmth
        self.started: list[int] = []
        self.begin: dict[int, asyncio.Event] = {}

    async def __call__(self, number: int, prefix: Prefix = PREFIX) -> None:
        self.begin[number] = asyncio.Event()
        async with self.warmth.turn(prefix) as begun:
            self.started.append(number)
            await self.begin[number].wait()
            begun()
            await asyncio.Event().wait()


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def running(calls: Calls, *numbers: int) -> list[asyncio.Task[None]]:
    tasks = [asyncio.create_task(calls(number)) for number in numbers]
    await settled()
    return tasks


async def ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_the_others_start_when_the_first_has_begun(clock: Clock) -> None:
    calls = Calls(Warmth(clock))
    tasks = await running(calls, 1, 2, 3)
    assert calls.started == [1]
    calls.begin[1].set()
    await settled()
    assert calls.started == [1, 2, 3]
    await ended(tasks)


async def test_the_others_start_when_the_first_has_failed(clock: Clock) -> None:
    calls = Calls(Warmth(clock))
    tasks = await running(calls, 1, 2, 3)
    await ended(tasks[:1])
    await settled()
    assert calls.started == [1, 2, 3]
    await ended(tasks)


async def test_another_prefix_waits_for_nobody(clock: Clock) -> None:
    calls = Calls(Warmth(clock))
    tasks = await running(calls, 1)
    tasks.append(asyncio.create_task(calls(2, Prefix("m", True, "You write."))))
    await settled()
    assert calls.started == [1, 2]
    await ended(tasks)


async def test_a_warm_prefix_is_not_waited_for_until_it_is_cold(clock: Clock) -> None:
    warmth = Warmth(clock)
    async with warmth.turn(PREFIX) as begun:
        begun()
    calls = Calls(warmth)
    tasks = await running(calls, 1, 2)
    assert calls.started == [1, 2]
    await ended(tasks)
    clock.now = LASTS_S
    calls = Calls(warmth)
    tasks = await running(calls, 1, 2)
    assert calls.started == [1]
    await ended(tasks)
