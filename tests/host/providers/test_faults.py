"""What becomes of each way a provider can fail: retried, or one typed error with a sentence that helps."""

from __future__ import annotations

import asyncio
import re
import traceback
from collections.abc import Callable
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from fillwright.config import Endpoint, Settings
from fillwright.errors import (
    ContentFiltered,
    DeadlineExceeded,
    InvalidAnswer,
    MissingKey,
    ProviderError,
    ProviderTimeout,
    ProviderUnavailable,
)
from fillwright.providers import Completion, GenerationRequest, Slot, create_provider
from tests.support.provider_faults import ENDLESS, LASTING, Row, settings_for
from tools.provider_server import Config, Fault, Handle, Latency, Limits
from tools.provider_server.config import FaultKind

Connect = Callable[..., Any]
Ask = Callable[..., GenerationRequest]
Slots = Callable[..., Slot]

PASSING: list[FaultKind] = [
    *("204", "408", "409", "429", "500", "502", "503", "504", "529", "malformed", "garbled", "html", "shape", "empty"),
    *("reset", "reset_head", "reset_half", "truncated"),
]
STREAMED: list[tuple[FaultKind, type[ProviderError]]] = [
    *((kind, ProviderUnavailable) for kind in ("503", "reset", "reset_head", "reset_half", "truncated")),
    *((kind, InvalidAnswer) for kind in ("malformed", "garbled", "html", "shape", "endless", "empty", "length")),
    *((kind, ContentFiltered) for kind in ("refusal", "filter")),
    *((kind, ProviderTimeout) for kind in ("hang", "stall", "drip")),
]
LEAST_ROWS = 25


@pytest.mark.parametrize("name", ["openai", "anthropic"])
@pytest.mark.parametrize("row", LASTING, ids=lambda row: row[0])
async def test_a_lasting_fault_ends_in_its_error(
    name: str, row: Row, server: Handle, connect: Connect, ask: Ask
) -> None:
    kind, error, calls = row
    await server.configure(Config(faults=(Fault(kind=kind),)))
    provider = connect(name, settings=settings_for(kind))
    with pytest.raises(error) as caught:
        await provider.complete(ask())
    assert type(caught.value).code == error.code
    assert isinstance(caught.value.spent, Completion)
    assert caught.value.spent.attempts == calls
    assert kind in ENDLESS or (await server.counts()).calls == calls


@pytest.mark.parametrize("name", ["openai", "anthropic", "local"])
@pytest.mark.parametrize("kind", PASSING)
async def test_a_passing_fault_is_retried(
    name: str, kind: FaultKind, server: Handle, connect: Connect, ask: Ask
) -> None:
    await server.configure(Config(faults=(Fault(kind=kind, times=1, retry_after=0.001),)))
    completion = await connect(name).complete(ask())
    assert completion.text
    assert completion.attempts == 2
    assert completion.refused_429 == (kind == "429")


def test_the_table_has_all_its_rows() -> None:
    kinds = {kind for kind, _, _ in LASTING}
    assert len(kinds) == len(LASTING) >= LEAST_ROWS
    assert kinds | {"429", "filter_400"} == set(get_args(FaultKind))


@pytest.mark.parametrize("name", ["openai", "anthropic"])
@pytest.mark.parametrize("row", STREAMED, ids=lambda row: row[0])
async def test_a_lasting_fault_of_a_stream_ends_in_its_error(
    name: str, row: tuple[FaultKind, type[ProviderError]], server: Handle, connect: Connect, ask: Ask
) -> None:
    kind, error = row
    await server.configure(Config(faults=(Fault(kind=kind),)))
    told: list[str] = []
    with pytest.raises(error) as caught:
        await connect(name, settings=settings_for(kind)).complete(replace(ask(), streamed=True), on_text=told.append)
    assert type(caught.value).code == error.code
    assert isinstance(caught.value.spent, Completion)


async def test_a_filter_that_answers_400_is_a_refusal(server: Handle, connect: Connect, ask: Ask) -> None:
    await server.configure(Config(faults=(Fault(kind="filter_400"),)))
    with pytest.raises(ContentFiltered):
        await connect("openai").complete(ask())


async def test_no_message_holds_the_key_or_the_prompt(server: Handle, connect: Connect, ask: Ask) -> None:
    shown = []
    secret = "canary" + chr(45) + "question"  # so that the traceback's source lines don't hold it
    for name in ("openai", "anthropic"):
        for kind, _, _ in LASTING:
            await server.configure(Config(faults=(Fault(kind=kind),)))
            provider = connect(name, settings=settings_for(kind))
            with pytest.raises(ProviderError) as caught:
                await provider.complete(ask(secret, prefix=secret))
            shown += [*traceback.format_exception(caught.value), repr(provider), repr(caught.value.spent)]
    assert not re.search(r"canary-|sk-", " ".join(shown))


