"""Settings and keys over HTTP."""

from __future__ import annotations

import pytest

from fillwright.paths import Home
from fillwright.providers.breaker import FIRST_PAUSE_S
from tests.host.server.raw import Server
from tools.provider_server import Config, Fault, Limits, provider_server_here

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


async def test_drafts_alone_never_wait(server: Server) -> None:
    (writer,) = (await server.call("GET", "/api/providers")).json["providers"]
    assert writer == {
        "name": "drafts",
        "model": "drafts",
        "under_way": 0,
        "waiting": 0,
        "wait_s": 0.0,
        "limits": [],
        "rest_s": 0.0,
        "rest_code": None,
    }


async def test_those_who_write_are_told_in_order_with_what_is_left_of_their_limits(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = Limits(requests_per_minute=60, burst=60)
    async with provider_server_here(Config(limits=limits)) as provider:
        monkeypatch.setenv("OPENAI_BASE_URL", provider.openai_url)
        changes = {"provider": "openai", "fallback": ["anthropic", "drafts"], "keys": {"openai": KEY}}
        await server.call("PUT", "/api/settings", changes)
        assert (await server.call("POST", "/api/settings/test")).json["ok"]
        writers = (await server.call("GET", "/api/providers")).json["providers"]
    assert [each["name"] for each in writers] == ["openai", "anthropic", "drafts"]
    (limit,) = writers[0]["limits"]
    assert (limit["kind"], limit["of"]) == ("requests", 60)
    assert limit["left"] in {59, 60}
    assert writers[1]["limits"] == []


async def test_one_that_keeps_failing_is_told_to_rest(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    async with provider_server_here(Config(faults=(Fault(kind="401"),))) as provider:
        monkeypatch.setenv("OPENAI_BASE_URL", provider.openai_url)
        await server.call(
            "PUT", "/api/settings", {"provider": "openai", "fallback": ["drafts"], "keys": {"openai": KEY}}
        )
        await server.call("PUT", "/api/profile", {"basics": {"summary": "I build plain systems that last."}})
        await server.call("POST", "/api/generate-batch", {"fields": [{"label": "Why us?", "type": "textarea"}]})
        writers = (await server.call("GET", "/api/providers")).json["providers"]
    assert writers[0]["rest_code"] == "invalid_key"
    assert 0 < writers[0]["rest_s"] <= FIRST_PAUSE_S
