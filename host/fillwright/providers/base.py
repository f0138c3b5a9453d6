"""What a provider is asked, what it gives back, and how it is spoken to.

    async with engine_slot(): ...            the engine's `max_parallel`
    provider.complete(request, slot=engine_slot, deadline=loop.time() + 60)

Every provider, the embedded default included, keeps this contract, so that the engine never knows which one it holds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from fillwright.messages import JobContext, Passage

Slot = Callable[[], AbstractAsyncContextManager[Callable[[], None]]]
"""Makes a context that holds one of the engine's places; what it gives is called at the moment the call is sent."""


class Spare(Protocol):
    """Says whether a place is free that nobody waits for; of one that is `held`, whether it may take a call more."""

    def __call__(self, *, held: bool = False) -> bool:
        """Return whether a second try may be made."""


OnText = Callable[[str], None]
"""Hears an answer piece by piece while it is written; an empty piece takes back all pieces before it."""


class GenerationRequest(Struct, frozen=True, kw_only=True):
    """One question for a provider.

    `prefix` (instructions, work material, job; byte-identical for a whole batch) is sent first and can be cached by
    the provider; `question` (the question with its limits, options and own facts) is sent after it. `label`,
    `material` and `job` are the same as data, for the embedded default, which reads no prompt. `options` are the texts
    shown, where the answer is one of them. `max_chars` counts UTF-16 units, as a form's `maxlength` does;
    `expected_chars` is about how long the answer will be, None where nobody says.
    `max_output_tokens` is what the visible answer may take, None for what `max_chars` makes of it. `streamed` asks for
    the answer piece by piece, so that it can be told while it is written and a call that never begins is noticed.
    `structured` asks for JSON of the one form in structure.py. `warming` asks for no answer at all, only that the
    provider's cache holds the prefix with that form; the completion's text is empty or of no use.
    """

    prefix: str
    question: str
    label: str
    material: tuple[Passage, ...] = ()
    job: JobContext = JobContext()
    options: tuple[str, ...] = ()
    max_chars: int | None = None
    expected_chars: int | None = None
    max_output_tokens: int | None = None
    streamed: bool = False
    structured: bool = False
    warming: bool = False


class Completion(Struct, frozen=True, kw_only=True):
    """One answer and what it took.

    Tokens and cost (US dollars, None where no price is known) are those of all attempts the provider billed;
    `input_tokens` include `cached_tokens`. `attempts` were made, of which `refused_429` were turned away by a
    rate limit; `hedges` were second tries, beside one of them or in its place. `duration_s` is that of the calls that
    were answered, without waiting.
    `evidence` are profile paths, where known; `notes` say why another provider than the chosen one answered.
    `drafted` answers are the person's own words: never stored, never billed.
    """

    text: str
    provider: str
    model: str
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = 0.0
    attempts: int = 1
    duration_s: float = 0.0
    refused_429: int = 0
    hedges: int = 0
    evidence: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    drafted: bool = False


def together(answer: Completion, *others: Completion, notes: tuple[str, ...] = ()) -> Completion:
    """Return several calls for one question as one: who wrote it is `answer`, what it took all; `notes` are added."""
    calls = (answer, *others)
    costs = [call.cost_usd for call in calls]
    return replace(
        answer,
        input_tokens=sum(call.input_tokens for call in calls),
        cached_tokens=sum(call.cached_tokens for call in calls),
        output_tokens=sum(call.output_tokens for call in calls),
        cost_usd=None if None in costs else sum(cost or 0.0 for cost in costs),
        attempts=sum(call.attempts for call in calls),
        duration_s=sum(call.duration_s for call in calls),
        refused_429=sum(call.refused_429 for call in calls),
        hedges=sum(call.hedges for call in calls),
        notes=tuple(dict.fromkeys([note for call in calls for note in call.notes] + list(notes))),
    )


def add_spent(error: asyncio.CancelledError, *spent: Completion) -> None:
    """Have `error`, which calls a request off, say what the attempts at it had taken by then, and those in `spent`."""
    calls = [call for call in (spent_by_then(error), *spent) if call]
    error.args = (together(*calls),) if calls else error.args


def spent_by_then(error: asyncio.CancelledError) -> Completion | None:
    """Return what a request that was called off had taken, a Completion without text; None where nothing was sent."""
    said = error.args[0] if error.args else None
    return said if isinstance(said, Completion) else None


class Estimate(Struct, frozen=True):
    """What one request is expected to cost (US dollars, None where no price is known) and to take (seconds)."""

    usd: float | None
    seconds: float


class Provider(Protocol):
    """A source of written answers. One object serves all batches of the process at once."""

    @property
    def name(self) -> str:
        """Which provider this is: `openai`, `anthropic`, `local` or `drafts`."""

    @property
    def model(self) -> str:
        """The model's name as the provider spells it."""

    @property
    def drafts(self) -> bool:
        """Whether answers are drafts from the person's own words: never stored, never billed, sent nowhere."""

    @property
    def packs(self) -> bool:
        """Whether `structured` requests are understood, as far as is known."""

    def caches(self, prefix: str) -> bool:
        """Return whether calls with `prefix` get cheaper once the answer to the first of them has begun."""

    async def prepare(self) -> None:
        """Load what the first call and the cost estimate need, off the event loop; calls nobody.

        Worth starting in the background when a plan is shown: a first import of an SDK takes about a second.
        """

    async def complete(
        self,
        request: GenerationRequest,
        *,
        slot: Slot | None = None,
        spare: Spare | None = None,
        deadline: float | None = None,
        on_text: OnText | None = None,
    ) -> Completion:
        """Return the provider's answer to `request`.

        `slot()` is entered for each attempt and left before any backing off, so that a call that waits for a retry
        holds no place; what it gives is called as the attempt is sent, and may still call it off by raising
        CancelledError. None means that nobody limits. `spare()` says whether a place is free that nobody waits for:
        only then is a second copy sent of a `streamed` call whose first token is missing. `spare(held=True)` says
        whether the call may be begun anew in its own place instead. None means neither. `deadline`
        is a moment of the running loop's `time()`, retries included; None leaves each attempt its own timeout.
        `on_text` hears a `streamed` answer as it is written; what it heard of an attempt that failed is taken back by
        an empty piece. Only what is returned is the answer.

        Raises leaves of ProviderError only. Its `spent` is a Completion without text when failed attempts were billed
        or refused. A request that is called off says so as well (`spent_by_then`): what the provider has told of its
        bill, and else the estimate.
        """

    def estimate(self, request: GenerationRequest, *, warm: bool = False) -> Estimate:
        """Say what `request` will cost and take, without calling anybody; the price is None before `prepare`.

        `warm` says that the provider's cache holds the prefix.
        """

    async def close(self) -> None:
        """Close the connections; calls still running fail."""
