"""Who may call, byte by byte."""

from __future__ import annotations

from collections.abc import AsyncIterator
from unittest.mock import Mock

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from fillwright.errors import Unauthorized, WrongHost
from fillwright.server.guard import require_host, require_token
from tests.host.server.raw import Serve, Server, route


async def _fine(_request: web.Request) -> web.Response:
    return web.Response(text="fine")


@pytest.fixture
async def server(serve_routes: Serve) -> AsyncIterator[Server]:
    async with serve_routes([route(_fine), route(_fine, "/api/challenge")]) as server:
        yield server


async def test_the_right_host_and_token_pass(server: Server) -> None:
    assert (await server.send(server.head("GET", "/api/thing"))).status == 200


async def test_localhost_is_the_other_right_host(server: Server) -> None:
    head = server.head("GET", "/api/thing").replace(b"Host: 127.0.0.1", b"Host: localhost")
    assert (await server.send(head)).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        ":{port}",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "127.0.0.1:{port}0",
        "127.0.0.1:0{port}",
        "LOCALHOST:{port}",
        "localhost.:{port}",
        "[::1]:{port}",
        "127.1:{port}",
        "0.0.0.0:{port}",
        "evil.example:{port}",
        "127.0.0.1:{port}.evil.example",
        "user@127.0.0.1:{port}",
        "127.0.0.1:{port}, evil.example",
    ],
)
async def test_any_other_host_is_told_the_right_one(server: Server, host: str) -> None:
    named = host.format(port=server.port).encode()
    head = server.head("GET", "/api/thing").replace(f"127.0.0.1:{server.port}".encode(), named)
    reply = await server.send(head)
    assert reply.status == 421
    assert reply.json["error"]["code"] == "wrong_host"
    assert f"127.0.0.1:{server.port}" in reply.json["error"]["message"]


async def test_no_host_is_refused(server: Server) -> None:
    head = server.head("GET", "/api/thing").replace(f"Host: 127.0.0.1:{server.port}\r\n".encode(), b"")
    assert (await server.send(head)).status in {400, 421}


async def test_two_hosts_are_refused(server: Server) -> None:
    reply = await server.send(server.head("GET", "/api/thing", f"Host: localhost:{server.port}"))
    assert reply.status in {400, 421}


@pytest.mark.parametrize("host", ["", "Host: 127.0.0.1:{port}\r\n"])
async def test_http_1_0_is_refused(server: Server, host: str) -> None:
    line = host.format(port=server.port)
    data = f"GET /api/thing HTTP/1.0\r\n{line}Authorization: Bearer {server.token}\r\n\r\n"
    assert (await server.send(data.encode())).status == 421


async def test_a_target_with_an_authority_of_its_own_is_refused(server: Server) -> None:
    assert (await server.send(server.head("GET", "http://evil.example/api/thing"))).status == 421


@pytest.mark.parametrize("target", ["//evil.example/api/thing", "/\\evil.example"])
async def test_a_target_that_looks_like_an_authority_is_just_an_unknown_path(server: Server, target: str) -> None:
    assert (await server.send(server.head("GET", target))).status == 404


@pytest.mark.parametrize(
    "header",
    [
        "Origin: http://127.0.0.1:{port}",
        "Origin: https://evil.example",
        "Origin: null",
        "Origin:",
        "Origin: chrome-extension://abcdefgh",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ],
)
async def test_pages_are_refused(server: Server, header: str) -> None:
    reply = await server.send(server.head("GET", "/api/thing", header.format(port=server.port)))
    assert (reply.status, reply.json["error"]["code"]) == (403, "forbidden")


@pytest.mark.parametrize("site", ["none", "same-origin"])
async def test_what_no_other_site_has_asked_for_passes(server: Server, site: str) -> None:
    assert (await server.send(server.head("GET", "/api/thing", f"Sec-Fetch-Site: {site}"))).status == 200


