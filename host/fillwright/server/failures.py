"""The one place where exceptions become responses."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import Final

from aiohttp import web

from fillwright.errors import FillwrightError, MethodNotAllowed, NotFound, TooLarge, Unauthorized
from fillwright.server.guard import Handler
from fillwright.server.replies import error_reply

log: Final = logging.getLogger(__name__)


@web.middleware
async def failures(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every error in the contract's form; what nobody foresaw gets a reference that also stands in the log."""
    try:
        return await handler(request)
    except FillwrightError as error:
        return error_reply(error)
    except web.HTTPException as error:
        return error_reply(from_http(error))
    except (asyncio.CancelledError, ConnectionResetError):  # the client has left: nobody to answer
        raise
    except Exception as error:  # noqa: BLE001 - the last net: everything else ends here
        return error_reply(unforeseen(error))


def from_http(error: web.HTTPException) -> FillwrightError:
    """Return aiohttp's own refusal as one of ours."""
    if isinstance(error, web.HTTPRequestEntityTooLarge):
        return TooLarge("The body is too large.")
    if isinstance(error, web.HTTPMethodNotAllowed):
        return MethodNotAllowed("This path does not take this method.")
    return NotFound("There is nothing at this path.")


def unforeseen(error: BaseException) -> FillwrightError:
    """Log `error` under a short random reference and return what the client may know: the reference alone."""
    reference = secrets.token_hex(4)
    log.error("internal error %s", reference, exc_info=error)
    return FillwrightError(f"Something went wrong inside; the log names it under {reference}.")


async def without_date(_request: web.Request, response: web.StreamResponse) -> None:
    """Drop the date of a 401, so that every refusal has the same bytes."""
    if response.status == Unauthorized.status:
        response.headers.popall("Date", None)
