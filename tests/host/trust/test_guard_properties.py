"""Whatever Host, Origin and token anybody makes up: only the right ones pass."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from hypothesis import example, given
from hypothesis import strategies as st
from multidict import CIMultiDict

from fillwright.errors import Forbidden, Unauthorized, WrongHost
from fillwright.server.guard import Credentials, require_host, require_no_page, require_token

PORT = 8765
RIGHT = ("127.0.0.1:8765", "localhost:8765")
TOKEN = Credentials().token

# Anything, and what comes near: the right one with something changed, put before or behind it.
bits = st.text(max_size=3) | st.sampled_from([".", "@", ":", "/", "0", "[", "]", "%00", " ", ",", "\t", "#", "?"])
near_hosts = st.builds(lambda before, host, behind: before + host + behind, bits, st.sampled_from(RIGHT), bits)
hosts = (
    st.text() | near_hosts | st.ip_addresses().map(lambda ip: f"{ip}:{PORT}") | st.integers().map("127.0.0.1:{}".format)
)
near_tokens = st.builds(lambda before, behind: before + TOKEN + behind, bits, bits)
tokens = st.text() | near_tokens | st.integers(0, len(TOKEN)).map(lambda end: TOKEN[:end]) | st.just(TOKEN.swapcase())
schemes = st.sampled_from(["Bearer ", "bearer ", "BEARER "])


def request(*headers: tuple[str, str]) -> web.Request:
    """Return a request with these headers, as the laxest parser would pass them on."""
    transport = Mock(get_extra_info={"sockname": ("127.0.0.1", PORT)}.get)
    return make_mocked_request("GET", "/", CIMultiDict(headers), transport=transport)


@given(host=hosts)
@example(host="127.0.0.1:08765")
@example(host="127.0.0.1:8765 ")
@example(host="LOCALHOST:8765")
@example(host="localhost\u2024:8765")
@example(host="１27.0.0.1:8765")
def test_no_other_host_passes(host: str) -> None:
    if host in RIGHT:
        require_host(request(("Host", host)))
    else:
        with pytest.raises(WrongHost):
            require_host(request(("Host", host)))


@given(hosts=st.lists(st.sampled_from(RIGHT) | hosts, min_size=2, max_size=4))
def test_no_two_hosts_pass(hosts: list[str]) -> None:
    with pytest.raises(WrongHost):
        require_host(request(*(("Host", host) for host in hosts)))


@given(origin=st.text() | st.builds("{}://{}".format, st.sampled_from(["http", "https", "moz-extension"]), hosts))
def test_no_origin_passes(origin: str) -> None:
    with pytest.raises(Forbidden):
        require_no_page(request(("Origin", origin)))


@given(sites=st.lists(st.sampled_from(["none", "same-origin", "same-site", "cross-site"]) | st.text(), max_size=3))
def test_only_a_call_of_the_browsers_own_passes(sites: list[str]) -> None:
    asked = request(*(("Sec-Fetch-Site", site) for site in sites))
    if {"none", "same-origin"}.issuperset(sites):
        require_no_page(asked)
    else:
        with pytest.raises(Forbidden):
            require_no_page(asked)


@given(scheme=schemes, token=tokens)
def test_no_other_token_passes(scheme: str, token: str) -> None:
    if token == TOKEN:
        require_token(request(("Authorization", scheme + token)), TOKEN)
    else:
        with pytest.raises(Unauthorized):
            require_token(request(("Authorization", scheme + token)), TOKEN)


@given(words=st.lists(st.text(max_size=20) | st.just(TOKEN), max_size=3))
def test_a_token_under_another_scheme_does_not_pass(words: list[str]) -> None:
    given = " ".join(["Basic", *words])
    with pytest.raises(Unauthorized):
        require_token(request(("Authorization", given)), TOKEN)
