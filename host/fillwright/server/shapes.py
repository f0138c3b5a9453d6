"""The replies and bodies that only the server knows, as structs."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from fillwright.config import KeyName, KeyPlace, Settings
from fillwright.messages import ErrorInfo, Name
from fillwright.profile import ShelfEntry, StoredFile, Version
from fillwright.providers import Limit
from fillwright.providers.local import LocalServer
from fillwright.storage import BatchEntry, Month, Remembered, Usage

Words = Annotated[str, Meta(max_length=100_000)]
AnswerText = Words | bool | list[Words]
LabelText = Words | list[Words] | None


class Challenge(Struct, kw_only=True):
    """`proof` is the hex HMAC-SHA256 of `nonce:port` under the runtime file's secret."""

    proof: str
    version: str


class Health(Struct, kw_only=True):
    """How the server is: the provider that answers, the active profile, and what is out of order, in sentences.

    `profiles` are the names to choose from, `uptime_s` is in seconds; `drafts` tells that no provider is set up and
    answers come from the person's own words.
    """

    version: str
    pid: int
    uptime_s: float
    provider: str
    model: str
    drafts: bool
    profile: str
    profile_problem: str | None
    profiles: list[str]
    warnings: list[str]


class Retiring(Struct, kw_only=True):
    """The server's version, and how many batches it still finishes before it ends."""

    version: str
    busy: int


class FileList(Struct, kw_only=True):
    """The stored files of the active profile."""

    files: list[StoredFile]


class ProfileName(Struct, frozen=True, kw_only=True):
    """A name for a profile: letters, digits, `-` and `_`."""

    name: Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]


class NewProfile(ProfileName, frozen=True, kw_only=True):
    """A profile to make: empty, or with all that `copy_of` holds."""

    copy_of: str | None = None


class ProfileList(Struct, kw_only=True):
    """Every profile, and the name of the active one."""

    active: str
    profiles: list[ShelfEntry]


class VersionList(Struct, kw_only=True):
    """The earlier versions of the active profile, the newest first."""

    profile: str
    versions: list[Version]


class Restored(Struct, kw_only=True):
    """What a restored backup held, and the folder in the home where what was there before is kept, if anything was."""

    profiles: list[str]
    files: int
    answers: bool
    kept: str | None


class Outgoing(Struct, kw_only=True):
    """A backup of `size` bytes to be read in parts of at most `part` bytes."""

    id: str
    size: int
    part: int


class IncomingSize(Struct, frozen=True, kw_only=True):
    """How many bytes a backup has that is to come in parts."""

    size: Annotated[int, Meta(ge=0)]


class Incoming(Struct, kw_only=True):
    """Where a backup is to come, in parts of at most `part` bytes."""

    id: str
    part: int


class Received(Struct, kw_only=True):
    """How many bytes have come by now."""

    size: int


class KeyState(Struct, kw_only=True):
    """Whether there is a key, and where; never the key."""

    set: bool
    where: KeyPlace | None


class SettingsReply(Settings, frozen=True, kw_only=True):
    """The settings that hold, which keys are set, and why the file as it is now can't be used."""

    keys: dict[KeyName, KeyState]
    problem: str | None = None


class SettingsChange(Settings, frozen=True, kw_only=True):
    """Any of the settings (null: back to the default), and keys to keep (null: forget)."""

    keys: dict[KeyName, Annotated[str, Meta(max_length=1_000)] | None] = field(default_factory=dict)


class ProviderTest(Struct, kw_only=True):
    """What came of one tiny call to the configured provider; `time_ms` in milliseconds."""

    ok: bool
    provider: str
    model: str
    time_ms: float
    error: ErrorInfo | None = None


class Writer(Struct, kw_only=True):
    """How a provider stands just now: its calls, the seconds until the next may leave, what is left of its limits.

    `wait_s` is 0 for at once, null where it depends on a call under way. For `rest_s` seconds it is passed over, since
    it failed with `rest_code`.
    """

    name: str
    model: str
    under_way: int
    waiting: int
    wait_s: float | None
    limits: list[Limit]
    rest_s: float
    rest_code: str | None


class WriterList(Struct, kw_only=True):
    """Those who write, in the order in which they are asked."""

    providers: list[Writer]


class Finding(Struct, kw_only=True):
    """One finding of `fillwright doctor`; `code` and `values` are for one's own words, `browser` whom it concerns."""

    name: str
    level: Literal["ok", "warn", "fail"]
    message: str
    mend: str
    browser: str
    code: str
    values: list[str]


class Findings(Struct, kw_only=True):
    """What `fillwright doctor` finds."""

    healthy: bool
    checks: list[Finding]


class LocalServers(Struct, kw_only=True):
    """The local servers that answered just now; none is used before the person has chosen it."""

    servers: list[LocalServer]


class AnswerList(Struct, kw_only=True):
    """Remembered answers, the newest first; `duplicates` groups the ids of all that answer the same question."""

    answers: list[Remembered]
    duplicates: list[list[str]] = []


class Merge(Struct, frozen=True, kw_only=True):
    """Answers to one question: `keep` becomes the person's own, `forget` go."""

    keep: str
    forget: Annotated[list[str], Meta(min_length=1, max_length=1_000)]


class Pin(Struct, frozen=True, kw_only=True):
    """An answer the person sets for a question, for one company or, without one, for all.

    `asked_by` is the company whose page an answer for all was given on: another one's name may stand in its place.
    """

    question: Annotated[str, Meta(min_length=1, max_length=10_000)]
    answer: AnswerText
    answer_label: LabelText = None
    company: Name | None = None
    asked_by: Name = ""


class Edit(Struct, frozen=True, kw_only=True):
    """The person's own wording for a remembered answer; `company` null lets it hold for all, absent leaves it."""

    answer: AnswerText
    answer_label: LabelText = None
    company: Name | UnsetType | None = UNSET


class Removed(Struct, kw_only=True):
    """How many entries were deleted."""

    removed: int


class BatchList(Struct, kw_only=True):
    """Past batches without their responses, the newest first."""

    batches: list[BatchEntry]


class UsageReply(Struct, kw_only=True):
    """Sums by provider and model and by month, what this month (UTC) has cost, and the budgets; money in US dollars.

    `under_way_usd` is what the calls that are not ended yet will cost about; only `month_cost_usd` holds it.
    """

    usage: list[Usage]
    months: list[Month]
    month_cost_usd: float
    under_way_usd: float
    budget_usd_month: float | None
    budget_usd: float | None
