"""prepare: many forms answered ahead, through a provider's batch API."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import dataclass

import msgspec

from fillwright.batch_processor import AheadPlan, AheadReport, Polling
from fillwright.cli.inputs import read_requests
from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.lock import preparing
from fillwright.messages import BatchRequest
from fillwright.paths import Home, find_home
from fillwright.server.engine import Engine
from fillwright.server.logs import logging_to


def prepare(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Send the questions that nothing answers yet, wait for the answers and remember them; `--plan` only counts."""
    requests, home = read_requests(arguments.file), find_home(arguments.home)
    home.prepare()
    with logging_to(home.logs):
        if arguments.plan:
            plan = asyncio.run(_plan(home, requests))
            terminal.show(msgspec.to_builtins(plan), lambda: _show_plan(plan, terminal))
        else:
            polling = None if arguments.no_wait else Polling()
            with preparing(home):
                report = asyncio.run(_run(home, requests, polling, Told(terminal)))
            terminal.show(msgspec.to_builtins(report), lambda: _show_report(report, terminal))
    return EXIT_OK


@dataclass
class Told:
    """Says how far the provider is, whenever that has changed."""

    terminal: Terminal
    before: tuple[int, int] = (-1, -1)

    def see(self, done: int, total: int) -> None:
        """Take note of `done` of `total` requests."""
        if total and (done, total) != self.before:
            self.before = (done, total)
            self.terminal.line(f"{done} of {total} are answered; you can stop this and run it again later.")
            self.terminal.flush()


async def _plan(home: Home, requests: list[BatchRequest]) -> AheadPlan:
    async with Engine(home) as engine, engine.ahead() as ahead:
        return await ahead.plan(requests)


async def _run(home: Home, requests: list[BatchRequest], polling: Polling | None, told: Told) -> AheadReport:
    async with Engine(home) as engine, engine.ahead() as ahead:
        return await ahead.run(requests, polling=polling, see=told.see)


def _show_plan(plan: AheadPlan, terminal: Terminal) -> None:
    cost = "at an unknown price" if plan.est_cost_usd is None else f"for about ${plan.est_cost_usd:.4f}"
    terminal.line(f"{plan.applications} forms: {plan.fresh} answers to have written, {cost}; {plan.sent} under way.")


def _show_report(report: AheadReport, terminal: Terminal) -> None:
    terminal.line(
        f"{report.applications} forms: {report.stored} answers remembered, {report.needs_review} left to you, "
        f"{report.failed} failed, {report.waiting} to come; ${report.cost_usd:.4f}{'' if report.cost_known else ' +?'}."
    )
    for reason in report.reasons:
        terminal.line(f"- {reason}")
