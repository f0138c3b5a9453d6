"""What the providers were asked and what it cost."""

import datetime as dt
import statistics

import pytest

from fillwright.storage import Call, Database, Month, UsageLog


@pytest.fixture
def log(database: Database) -> UsageLog:
    return UsageLog(database)


async def test_without_calls_there_are_no_totals(log: UsageLog) -> None:
    assert await log.totals() == []
    assert await log.month_cost() == 0.0


async def test_calls_add_up_by_provider_and_model(log: UsageLog) -> None:
    for _ in range(2):
        await log.record(
            Call(
                provider="openai",
                model="m",
                input_tokens=100,
                cached_tokens=40,
                output_tokens=10,
                cost_usd=0.25,
                duration_s=1.0,
                attempts=3,
                refused_429=1,
            )
        )
    await log.record(Call(provider="anthropic", model="c", cost_usd=1.0, duration_s=2.0))
    first, second = await log.totals()
    assert (first.provider, first.model, first.calls, first.failures) == ("openai", "m", 2, 0)
    assert (first.input_tokens, first.cached_tokens, first.output_tokens) == (200, 80, 20)
    assert (first.cost_usd, first.cost_known, first.refused_429, first.retries) == (0.5, True, 2, 4)
    assert (second.provider, second.cost_usd) == ("anthropic", 1.0)


async def test_a_call_still_being_recorded_is_waited_for(database: Database, log: UsageLog) -> None:
    def record() -> None:
        database.later(log.record(Call(provider="p", model="m", batch_id="b", cost_usd=1.0)))

    record()
    assert await log.month_cost() == 1.0
    record()
    assert [model.calls for model in await log.totals()] == [2]
    record()
    assert [month.calls for month in await log.months()] == [3]
    record()
    assert len(await log.of_batch("b")) == 4


async def test_failures_count_and_leave_the_times_alone(log: UsageLog) -> None:
    await log.record(Call(provider="p", model="m", duration_s=1.0, cost_usd=0.0))
    await log.record(Call(provider="p", model="m", duration_s=60.0, cost_usd=0.0, error="provider_timeout"))
    (usage,) = await log.totals()
    assert (usage.calls, usage.failures, usage.p95_s) == (2, 1, 1.0)


async def test_a_model_that_only_failed_has_no_times(log: UsageLog) -> None:
    await log.record(Call(provider="p", model="m", error="invalid_key"))
    (usage,) = await log.totals()
    assert (usage.p50_s, usage.p95_s) == (None, None)


async def test_an_unknown_price_is_said(log: UsageLog) -> None:
    await log.record(Call(provider="p", model="m", cost_usd=0.5))
    await log.record(Call(provider="p", model="m", cost_usd=None))
    (usage,) = await log.totals()
    assert (usage.cost_usd, usage.cost_known) == (0.5, False)


async def test_percentiles_are_of_the_nearest_rank(log: UsageLog) -> None:
    for seconds in range(100, 0, -1):
        await log.record(Call(provider="p", model="m", duration_s=float(seconds)))
    (usage,) = await log.totals()
    assert (usage.p50_s, usage.p95_s) == (50.0, 95.0)
    assert usage.p50_s == statistics.median_low(range(1, 101))


@pytest.mark.parametrize(
    ("moment", "counts"),
    [
        ("2026-01-31T23:59:59.999999+00:00", False),
        ("2026-02-01T00:00:00.000000+00:00", True),
        ("2026-02-28T23:59:59.999999+00:00", True),
        ("2026-03-01T00:00:00.000000+00:00", False),
        ("2025-02-14T00:00:00.000000+00:00", False),
    ],
)
async def test_a_month_s_cost_is_that_of_its_calls(log: UsageLog, moment: str, counts: bool) -> None:  # noqa: FBT001 - a parameter
    await log.record(Call(provider="p", model="m", cost_usd=0.5, created=moment))
    assert await log.month_cost(dt.date(2026, 2, 14)) == (0.5 if counts else 0.0)


async def test_december_ends_with_the_year(log: UsageLog) -> None:
    await log.record(Call(provider="p", model="m", cost_usd=0.5, created="2026-12-31T12:00:00.000000+00:00"))
    assert await log.month_cost(dt.date(2026, 12, 31)) == 0.5


async def test_a_call_recorded_now_is_of_this_month(log: UsageLog) -> None:
    await log.record(Call(provider="p", model="m", cost_usd=0.5))
    assert await log.month_cost() == 0.5


async def test_months_are_summed_apart_the_latest_first(log: UsageLog) -> None:
    for batch, cost, created in (("a", 0.5, "2026-01-31"), ("a", 0.25, "2026-01-31"), ("b", None, "2026-02-01")):
        moment = f"{created}T12:00:00.000000+00:00"
        await log.record(Call(provider="p", model="m", batch_id=batch, cost_usd=cost, created=moment))
    assert await log.months() == [
        Month(month="2026-02", calls=1, forms=1, cost_usd=0.0, cost_known=False),
        Month(month="2026-01", calls=2, forms=1, cost_usd=0.75, cost_known=True),
    ]
    assert [each.month for each in await log.months(1)] == ["2026-02"]
