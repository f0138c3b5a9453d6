"""How each outcome is put as a FieldResponse."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from fillwright.errors import FillwrightError
from fillwright.messages import Answer, ErrorInfo, Field, FieldResponse, Option, Status
from fillwright.providers import Completion
from fillwright.questions import FactAnswer
from fillwright.response_generator.context import Question
from fillwright.storage import Remembered

GENERATED_CONFIDENCE: Final = 0.7
CACHED_CONFIDENCE: Final = 0.8
DRAFTED_CONFIDENCE: Final = 0.4


def holds_value(field: Field) -> bool:
    """Return whether the control holds something already: a text, a tick, a choice."""
    if isinstance(field.value, str):
        return bool(field.value.strip())
    return field.value is not None and field.value is not False and field.value != []


def skipped(question: Question, reason: str) -> FieldResponse:
    """Return the response of a field that is left alone."""
    response = respond(question, "skipped", reason)
    response.strategy = "skip"
    return response


def failed(question: Question, error: FillwrightError) -> FieldResponse:
    """Return the response of a field whose answer could not be had."""
    response = respond(question, "failed", error.message)
    response.error = ErrorInfo(code=error.code, message=error.message, retryable=error.retryable)
    return response


def unanswered(question: Question, reason: str) -> FieldResponse:
    """Return the response of a question without evidence: skipped where the field is optional, else for the person."""
    if question.field.required is False:
        return respond(question, "skipped", f"optional: {reason}")
    return respond(question, "needs_review", reason)


def from_fact(question: Question, fact: FactAnswer) -> FieldResponse:
    """Return the response that a fact of the profile gives; a fact with a `reason` is only a proposal."""
    if fact.answer is None or fact.reason is not None:
        response = unanswered(question, fact.reason or "not in your profile")
    else:
        response = respond(question, "answered")
        response.source = "extracted"
    if response.status != "skipped":
        response.answer, response.answer_label = fact.answer, fact.answer_label
    response.evidence, response.warnings = list(fact.evidence), list(fact.warnings)
    response.confidence = fact.confidence
    return response


def from_memory(question: Question, remembered: Remembered, answer: Answer) -> FieldResponse:
    """Return the response that a remembered or pinned answer gives."""
    response = respond(question, "answered")
    response.answer, response.answer_label = answer, labels(question.field.options, answer)
    response.source, response.cached = ("pinned" if remembered.pinned else "cached"), True
    if remembered.pinned:
        response.strategy = "pinned"
    response.evidence = [f"answers/{remembered.id}"] if remembered.id else []
    response.evidence_names = [remembered.created[:10] or None] if remembered.id else []
    response.confidence = 1.0 if remembered.pinned else CACHED_CONFIDENCE
    response.provider, response.model = remembered.provider, remembered.model
    return response


def unfilled(question: Question, remembered: Remembered) -> FieldResponse:
    """Return the response of a pinned answer with a slot for what this page does not tell: its text is a proposal."""
    response = respond(
        question, "needs_review", "your answer names the company or the role, which this page does not say"
    )
    response.answer, response.source, response.strategy = remembered.answer, "pinned", "pinned"
    response.evidence = [f"answers/{remembered.id}"]
    return response


def as_remembered(identity: str, response: FieldResponse) -> Remembered:
    """Return an answer just written as it may be given again; `identity` is its row's, "" where it has none."""
    return Remembered(
        id=identity,
        question=response.label,
        answer=response.answer if response.answer is not None else "",
        answer_label=response.answer_label,
        provider=response.provider,
        model=response.model,
    )


def from_choice(question: Question, options: Sequence[Option]) -> FieldResponse:
    """Return the response that a model's choice among the options gives; none is its word that none clearly fits."""
    if not options:
        return unanswered(question, "none of the options follows clearly from your profile")
    response = respond(question, "answered")
    response.answer, response.answer_label = options[0].answer, options[0].text
    if question.field.multiple:
        response.answer, response.answer_label = [one.answer for one in options], [one.text for one in options]
    response.source, response.confidence = "generated", GENERATED_CONFIDENCE
    return response


def from_text(question: Question, text: str, *, drafted: bool) -> FieldResponse:
    """Return the response that a written text gives."""
    response = respond(question, "answered")
    response.answer = text
    response.source = "drafted" if drafted else "generated"
    response.confidence = DRAFTED_CONFIDENCE if drafted else GENERATED_CONFIDENCE
    return response


def bill(response: FieldResponse, completion: Completion) -> None:
    """Write what `completion` used, and who wrote it, into `response`."""
    response.provider, response.model = completion.provider, completion.model
    response.tokens_used = completion.input_tokens + completion.output_tokens
    response.cost_usd = completion.cost_usd


def unsupported(response: FieldResponse, claims: Sequence[str]) -> None:
    """Leave `response` to the person, with the `claims` in it that nothing supports."""
    named = ", ".join(f"“{claim}”" for claim in claims)
    response.status, response.reason = "needs_review", f"it states what your profile does not: {named}"


def add(response: FieldResponse, share: Completion) -> None:
    """Add what an earlier call took for this question to what `response` says already."""
    response.tokens_used += share.input_tokens + share.output_tokens
    known = response.cost_usd is not None and share.cost_usd is not None
    response.cost_usd = (response.cost_usd or 0.0) + (share.cost_usd or 0.0) if known else None


def divided(call: Completion | None, count: int) -> tuple[Completion | None, ...]:
    """Return `call` as `count` shares, in tokens and cost as like as can be, whose sums are the call's."""
    if call is None:
        return (None,) * count
    each = None if call.cost_usd is None else call.cost_usd / count
    return tuple(
        replace(
            call,
            input_tokens=_part(call.input_tokens, count, place),
            cached_tokens=_part(call.cached_tokens, count, place),
            output_tokens=_part(call.output_tokens, count, place),
            cost_usd=each,
        )
        for place in range(count)
    )


def _part(whole: int, count: int, place: int) -> int:
    return whole * (place + 1) // count - whole * place // count


def labels(options: Sequence[Option], answer: Answer) -> str | list[str] | None:
    """Return the visible text of `answer` among `options`, a list for a list; None where there are no options."""
    texts = {option.answer: option.text for option in options}
    if isinstance(answer, list):
        return [texts.get(part, part) for part in answer] if texts else None
    return texts.get(answer) if isinstance(answer, str) else None


def respond(question: Question, status: Status, reason: str | None = None) -> FieldResponse:
    """Return a response that says which question it is for and what became of it."""
    return FieldResponse(
        id=question.field.id or "",
        label=question.field.label,
        status=status,
        strategy=question.verdict.strategy,
        key=question.verdict.key,
        reason=reason,
    )
