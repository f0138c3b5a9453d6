"""Who may call: exact Host, no web page, the right token, in this order and before any route is looked at."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from aiohttp import HttpVersion11, web

from fillwright.errors import Forbidden, Unauthorized, WrongHost

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CHALLENGE_PATH: Final = "/api/challenge"
OWN_SITES: Final = frozenset({"none", "same-origin"})


@dataclass(frozen=True, slots=True)
class Credentials:
    """The two random values of one run: `secret` proves the server, `token` admits a client."""

    secret: str = field(repr=False, default_factory=lambda: secrets.token_urlsafe(32))
    token: str = field(repr=False, default_factory=lambda: secrets.token_urlsafe(32))


CREDENTIALS: Final = web.AppKey("credentials", Credentials)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let `request` through, or raise WrongHost, Forbidden or Unauthorized."""
    require_host(request)
    require_no_page(request)
    if not (request.method == "GET" and request.raw_path.partition("?")[0] == CHALLENGE_PATH):
        require_token(request, request.app[CREDENTIALS].token)
    return await handler(request)


def require_host(request: web.Request) -> None:
    """Raise WrongHost unless the request names this server exactly, once, in HTTP/1.1 and with a path as its target.

    A page that rebinds its own name to the loopback address sends that name; HTTP/1.0 may leave the header out, and a
    target with an authority of its own would override it (RFC 9112, 3.2.2).
    """
    port = own_port(request)
    named = request.headers.getall("Host", [])
    exact = len(named) == 1 and named[0] in {f"127.0.0.1:{port}", f"localhost:{port}"}
    if not exact or request.version != HttpVersion11 or not request.raw_path.startswith("/"):
        raise WrongHost(f"This server answers HTTP/1.1 calls to 127.0.0.1:{port} only: send exactly that as Host.")


def own_port(request: web.Request) -> int:
    """Return the port the request came in on; raises WrongHost when the connection is already gone."""
    transport = request.transport
    if transport is None:
        raise WrongHost("The connection was closed.")
    return int(transport.get_extra_info("sockname")[1])


def require_no_page(request: web.Request) -> None:
    """Raise Forbidden for what only a web page sends: any Origin, or a fetch site that is not this server itself."""
    site = request.headers.getall("Sec-Fetch-Site", ["none"])
    if "Origin" in request.headers or not OWN_SITES.issuperset(site):
        raise Forbidden("Web pages may not call this server; the browser extension calls it through its native host.")


def require_token(request: web.Request, token: str) -> None:
    """Raise Unauthorized unless the request carries `token` as its one bearer token; compared in constant time."""
    sent = request.headers.getall("Authorization", [])
    scheme, _, value = sent[0].partition(" ") if len(sent) == 1 else ("", "", "")
    right = hmac.compare_digest(value.encode("utf-8", "surrogateescape"), token.encode())
    if scheme.lower() != "bearer" or not right:
        raise Unauthorized("Send the token of the runtime file as `Authorization: Bearer TOKEN`.")
