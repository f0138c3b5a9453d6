"""Two provider servers, real SDKs: who answers when the first one does not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from msgspec.structs import replace

from fillwright.config import Endpoint, Settings
from fillwright.errors import ContentFiltered, ProviderUnavailable
from fillwright.messages import Passage
from fillwright.providers import Completion, GenerationRequest, Provider, create_drafts, create_provider
from fillwright.providers.breaker import FAILURES, FIRST_PAUSE_S, Breaker
from fillwright.providers.fallback import FallbackProvider
from fillwright.providers.retries import Backoff
from tools.provider_server import Config, Fault, Handle, provider_server_here

Ask = Callable[..., GenerationRequest]
DOWN = Config(faults=(Fault(kind="503"),))


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def second() -> AsyncIterator[Handle]:
    async with provider_server_here() as handle:
        yield handle


@pytest.fixture
async def chain(server: Handle, second: Handle, clock: Clock) -> AsyncIterator[FallbackProvider]:
    """OpenAI at `server`, then Anthropic at `second`."""
    backoff = Backoff(first=0.001, longest=0.002, patience=2)
    openai = Endpoint("openai", server.openai_url, "key", "gpt-6-luna")
    anthropic = Endpoint("anthropic", second.anthropic_url, "key", "claude-haiku-5-5")
    made: list[Provider] = [create_provider(each, Settings(), backoff) for each in (openai, anthropic)]
    provider = FallbackProvider(made, lambda: Breaker(clock))
    yield provider
    await provider.close()


async def test_the_first_answers_as_long_as_it_can(chain: FallbackProvider, second: Handle, ask: Ask) -> None:
    completion = await chain.complete(ask())
    assert (completion.provider, completion.notes) == ("openai", ())
    assert (await second.counts()).calls == 0


async def test_the_next_answers_and_says_why(chain: FallbackProvider, server: Handle, ask: Ask) -> None:
    await server.configure(DOWN)
    completion = await chain.complete(ask())
    assert (completion.provider, completion.model) == ("anthropic", "claude-haiku-5-5")
    [note] = completion.notes
    assert note.startswith("OpenAI did not answer, Anthropic did.")
    assert "503" in note


async def test_what_the_first_billed_is_counted(
    chain: FallbackProvider, server: Handle, second: Handle, ask: Ask
) -> None:
    await server.configure(Config(faults=(Fault(kind="length"),)))
    completion = await chain.complete(ask())
    totals = [await server.counts(), await second.counts()]
    assert completion.provider == "anthropic"
    assert completion.input_tokens == sum(each.input_tokens for each in totals)
    assert completion.output_tokens == sum(each.output_tokens for each in totals)


async def test_a_refused_question_is_not_handed_on(
    chain: FallbackProvider, server: Handle, second: Handle, ask: Ask
) -> None:
    await server.configure(Config(faults=(Fault(kind="refusal"),)))
    with pytest.raises(ContentFiltered):
        await chain.complete(ask())
    assert (await second.counts()).calls == 0


async def test_where_all_fail_the_first_ones_error_counts(
    chain: FallbackProvider, server: Handle, second: Handle, ask: Ask
) -> None:
    await server.configure(DOWN)
    await second.configure(Config(faults=(Fault(kind="401"),)))
    with pytest.raises(ProviderUnavailable) as caught:
        await chain.complete(ask())
    assert isinstance(caught.value.spent, Completion)
    assert caught.value.spent.attempts == 3


async def test_a_provider_that_is_down_is_passed_over(
    chain: FallbackProvider, server: Handle, clock: Clock, ask: Ask
) -> None:
    await server.configure(DOWN)
    for _ in range(FAILURES):
        await chain.complete(ask())
    await server.configure(Config())
    passed = await chain.complete(ask())
    assert passed.provider == "anthropic"
    assert "503" in passed.notes[0]
    assert (await server.counts()).calls == 0
    clock.now = FIRST_PAUSE_S
    assert [(await chain.complete(ask())).provider for _ in range(2)] == ["openai", "openai"]


async def test_one_question_alone_probes(chain: FallbackProvider, server: Handle, clock: Clock, ask: Ask) -> None:
    await server.configure(DOWN)
    for _ in range(FAILURES):
        await chain.complete(ask())
    clock.now = FIRST_PAUSE_S
    before = (await server.counts()).calls
    await asyncio.gather(*(chain.complete(ask(f"Q{number}")) for number in range(5)))
    assert (await server.counts()).calls == before + 2  # the probe and its one retry


async def test_a_text_that_broke_off_is_taken_back_before_the_next_one_begins(
    chain: FallbackProvider, server: Handle, ask: Ask
) -> None:
    await server.configure(Config(faults=(Fault(kind="truncated"),)))
    told: list[str] = []
    completion = await chain.complete(replace(ask(), streamed=True), on_text=told.append)
    last = len(told) - told[::-1].index("")
    assert "".join(told[last:]) == completion.text


async def test_drafts_at_the_end_answer_from_the_persons_own_words(server: Handle, ask: Ask) -> None:
    await server.configure(DOWN)
    endpoint = Endpoint("openai", server.openai_url, "key", "gpt-6-luna")
    provider = create_provider(endpoint, Settings(), Backoff(first=0.001, patience=1))
    chain = FallbackProvider([provider, create_drafts()])
    told = "I built a booking system for a ferry line that three ports still use every day."
    request = replace(ask("Tell us about a booking system you built"), material=(Passage("summary", "Summary", told),))
    completion = await chain.complete(request)
    assert (completion.drafted, completion.text) == (True, told)
    with pytest.raises(ProviderUnavailable):
        await chain.complete(replace(request, material=()))
    await chain.close()


async def test_who_is_left_alone_says_for_how_long_and_why(chain: FallbackProvider, server: Handle, ask: Ask) -> None:
    assert chain.rests() == [(0.0, None), (0.0, None)]
    await server.configure(DOWN)
    for _ in range(FAILURES):
        await chain.complete(ask())
    assert chain.rests() == [(FIRST_PAUSE_S, "provider_unavailable"), (0.0, None)]
