"""The gate in simulated time, and the storms over a real socket in time made faster."""

from __future__ import annotations

import asyncio
import gc
import math
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from fillwright.config import Settings
from fillwright.errors import DeadlineExceeded
from fillwright.providers import GenerationRequest, Limit, Slot, Standing
from fillwright.providers.gates import FIRST_CALLS, LONGEST_PAUSE, Gate, gate_for
from tools.provider_server import STORMS, Config, Handle, Latency, Limits
from tools.provider_server.config import Headers

Connect = Callable[..., Any]
Ask = Callable[..., GenerationRequest]
Slots = Callable[..., Slot]


class FakeClock:
    """Time that passes only when everybody waits."""

    def __init__(self) -> None:
        self.time = 1_000.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    async def wait(self, changed: asyncio.Event, seconds: float) -> None:
        await asyncio.sleep(0)
        if math.isinf(seconds):
            await changed.wait()
        elif not changed.is_set():
            self.waits.append(seconds)
            self.time += seconds


def reply(remaining: int, limit: int = 60, reset: str = "1s") -> dict[str, str]:
    return {
        "x-ratelimit-limit-requests": str(limit),
        "x-ratelimit-remaining-requests": str(remaining),
        "x-ratelimit-reset-requests": reset,
    }


async def test_before_the_first_reply_as_many_go_as_a_batch_sends() -> None:
    gate = Gate(FakeClock())
    inside, release = [0], asyncio.Event()

    async def call() -> None:
        async with gate.admission() as ticket:
            inside[0] += 1
            await release.wait()
            ticket.heard({})

    tasks = [asyncio.create_task(call()) for _ in range(20)]
    for _ in range(50):
        await asyncio.sleep(0)
    assert inside[0] == FIRST_CALLS
    release.set()
    await asyncio.gather(*tasks)
    assert inside[0] == 20


async def test_it_says_how_many_go_and_wait_and_when_the_next_may_leave() -> None:
    gate, release = Gate(FakeClock()), asyncio.Event()
    assert gate.standing() == Standing()

    async def call() -> None:
        async with gate.admission():
            await release.wait()

    tasks = [asyncio.create_task(call()) for _ in range(FIRST_CALLS + 2)]
    for _ in range(50):
        await asyncio.sleep(0)
    assert gate.standing() == Standing(under_way=FIRST_CALLS, waiting=2, wait_s=None)
    release.set()
    await asyncio.gather(*tasks)
    assert gate.standing() == Standing()


async def test_it_says_what_is_left_of_the_limits_and_for_how_long_a_refusal_holds() -> None:
    clock = FakeClock()
    gate = Gate(clock)
    async with gate.admission() as ticket:
        ticket.heard(reply(20, 60, "40s"))
    assert gate.standing().limits == (Limit(kind="requests", left=20, of=60, full_s=40.0),)
    async with gate.admission() as ticket:
        ticket.refused({}, 7.0)
    assert gate.standing().wait_s == 7.0
    clock.time += 5.0
    assert gate.standing().wait_s == 2.0


async def test_a_refusal_shuts_the_gate_for_everybody() -> None:
    clock = FakeClock()
    gate = Gate(clock)
    async with gate.admission() as ticket:
        ticket.refused({}, 7.0)
    assert gate.shut
    async with gate.admission():
        assert clock.now() >= 1_007.0
    assert not gate.shut


async def test_a_long_retry_after_is_capped() -> None:
    gate = Gate(FakeClock())
    async with gate.admission() as ticket:
        ticket.refused({}, 86_400.0)
    assert gate.pause_left == LONGEST_PAUSE


async def test_refusals_of_calls_sent_together_count_once() -> None:
    clock = FakeClock()
    gate = Gate(clock)
    async with gate.admission() as first, gate.admission() as second:
        clock.time += 1
        first.refused({}, 2.0)
        clock.time += 1
        second.refused({}, 2.0)
        assert gate.pause_left == 1.0


async def test_a_refusal_that_names_no_time_pauses_longer_each_time() -> None:
    clock = FakeClock()
    gate = Gate(clock)
    pauses = []
    for _ in range(4):
        async with gate.admission() as ticket:
            ticket.refused({}, None)
            pauses.append(gate.pause_left)
    assert pauses == sorted(pauses)
    assert pauses[3] > 2 * pauses[0]


async def test_first_come_is_first_served() -> None:
    gate = Gate(FakeClock())
    async with gate.admission() as ticket:
        ticket.heard(reply(0, reset="1m0s"))
    order: list[int] = []

    async def call(number: int) -> None:
        async with gate.admission():
            order.append(number)

    await asyncio.gather(*(call(number) for number in range(10)))
    assert order == list(range(10))


async def test_a_cancelled_waiter_does_not_hold_up_the_others() -> None:
    gate = Gate(FakeClock())
    release = asyncio.Event()

    async def call() -> None:
        async with gate.admission() as ticket:
            await release.wait()
            ticket.heard({})

    tasks = [asyncio.create_task(call()) for _ in range(FIRST_CALLS + 2)]
    for _ in range(20):
        await asyncio.sleep(0)
    tasks[FIRST_CALLS].cancel()
    release.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(result, asyncio.CancelledError) for result in results) == 1


