"""What the providers were asked, and what it cost."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from fillwright.server.engine import ENGINE
from fillwright.server.replies import reply
from fillwright.server.shapes import UsageReply
from fillwright.server.table import Route


async def usage(request: web.Request) -> web.Response:
    """Return the sums by provider and model and by month, and this month's cost with that of the calls under way."""
    engine = request.app[ENGINE]
    settings = engine.settings.current()
    log, under_way = (await engine.store.get()).usage, engine.under_way.usd
    return reply(
        UsageReply(
            usage=await log.totals(),
            months=await log.months(),
            month_cost_usd=under_way + await log.month_cost(),
            under_way_usd=under_way,
            budget_usd_month=settings.budget_usd_month,
            budget_usd=settings.budget_usd,
        )
    )


ROUTES: Final = (Route("GET", "/api/usage", usage, "Calls, tokens and cost by provider and model", reply=UsageReply),)
