"""What the providers were asked, what it cost and how long it took."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from fillwright.errors import InvalidRequest
from fillwright.storage.database import Database, now

CALLED_OFF: Final = "called_off"
"""What a call has for an error that was left before it was answered."""

_COLUMNS: Final = (
    *("batch_id", "provider", "model", "input_tokens", "cached_tokens", "output_tokens", "cost_usd"),
    *("duration_s", "attempts", "refused_429", "hedges", "waited_s", "error"),
)
_INSERT: Final = f"INSERT INTO calls (created, {', '.join(_COLUMNS)}) VALUES (?{', ?' * len(_COLUMNS)})"  # noqa: S608 - constants
_OF_BATCH: Final = (
    f"SELECT created, {', '.join(_COLUMNS)} FROM calls "  # noqa: S608 - constants
    "WHERE batch_id >= ? AND batch_id < ? AND batch_id != '' ORDER BY created, id"
)


class Call(Struct, frozen=True, kw_only=True):
    """One question's provider call with all its attempts.

    `duration_s` is that of the successful attempt, `waited_s` all the time before it: for a slot, a limit, failed
    attempts. `cost_usd` is None where no price is known, `error` the code where it failed for good; `hedges` second
    copies were sent. `cached_tokens` are part of `input_tokens`. `created` is the moment it ended (ISO 8601 in UTC).
    """

    provider: str
    model: str
    batch_id: str = ""
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None
    duration_s: float = 0.0
    attempts: int = 1
    refused_429: int = 0
    hedges: int = 0
    waited_s: float = 0.0
    error: str | None = None
    created: str = ""


class Usage(Struct, frozen=True, kw_only=True):
    """The sum of one model's calls; `retries` are attempts beyond the first of each call, p50 and p95 in seconds.

    `cost_usd` is the sum of what is known, `cost_known` whether that is all; p50 and p95 are None without a success.
    """

    provider: str
    model: str
    calls: int
    failures: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    cost_usd: float
    cost_known: bool
    refused_429: int
    retries: int
    hedges: int
    p50_s: float | None
    p95_s: float | None


class Month(Struct, frozen=True, kw_only=True):
    """What one calendar month (`YYYY-MM`, UTC) came to; `forms` are the batches that called a provider.

    `estimated_usd` is the part of `cost_usd` that calls have which were called off: what the provider had told of their
    bill by then, and else what they were expected to cost.
    """

    month: str
    calls: int
    forms: int
    cost_usd: float
    cost_known: bool
    estimated_usd: float = 0.0


class UsageLog:
    """The table of provider calls; whatever is asked of it waits for those still being recorded."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def record(self, call: Call) -> None:
        """Keep one call, as made now where it does not say when."""
        values = [getattr(call, name) for name in _COLUMNS]
        await self._db.write(_INSERT, [call.created or now(), *values])

    async def of_batch(self, beginning: str) -> list[Call]:
        """Return the calls of the one batch whose id begins so, in the order they ended; none where no batch does.

        Raises InvalidRequest where several do.
        """
        await self._db.settled()
        rows = await self._db.read(_OF_BATCH, (beginning, beginning + "\U0010ffff"))
        batches = {row[_COLUMNS.index("batch_id") + 1] for row in rows}
        if len(batches) > 1 and beginning not in batches:
            raise InvalidRequest(f"{beginning} begins the ids of {len(batches)} batches; give more of it.")
        calls = [Call(created=row[0], **dict(zip(_COLUMNS, row[1:], strict=True))) for row in rows]
        return [call for call in calls if len(batches) == 1 or call.batch_id == beginning]

    async def totals(self) -> list[Usage]:
        """Return the sums for each provider and model, the most called first."""
        await self._db.settled()
        sums = await self._db.read(
            "SELECT provider, model, count(*), count(error), sum(input_tokens), sum(cached_tokens), "
            "sum(output_tokens), coalesce(sum(cost_usd), 0.0), count(cost_usd) = count(*), sum(refused_429), "
            "sum(max(attempts - 1, 0)), sum(hedges) "
            "FROM calls GROUP BY provider, model ORDER BY count(*) DESC, provider, model"
        )
        durations: dict[tuple[str, str], list[float]] = {}
        for provider, model, seconds in await self._db.read(
            "SELECT provider, model, duration_s FROM calls WHERE error IS NULL ORDER BY duration_s"
        ):
            durations.setdefault((provider, model), []).append(seconds)
        return [
            Usage(
                provider=row[0],
                model=row[1],
                calls=row[2],
                failures=row[3],
                input_tokens=row[4],
                cached_tokens=row[5],
                output_tokens=row[6],
                cost_usd=row[7],
                cost_known=bool(row[8]),
                refused_429=row[9],
                retries=row[10],
                hedges=row[11],
                p50_s=_percentile(durations.get((row[0], row[1]), ()), 50),
                p95_s=_percentile(durations.get((row[0], row[1]), ()), 95),
            )
            for row in sums
        ]

    async def months(self, most: int = 12) -> list[Month]:
        """Return the last `most` months in which a provider was called, the latest first."""
        await self._db.settled()
        rows = await self._db.read(
            "SELECT substr(created, 1, 7), count(*), count(DISTINCT nullif(batch_id, '')), "
            "coalesce(sum(cost_usd), 0.0), count(cost_usd) = count(*), "
            "coalesce(sum(cost_usd) FILTER (WHERE error = ?), 0.0) FROM calls GROUP BY 1 ORDER BY 1 DESC LIMIT ?",
            (CALLED_OFF, most),
        )
        return [
            Month(
                month=row[0],
                calls=row[1],
                forms=row[2],
                cost_usd=row[3],
                cost_known=bool(row[4]),
                estimated_usd=row[5],
            )
            for row in rows
        ]

    async def month_cost(self, day: dt.date | None = None) -> float:
        """Return what the calls of the month of `day` (default: today) have cost, in US dollars, months in UTC."""
        day = day or dt.datetime.now(dt.UTC).date()
        await self._db.settled()
        rows = await self._db.read(
            "SELECT coalesce(sum(cost_usd), 0.0) FROM calls WHERE created >= ? AND created < ?",
            (f"{day:%Y-%m}", f"{(day.replace(day=1) + dt.timedelta(days=32)):%Y-%m}"),
        )
        return float(rows[0][0])


def _percentile(ordered: Sequence[float], percent: int) -> float | None:
    """Return the nearest-rank percentile of ascending figures."""
    return ordered[math.ceil(len(ordered) * percent / 100) - 1] if ordered else None