async def test_a_token_that_is_no_text_is_refused(server: Server) -> None:
    head = server.head("GET", "/api/thing").replace(server.token.encode(), b"\xff" + server.token.encode())
    assert (await server.send(head)).status == 401


@pytest.mark.parametrize("path", ["/api/thing", "/api/challenge", "/", "/nowhere", "/api/thing/deeper?x=1"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"])
async def test_a_refusal_has_the_same_bytes_everywhere(server: Server, method: str, path: str) -> None:
    if (method, path) == ("GET", "/api/challenge"):
        return
    plain = await server.send(server.head("GET", "/api/thing", authorized=False))
    other = await server.send(server.head(method, path, authorized=False))
    assert plain.status == 401
    assert plain.raw == other.raw


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Basic {token}",
        "{token}",
        "Bearer  {token}",
        "Bearer {token}x",
        "Bearer é",
    ],
)
async def test_a_wrong_token_is_refused_like_none(server: Server, value: str) -> None:
    header = f"Authorization: {value.format(token=server.token)}"
    reply = await server.send(server.head("GET", "/api/thing", header, authorized=False))
    assert reply.status == 401
    assert reply.raw == (await server.send(server.head("GET", "/api/thing", authorized=False))).raw


async def test_two_tokens_are_refused(server: Server) -> None:
    reply = await server.send(server.head("GET", "/api/thing", "Authorization: Bearer x"))
    assert reply.status in {400, 401}


async def test_the_challenge_needs_no_token(server: Server) -> None:
    assert (await server.send(server.head("GET", "/api/challenge?nonce=1", authorized=False))).status == 200


@pytest.mark.parametrize("path", ["/api%2Fchallenge", "/api/%63hallenge", "/api/challenge/", "//api/challenge"])
async def test_a_path_that_only_resembles_the_challenge_needs_one(server: Server, path: str) -> None:
    assert (await server.send(server.head("GET", path, authorized=False))).status == 401


@pytest.mark.parametrize("authorized", [True, False])
async def test_a_preflight_gets_no_permission(server: Server, *, authorized: bool) -> None:
    reply = await server.send(
        server.head(
            "OPTIONS",
            "/api/thing",
            "Origin: https://evil.example",
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Private-Network: true",
            authorized=authorized,
        )
    )
    assert reply.status == 403
    assert not [name for name, _ in reply.headers if name.lower().startswith("access-control")]


async def test_an_expectation_is_not_answered_before_the_guard(server: Server) -> None:
    for method, path in (("GET", "/api/thing"), ("POST", "/api/thing"), ("POST", "/nowhere")):
        head = server.head(method, path, "Expect: 100-continue", "Content-Length: 5", authorized=False)
        assert (await server.send(head)).status == 401


def _request(*headers: tuple[str, str]) -> web.Request:
    """Return a request as a laxer parser than today's would pass it on, listening on port 7."""
    transport = Mock(get_extra_info={"sockname": ("127.0.0.1", 7)}.get)
    return make_mocked_request("GET", "/", CIMultiDict(headers), transport=transport)


def test_two_hosts_are_refused_whatever_the_parser_does() -> None:
    require_host(_request(("Host", "127.0.0.1:7")))
    with pytest.raises(WrongHost):
        require_host(_request(("Host", "127.0.0.1:7"), ("Host", "evil.example")))


def test_no_host_is_refused_whatever_the_parser_does() -> None:
    with pytest.raises(WrongHost):
        require_host(_request(("Accept", "*/*")))


def test_two_tokens_are_refused_whatever_the_parser_does() -> None:
    require_token(_request(("Authorization", "bearer right")), "right")
    with pytest.raises(Unauthorized):
        require_token(_request(("Authorization", "Bearer right"), ("Authorization", "Bearer wrong")), "right")


def test_a_connection_that_is_gone_has_no_right_host() -> None:
    request = _request(("Host", "127.0.0.1:7"))
    request.protocol.transport = None
    with pytest.raises(WrongHost):
        require_host(request)
