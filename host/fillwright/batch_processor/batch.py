"""A batch before anything is spent: each field with what rules and memory already know of it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from time import perf_counter
from uuid import uuid4

from msgspec.structs import replace

from fillwright.batch_processor.repeats import REASON, repeats
from fillwright.errors import StorageError
from fillwright.messages import BatchRequest, Field, FieldResponse, JobContext, with_ids
from fillwright.providers import GenerationRequest
from fillwright.response_generator import (
    BatchContext,
    Question,
    ResponseGenerator,
    holds_value,
    skipped,
    unanswered,
    unfilled,
)
from fillwright.storage import AnswerMemory, QuestionKey, Remembered, filled, question_key

_log = logging.getLogger(__name__)


@dataclass
class Item:
    """One field of a batch; without a `response` it is to be written, as `request`.

    `company` is the name on the form; `recalled` is the id of the remembered answer it was given, if one was.
    """

    index: int
    question: Question
    key: QuestionKey
    company: str = ""
    response: FieldResponse | None = None
    request: GenerationRequest | None = None
    recalled: str | None = None
    warnings: list[str] = attribute(default_factory=list)

    @property
    def field(self) -> Field:
        """The field as the scraper saw it."""
        return self.question.field


@dataclass
class Batch:
    """All fields of one form for one application."""

    id: str
    request: BatchRequest
    context: BatchContext
    items: list[Item]

    @property
    def recalled(self) -> list[str]:
        """The ids of the remembered answers that this batch gives again."""
        return [item.recalled for item in self.items if item.recalled is not None]

    @property
    def to_write(self) -> list[Item]:
        """The items that a provider (or the drafts) must write."""
        return [item for item in self.items if item.response is None]


async def prepare(
    generator: ResponseGenerator, memory: AnswerMemory | None, request: BatchRequest, context: BatchContext
) -> Batch:
    """Return the batch with everything answered that needs no provider: all pins and all answers are looked up at once.

    The order of sources: what is left alone, pinned, rules, remembered. Raises InvalidRequest for ids that stand twice.
    """
    items = [
        Item(
            place,
            question,
            question_key(question.field, request.job_context, context.version),
            request.job_context.company,
        )
        for place, question in enumerate(generator.classify(with_ids(request.fields)))
    ]
    _leave_alone(request, items)
    waiting = [item for item in items if item.response is None]
    recalled = await _recalled(generator, memory, request, waiting)
    _take(generator, waiting, _for_this_job(recalled.pins, waiting, request.job_context), recalled.share_ms)
    _settle(generator, context, items)
    _take(generator, waiting, recalled.written, recalled.share_ms)
    for item in items:
        if item.response is None:
            item.request = generator.request(item.field, context, request.wish.get(item.field.id or ""))
    return Batch(request.batch_id or uuid4().hex, request, context, items)


def _leave_alone(request: BatchRequest, items: Sequence[Item]) -> None:
    for item in items:
        if item.question.verdict.strategy == "skip":
            item.response = skipped(item.question, item.question.verdict.reason)
        elif holds_value(item.field) and not request.overwrite:
            item.response = skipped(item.question, "holds a value already")


def _settle(generator: ResponseGenerator, context: BatchContext, items: Sequence[Item]) -> None:
    further = repeats([item.question for item in items])
    for place, item in enumerate(items):
        if item.response is None:
            started = perf_counter()
            if place in further:
                item.response = unanswered(item.question, REASON)
            else:
                item.response = generator.settle(item.question, context)
            if item.response is not None:
                item.response.time_ms = (perf_counter() - started) * 1000


@dataclass(frozen=True)
class _Recalled:
    """What the memory has for each of the items still open: the person's own answer, and the one written before.

    `share_ms` is each one's part of the time it took to look.
    """

    pins: Sequence[Remembered | None] = ()
    written: Sequence[Remembered | None] = ()
    share_ms: float = 0.0


async def _recalled(
    generator: ResponseGenerator, memory: AnswerMemory | None, request: BatchRequest, waiting: Sequence[Item]
) -> _Recalled:
    """Look up all pins and all written answers at once."""
    nothing = [None] * len(waiting)
    if memory is None or not waiting:
        return _Recalled(nothing, nothing)
    started = perf_counter()
    asks = not request.refresh and not generator.provider.drafts
    keys = [item.key if asks and _may_be_written(item, request) else None for item in waiting]
    try:
        pins, written = await memory.recall([item.field for item in waiting], keys, request.job_context)
    except StorageError as error:
        _log.warning("the answer store could not be read: %s", error.code)
        for item in waiting:
            item.warnings.append("answered without the memory, which can't be read just now")
        return _Recalled(nothing, nothing)
    return _Recalled(pins, written, (perf_counter() - started) * 1000 / len(waiting))


def _may_be_written(item: Item, request: BatchRequest) -> bool:
    return item.question.verdict.strategy in {"choice", "generate"} and item.field.id not in request.wish


def _for_this_job(
    found: Sequence[Remembered | None], waiting: Sequence[Item], job: JobContext
) -> list[Remembered | None]:
    """Return the pins with the job's names in their slots; one that names what the page does not say is a proposal."""
    ready: list[Remembered | None] = []
    for item, pin in zip(waiting, found, strict=True):
        answer = None if pin is None else filled(pin.answer, job)
        if pin is not None and answer is None:
            item.response = unfilled(item.question, pin)
            item.recalled = pin.id
        ready.append(None if pin is None or answer is None else replace(pin, answer=answer))
    return ready


def _take(
    generator: ResponseGenerator, waiting: Sequence[Item], found: Sequence[Remembered | None], share_ms: float
) -> None:
    """Give what was `found` to those that have no response yet."""
    for item, remembered in zip(waiting, found, strict=True):
        if remembered is None or item.response is not None:
            continue
        item.response = generator.recall(item.question, remembered)
        if item.response is not None:
            item.recalled, item.response.time_ms = remembered.id, share_ms
