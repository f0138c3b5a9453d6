from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fillwright.demo import NativePort, make_home, surroundings
from fillwright.demo.run import serving
from fillwright.errors import ServerUnavailable


@pytest.fixture
def environ(tmp_path: Path) -> Iterator[dict[str, str]]:
    environ = surroundings(make_home(tmp_path))
    with serving(environ):
        yield environ


def test_a_call_is_answered_with_its_status(environ: dict[str, str]) -> None:
    with NativePort(environ) as port:
        (reply,) = port.call("GET", "/api/health")
    assert reply["status"] == 200


def test_one_bridge_carries_call_after_call(environ: dict[str, str]) -> None:
    with NativePort(environ) as port:
        replies = [*port.call("GET", "/api/health"), *port.call("GET", "/api/nowhere")]
    assert [reply["status"] for reply in replies] == [200, 404]


def test_a_reply_in_parts_is_put_together(environ: dict[str, str]) -> None:
    profile = {"basics": {"name": "Leonie Brandner"}, "x-notes": "ä" * 500_000}
    with NativePort(environ) as port:
        (kept,) = port.call("PUT", "/api/profile", profile)
        (reply,) = port.call("GET", "/api/profile")
    assert kept["status"] == 200
    assert reply["body"]["x-notes"] == profile["x-notes"]
    assert len(json.dumps(reply, ensure_ascii=False).encode()) > 1_000_000


def test_a_bridge_that_ends_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fillwright.demo.native.shipped_ids", lambda: {"chromium": ["a" * 32]})
    with NativePort(surroundings(make_home(tmp_path))) as port, pytest.raises(ServerUnavailable, match="ended"):
        list(port.call("GET", "/api/health"))
