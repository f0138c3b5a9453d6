from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from fillwright.errors import ProviderTimeout, ProviderUnavailable
from fillwright.providers.race import Race, Runner


class Copies:
    """Runs each copy as its own function says, and counts them."""

    def __init__(self, *copies: Callable[[Runner[str]], Awaitable[str]]) -> None:
        self.copies = list(copies)
        self.ended: list[str] = []
        self.both = asyncio.Event()
        self.calls = 0

    async def run(self, runner: Runner[str]) -> str:
        copy = self.copies.pop(0)
        if not self.copies:
            self.both.set()
        try:
            return await runner.tries(lambda: self.call(copy, runner))
        except BaseException as error:
            self.ended.append(type(error).__name__)
            raise

    async def call(self, copy: Callable[[Runner[str]], Awaitable[str]], runner: Runner[str]) -> str:
        runner.sent()
        self.calls += 1
        return await copy(runner)


async def never(_: Runner[str]) -> str:
    await asyncio.Event().wait()
    return "never"


async def at_once(runner: Runner[str]) -> str:
    runner.begun()
    return "at once"


def idle(*, held: bool) -> bool:
    return not held


def busy(*, held: bool) -> bool:
    return held


def either(*, held: bool) -> bool:
    del held
    return True


def race(copies: Copies) -> Race[str]:
    return Race(copies.run, 0.0, idle)


async def test_who_begins_at_once_runs_alone() -> None:
    copies = Copies(at_once, never)
    assert await race(copies).result() == "at once"
    assert copies.copies == [never]


async def test_an_answer_that_has_come_but_is_not_read_yet_is_not_late() -> None:
    async def being_read(runner: Runner[str]) -> str:
        for _ in range(8):  # through the socket, the client and the stream
            await asyncio.sleep(0)
        runner.begun()
        return "read"

    copies = Copies(being_read, never)
    assert await race(copies).result() == "read"
    assert copies.copies == [never]


async def test_who_never_begins_is_overtaken_and_cancelled() -> None:
    copies = Copies(never, at_once)
    assert await race(copies).result() == "at once"
    assert copies.ended == ["CancelledError"]


async def test_the_first_to_begin_ends_the_second() -> None:
    async def late(runner: Runner[str]) -> str:
        await copies.both.wait()
        runner.begun()
        return "late"

    copies = Copies(late, never)
    assert await race(copies).result() == "late"
    assert copies.ended in ([], ["CancelledError"])  # cancelled, perhaps before it ran


async def test_both_beginning_in_one_moment_leave_one() -> None:
    start = asyncio.Event()

    async def together(runner: Runner[str]) -> str:
        if copies.both.is_set():
            start.set()
        await start.wait()
        runner.begun()
        return "one"

    copies = Copies(together, together)
    assert await race(copies).result() == "one"
    assert copies.ended in (["Overtaken"], ["CancelledError"])


async def test_a_second_copy_that_fails_leaves_the_first_alone() -> None:
    async def late(runner: Runner[str]) -> str:
        await copies.both.wait()
        await asyncio.sleep(0)
        runner.begun()
        return "late"

    async def failing(_: Runner[str]) -> str:
        raise ProviderUnavailable("down")

    copies = Copies(late, failing)
    assert await race(copies).result() == "late"


async def test_a_first_copy_that_fails_leaves_it_to_the_second() -> None:
    async def failing(_: Runner[str]) -> str:
        await copies.both.wait()
        raise ProviderTimeout("late")

    copies = Copies(failing, at_once)
    assert await race(copies).result() == "at once"


async def test_where_both_fail_the_first_copys_error_counts() -> None:
    async def timed_out(_: Runner[str]) -> str:
        await copies.both.wait()
        raise ProviderTimeout("late")

    async def failing(_: Runner[str]) -> str:
        raise ProviderUnavailable("down")

    copies = Copies(timed_out, failing)
    with pytest.raises(ProviderTimeout):
        await race(copies).result()


async def test_a_failure_without_a_second_copy_is_the_failure() -> None:
    async def failing(_: Runner[str]) -> str:
        raise ProviderUnavailable("down")

    with pytest.raises(ProviderUnavailable):
        await race(Copies(failing, at_once)).result()


async def test_a_second_copy_waits_until_it_is_allowed() -> None:
    asked: list[bool] = []

    def third_time(*, held: bool) -> bool:
        assert not held
        asked.append(len(asked) == 2)
        return asked[-1]

    copies = Copies(never, at_once)
    assert await Race(copies.run, 0.0, third_time).result() == "at once"
    assert asked == [False, False, True]


async def test_a_caller_that_leaves_takes_both_along() -> None:
    copies = Copies(never, never)
    task = asyncio.create_task(race(copies).result())
    await copies.both.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert copies.ended == ["CancelledError"] * 2


class Late:
    """Is quick from its n-th call on; until then it never begins."""

    def __init__(self, nth: int) -> None:
        self.left = nth

    async def __call__(self, runner: Runner[str]) -> str:
        self.left -= 1
        return await (never if self.left else at_once)(runner)


async def test_without_an_idle_place_the_call_is_begun_anew_in_its_own() -> None:
    copies = Copies(Late(2))
    assert await Race(copies.run, 0.0, busy, anew=0.0).result() == "at once"
    assert (copies.calls, copies.ended) == (2, [])


async def test_an_idle_place_is_better_than_beginning_anew() -> None:
    copies = Copies(never, at_once)
    assert await Race(copies.run, 0.0, either, anew=0.0).result() == "at once"
    assert copies.copies == []


async def test_a_call_is_begun_anew_once_only() -> None:
    asked: list[bool] = []

    def later(*, held: bool) -> bool:
        asked.append(held)
        return held or len(asked) > 4

    copies = Copies(never, at_once)
    assert await Race(copies.run, 0.0, later, anew=0.0).result() == "at once"
    assert copies.calls == 3
    assert asked.count(True) == 1


async def test_a_call_that_has_begun_is_not_begun_anew() -> None:
    async def begins(runner: Runner[str]) -> str:
        runner.begun()
        for _ in range(100):
            await asyncio.sleep(0)
        return "to the end"

    copies = Copies(begins)
    assert await Race(copies.run, 0.0, busy, anew=0.0).result() == "to the end"
    assert copies.calls == 1
