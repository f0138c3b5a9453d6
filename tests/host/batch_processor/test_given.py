"""The Python API as a caller uses it: plain mappings, a generator of one's own, a provider of one's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from fillwright import BatchProcessor, Field, JobContext, ResponseGenerator
from fillwright.errors import InvalidRequest, ProviderUnavailable
from fillwright.providers import Completion, GenerationRequest
from tests.support.spy import SpyProvider

PERSON: dict[str, Any] = {"basics": {"name": "Ada Example", "email": "ada@example.com"}, "nickname": "Addie"}
JOB: dict[str, Any] = {"company": "Acme", "title": "Engineer"}
ESSAYS: list[dict[str, Any]] = [
    {"id": name, "label": f"Why do you like project {name}?", "type": "textarea"} for name in "ABCDEFGHIJKL"
]
MAIL: dict[str, Any] = {"label": "E-mail", "type": "email"}


class Generator:
    """A caller's generator that counts what it is asked and how often at once."""

    def __init__(self, said: Callable[[str], object] = lambda label: f"Answer to {label}") -> None:
        self.said = said
        self.asked: list[tuple[Any, Any, Any]] = []
        self.most_at_once = self._now = 0

    async def generate(
        self, field: Mapping[str, Any], user_data: Mapping[str, Any], job_context: Mapping[str, Any]
    ) -> object:
        self.asked.append((field, user_data, job_context))
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        await asyncio.sleep(0)
        self._now -= 1
        return self.said(field["label"])


async def test_a_generator_of_ones_own_writes_what_rules_cannot_answer_in_the_forms_order() -> None:
    generator = Generator()
    reply = await BatchProcessor(generator, max_parallel=5).batch_generate([ESSAYS[0], MAIL, *ESSAYS[1:]], PERSON, JOB)
    assert [response.label for response in reply.responses] == [ESSAYS[0]["label"], "E-mail"] + [
        essay["label"] for essay in ESSAYS[1:]
    ]
    assert reply.responses[0].answer == "Answer to Why do you like project A?"
    assert (reply.responses[1].answer, reply.responses[1].source) == ("ada@example.com", "extracted")
    assert (reply.summary.generated_count, reply.summary.extracted_count) == (12, 1)
    assert generator.most_at_once == 5


async def test_it_is_given_plain_mappings_as_they_were_handed_over() -> None:
    generator = Generator()
    await BatchProcessor(generator).batch_generate([Field(**ESSAYS[0])], PERSON, JobContext(**JOB))
    [(field, user_data, job)] = generator.asked
    assert (field["label"], field["type"], user_data, job) == (ESSAYS[0]["label"], "textarea", PERSON, JOB)


@pytest.mark.parametrize("fields", [ESSAYS[:2], [Field(**each) for each in ESSAYS[:2]]])
@pytest.mark.parametrize("job", [None, JOB, JobContext(**JOB)])
async def test_mappings_and_structs_are_answered_alike(fields: list[Any], job: Any) -> None:  # noqa: ANN401 (a kind each)
    reply = await BatchProcessor(Generator()).batch_generate(fields, PERSON, job)
    assert [response.id for response in reply.responses] == ["A", "B"]
    assert reply.summary.generated_count == 2


async def test_max_parallel_of_the_call_holds_for_it_too() -> None:
    generator = Generator()
    await BatchProcessor(generator, 5).batch_generate(ESSAYS, PERSON, JOB, 2)
    assert generator.most_at_once == 2


class Told:
    """What a caller's code may return beside text."""

    text = "I like it."
    tokens_used = 12
    cost_usd = 0.002
    model = "mine-1"


@pytest.mark.parametrize(
    "said", [Told(), {"answer": "I like it.", "tokens_used": 12, "cost_usd": 0.002, "model": "mine-1"}]
)
async def test_what_it_tells_of_tokens_and_cost_is_summed_up(said: object) -> None:
    generator = Generator(lambda _: said)
    reply = await BatchProcessor(generator).batch_generate(ESSAYS[:2], PERSON, JOB)
    assert [response.answer for response in reply.responses] == ["I like it."] * 2
    assert reply.summary.total_tokens == 24
    assert reply.summary.total_cost_usd == pytest.approx(0.004)
    assert {response.model for response in reply.responses} == {"mine-1"}


async def test_a_function_does_as_well_and_takes_what_it_likes() -> None:
    async def whole(field: Any, user_data: Any, job_context: Any) -> str:  # noqa: ANN401 (a caller's)
        return f"{user_data['nickname']} of {job_context['company']}: {field['label']}"

    def label(field: Any) -> str:  # noqa: ANN401 (a caller's)
        return f"About {field['label']}"

    answers = []
    for function in (whole, label):
        reply = await BatchProcessor(function).batch_generate(ESSAYS[:1], PERSON, JOB)  # type: ignore[arg-type] # any callable works
        answers.append(reply.responses[0].answer)
    assert answers == ["Addie of Acme: Why do you like project A?", "About Why do you like project A?"]


