"""usage: what the providers were asked, and what it cost."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence

import msgspec

from fillwright.cli.tables import show_table
from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.paths import Home, find_home
from fillwright.storage import Database, Month, Usage, UsageLog

COLUMNS = (
    *("Provider", "Model", "# Calls", "# Failed", "# Retries", "# 429"),
    *("# Tokens in", "# cached", "# out", "# Cost", "# p50", "# p95"),
)
MONTHS = ("Month", "# Forms", "# Calls", "# Cost")


def usage(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the sums for each provider and model and for each month (UTC), and the cost of this one."""
    totals, months, month = asyncio.run(_read(find_home(arguments.home)))
    data = {
        "totals": msgspec.to_builtins(totals),
        "months": msgspec.to_builtins(months),
        "month_cost_usd": month,
    }
    terminal.show(data, lambda: _for_people(totals, months, month, terminal))
    return EXIT_OK


async def _read(home: Home) -> tuple[list[Usage], list[Month], float]:
    home.prepare()
    async with await Database.open(home.answers) as database:
        log = UsageLog(database)
        return await log.totals(), await log.months(), await log.month_cost()


def _for_people(totals: Sequence[Usage], months: Sequence[Month], month: float, terminal: Terminal) -> None:
    if totals:
        show_table(COLUMNS, [_row(each) for each in totals])
        show_table(MONTHS, [(each.month, each.forms, each.calls, _cost(each)) for each in months])
        terminal.line(f"This month: ${month:.4f}.")
    else:
        terminal.line("No provider was asked yet.")


def _row(each: Usage) -> tuple[object, ...]:
    return (
        each.provider,
        each.model,
        each.calls,
        each.failures,
        each.retries,
        each.refused_429,
        each.input_tokens,
        each.cached_tokens,
        each.output_tokens,
        _cost(each),
        _seconds(each.p50_s),
        _seconds(each.p95_s),
    )


def _cost(each: Usage | Month) -> str:
    return f"${each.cost_usd:.4f}" + ("" if each.cost_known else " +?")


def _seconds(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.1f} s"
