"""answer and explain: in this process, and through a running server that has to prove itself."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from fillwright.cli import client
from fillwright.paths import Home
from fillwright.profile import sample_profile
from fillwright.runtime import Runtime, read_runtime, write_runtime
from fillwright.server import serving
from tests.host.cli.said import Run

FORM = {
    "fields": [
        {"label": "E-mail", "type": "email"},
        {"label": "Tell us about a project you are proud of.", "type": "textarea"},
        {"label": "Password", "type": "password"},
    ],
    "job_context": {"company": "Example Robotics"},
}
EMAIL = json.loads(sample_profile())["basics"]["email"]


@pytest.fixture
def form(tmp_path: Path) -> str:
    file = tmp_path / "request.json"
    file.write_text(json.dumps(FORM), encoding="utf-8")
    return str(file)


@pytest.fixture
def server(person: Home) -> Iterator[Runtime]:
    """A running server of the home, in a thread of its own."""
    ready, stop = threading.Event(), threading.Event()

    async def serve() -> None:
        async with serving(person):
            ready.set()
            await asyncio.to_thread(stop.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(30)
    runtime = read_runtime(person.runtime)
    assert runtime
    yield runtime
    stop.set()
    thread.join()


def test_without_a_server_the_form_is_answered_here(run: Run, person: Home, form: str) -> None:
    reply = run("answer", form, "--json").json
    assert [response["status"] for response in reply["responses"]] == ["answered", "answered", "skipped"]
    assert reply["responses"][0]["answer"] == EMAIL
    assert reply["summary"]["total_fields"] == 3
    assert not person.runtime.exists()


@pytest.mark.usefixtures("person")
def test_for_people_it_is_a_table_and_a_sentence(run: Run, form: str) -> None:
    said = run("answer", form)
    assert EMAIL in said.out
    assert said.out.splitlines()[-1].startswith(
        "3 fields: 1 from the profile, 1 drafted, 1 skipped. 0 tokens, $0.0000,"
    )


@pytest.mark.usefixtures("person")
def test_a_request_can_come_from_stdin(run: Run) -> None:
    assert run("answer", "-", "--json", stdin=json.dumps(FORM)).json["responses"][0]["answer"] == EMAIL


@pytest.mark.parametrize(
    ("request_", "code", "field"),
    [
        ("oops", "not_json", None),
        ('{"fields": []}', "invalid_request", "fields"),
        ('{"fields": [{"type": "text"}]}', "invalid_request", "fields[0].label"),
        ('{"fields": [{"label": " "}]}', "invalid_request", "fields[0].label"),
    ],
)
def test_a_wrong_request_is_refused_as_the_server_would(run: Run, request_: str, code: str, field: str | None) -> None:
    said = run("answer", "-", "--json", stdin=request_)
    assert (said.code, said.out, said.error["code"], said.error.get("field")) == (1, "", code, field)


def test_with_a_server_the_form_goes_through_it(
    run: Run, server: Runtime, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[int] = []
    find = client.find_server

    def see(home: Home) -> client.Server | None:
        found = find(home)
        used.append(found.runtime.port if found else 0)
        return found

    monkeypatch.setattr("fillwright.cli.engine.find_server", see)
    assert run("answer", form, "--json").json["responses"][0]["answer"] == EMAIL
    assert used == [server.port]


@pytest.mark.usefixtures("server")
def test_what_the_server_refuses_is_said_with_its_code(run: Run, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fillwright.cli.engine.msgspec.json.encode", lambda _: b'{"fields": []}')
    said = run("answer", form, "--json")
    assert (said.code, said.error["code"], said.error["field"]) == (1, "invalid_request", "fields")


def test_a_stranger_on_the_port_learns_nothing(run: Run, person: Home, form: str) -> None:
    heard: list[bytes] = []

    class Stranger(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.requestline.encode() + bytes(self.headers))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"proof": "0"}')

        do_POST = do_GET  # noqa: N815 - the name is http.server's

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Stranger) as stranger:
        thread = threading.Thread(target=stranger.serve_forever)
        thread.start()
        runtime = Runtime(stranger.server_port, 1, "the-secret", "the-token", "0")
        write_runtime(person.runtime, runtime)
        reply = run("answer", form, "--json").json
        assert run("token").code == 1
        stranger.shutdown()
        thread.join()
    assert reply["responses"][0]["answer"] == EMAIL
    said = b"".join(heard)
    assert said.count(b"/api/challenge?nonce=") == 2
    assert EMAIL.encode() not in said
    assert b"the-token" not in said


def test_the_token_is_the_running_servers(run: Run, server: Runtime) -> None:
    assert run("token").out == f"{server.token}\n"
    assert run("token", "--json").json == {
        "token": server.token,
        "port": server.port,
        "url": f"http://127.0.0.1:{server.port}",
    }


def test_without_a_server_there_is_no_token(run: Run) -> None:
    said = run("token")
    assert said.code == 1
    assert said.err.endswith("start one with `fillwright serve`.\n")


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("through", ["here", "server"])
def test_explain_says_why_and_from_where(run: Run, form: str, through: str, request: pytest.FixtureRequest) -> None:
    if through == "server":
        request.getfixturevalue("server")
    email, project, password = run("explain", form, "--json").json["fields"]
    assert (email["strategy"], email["key"], email["answer"]["answer"]) == ("extract", "email", EMAIL)
    assert email["answer"]["evidence"] == ["basics.email"]
    assert email["reason"]
    assert (project["strategy"], project["answer"]["source"]) == ("generate", "drafted")
    assert password["strategy"] == "skip"


@pytest.mark.usefixtures("person")
def test_explain_speaks_to_people_too(run: Run, form: str) -> None:
    said = run("explain", form).out
    assert said.startswith("1. E-mail\n   extract, key email, confidence ")
    assert f"answered, '{EMAIL}', from basics.email" in said
    assert "will be drafted" in said


def test_control_characters_of_a_form_never_reach_the_terminal(run: Run) -> None:
    hostile = json.dumps({"fields": [{"label": "\x1b[2JWhy?\x07"}]})
    for command in ("answer", "explain"):
        for words in ((), ("--json",)):
            said = run(command, "-", *words, stdin=hostile)
            assert said.code == 0
            assert not {"\x1b", "\x07", "\x9b"} & set(said.out + said.err)