async def test_what_it_raises_is_the_failure_of_that_one_question() -> None:
    def said(label: str) -> str:
        if "project B" in label:
            raise KeyError("no template")
        if "project C" in label:
            raise ProviderUnavailable("down")
        return "Fine."

    reply = await BatchProcessor(Generator(said)).batch_generate(ESSAYS[:4], PERSON, JOB)
    errors = [response.error for response in reply.responses]
    assert [error and error.code for error in errors] == [None, "provider_error", "provider_unavailable", None]
    assert errors[1]
    assert "KeyError" in errors[1].message
    assert reply.summary.failed_count == 2


async def test_a_reply_is_read_by_key_as_the_one_over_http() -> None:
    reply = await BatchProcessor(Generator()).batch_generate(ESSAYS[:2], PERSON, JOB)
    assert reply["summary"]["total_fields"] == 2
    assert dict(reply["responses"][0])["answer"] == reply.responses[0].answer
    assert "cached" in reply["responses"][0]
    assert reply["responses"][0].get("nothing", "else") == "else"
    with pytest.raises(KeyError):
        reply["nothing"]


@pytest.mark.parametrize("said", [None, 7, {}, {"answer": None}, ""])
async def test_what_is_no_answer_is_a_failure_that_says_what_to_return(said: object) -> None:
    generator = Generator(lambda _: said)
    reply = await BatchProcessor(generator).batch_generate(ESSAYS[:1], PERSON, JOB)
    error = reply.responses[0].error
    assert error
    assert error.code == "invalid_answer"
    assert "return text" in error.message


async def test_its_time_is_up_with_the_deadline() -> None:
    async def never(*_: object) -> str:
        await asyncio.Event().wait()
        return ""

    reply = await BatchProcessor(never).batch_generate(ESSAYS[:2], PERSON, JOB, deadline_s=0.01)  # type: ignore[arg-type] # any callable works
    assert {response.error.code for response in reply.responses if response.error} == {"deadline_exceeded"}


class Minimal:
    """The least that a provider of one's own has."""

    async def complete(self, request: GenerationRequest) -> str:
        return f"On {request.label}"


class Slotted:
    """One that takes the engine's places itself, under a name of its own."""

    name = "mine"

    async def complete(self, request: GenerationRequest, **rest: Any) -> Completion:  # noqa: ANN401 (the Provider's)
        async with rest["slot"]() as sent:
            sent()
            return Completion(text=f"On {request.label}", provider=self.name, model="m")


@pytest.mark.parametrize("provider", [Minimal(), Slotted(), SpyProvider()])
@pytest.mark.parametrize("wrapped", [True, False])
async def test_a_provider_of_ones_own_works_as_it_is_or_in_a_generator(provider: Any, *, wrapped: bool) -> None:  # noqa: ANN401 (a kind each)
    processor = BatchProcessor(ResponseGenerator(provider) if wrapped else provider)
    reply = await processor.batch_generate([MAIL, *ESSAYS], PERSON, JOB)
    assert [response.status for response in reply.responses] == ["answered"] * 13
    assert "Why do you like project A?" in str(reply.responses[1].answer)


@pytest.mark.parametrize("given", [None, 7, "openai", object(), Generator, {}])
def test_what_can_generate_nothing_is_refused_with_what_to_pass(given: Any) -> None:  # noqa: ANN401 (a kind each)
    with pytest.raises(TypeError, match="async def generate"):
        BatchProcessor(given)


@pytest.mark.parametrize("given", [7, object(), Minimal])
def test_what_can_complete_nothing_is_refused_with_what_to_pass(given: Any) -> None:  # noqa: ANN401 (a kind each)
    with pytest.raises(TypeError, match="async def complete"):
        ResponseGenerator(given)


@pytest.mark.parametrize("limit", [0, 51, -1, 2.5, "5", None])
def test_an_impossible_limit_is_refused(limit: Any) -> None:  # noqa: ANN401 (a kind each)
    with pytest.raises(InvalidRequest, match="max_parallel"):
        BatchProcessor(Generator(), limit)


async def test_a_budget_needs_a_price() -> None:
    reply = await BatchProcessor(Generator()).batch_generate(ESSAYS[:1], PERSON, JOB, budget_usd=1.0)
    error = reply.responses[0].error
    assert error
    assert "No price" in error.message
