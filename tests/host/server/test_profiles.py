"""Several profiles and their versions over HTTP."""

from __future__ import annotations

from typing import Any

from fillwright.paths import Home
from tests.host.server.raw import Server
from tools.resumes.make import resumes

BYTES = "Content-Type: application/octet-stream"


def named(name: str) -> dict[str, Any]:
    return {"basics": {"name": name}}


async def names(server: Server) -> tuple[str, list[str]]:
    listed = (await server.call("GET", "/api/profiles")).json
    return listed["active"], [each["name"] for each in listed["profiles"]]


async def test_what_was_before_is_listed_shown_and_restored(server: Server) -> None:
    for name in ("Ada", "Bea"):
        await server.call("PUT", "/api/profile", named(name))
    listed = (await server.call("GET", "/api/profile/versions")).json
    (version,) = listed["versions"]
    assert listed["profile"] == "default"
    assert (await server.call("GET", f"/api/profile/versions/{version['id']}")).json == named("Ada")
    restored = await server.call("POST", f"/api/profile/versions/{version['id']}/restore")
    assert restored.json == (await server.call("GET", "/api/profile")).json == named("Ada")


async def test_a_version_nobody_kept_is_not_found(server: Server) -> None:
    assert (await server.call("POST", "/api/profile/versions/20260101T000000000000/restore")).status == 404
    assert (await server.call("GET", "/api/profile/versions/x")).status == 404


async def test_a_profile_is_made_renamed_while_active_and_deleted(server: Server) -> None:
    await server.call("PUT", "/api/profile", named("Ada"))
    made = await server.call("POST", "/api/profiles", {"name": "second", "copy_of": "default"})
    assert [each["person"] for each in made.json["profiles"]] == ["Ada", "Ada"]
    await server.call("PUT", "/api/settings", {"profile": "second"})
    await server.call("PUT", "/api/profile", named("Bea"))
    await server.call("PUT", "/api/profiles/second", {"name": "lead"})
    assert await names(server) == ("lead", ["default", "lead"])
    assert (await server.call("GET", "/api/profile")).json == named("Bea")
    await server.call("DELETE", "/api/profiles/default")
    assert await names(server) == ("lead", ["lead"])


async def test_a_deleted_profile_made_again_has_nothing_of_the_old_one(server: Server) -> None:
    await server.call("POST", "/api/profiles", {"name": "second"})
    await server.call("PUT", "/api/settings", {"profile": "second"})
    await server.call("PUT", "/api/profile", named("Bea"))
    await server.call("PUT", "/api/settings", {"profile": "default"})
    await server.call("DELETE", "/api/profiles/second")
    await server.call("PUT", "/api/settings", {"profile": "second"})
    assert (await server.call("GET", "/api/profile")).json == {}
    assert (await server.call("GET", "/api/profile/versions")).json["versions"] == []


async def test_the_active_profile_and_a_taken_name_are_conflicts(server: Server) -> None:
    await server.call("PUT", "/api/profile", named("Ada"))
    assert (await server.call("DELETE", "/api/profiles/default")).json["error"]["code"] == "conflict"
    assert (await server.call("POST", "/api/profiles", {"name": "default"})).status == 409


async def test_a_name_that_is_none_is_refused(server: Server) -> None:
    reply = await server.call("POST", "/api/profiles", {"name": "../up"})
    assert (reply.status, reply.json["error"]["field"]) == (422, "name")


async def test_an_imported_pdf_is_kept_as_the_resume_to_upload(server: Server, home: Home) -> None:
    resume = next(found for found in resumes() if found.name.endswith(".pdf"))
    reply = await server.call("POST", "/api/profile/import?keep_as=my%20cv.pdf", resume.data, BYTES)
    assert reply.json["file"] == "my cv.pdf"
    assert reply.json["profile"]["application"]["files"] == {"resume": "my cv.pdf"}
    assert (home.profiles / "default" / "my cv.pdf").read_bytes() == resume.data
    field = {"fields": [{"label": "Résumé", "type": "file"}]}
    (answered,) = (await server.call("POST", "/api/generate-batch", field)).json["responses"]
    assert answered["answer"] == "my cv.pdf"


async def test_without_the_wish_no_file_is_kept_nor_one_that_nobody_uploads(server: Server, home: Home) -> None:
    resume = next(found for found in resumes() if found.name.endswith(".pdf"))
    assert (await server.call("POST", "/api/profile/import", resume.data, BYTES)).json["file"] is None
    plain = await server.call("POST", "/api/profile/import?keep_as=resume.json", b'{"basics": {}}', BYTES)
    assert plain.json["file"] is None
    assert not (home.profiles / "default" / "resume.json").exists()
