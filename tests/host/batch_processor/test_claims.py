"""A written answer that states what the profile does not is written once more, or left to the person."""

from __future__ import annotations

from fillwright.batch_processor import BatchProcessor
from fillwright.errors import ProviderUnavailable
from fillwright.messages import Field, FieldResponse
from fillwright.profile import sample_profile
from fillwright.providers import GenerationRequest
from fillwright.response_generator import ResponseGenerator
from tests.support.spy import SpyProvider

LIE = "I hold a PhD in Physics and led 900 people at Initech."
MASKED = "At Employer-1 I was called Person-1."
TRUTH = "I lead the backend of a tracking platform."
ESSAY = Field(label="Describe yourself", type="textarea", required=True)


async def answered(spy: SpyProvider, *, masked: bool = False, budget_usd: float | None = None) -> FieldResponse:
    engine = BatchProcessor(ResponseGenerator(spy), masked=masked)
    return (await engine.batch_generate([ESSAY], sample_profile(), budget_usd=budget_usd)).responses[0]


def liar(request: GenerationRequest) -> str:
    return TRUTH if "<answer>" in request.question else LIE


async def test_an_answer_with_a_false_claim_is_written_once_more() -> None:
    spy = SpyProvider()
    spy.text = liar
    response = await answered(spy)
    assert (response.status, response.answer) == ("answered", TRUTH)
    assert len(spy.requests) == 2
    assert all(claim in spy.requests[1].question for claim in ("PhD", "900 people", "Initech"))
    assert spy.requests[0].prefix == spy.requests[1].prefix


async def test_both_calls_are_billed() -> None:
    once, twice = SpyProvider(), SpyProvider()
    once.text, twice.text = lambda _: TRUTH, liar
    first, second = await answered(once), await answered(twice)
    assert second.tokens_used == 2 * first.tokens_used > 0


async def test_a_claim_that_stays_is_left_to_the_person_by_name() -> None:
    spy = SpyProvider()
    spy.text = lambda _: LIE
    response = await answered(spy)
    assert (response.status, response.answer, len(spy.requests)) == ("needs_review", LIE, 2)
    assert response.reason is not None
    assert "“PhD”" in response.reason
    assert "“Initech”" in response.reason


async def test_a_second_call_that_fails_leaves_the_first_answer_to_the_person() -> None:
    spy = SpyProvider()

    def once(request: GenerationRequest) -> str:
        if "<answer>" in request.question:
            raise ProviderUnavailable("gone")
        return LIE

    spy.text = once
    response = await answered(spy)
    assert (response.status, response.answer, response.source) == ("needs_review", LIE, "generated")


async def test_a_second_call_that_the_budget_does_not_hold_is_not_made() -> None:
    spy = SpyProvider()
    spy.text = liar
    response = await answered(spy, budget_usd=0.0015)
    assert (response.status, len(spy.requests)) == ("needs_review", 1)


async def test_names_stay_masked_in_the_second_call() -> None:
    spy = SpyProvider()
    spy.text = lambda request: (
        TRUTH if "<answer>" in request.question else f"At Employer-1 I was called Person-1. {LIE}"
    )
    await answered(spy, masked=True)
    assert f"<answer>\n{MASKED}" in spy.requests[1].question
    assert "Nordkai" not in spy.requests[1].question
    assert "Leonie" not in spy.requests[1].question
