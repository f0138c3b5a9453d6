"""The handlers, a file per resource, and the table of all routes."""

from __future__ import annotations

from typing import Final

from fillwright.server.routes import answers, backup, batch, files, history, profile, profiles, settings, system, usage
from fillwright.server.routes.openapi import with_description
from fillwright.server.table import Route

ROUTES: Final[tuple[Route, ...]] = with_description(
    (
        *system.ROUTES,
        *batch.ROUTES,
        *profile.ROUTES,
        *profiles.ROUTES,
        *files.ROUTES,
        *answers.ROUTES,
        *settings.ROUTES,
        *history.ROUTES,
        *usage.ROUTES,
        *backup.ROUTES,
    )
)
