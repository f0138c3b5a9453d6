"""ResponseGenerator: the one place that knows in which order a question's sources are asked."""

from collections.abc import Collection, Sequence
from time import perf_counter
from typing import Final

from msgspec.structs import replace

from fillwright import answers
from fillwright.config import Keys, load_settings
from fillwright.errors import (
    DeadlineExceeded,
    InvalidAnswer,
    InvalidKey,
    MissingKey,
    ProviderError,
    ProviderTimeout,
    ProviderUnavailable,
    QuotaExhausted,
    UnknownModel,
)
from fillwright.messages import Field, FieldResponse
from fillwright.paths import find_home
from fillwright.providers import (
    CanComplete,
    Completion,
    CutOff,
    FallbackProvider,
    GenerationRequest,
    OnText,
    Provider,
    as_provider,
    create_chosen,
    create_drafts,
    together,
)
from fillwright.questions import analyze, answer_fact, beside, tongue_of
from fillwright.response_generator import responses
from fillwright.response_generator.context import BatchContext, Question, Terms, is_essay
from fillwright.response_generator.lengths import ENTRY_CHARS, expected_chars
from fillwright.response_generator.written import Early, Pack, Tell, Written, shares_of
from fillwright.storage import Remembered, fits

PACKED_TOKENS: Final = 160
"""Room for one short answer in a pack, its place in the JSON included."""

_FOR_ALL: Final = (
    DeadlineExceeded,
    InvalidKey,
    MissingKey,
    ProviderTimeout,
    ProviderUnavailable,
    QuotaExhausted,
    UnknownModel,
)
_WRITABLE: Final = frozenset({"", "text", "textarea", "search", "contenteditable"})


