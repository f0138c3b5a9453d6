"""What a batch will do, said before anything is spent or sent."""

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct

from fillwright.batch_processor.batch import Batch, Item
from fillwright.batch_processor.summary import ideal_wall
from fillwright.messages import Answer, PlanEvent, Said, Source, Status, Strategy
from fillwright.providers import Estimate, GenerationRequest, Provider
from fillwright.response_generator import tell


class PlanRow(Struct, kw_only=True):
    """One field of the plan: what is known already, or that `source` will write it (`status` null)."""

    id: str
    label: str
    strategy: Strategy
    key: str | None
    status: Status | None
    source: Source | None
    answer: Answer | None = None
    answer_label: str | list[str] | None = None
    evidence: list[str] = []
    reason: str | None = None
    warnings: list[str] = []
    reason_code: str | None = None
    reason_values: list[str] = []
    warning_codes: list[Said] = []
    evidence_names: list[str | None] = []


class PlanReply(Struct, kw_only=True):
    """The reply of `/api/plan-batch`: the plan event's counts and estimates, and a row per field.

    `prewarm` says that the person wants the provider's cache warmed, and that it would help this batch.
    """

    batch_id: str
    total_fields: int
    extracted_count: int
    cached_count: int
    pinned_count: int
    generate_count: int
    draft_count: int
    needs_review_count: int
    skipped_count: int
    est_cost_usd: float | None
    est_seconds: float
    provider: str
    model: str
    prewarm: bool
    fields: list[PlanRow]


def estimates(
    requests: Sequence[GenerationRequest], provider: Provider, warm: Callable[[GenerationRequest], bool], *, cold: int
) -> list[Estimate]:
    """Return what each call is expected to cost and take.

    Of those that ask for replies of one form, `cold` begin before the provider's cache holds the prefix, unless it is
    `warm` already.
    """
    found, begun = [], Counter[bool]()
    for request in requests:
        found.append(provider.estimate(request, warm=begun[request.structured] >= cold or warm(request)))
        begun[request.structured] += 1
    return found


def plan_event(batch: Batch, provider: Provider, calls: Sequence[Estimate], max_parallel: int) -> PlanEvent:
    """Return the counts of `batch` and the estimate for its `calls`, `max_parallel` at a time."""
    settled = [item.response for item in batch.items if item.response is not None]
    status = Counter(response.status for response in settled)
    source = Counter(response.source for response in settled if response.status == "answered")
    written = len(batch.to_write)
    known = [estimate.usd for estimate in calls if estimate.usd is not None]
    return PlanEvent(
        batch_id=batch.id,
        total_fields=len(batch.items),
        extracted_count=source["extracted"],
        cached_count=source["cached"] + source["pinned"],
        pinned_count=source["pinned"],
        generate_count=0 if provider.drafts else written,
        draft_count=written if provider.drafts else 0,
        needs_review_count=status["needs_review"],
        skipped_count=status["skipped"],
        est_cost_usd=sum(known) if len(known) == len(calls) else None,
        est_seconds=ideal_wall([estimate.seconds for estimate in calls], max_parallel),
        provider=provider.name,
        model=provider.model,
    )


def plan_reply(batch: Batch, event: PlanEvent, provider: Provider, *, prewarm: bool) -> PlanReply:
    """Return `event` with a row per field."""
    for item in batch.items:
        if item.response is not None:
            tell(item.response, batch.context.profile)
    rows = [_row(item, "drafted" if provider.drafts else "generated") for item in batch.items]
    counts = {name: getattr(event, name) for name in event.__struct_fields__}
    return PlanReply(**counts, prewarm=prewarm, fields=rows)


def _row(item: Item, writer: Source) -> PlanRow:
    response = item.response
    if response is None:
        return PlanRow(
            id=item.field.id or "",
            label=item.field.label,
            strategy=item.question.verdict.strategy,
            key=item.question.verdict.key,
            status=None,
            source=writer,
        )
    return PlanRow(
        id=response.id,
        label=response.label,
        strategy=response.strategy,
        key=response.key,
        status=response.status,
        source=response.source,
        answer=response.answer,
        answer_label=response.answer_label,
        evidence=response.evidence,
        reason=response.reason,
        warnings=response.warnings,
        reason_code=response.reason_code,
        reason_values=response.reason_values,
        warning_codes=response.warning_codes,
        evidence_names=response.evidence_names,
    )
