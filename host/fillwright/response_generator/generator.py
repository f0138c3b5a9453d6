"""ResponseGenerator: the one place that knows in which order a question's sources are asked."""

from dataclasses import dataclass
from time import perf_counter
from typing import Final

from fillwright import answers
from fillwright.errors import InvalidAnswer, ProviderError
from fillwright.messages import Field, FieldResponse
from fillwright.providers import Completion, GenerationRequest, Provider, create_drafts
from fillwright.questions import analyze, answer_fact
from fillwright.response_generator import responses
from fillwright.response_generator.context import BatchContext, Question, Terms, is_essay
from fillwright.storage import Remembered, fits

_WRITABLE: Final = frozenset({"", "text", "textarea", "search", "contenteditable"})


@dataclass(frozen=True)
class Written:
    """A response and the provider's call behind it; `remember` says whether it may be stored."""

    response: FieldResponse
    call: Completion | None = None
    remember: bool = False


class ResponseGenerator:
    """Answers single questions. `provider` writes what no rule can answer; without one, the embedded drafts do."""

    def __init__(self, provider: Provider | None = None) -> None:
        self._drafts = create_drafts()
        self.provider: Provider = provider or self._drafts

    def classify(self, field: Field) -> Question:
        """Return `field` with the strategy and key its wording calls for."""
        return Question(field, analyze(field))

    def settle(self, question: Question, context: BatchContext) -> FieldResponse | None:
        """Return the response that rules give, None where the question has to be written; never calls a provider."""
        field, verdict = question.field, question.verdict
        if verdict.strategy == "skip":
            return responses.skipped(question, verdict.reason)
        if verdict.strategy == "generate" and not field.options:
            if field.type in _WRITABLE:
                return None
            return responses.unanswered(question, "not in your profile")
        fact = answer_fact(field, verdict, context.profile, job=context.job, today=context.today, files=context.files)
        asks_judgement = verdict.strategy in {"choice", "generate"} and field.options and not field.multiple
        if fact.answer is None and asks_judgement and not self.provider.drafts:
            return None
        return responses.from_fact(question, fact)

    def recall(self, question: Question, remembered: Remembered) -> FieldResponse | None:
        """Return the response that a remembered answer gives, None where it does not fit this control."""
        answer = fits(question.field, remembered)
        return None if answer is None else responses.from_memory(question, remembered, answer)

    def request(self, field: Field, context: BatchContext, wish: str | None = None) -> GenerationRequest:
        """Return what the provider is asked for `field`; `wish` is the person's own, such as "shorter"."""
        return GenerationRequest(
            prefix=context.prefix,
            question=context.mask.hide(answers.question(field, wish)),
            label=field.label,
            material=context.material,
            job=context.job,
            options=tuple(option.text for option in field.options),
            max_chars=field.max_length,
            streamed=True,
        )

    async def write(
        self, question: Question, context: BatchContext, request: GenerationRequest, terms: Terms
    ) -> Written:
        """Return what the provider wrote for `question`, checked; a failure becomes the response's `error`."""
        started = perf_counter()
        completion: Completion | None = None
        try:
            heard = context.mask.hearing(terms.on_text) if terms.on_text and is_essay(question.field) else None
            completion = await self.provider.complete(
                request, slot=terms.slot, spare=terms.spare, deadline=terms.deadline, on_text=heard
            )
            response = self._checked(question, context, completion)
        except ProviderError as error:
            if isinstance(error.spent, Completion):
                completion = error.spent
            response = await self._failed(question, request, error)
        if completion:
            responses.bill(response, completion)
            response.warnings.extend(completion.notes)
        response.time_ms = (perf_counter() - started) * 1000
        return Written(response, completion, remember=response.status == "answered" and response.source == "generated")

    def _checked(self, question: Question, context: BatchContext, completion: Completion) -> FieldResponse:
        if question.field.options:
            return self._chosen(question, completion)
        written = answers.check_text(context.mask.restore(completion.text), question.field, context.private)
        response = responses.from_text(question, written.text, drafted=completion.drafted)
        response.evidence, response.warnings = list(completion.evidence), list(written.warnings)
        if written.problem:
            response.status, response.reason = "needs_review", written.problem
        return response

    def _chosen(self, question: Question, completion: Completion) -> FieldResponse:
        try:
            option = answers.check_choice(completion.text, question.field)
        except InvalidAnswer as error:
            return responses.unanswered(question, error.message)
        return responses.from_choice(question, option)

    async def _failed(self, question: Question, request: GenerationRequest, error: ProviderError) -> FieldResponse:
        """Return the failure, with an offline draft as a proposal where the person's own words have one."""
        if self.provider.drafts:
            return responses.unanswered(question, error.message)
        response = responses.failed(question, error)
        if question.field.options:
            return response
        try:
            draft = await self._drafts.complete(request)
            response.answer = answers.check_text(draft.text, question.field).text
        except ProviderError:
            return response
        response.source, response.evidence = "drafted", list(draft.evidence)
        return response
