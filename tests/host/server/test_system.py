"""Challenge, health and the API's own description."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fillwright import __version__
from fillwright.paths import Home
from fillwright.runtime import proof, read_runtime
from fillwright.server import doctor
from fillwright.server.routes import ROUTES
from tests.host.server.raw import Server


@pytest.mark.parametrize("nonce", ["7", "0123456789abcdef", "AB" * 64])
async def test_the_challenge_proves_the_secret(server: Server, home: Home, nonce: str) -> None:
    runtime = read_runtime(home.runtime)
    assert runtime
    reply = await server.send(server.head("GET", f"/api/challenge?nonce={nonce}", authorized=False))
    assert reply.json == {"proof": proof(runtime.secret, nonce, runtime.port), "version": __version__}


@pytest.mark.parametrize(
    "query",
    ["", "?nonce=", "?nonce=abcg", "?nonce=0123456789abcdeg", f"?nonce={'a' * 129}", "?nonce=" + "a" * 16 + "%0A"],
)
async def test_a_nonce_that_is_none_is_refused(server: Server, query: str) -> None:
    reply = await server.send(server.head("GET", f"/api/challenge{query}", authorized=False))
    assert (reply.status, reply.json["error"]["field"]) == (422, "nonce")


async def test_two_nonces_are_refused(server: Server) -> None:
    reply = await server.call("GET", f"/api/challenge?nonce={'a' * 16}&nonce={'b' * 16}")
    assert reply.status == 422


async def test_health_tells_how_the_server_is(server: Server) -> None:
    health = (await server.call("GET", "/api/health")).json
    assert health.pop("uptime_s") > 0
    assert health == {
        "version": __version__,
        "pid": os.getpid(),
        "provider": "drafts",
        "model": "drafts",
        "drafts": True,
        "profile": "default",
        "profile_problem": None,
        "profiles": [],
        "warnings": [],
    }


async def test_health_names_a_profile_that_can_not_be_used(server: Server, home: Home) -> None:
    await server.call("PUT", "/api/profile", {"basics": {"name": "Ada Example"}})
    (home.profiles / "default" / "profile.json").write_text('{"basics": {"name": 1}}')
    health = (await server.call("GET", "/api/health")).json
    assert "basics.name" in health["profile_problem"]
    assert health["profiles"] == ["default"]


async def test_health_names_settings_that_can_not_be_used(server: Server, home: Home) -> None:
    home.settings.write_text("max_parallel = 1000")
    (warning,) = (await server.call("GET", "/api/health")).json["warnings"]
    assert "max_parallel" in warning


def _references(node: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


async def test_the_description_is_complete(server: Server) -> None:
    document = (await server.call("GET", "/api/openapi.json")).json
    described = {(method.upper(), path) for path, item in document["paths"].items() for method in item}
    assert described == {(route.method, route.path) for route in ROUTES}
    assert document["openapi"] == "3.1.0"


async def test_every_reference_of_the_description_leads_somewhere(server: Server) -> None:
    document = (await server.call("GET", "/api/openapi.json")).json
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert {"#/components/schemas/BatchRequest", "#/components/schemas/Profile"} <= known
    assert set(_references(document)) <= known


async def test_every_operation_of_the_description_is_sound(server: Server) -> None:
    document = (await server.call("GET", "/api/openapi.json")).json
    operations = [(path, operation) for path, item in document["paths"].items() for operation in item.values()]
    assert len({operation["operationId"] for _, operation in operations}) == len(operations)
    for path, operation in operations:
        named = {each["name"] for each in operation.get("parameters", []) if each["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path))
        assert operation["responses"]["200"]["content"]
        assert {"400", "403", "421", "500"} <= operation["responses"].keys()
        assert ("401" in operation["responses"]) == (path != "/api/challenge")
        assert ("415" in operation["responses"]) == ("requestBody" in operation)


async def test_the_stream_is_described_beside_the_reply(server: Server) -> None:
    document = (await server.call("GET", "/api/openapi.json")).json
    content = document["paths"]["/api/generate-batch"]["post"]["responses"]["200"]["content"]
    assert content.keys() == {"application/json", "application/x-ndjson"}


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person's folder of its own, so that no browser of this machine is looked at."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("person")
async def test_the_doctor_s_findings_are_those_of_the_command(server: Server, home: Home) -> None:
    found = (await server.call("GET", "/api/doctor")).json
    checks = {check["name"]: check for check in found["checks"]}
    assert not found["healthy"]
    assert (checks["registration"]["level"], checks["registration"]["code"]) == ("fail", "not_registered")
    assert (checks["profile"]["level"], checks["profile"]["code"]) == ("warn", "profile_missing")
    assert checks["home"]["level"] == "ok"
    assert str(home.root) in checks["home"]["message"]


@pytest.mark.usefixtures("person")
async def test_a_key_that_the_server_itself_has_is_nothing_to_warn_of(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-51d0")
    reply = await server.call("GET", "/api/doctor")
    assert {check["name"] for check in reply.json["checks"]} >= {"home", "provider"}
    assert "keys" not in {check["name"] for check in reply.json["checks"]}
    assert b"sk-canary-51d0" not in reply.body


@pytest.mark.usefixtures("person")
async def test_checks_that_do_not_end_are_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "SECONDS", 0.0)
    reply = await server.call("GET", "/api/doctor")
    assert (reply.status, reply.json["error"]["code"]) == (500, "internal_error")
    assert "fillwright doctor" in reply.json["error"]["message"]
