"""The commands as processes of their own, as a shell starts them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fillwright.paths import Home

HOST = Path(__file__).resolve().parents[3] / "host"
COMMAND = [sys.executable, "-m", "fillwright"]
FORM = {
    "fields": [{"label": "E-mail", "type": "email"}, {"label": "Why do you want to work here?", "type": "textarea"}]
}


def start(*words: str) -> subprocess.Popen[str]:
    environ = {**os.environ, "PYTHONPATH": str(HOST)}
    return subprocess.Popen(
        [*COMMAND, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environ,
    )


def run(*words: str, stdin: str = "") -> tuple[int, str, str]:
    with start(*words) as process:
        out, err = process.communicate(stdin, timeout=60)
    return process.returncode, out, err


@pytest.fixture
def server(person: Home) -> Iterator[subprocess.Popen[str]]:
    """A server of the home, listening."""
    with start("serve", "--home", str(person.root)) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("listening on http://127.0.0.1:")
        yield process
        process.kill()


def test_serve_ends_well_when_asked_to(server: subprocess.Popen[str], person: Home) -> None:
    server.send_signal(signal.SIGTERM)
    assert server.wait(20) == 0
    assert not person.runtime.exists()


@pytest.mark.usefixtures("server")
def test_a_second_serve_says_that_one_is_running_and_exits_3() -> None:
    code, out, err = run("serve")
    assert (code, out) == (3, "")
    assert err.startswith("fillwright: A server is already running on ")
    assert json.loads(run("serve", "--json")[2])["error"]["code"] == "already_running"


def test_serve_on_a_taken_port_says_so(home: Home) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, out, err = run("serve", "--home", str(home.root), "--port", port)
    assert (code, out) == (1, "")
    assert port in err


@pytest.mark.usefixtures("server")
def test_token_and_answer_find_the_server() -> None:
    code, token, _ = run("token")
    assert (code, len(token) > 20) == (0, True)
    code, out, err = run("answer", "-", "--json", stdin=json.dumps(FORM))
    assert (code, err) == (0, "")
    assert [response["source"] for response in json.loads(out)["responses"]] == ["extracted", "drafted"]


@pytest.mark.usefixtures("person")
def test_answer_without_a_server_leaves_none_behind(person: Home) -> None:
    code, out, _ = run("answer", "-", stdin=json.dumps(FORM))
    assert code == 0
    assert "2 fields:" in out
    assert not person.runtime.exists()


def test_profile_and_classify_work_in_a_pipe(home: Home) -> None:
    assert run("profile", "import", "-", stdin='{"basics": {"name": "Ada Example"}}')[0] == 0
    assert (home.profiles / "default" / "profile.json").is_file()
    code, out, _ = run("classify", "-", stdin='{"label": "First name"}\n')
    assert (code, json.loads(out)["key"]) == (0, "given-name")


@pytest.mark.usefixtures("home")
def test_classify_answers_line_by_line() -> None:
    with start("classify", "-") as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write('{"label": "Last name"}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["key"] == "family-name"
        process.stdin.close()
        assert process.wait(20) == 0


@pytest.mark.usefixtures("home")
def test_the_bridge_refuses_whoever_is_no_browser() -> None:
    code, out, err = run("bridge", "chrome-extension://stranger/")
    assert (code, out) == (1, "")
    assert err


def interruptible(*words: str) -> subprocess.Popen[str]:
    """Start a command that hears SIGINT: what runs in a shell's background ignores it, and so would its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return start(*words)
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("home")
def test_an_interrupted_command_exits_130() -> None:
    with interruptible("classify", "-") as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write('{"label": "Last name"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "", "")