class ResponseGenerator:
    """Answers single questions. `provider` writes what no rule can answer, `smaller` where a budget does not hold it.

    Without a provider, the settings, keys and environment of `$FILLWRIGHT_HOME` choose it once, as they do for the
    server: where no key is found, the embedded drafts. Looking for keys may wait for the desktop to unlock its keyring.
    Raises InvalidSettings. `masked` says whether names are to be hidden from the provider: as the settings have it if
    they chose, else not. The month's budget is kept by the server, not here. A caller's own provider needs no more than
    `complete` (providers/callers.py).
    """

    def __init__(self, provider: Provider | CanComplete | None = None, smaller: Provider | None = None) -> None:
        self._drafts = create_drafts()
        self.masked = False
        if provider is None:
            home = find_home()
            settings = load_settings(home)
            self.masked = settings.privacy == "masked"
            provider, smaller = create_chosen(settings, Keys(home))
        self.provider = as_provider(provider)
        self.smaller = smaller

    def classify(self, fields: Sequence[Field]) -> list[Question]:
        """Return the `fields` of a form, each with the strategy and key its wording calls for there."""
        tongue = tongue_of(" ".join(field.label for field in fields))
        verdicts = beside(fields, [analyze(field, tongue=tongue) for field in fields])
        return [Question(field, verdict) for field, verdict in zip(fields, verdicts, strict=True)]

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
        asks_judgement = verdict.strategy in {"choice", "generate"} and field.options
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
            expected_chars=expected_chars(field),
            streamed=True,
        )

    def pack(self, requests: Sequence[GenerationRequest]) -> GenerationRequest:
        """Return one request that asks what all `requests` do; a single one stays as it is."""
        if len(requests) == 1:
            return requests[0]
        return replace(
            requests[0],
            question=answers.pack([request.question for request in requests]),
            label=requests[0].label,
            options=(),
            max_chars=None,
            expected_chars=sum((request.expected_chars or 0) + ENTRY_CHARS for request in requests),
            max_output_tokens=PACKED_TOKENS * len(requests),
            structured=True,
        )

    def framed(self, request: GenerationRequest) -> GenerationRequest:
        """Return `request` asked for a reply of a pack's form, so that a provider's cache holds one prefix for both."""
        chars = None if request.expected_chars is None else request.expected_chars + ENTRY_CHARS
        return replace(request, question=answers.framed(request.question), expected_chars=chars, structured=True)

    def warming(self, context: BatchContext, *, structured: bool) -> GenerationRequest:
        """Return what has the provider's cache hold the prefix of a batch, in a pack's form where `structured`."""
        return GenerationRequest(
            prefix=context.prefix, question="Nothing is asked yet.", label="", structured=structured, warming=True
        )

    async def write(
        self, question: Question, context: BatchContext, request: GenerationRequest, terms: Terms
    ) -> Written:
        """Return what the provider wrote for `question`, checked; a failure becomes the response's `error`."""
        started = perf_counter()
        completion: Completion | None = None
        try:
            completion, response = await self._supported(question, context, request, terms)
        except ProviderError as error:
            if isinstance(error.spent, Completion):
                completion = error.spent
            response = await self._failed(question, request, error)
        if completion:
            responses.bill(response, completion)
            response.warnings.extend(completion.notes)
        response.time_ms = (perf_counter() - started) * 1000
        return Written(response, completion, remember=_is_answer(response))

    async def write_pack(
        self,
        questions: Sequence[Question],
        context: BatchContext,
        request: GenerationRequest,
        terms: Terms,
        tell: Tell | None = None,
    ) -> Pack:
        """Return what the provider wrote for `questions` in the one call `request`, each checked by itself.

        What it left out, or wrote so that it can't be used, is None: that question needs a call of its own. Where the
        provider itself is at fault, each question has the failure. `tell` hears each answer as soon as it is whole, but
        where others may answer in the provider's place: who did is known at the end alone.
        """
        started, count = perf_counter(), len(questions)
        provider = terms.provider or self.provider

        def checked(place: int, text: str) -> Written | None:
            notes = (terms.note,) if terms.note else ()
            said = Completion(text=text, provider=provider.name, model=provider.model, notes=notes)
            written = self._unpacked(questions[place], context, said)
            return written and written.billed(said, started)

        early = Early(count, checked, tell) if tell and not isinstance(provider, FallbackProvider) else None
        told: Collection[int] = early.told if early else ()
        try:
            completion = await self._complete(request, terms, early.hear if early else None)
        except ProviderError as error:
            call = error.spent if isinstance(error.spent, Completion) else None
            shares = shares_of(call, count, told)
            if not self._is_for_all(error):
                return Pack((None,) * count, shares, call, readable=not _is_about_form(error))
            found: list[Written | None] = [
                None if place in told else Written(await self._failed(each, self.request(each.field, context), error))
                for place, each in enumerate(questions)
            ]
            twice: frozenset[int] = frozenset()
        else:
            call, shares = completion, shares_of(completion, count, told)
            try:
                texts = answers.unpack(completion.text, count)
                twice = answers.answered_twice(completion.text, count)
            except InvalidAnswer:
                return Pack((None,) * count, shares, call, readable=bool(told))
            found = [
                self._unpacked(questions[place], context, replace(completion, text=text))
                if text and place not in told
                else None
                for place, text in enumerate(texts)
            ]
        written = [each and each.billed(share, started) for each, share in zip(found, shares, strict=True)]
        return Pack(tuple(written), shares, call, twice=twice.intersection(told))

    async def _supported(
        self, question: Question, context: BatchContext, request: GenerationRequest, terms: Terms
    ) -> tuple[Completion, FieldResponse]:
        """Return the answer to `question`, written once more where it states what nothing supports.

        Where that can't be paid for, or does not help, the answer is left to the person.
        """
        heard = context.mask.hearing(terms.on_text) if terms.on_text and is_essay(question.field) else None
        completion = await self._asked(request, terms, heard)
        response = self._checked(question, context, completion)
        claims = _claims(question, context, response)
        if claims and (terms.again is None or terms.again()):
            asked = answers.correction(request.question, str(response.answer), claims)
            if heard:
                heard("")
            try:
                second = await self._asked(replace(request, question=context.mask.hide(asked)), terms, heard)
                completion = together(completion, second)
                response = self._checked(question, context, second)
            except ProviderError as error:
                if isinstance(error.spent, Completion):
                    completion = together(completion, error.spent)
            claims = _claims(question, context, response)
        if claims:
            responses.unsupported(response, claims)
        return completion, response

    def _is_for_all(self, error: ProviderError) -> bool:
        """Return whether `error` would meet each question alone as well; with other providers behind it, none would."""
        return isinstance(error, _FOR_ALL) and not isinstance(self.provider, FallbackProvider)

    def _unpacked(self, question: Question, context: BatchContext, completion: Completion) -> Written | None:
        """Return one question's part of a pack, None where it can't be used."""
        try:
            if question.field.options:
                response = self._choice(question, context, completion.text)
            else:
                response = self._checked(question, context, completion)
        except ProviderError:
            return None
        if _claims(question, context, response):
            return None
        return Written(response, remember=_is_answer(response))

    async def _asked(self, request: GenerationRequest, terms: Terms, heard: OnText | None) -> Completion:
        """Return the answer to a single request, asked in a frame where the terms say so; plainly where that fails."""
        if not terms.framed:
            return await self._complete(request, terms, heard)
        spent: Completion | None = None
        try:
            spent = await self._complete(self.framed(request), terms, answers.unframing(heard) if heard else None)
            return spent if spent.drafted else replace(spent, text=answers.unframe(spent.text))
        except ProviderError as error:
            error.spent = spent or error.spent
            if not _is_about_form(error) or isinstance(error, CutOff):
                raise
            spent = error.spent if isinstance(error.spent, Completion) else None
        if heard:
            heard("")
        completion = await self._complete(request, terms, heard)
        return together(completion, spent) if spent else completion

    async def _complete(self, request: GenerationRequest, terms: Terms, heard: OnText | None) -> Completion:
        def hear(piece: str) -> None:
            if terms.begun and piece:
                terms.begun()
            if heard:
                heard(piece)

        completion = await (terms.provider or self.provider).complete(
            request,
            slot=terms.slot,
            spare=terms.spare,
            deadline=terms.deadline,
            on_text=hear if terms.begun or heard else None,
        )
        return replace(completion, notes=(*completion.notes, terms.note)) if terms.note else completion

    def _checked(self, question: Question, context: BatchContext, completion: Completion) -> FieldResponse:
        if question.field.options:
            return self._chosen(question, context, completion)
        written = answers.check_text(context.mask.restore(completion.text), question.field, context.private)
        response = responses.from_text(question, written.text, drafted=completion.drafted)
        evidence = completion.evidence or context.sources.of(written.text, question.field.label)
        response.evidence, response.warnings = list(evidence), list(written.warnings)
        if written.problem:
            response.status, response.reason = "needs_review", written.problem
        return response

    def _chosen(self, question: Question, context: BatchContext, completion: Completion) -> FieldResponse:
        try:
            return self._choice(question, context, completion.text)
        except InvalidAnswer as error:
            return responses.unanswered(question, error.message)

    def _choice(self, question: Question, context: BatchContext, said: str) -> FieldResponse:
        options = answers.check_choice(said, question.field)
        response = responses.from_choice(question, options)
        response.evidence = list(context.sources.of(" ".join(option.text for option in options), least=1))
        return response

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


def _is_about_form(error: ProviderError) -> bool:
    """Return whether what failed may be the form of a packed call: its reply, or a refusal nobody can tell more of."""
    return isinstance(error, InvalidAnswer) or type(error) is ProviderError


def _claims(question: Question, context: BatchContext, response: FieldResponse) -> list[str]:
    """Return what a written answer states and nothing supports; a draft is made of the person's own sentences."""
    if question.field.options or response.source != "generated" or response.status != "answered":
        return []
    found = answers.unsupported(str(response.answer), question.field, context.grounds)
    return list(dict.fromkeys(claim.text for claim in found))


def _is_answer(response: FieldResponse) -> bool:
    """Return whether `response` may be stored."""
    return response.status == "answered" and response.source == "generated"
