"""The messages of the contract as msgspec structs, and the one place where bytes become messages.

Field, BatchRequest → BatchProcessor → FieldResponse, BatchSummary; PlanEvent … ErrorEvent are the lines of the
NDJSON stream. Unknown keys are ignored everywhere. PROTOCOL.md describes each for people, `/api/openapi.json` for
programs.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from fillwright.by_key import ByKey
from fillwright.errors import InvalidRequest, NotJson
from fillwright.mends import mend, name_entry

T = TypeVar("T")

MAX_FIELDS: Final = 500
MAX_PARALLEL: Final = 50

Answer = str | bool | list[str]
Status = Literal["answered", "needs_review", "skipped", "failed"]
Source = Literal["extracted", "pinned", "cached", "generated", "drafted"]
Strategy = Literal["skip", "pinned", "sensitive", "file", "extract", "choice", "generate"]

Label = Annotated[str, Meta(min_length=1, max_length=10_000)]
Text = Annotated[str, Meta(max_length=20_000)]
Name = Annotated[str, Meta(max_length=1_000)]


class Option(Struct, frozen=True, omit_defaults=True):
    """One choice of a control: the value it submits and the text a person reads."""

    value: Name = ""
    label: Name = ""

    @property
    def text(self) -> str:
        """What a person reads: the label, else the value."""
        return self.label or self.value

    @property
    def answer(self) -> str:
        """What `FieldResponse.answer` holds for this option: its value, else its label."""
        return self.value or self.label


class Field(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One question of a form as the scraper saw it; only `label` is needed."""

    label: Label
    id: Annotated[str, Meta(min_length=1, max_length=1_000)] | None = None
    type: Name = "text"
    name: Name = ""
    autocomplete: Name = ""
    placeholder: Name = ""
    help: Text = ""
    section: Name = ""
    required: bool | None = None
    options: Annotated[tuple[Option, ...], Meta(max_length=2_000)] = ()
    multiple: bool = False
    max_length: Annotated[int, Meta(ge=1)] | None = None
    min: str | float | None = None
    max: str | float | None = None
    pattern: Name = ""
    value: str | bool | float | list[str] | None = None


