"""A call whose first token is missing, over real SDKs; the provider server's counts are the witness."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from fillwright.batch_processor.run import Run
from fillwright.config import Settings
from fillwright.errors import ProviderTimeout
from fillwright.providers import Completion, GenerationRequest, OnText, Provider
from fillwright.providers.first_token import AT_START, EXTRA, FirstTokens
from tools.provider_server import Config, Fault, Handle, Latency, Limits

Connect = Callable[..., Provider]
Ask = Callable[..., GenerationRequest]
BOTH = pytest.mark.parametrize("name", ["openai", "anthropic"])
SLOW = Config(faults=(Fault(kind="hang", contains="hangs", times=1),))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Second copies after milliseconds, as though a quick provider was known."""
    monkeypatch.setattr(FirstTokens, "hedge_after", property(lambda _: 0.02))
    monkeypatch.setattr(FirstTokens, "give_up_after", property(lambda _: 60.0))


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call is given up after a moment, but later than its second copy would start."""
    monkeypatch.setattr(FirstTokens, "give_up_after", property(lambda _: 0.3))


def asked(ask: Ask, text: str) -> GenerationRequest:
    return replace(ask(text), streamed=True)


async def complete(
    provider: Provider, request: GenerationRequest, run: Run, on_text: OnText | None = None
) -> Completion:
    return await provider.complete(request, slot=run.slot, spare=run.idle, on_text=on_text)


@BOTH
async def test_a_call_that_hangs_is_overtaken_by_its_second_copy(
    name: str, server: Handle, connect: Connect, ask: Ask
) -> None:
    provider = connect(name)
    await provider.complete(asked(ask, "first"))
    await server.configure(SLOW)
    told: list[str] = []
    completion = await complete(provider, asked(ask, "hangs"), Run(2), on_text=told.append)
    totals = await server.counts()
    assert (completion.attempts, completion.hedges, totals.calls) == (1, 1, 2)
    assert "".join(told) == completion.text
    assert "" not in told


@BOTH
async def test_the_losers_tokens_are_counted(name: str, server: Handle, connect: Connect, ask: Ask) -> None:
    provider = connect(name)
    await provider.complete(asked(ask, "first"))
    await server.configure(SLOW)
    completion = await complete(provider, asked(ask, "hangs"), Run(2))
    totals = await server.counts()
    assert totals.in_flight == 0
    assert completion.input_tokens == pytest.approx(totals.input_tokens, abs=3)
    assert completion.output_tokens == totals.output_tokens


@pytest.mark.usefixtures("hasty")
async def test_without_an_idle_place_there_is_no_second_copy(server: Handle, connect: Connect, ask: Ask) -> None:
    provider = connect("openai")
    await provider.complete(asked(ask, "first"))
    await server.configure(SLOW)
    completion = await complete(provider, asked(ask, "hangs"), Run(1))
    assert (completion.attempts, completion.hedges) == (2, 0)
    assert (await server.counts()).max_in_flight == 1


@BOTH
async def test_without_an_idle_place_a_call_is_begun_anew_in_its_own(
    name: str, server: Handle, connect: Connect, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FirstTokens, "anew_after", property(lambda _: 0.02))
    provider, run = connect(name), Run(1)
    await provider.complete(asked(ask, "first"))
    await server.configure(SLOW)
    completion = await complete(provider, asked(ask, "hangs"), run)
    totals = await server.counts()
    assert (completion.attempts, completion.hedges, totals.calls) == (1, 1, 2)
    assert totals.max_in_flight <= 2  # the one that was called off may be seen to end a moment later
    assert completion.input_tokens == pytest.approx(totals.input_tokens, abs=3)
    assert run.idle()


@pytest.mark.usefixtures("hasty")
async def test_a_tight_limit_forbids_second_copies(server: Handle, connect: Connect, ask: Ask) -> None:
    provider = connect("openai")
    await server.configure(Config(limits=Limits(requests_per_minute=60, burst=5), faults=SLOW.faults))
    for number in range(3):
        await provider.complete(asked(ask, str(number)))
    completion = await complete(provider, asked(ask, "hangs"), Run(2))
    assert (completion.attempts, completion.hedges) == (2, 0)


async def test_a_local_server_is_never_hedged_and_may_take_its_time(server: Handle, connect: Connect, ask: Ask) -> None:
    provider = connect("local", settings=Settings(call_timeout_s=10.0))
    await provider.complete(asked(ask, "first"))
    await server.configure(Config(latency=Latency(median=0.6, first_token=1.0)))
    completion = await complete(provider, asked(ask, "loads its model"), Run(2))
    assert (completion.attempts, completion.hedges) == (1, 0)


@pytest.mark.usefixtures("hasty")
@BOTH
async def test_a_first_token_that_never_comes_is_a_timeout(
    name: str, server: Handle, connect: Connect, ask: Ask
) -> None:
    provider = connect(name, patience=1)
    await provider.complete(ask("first"))  # from here on it is connected
    await server.configure(Config(faults=(Fault(kind="hang"),)))
    with pytest.raises(ProviderTimeout) as caught:
        await complete(provider, asked(ask, "hangs"), Run(1))
    assert isinstance(caught.value.spent, Completion)
    assert caught.value.spent.input_tokens == pytest.approx((await server.counts()).input_tokens, abs=3)


@pytest.mark.usefixtures("hasty")
async def test_never_more_in_flight_than_places_with_second_copies(server: Handle, connect: Connect, ask: Ask) -> None:
    faults = (Fault(kind="hang", share=0.1), Fault(kind="500", share=0.1, seed=2))
    await server.configure(Config(latency=Latency(median=0.01), faults=faults))
    provider, run = connect("openai", patience=20), Run(4)
    waves = [[complete(provider, asked(ask, f"Q{wave}.{n}"), run) for n in range(3)] for wave in range(12)]
    completions = [completion for wave in waves for completion in await asyncio.gather(*wave)]
    totals = await server.counts()
    assert totals.max_in_flight <= 4
    attempts = sum(completion.attempts for completion in completions)
    assert 1 <= sum(completion.hedges for completion in completions) <= AT_START + EXTRA * attempts
    assert all(completion.text for completion in completions)
