"""Provider calls as the usage log keeps them."""

from __future__ import annotations

import asyncio

from fillwright.paths import Home
from fillwright.storage import Call, Database, UsageLog


def record(home: Home, *calls: Call) -> None:
    """Keep `calls` in the home's usage log."""

    async def write() -> None:
        home.prepare()
        async with await Database.open(home.answers) as database:
            for call in calls:
                await UsageLog(database).record(call)

    asyncio.run(write())
