"""The connection's side of the server: caps on headers, idle time and the number of connections.

aiohttp alone leaves half-sent headers open for over a minute, answers malformed HTTP in plain text that quotes it, and
takes any number of connections.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from typing import Final

from aiohttp import web

from fillwright.errors import BadRequest, FillwrightError, ServerUnavailable
from fillwright.server.failures import unforeseen
from fillwright.server.replies import error_reply

HEADER_SECONDS: Final = 20.0
MAX_LINE: Final = 8190
MAX_HEADERS: Final = 64
MAX_CONNECTIONS: Final = 256
LINGER_SECONDS: Final = 1.0
BACKLOG: Final = 128

log: Final = logging.getLogger(__name__)


class Connection(web.RequestHandler):
    """One client's connection. `calls` counts the requests being answered on it: 0 means idle or half-sent."""

    __slots__ = ("calls",)

    def __init__(self, manager: web.Server, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(
            manager,
            loop=loop,
            keepalive_timeout=HEADER_SECONDS,
            lingering_time=LINGER_SECONDS,
            max_line_size=MAX_LINE,
            max_field_size=MAX_LINE,
            max_headers=MAX_HEADERS,
            auto_decompress=False,
            access_log=None,  # type: ignore[arg-type]  # None switches it off
        )
        self.calls = 0

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = BadRequest.status,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what never reached the application in the contract's form, without quoting it; closes.

        Raises ConnectionResetError where the client has left or a reply has begun.
        """
        del message
        if request.writer.output_size > 0 or isinstance(exc, ConnectionError):
            raise ConnectionResetError
        error: FillwrightError = BadRequest("This is not a request in HTTP/1.1, or its head is over 8 KiB a line.")
        if status != BadRequest.status:
            error = unforeseen(exc or RuntimeError())
        response = error_reply(error)
        response.force_close()
        return response


class Refused(asyncio.Protocol):
    """A connection that is closed as soon as it is made."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Reset the connection."""
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()


class Door:
    """Makes the protocol for each new connection of `server`, at most `limit` at a time.

    At the limit the longest-standing connection that is not being answered gives way; when all are, the new one is
    reset. So half-open connections never keep a client out.
    """

    def __init__(self, server: web.Server, limit: int = MAX_CONNECTIONS) -> None:
        self._server = server
        self._limit = limit

    def __call__(self) -> asyncio.Protocol:
        """Return the protocol of a new connection."""
        open_now = self._server.connections
        if len(open_now) >= self._limit:
            idle = next(filter(_can_give_way, open_now), None)
            if idle is None:
                return Refused()
            idle.force_close()
        return Connection(self._server, asyncio.get_running_loop())


def _can_give_way(connection: web.RequestHandler) -> bool:
    return isinstance(connection, Connection) and not connection.calls and connection.transport is not None


def bind(port: int) -> socket.socket:
    """Return a socket bound to `port` (0: any free one) of 127.0.0.1; raises ServerUnavailable when it is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # where SO_REUSEADDR would let another process take the port as well
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise ServerUnavailable(f"Port {port} of 127.0.0.1 can't be used; choose another with --port.") from error
    return listener