async def test_a_provider_without_its_key_says_so_and_calls_nobody(server: Handle, ask: Ask) -> None:
    provider = create_provider(Endpoint("openai", server.openai_url, None, "gpt-6-luna"), Settings())
    await provider.prepare()
    with pytest.raises(MissingKey, match="OpenAI") as caught:
        await provider.complete(ask())
    assert caught.value.spent is None
    assert (await server.counts()).calls == 0
    await provider.close()


async def test_a_local_server_that_is_not_set_says_so(ask: Ask) -> None:
    provider = create_provider(Endpoint("local", None, None, ""), Settings())
    with pytest.raises(ProviderUnavailable, match="local_base_url"):
        await provider.complete(ask())
    await provider.close()


async def test_nobody_at_the_address_is_found_out_in_three_attempts(
    unused_tcp_port: int, connect: Connect, server: Handle, ask: Ask
) -> None:
    server.url = f"http://127.0.0.1:{unused_tcp_port}"
    with pytest.raises(ProviderUnavailable, match="can't be reached") as caught:
        await connect("openai").complete(ask())
    assert isinstance(caught.value.spent, Completion)
    assert caught.value.spent.attempts == 3


@pytest.mark.parametrize("kind", sorted(ENDLESS))
@pytest.mark.parametrize("streamed", [True, False], ids=["streamed", "whole"])
async def test_the_deadline_ends_a_hanging_call(
    kind: FaultKind, server: Handle, connect: Connect, ask: Ask, *, streamed: bool
) -> None:
    await server.configure(Config(faults=(Fault(kind=kind),)))
    provider = connect("openai")
    await provider.prepare()
    deadline = asyncio.get_running_loop().time() + 0.05
    with pytest.raises(DeadlineExceeded):
        await provider.complete(replace(ask(), streamed=streamed), deadline=deadline)
    assert asyncio.get_running_loop().time() < deadline + 1


async def test_the_deadline_ends_waiting_for_a_rate_limit(server: Handle, connect: Connect, ask: Ask) -> None:
    await server.configure(Config(limits=Limits(requests_per_minute=1, burst=1)))
    provider = connect("openai")
    await provider.complete(ask())
    with pytest.raises(DeadlineExceeded, match="rate limit"):
        await provider.complete(ask(), deadline=asyncio.get_running_loop().time() + 0.05)
    assert (await server.counts()).calls == 1


async def test_a_retry_that_would_come_too_late_is_not_waited_for(server: Handle, connect: Connect, ask: Ask) -> None:
    await server.configure(Config(faults=(Fault(kind="503", retry_after=30),)))
    with pytest.raises(ProviderUnavailable):
        await connect("openai").complete(ask(), deadline=asyncio.get_running_loop().time() + 5)


async def test_a_paid_answer_that_was_no_use_is_still_paid(server: Handle, connect: Connect, ask: Ask) -> None:
    await server.configure(Config(faults=(Fault(kind="length"),)))
    with pytest.raises(InvalidAnswer) as caught:
        await connect("openai").complete(ask())
    spent = caught.value.spent
    assert isinstance(spent, Completion)
    assert spent.output_tokens > 0
    assert spent.cost_usd


async def test_a_call_that_is_cancelled_leaves_its_slot_and_the_gate(
    server: Handle, connect: Connect, ask: Ask, slots: Slots
) -> None:
    await server.configure(
        Config(faults=(Fault(kind="hang", contains="hangs"),), limits=Limits(requests_per_minute=60))
    )
    provider, on_its_way = connect("openai"), asyncio.Event()
    await provider.prepare()
    slot = slots(1, on_its_way.set)
    hanging = asyncio.create_task(provider.complete(ask("hangs"), slot=slot))
    await on_its_way.wait()
    hanging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging
    assert (await provider.complete(ask("goes on"), slot=slot)).text


async def test_a_call_that_backs_off_frees_its_slot(server: Handle, connect: Connect, ask: Ask, slots: Slots) -> None:
    """With one slot, a call that waits for its retry must let the other go first."""
    await server.configure(Config(faults=(Fault(kind="503", contains="first", times=1, retry_after=0.05),)))
    provider, slot = connect("openai"), slots(1)
    await provider.prepare()
    done: list[str] = []

    async def run(text: str) -> None:
        await provider.complete(ask(text), slot=slot)
        done.append(text)

    await asyncio.gather(run("first"), run("second"))
    assert done == ["second", "first"]


async def test_never_more_in_flight_than_slots_as_the_server_counts(
    server: Handle, connect: Connect, ask: Ask, slots: Slots
) -> None:
    faults = (Fault(kind="500", share=0.1), Fault(kind="reset", share=0.1, seed=2))
    await server.configure(Config(latency=Latency(median=0.005), faults=faults))
    provider, slot = connect("anthropic", patience=20), slots(4)
    answers = await asyncio.gather(*(provider.complete(ask(f"Q{n}"), slot=slot) for n in range(60)))
    assert all(answer.text for answer in answers)
    assert (await server.counts()).max_in_flight == 4
