"""Profile and files."""

from __future__ import annotations

import json

import pytest

from fillwright.paths import Home
from fillwright.profile import sample_profile
from tests.host.server.raw import Server
from tools.resumes.make import resumes


async def test_an_empty_home_has_an_empty_profile(server: Server) -> None:
    assert (await server.call("GET", "/api/profile")).json == {}


async def test_a_profile_comes_back_as_it_was_sent(server: Server) -> None:
    raw = b'{ "basics": {"name": "Ada Example"}, "unknown": [1] }'
    assert (await server.call("PUT", "/api/profile", raw)).body == raw
    assert (await server.call("GET", "/api/profile")).body == raw


async def test_an_invalid_profile_is_refused_and_the_old_one_kept(server: Server) -> None:
    await server.call("PUT", "/api/profile", {"basics": {"name": "Ada Example"}})
    reply = await server.call("PUT", "/api/profile", {"work": [{"startDate": "soon"}]})
    assert (reply.status, reply.json["error"]["code"]) == (422, "invalid_profile")
    assert reply.json["error"]["field"] == "work[0].startDate"
    assert (await server.call("GET", "/api/profile")).json == {"basics": {"name": "Ada Example"}}


async def test_the_last_good_profile_is_shown_while_the_file_is_broken(server: Server, home: Home) -> None:
    await server.call("PUT", "/api/profile", {"basics": {"name": "Ada Example"}})
    (home.profiles / "default" / "profile.json").write_bytes(b'{"basics": {"na')
    assert (await server.call("GET", "/api/profile")).json["basics"]["name"] == "Ada Example"


async def test_the_profile_follows_the_active_name(server: Server) -> None:
    await server.call("PUT", "/api/profile", {"basics": {"name": "Ada Example"}})
    await server.call("PUT", "/api/settings", {"profile": "second"})
    assert (await server.call("GET", "/api/profile")).json == {}
    await server.call("PUT", "/api/settings", {"profile": "default"})
    assert (await server.call("GET", "/api/profile")).json["basics"]["name"] == "Ada Example"


async def test_an_import_keeps_the_application_part(server: Server) -> None:
    await server.call("PUT", "/api/profile", {"application": {"preferred_name": "Ada"}})
    imported = await server.call("POST", "/api/profile/import", {"basics": {"name": "Ada Example"}, "meta": {"v": 1}})
    expected = {"basics": {"name": "Ada Example"}, "meta": {"v": 1}, "application": {"preferred_name": "Ada"}}
    assert imported.json["profile"] == expected
    assert (await server.call("GET", "/api/profile")).json == expected


async def test_an_import_with_its_own_application_part_replaces_it(server: Server) -> None:
    await server.call("PUT", "/api/profile", {"application": {"preferred_name": "Ada"}})
    await server.call("POST", "/api/profile/import", sample_profile(), "Content-Type: application/octet-stream")
    assert (await server.call("GET", "/api/profile")).json == json.loads(sample_profile())


async def test_an_import_tells_what_was_found_where_and_what_was_not_understood(server: Server) -> None:
    resume = b"cv:\n  name: Ada Example\n  sections:\n    riddles:\n      - A riddle\n"
    imported = await server.call("POST", "/api/profile/import", resume, "Content-Type: application/yaml")
    assert imported.json == {
        "profile": {"basics": {"name": "Ada Example"}},
        "found": [{"path": "basics.name", "value": "Ada Example", "where": "line 2"}],
        "not_understood": ["line 5: riddles: A riddle"],
        "format": "rendercv",
        "file": None,
    }
    assert (await server.call("GET", "/api/profile")).json == {"basics": {"name": "Ada Example"}}


async def test_a_pdf_and_a_word_document_are_imported(server: Server) -> None:
    for resume in (next(found for found in resumes() if found.name.endswith(kind)) for kind in (".pdf", ".docx")):
        imported = await server.call(
            "POST", "/api/profile/import", resume.data, "Content-Type: application/octet-stream"
        )
        assert imported.json["profile"]["basics"]["email"] == resume.truth["basics"]["email"]
        assert (await server.call("GET", "/api/profile")).json == imported.json["profile"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"%PDF-1.7", "application/pdf", 422),
        (b"%PDF-1.7", "application/octet-stream", 422),
        (b"PK\x03\x04", "application/octet-stream", 422),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/octet-stream", 422),
        (b"", "application/octet-stream", 422),
        (b"\x89PNG\r\n\x1a\n", "application/octet-stream", 422),
        (b"cv:\n  name: Ada", "text/plain", 415),
        (b"name: Ada", "application/octet-stream", 422),
        (b"{", "application/octet-stream", 400),
        (b"[]", "application/json", 422),
        (b'{"basics": 1}', "application/json", 422),
    ],
)
async def test_what_cannot_be_imported_changes_nothing(server: Server, body: bytes, kind: str, status: int) -> None:
    reply = await server.call("POST", "/api/profile/import", body, f"Content-Type: {kind}")
    assert reply.status == status
    assert (await server.call("GET", "/api/profile")).json == {}


async def test_a_file_is_stored_listed_returned_and_deleted(server: Server) -> None:
    data = bytes(range(256))
    stored = (await server.call("PUT", "/api/files/cv.pdf", data, "Content-Type: application/pdf")).json
    assert (stored["name"], stored["size"]) == ("cv.pdf", 256)
    assert (await server.call("GET", "/api/files")).json == {"files": [stored]}
    back = await server.call("GET", "/api/files/cv.pdf")
    assert back.body == data
    assert back.header("Content-Type") == "application/pdf"
    assert back.header("Content-Disposition") == "attachment"
    assert back.header("X-Content-Type-Options") == "nosniff"
    assert (await server.call("DELETE", "/api/files/cv.pdf")).json == {"removed": 1}
    assert (await server.call("GET", "/api/files/cv.pdf")).status == 404


async def test_a_file_name_may_have_spaces_and_accents(server: Server) -> None:
    await server.call("PUT", "/api/files/R%C3%A9sum%C3%A9%20Ada.pdf", b"x", "Content-Type: application/pdf")
    assert (await server.call("GET", "/api/files")).json["files"][0]["name"] == "Résumé Ada.pdf"
    assert (await server.call("GET", "/api/files/R%C3%A9sum%C3%A9%20Ada.pdf")).body == b"x"


@pytest.mark.parametrize(
    "name",
    ["..%2F..%2Fsettings.toml", "%2e%2e%2f%2e%2e%2fruntime.json", "..", "%2Fetc%2Fpasswd", "profile.json", "..%5Cx"],
)
async def test_a_file_name_leads_nowhere_else(server: Server, home: Home, name: str) -> None:
    assert (await server.call("GET", f"/api/files/{name}")).status == 404
    await server.call("PUT", f"/api/files/{name}", b"x", "Content-Type: text/plain")
    beside = {path.name for path in home.root.iterdir() if not path.name.startswith("answers.sqlite3")}
    assert beside == {"logs", "profiles", "runtime.json", "server.lock"}
    assert not (home.profiles / "default" / "profile.json").exists()


async def test_an_empty_file_is_refused(server: Server) -> None:
    assert (await server.call("PUT", "/api/files/cv.pdf", b"", "Content-Type: application/pdf")).status == 422