class JobContext(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is known of the job; every part is optional."""

    company: Name = ""
    title: Name = ""
    description: Annotated[str, Meta(max_length=200_000)] = ""
    url: Annotated[str, Meta(max_length=10_000)] = ""
    location: Name = ""


class BatchRequest(Struct, frozen=True, kw_only=True):
    """The body of `/api/generate-batch` and `/api/plan-batch`."""

    fields: Annotated[tuple[Field, ...], Meta(min_length=1, max_length=MAX_FIELDS)]
    job_context: JobContext = JobContext()
    max_parallel: Annotated[int, Meta(ge=1, le=MAX_PARALLEL)] | None = None
    batch_id: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    deadline_s: Annotated[float, Meta(gt=0, le=86_400)] | None = None
    budget_usd: Annotated[float, Meta(ge=0)] | None = None
    overwrite: bool = False
    refresh: bool = False
    wish: dict[str, Annotated[str, Meta(max_length=1_000)]] = {}


class ErrorInfo(Struct, frozen=True, kw_only=True):
    """Why one field failed, and whether asking again can help."""

    code: str
    message: str
    retryable: bool = False


class Said(Struct, frozen=True, kw_only=True):
    """The stable code of a sentence, None where it has none, and the values that it holds."""

    code: str | None = None
    values: list[str] = []


class FieldResponse(ByKey, Struct, kw_only=True):
    """The answer to one field. `time_ms` is the time its own work took, `cost_usd` None where no price is known."""

    id: str
    label: str
    status: Status
    answer: Answer | None = None
    answer_label: str | list[str] | None = None
    source: Source | None = None
    cached: bool = False
    strategy: Strategy
    key: str | None = None
    evidence: list[str] = []
    warnings: list[str] = []
    confidence: float = 0.0
    provider: str | None = None
    model: str | None = None
    tokens_used: int = 0
    cost_usd: float | None = 0.0
    time_ms: float = 0.0
    reason: str | None = None
    error: ErrorInfo | None = None
    reason_code: str | None = None
    reason_values: list[str] = []
    warning_codes: list[Said] = []
    evidence_names: list[str | None] = []


class BatchSummary(ByKey, Struct, kw_only=True):
    """The counts of one batch.

    `failed + skipped + needs_review` (by status) and `extracted + cached + generated + drafted` (by source, answered
    ones) add up to `total_fields`; pinned answers count as cached. Times in milliseconds, cost in US dollars;
    `efficiency` is the ideal wall for the calls' durations at `max_parallel` divided by the wall, None without calls.
    """

    total_fields: int
    total_tokens: int
    total_cost_usd: float
    cached_count: int
    extracted_count: int
    generated_count: int
    total_time_ms: float
    failed_count: int
    needs_review_count: int
    skipped_count: int
    drafted_count: int
    pinned_count: int
    cached_tokens: int
    cost_known: bool
    efficiency: float | None


class BatchReply(ByKey, Struct, kw_only=True):
    """All responses in the form's order, and their summary."""

    responses: list[FieldResponse]
    summary: BatchSummary


class PlanEvent(Struct, kw_only=True, tag_field="event", tag="plan"):
    """What the batch will do, before anything is spent: how many fields each source will answer.

    `generate_count` questions would go to a provider, `draft_count` to the embedded default; the estimate is in US
    dollars (None where no price is known) and seconds.
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


class FieldEvent(Struct, kw_only=True, tag_field="event", tag="field"):
    """One finished answer; `index` is the field's place in the form."""

    index: int
    response: FieldResponse


class DeltaEvent(Struct, kw_only=True, tag_field="event", tag="delta"):
    """A piece of an answer that is still being written, not yet checked."""

    index: int
    text: str


class WarningEvent(Struct, kw_only=True, tag_field="event", tag="warning"):
    """A warning that concerns an answer already sent."""

    index: int
    warning: str
    code: str | None = None
    values: list[str] = []


class SummaryEvent(Struct, kw_only=True, tag_field="event", tag="summary"):
    """The end of a batch."""

    summary: BatchSummary


class ErrorBody(Struct, kw_only=True):
    """The `error` of an error reply; `field` is a path such as `fields[3].label`, None where no field is to blame."""

    code: str
    message: str
    field: str | None = None


class ErrorReply(Struct, kw_only=True):
    """Every reply with a status of 400 or more."""

    error: ErrorBody


class ErrorEvent(Struct, kw_only=True, tag_field="event", tag="error"):
    """The end of a stream that broke off."""

    error: ErrorBody


BatchEvent = PlanEvent | FieldEvent | DeltaEvent | WarningEvent | SummaryEvent | ErrorEvent


class Passage(Struct, frozen=True):
    """One piece of the person's own material, with its place in the profile (`work[0].highlights[2]`)."""

    path: str
    title: str
    text: str


_PLACE = re.compile(r" - at (?:key in )?`\$\.?(.*)`$", re.DOTALL)


def decode(kind: type[T], body: bytes, *, error: type[InvalidRequest] = InvalidRequest) -> T:
    """Return `body` (UTF-8 JSON) as a `kind`; a key that holds null where null means nothing counts as absent.

    Raises NotJson for what is not JSON or not UTF-8, and `error` for valid JSON that breaks a rule, with the path of
    the offending part in `field`.
    """
    try:
        body.decode()  # the decoder does not look inside what it skips
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return convert(kind, _parse(body, error), error=error)


def _parse(body: bytes, error: type[InvalidRequest]) -> Any:  # noqa: ANN401 - any JSON
    """Return what `body` holds; raises NotJson or, for what no parser should have to follow, `error`."""
    try:
        body.decode()
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise NotJson(f"The body is not JSON in UTF-8: {wrong}.") from None
    except RecursionError:
        raise _too_deep(error) from None


def convert(kind: type[T], data: Any, *, error: type[InvalidRequest] = InvalidRequest) -> T:  # noqa: ANN401 - any JSON
    """Return `data` (parsed JSON, or already a `kind`) as a `kind`; takes nulls and raises `error` as `decode` does."""
    try:
        return msgspec.convert(data, type=kind, from_attributes=True)
    except msgspec.ValidationError:
        pass
    try:
        data = _without_nulls(data)
        return msgspec.convert(data, type=kind, from_attributes=True)
    except msgspec.ValidationError as wrong:
        raise explain(wrong, error, kind, data) from None
    except RecursionError:
        raise _too_deep(error) from None


def _without_nulls(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return `value` without the keys that hold null, which programs write for what they do not know."""
    if isinstance(value, dict):
        return {key: _without_nulls(part) for key, part in value.items() if part is not None}
    return [_without_nulls(part) for part in value] if isinstance(value, list) else value


def _too_deep(error: type[InvalidRequest]) -> InvalidRequest:
    return error("The body is nested too deeply: send at most 50 levels.", field="$")


def explain(
    wrong: msgspec.ValidationError,
    error: type[InvalidRequest],
    kind: Any = None,  # noqa: ANN401 - a type
    data: Any = None,  # noqa: ANN401 - any JSON
) -> InvalidRequest:
    """Return msgspec's finding as `error` with the mend, and the path of the offending part as `field`.

    With `kind` and the `data` that is none, an entry of one of its mappings is called by its key.
    """
    text = str(wrong)
    place = _PLACE.search(text)
    rule = text[: place.start()] if place else text
    path, mended = mend(rule, name_entry(place.group(1), kind, data) if place else "")
    return error(f"{path or 'The body'}: {mended}.", field=path or "$")


def with_ids(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return `fields` with every `id` set (default: the position as text).

    Raises InvalidRequest for an id that stands twice or a label of white space alone.
    """
    seen: dict[str, int] = {}
    named: list[Field] = []
    for position, field in enumerate(fields):
        if not field.label.strip():
            message = f"fields[{position}].label is empty: send the text a person reads beside the control."
            raise InvalidRequest(message, field=f"fields[{position}].label")
        identity = field.id if field.id is not None else str(position)
        if identity in seen:
            message = f"fields[{position}].id: {identity!r} already names fields[{seen[identity]}]; use each id once."
            raise InvalidRequest(message, field=f"fields[{position}].id")
        seen[identity] = position
        named.append(msgspec.structs.replace(field, id=identity))
    return tuple(named)
