"""Settings and keys over HTTP."""

from __future__ import annotations

import pytest

from fillwright.paths import Home
from tests.host.server.raw import Server

KEY = "sk-canary-51d0"


async def test_the_defaults_hold_in_an_empty_home(server: Server) -> None:
    settings = (await server.call("GET", "/api/settings")).json
    assert (settings["provider"], settings["max_parallel"], settings["problem"]) == ("auto", 5, None)
    assert settings["keys"] == {
        "openai": {"set": False, "where": None},
        "anthropic": {"set": False, "where": None},
    }


async def test_a_change_holds_at_once_and_on_disk(server: Server, home: Home) -> None:
    changed = (await server.call("PUT", "/api/settings", {"max_parallel": 7})).json
    assert changed["max_parallel"] == 7
    assert "max_parallel = 7" in home.settings.read_text()


async def test_null_brings_the_default_back(server: Server) -> None:
    await server.call("PUT", "/api/settings", {"max_parallel": 7})
    assert (await server.call("PUT", "/api/settings", {"max_parallel": None})).json["max_parallel"] == 5


async def test_a_file_edited_by_hand_is_taken_up(server: Server, home: Home) -> None:
    await server.call("GET", "/api/settings")
    home.settings.write_text("max_parallel = 9")
    assert (await server.call("GET", "/api/settings")).json["max_parallel"] == 9


async def test_a_broken_file_leaves_the_last_good_settings(server: Server, home: Home) -> None:
    await server.call("PUT", "/api/settings", {"max_parallel": 7})
    home.settings.write_text("max_parallel =")
    settings = (await server.call("GET", "/api/settings")).json
    assert settings["max_parallel"] == 7
    assert "settings.toml" in settings["problem"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"max_parallel": 0}, "max_parallel"),
        ({"max_paralel": 5}, "max_paralel"),
        ({"provider": "other"}, "provider"),
        ({"keys": []}, "keys"),
        ({"keys": {"other": "x"}}, "keys.other"),
        ({"keys": {"openai": {"set": True}}}, "keys.openai"),
    ],
)
async def test_what_can_not_be_is_refused_and_nothing_changed(
    server: Server, home: Home, change: object, field: str
) -> None:
    reply = await server.call("PUT", "/api/settings", change)
    assert (reply.status, reply.json["error"]["field"]) == (422, field)
    assert not home.settings.exists()


async def test_a_key_is_set_never_read_and_forgotten(server: Server) -> None:
    reply = await server.call("PUT", "/api/settings", {"keys": {"openai": KEY}})
    assert reply.json["keys"]["openai"] == {"set": True, "where": "file"}
    for path in ("/api/settings", "/api/health", "/api/openapi.json"):
        assert KEY.encode() not in (await server.call("GET", path)).raw
    assert KEY.encode() not in reply.raw
    reply = await server.call("PUT", "/api/settings", {"keys": {"openai": None}})
    assert reply.json["keys"]["openai"] == {"set": False, "where": None}


async def test_a_new_key_chooses_its_provider_at_once(server: Server) -> None:
    assert (await server.call("GET", "/api/health")).json["provider"] == "drafts"
    await server.call("PUT", "/api/settings", {"keys": {"anthropic": KEY}})
    assert (await server.call("GET", "/api/health")).json["provider"] == "anthropic"


async def test_drafts_need_no_test(server: Server) -> None:
    result = (await server.call("POST", "/api/settings/test")).json
    assert (result["ok"], result["provider"], result["error"]) == (True, "drafts", None)


async def test_a_provider_without_its_key_fails_its_test(server: Server) -> None:
    await server.call("PUT", "/api/settings", {"provider": "openai"})
    result = (await server.call("POST", "/api/settings/test")).json
    assert (result["ok"], result["error"]["code"]) == (False, "missing_key")
