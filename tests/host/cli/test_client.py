"""What a command makes of a server that proves itself and then fails it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from fillwright.cli import engine
from fillwright.cli.client import find_server
from fillwright.errors import ServerLost
from fillwright.messages import BatchRequest, Field
from fillwright.paths import Home
from fillwright.runtime import Runtime, proof, write_runtime
from tests.host.cli.said import Run

REQUEST = BatchRequest(fields=(Field(label="E-mail"),))


class Failing(BaseHTTPRequestHandler):
    """Knows the secret; answers every POST with `reply` as it is."""

    protocol_version = "HTTP/1.1"
    reply = b""

    def do_GET(self) -> None:
        nonce = parse_qs(urlsplit(self.path).query)["nonce"][0]
        port = int(self.headers["Host"].rpartition(":")[2])
        body = b'{"proof": "%s", "version": "0"}' % proof("secret", nonce, port).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.wfile.write(self.reply)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def failing(home: Home) -> Iterator[type[Failing]]:
    """A failing server that the home's runtime file describes."""
    home.prepare()
    with HTTPServer(("127.0.0.1", 0), Failing) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        write_runtime(home.runtime, Runtime(server.server_port, 1, "secret", "token", "0"))
        yield Failing
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\xff\n",
        b"HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\n{}",
    ],
)
def test_a_reply_that_breaks_off_is_a_lost_server(home: Home, failing: type[Failing], reply: bytes) -> None:
    failing.reply = reply
    with pytest.raises(ServerLost, match="went away in the middle of the call"):
        engine.stream(home, REQUEST, lambda _: None)
    with pytest.raises(ServerLost, match="went away in the middle of the call"):
        engine.plan(home, REQUEST)


def test_a_stream_without_its_summary_is_a_lost_server(run: Run, failing: type[Failing]) -> None:
    failing.reply = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    said = run("answer", "-", "--json", stdin='{"fields": [{"label": "E-mail"}]}')
    assert (said.code, said.error["code"]) == (1, "server_lost")


def test_the_error_that_ends_a_stream_is_the_commands(run: Run, failing: type[Failing]) -> None:
    line = b'{"event": "error", "error": {"code": "server_unavailable", "message": "Stopping."}}\n'
    failing.reply = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(line), line)
    said = run("answer", "-", stdin='{"fields": [{"label": "E-mail"}]}')
    assert (said.code, said.err) == (1, "fillwright: Stopping.\n")


def test_warnings_that_come_later_stand_at_their_field(run: Run, failing: type[Failing]) -> None:
    lines = b"".join(
        (
            b'{"event": "field", "index": 0, "response": {"label": "E-mail", "warnings": []}}\n',
            b'{"event": "warning", "index": 0, "warning": "twice"}\n',
            b'{"event": "something new"}\n',
            b'{"event": "summary", "summary": {}}\n',
        )
    )
    failing.reply = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(lines), lines)
    reply = run("answer", "-", "--json", stdin='{"fields": [{"label": "E-mail"}]}').json
    assert reply["responses"] == [{"label": "E-mail", "warnings": ["twice"]}]


@pytest.mark.usefixtures("failing")
def test_a_proved_server_does_not_show_its_secrets(home: Home) -> None:
    server = find_server(home)
    assert server
    server.close()
    assert "token" not in repr(server.runtime)


def test_the_bridge_can_be_started_for_a_named_home(run: Run, home: Home) -> None:
    said = run("--home", str(home.root), "bridge", "chrome-extension://stranger/")
    assert (said.code, said.out) == (1, "")