async def test_the_persons_own_limit_holds_in_every_minute() -> None:
    clock = FakeClock()
    gate = Gate(clock)
    gate.configure(10, None)
    sent = []
    for _ in range(35):
        async with gate.admission() as ticket:
            sent.append(clock.now())
            ticket.heard({})
    assert all(later - sooner > 60 for sooner, later in zip(sent, sent[10:], strict=False))
    assert sent[9] == sent[0]


async def test_the_persons_own_limit_of_tokens_holds_too() -> None:
    clock = FakeClock()
    gate = Gate(clock)
    gate.configure(None, 1_000)
    sent = []
    for _ in range(5):
        async with gate.admission(300, 100) as ticket:
            sent.append(clock.now())
            ticket.heard({})
    assert sent[1] == sent[0]
    assert sent[2] - sent[0] > 60


async def test_a_call_over_the_persons_limit_of_tokens_goes_alone() -> None:
    gate = Gate(FakeClock())
    gate.configure(None, 100)
    async with gate.admission(5_000) as ticket:
        ticket.heard({})


def test_one_gate_serves_all_who_share_provider_model_key_and_address() -> None:
    gate = gate_for("openai", "m", "key", "url")
    assert gate_for("openai", "m", "key", "url") is gate
    assert gate_for("openai", "m", "other", "url") is not gate
    assert gate_for("openai", "other", "key", "url") is not gate


def test_a_gate_goes_with_its_last_provider() -> None:
    first = id(gate_for("openai", "gone", "key", "url"))
    gc.collect()
    kept = [gate_for("openai", f"m{n}", "key", "url") for n in range(3)]
    assert len({id(gate) for gate in kept} | {first}) >= 3


async def storm(connect: Connect, ask: Ask, slots: Slots, name: str, calls: int) -> int:
    """Return how many of `calls` were answered, five at once."""
    provider, slot = connect(name), slots(5)
    await provider.prepare()
    answers = await asyncio.gather(*(provider.complete(ask(f"Q{n}"), slot=slot) for n in range(calls)))
    return sum(bool(answer.text) for answer in answers)


@pytest.mark.parametrize(("name", "letter"), [("openai", "A"), ("openai", "B"), ("anthropic", "B"), ("anthropic", "C")])
async def test_a_storm_loses_nobody_and_draws_at_most_one_refusal(  # noqa: PLR0913, PLR0917 (fixtures)
    name: str, letter: str, server: Handle, connect: Connect, ask: Ask, slots: Slots
) -> None:
    await server.configure(msgspec.structs.replace(STORMS[letter], time_scale=30.0))
    answered = await storm(connect, ask, slots, name, 100)
    statuses = (await server.counts()).statuses
    assert answered == 100
    assert statuses.get("429", 0) <= 1


@pytest.mark.parametrize("headers", ["none", "zero", "minus_one", "garbage"])
async def test_a_limit_that_is_named_wrongly_or_not_at_all_loses_nobody(
    headers: Headers, server: Handle, connect: Connect, ask: Ask, slots: Slots
) -> None:
    limits = Limits(requests_per_minute=60, burst=5, headers=headers)
    await server.configure(Config(latency=Latency(median=0.5), limits=limits, time_scale=120.0))
    answered = await storm(connect, ask, slots, "openai", 40)
    assert answered == 40


async def test_a_hundred_fields_against_sixty_a_minute_with_a_burst_of_twenty(
    server: Handle, connect: Connect, ask: Ask, slots: Slots
) -> None:
    limits = Limits(requests_per_minute=60, burst=20)
    await server.configure(Config(latency=Latency(median=0.5), limits=limits, time_scale=60.0))
    answered = await storm(connect, ask, slots, "openai", 100)
    assert answered == 100


async def test_two_providers_of_one_endpoint_share_the_persons_limit(connect: Connect, ask: Ask) -> None:
    settings = Settings(requests_per_minute=3)
    first, second = connect("openai", settings=settings), connect("openai", settings=settings)
    for provider in (first, second, first):
        await provider.complete(ask())
    with pytest.raises(DeadlineExceeded):
        await second.complete(ask(), deadline=asyncio.get_running_loop().time() + 0.05)


async def test_a_tokens_limit_is_mirrored_too(server: Handle, connect: Connect, ask: Ask, slots: Slots) -> None:
    limits = Limits(tokens_per_minute=30_000)
    await server.configure(Config(latency=Latency(median=0.2), limits=limits, time_scale=120.0))
    provider, slot = connect("openai"), slots(5)
    prefix = "Material. " * 1_000
    answers = await asyncio.gather(*(provider.complete(ask(f"Q{n}", prefix=prefix), slot=slot) for n in range(30)))
    assert all(answer.text for answer in answers)
    assert (await server.counts()).statuses.get("429", 0) <= 5


async def test_3500_calls_a_minute_go_at_once_and_the_next_one_waits() -> None:
    clock = FakeClock()
    gate, began = Gate(clock), clock.now()
    gate.configure(3_500, None)
    for _ in range(3_500):
        async with gate.admission() as ticket:
            ticket.heard({})
    assert clock.now() == began
    async with gate.admission():
        assert clock.now() >= began + 60


async def test_the_settings_limit_of_tokens_holds_at_the_gate(connect: Connect, ask: Ask) -> None:
    provider = connect("openai", settings=Settings(tokens_per_minute=10_000))
    await provider.complete(ask())  # admitted with all it may take: the prompt, the longest answer, room for thought
    with pytest.raises(DeadlineExceeded):
        await provider.complete(ask(), deadline=asyncio.get_running_loop().time() + 0.05)
