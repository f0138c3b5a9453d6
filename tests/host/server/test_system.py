"""Challenge, health and the API's own description."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest

from fillwright import __version__
from fillwright.paths import Home
from fillwright.runtime import proof, read_runtime
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
