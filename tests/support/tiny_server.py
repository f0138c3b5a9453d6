"""A server that proves itself like the real one and otherwise behaves as a test says; and one that only pretends."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from fillwright.paths import Home
from fillwright.runtime import Runtime, proof, write_runtime

Behaviour = Callable[["Exchange", bytes], None]


class Exchange(BaseHTTPRequestHandler):
    """One request, with what a behaviour needs to answer it."""

    protocol_version = "HTTP/1.1"
    server: _Http

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/api/challenge" and "Authorization" not in self.headers:
            nonce = parse_qs(url.query)["nonce"][0]
            self.say_json({"proof": proof(self.server.runtime.secret, nonce, self.server.runtime.port), "version": "0"})
            return
        self._behave()

    def _behave(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))) if self.server.reads_bodies else b""
        self.server.seen.append((f"{self.command} {self.path}", dict(self.headers), body))
        self.server.arrived.set()
        self.server.behave(self, body)

    def do_POST(self) -> None:
        self._behave()

    def do_PUT(self) -> None:
        self._behave()

    def do_DELETE(self) -> None:
        self._behave()

    def say_json(self, value: object, status: int = 200) -> None:
        self.say_bytes(json.dumps(value, ensure_ascii=False).encode(), "application/json", status)

    def say_bytes(self, body: bytes, content_type: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def event(self, **event: object) -> None:
        self.chunk(json.dumps(event).encode() + b"\n")

    def chunk(self, data: bytes) -> None:
        """Write one chunk of a stream; an empty one ends it."""
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))

    def drop(self) -> None:
        """Break the connection off."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def wait_until_closed(self) -> None:
        """Return when the client has closed its end."""
        self.connection.recv(1)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def say_well(exchange: Exchange, _body: bytes) -> None:
    """Answer everything with the same short JSON."""
    exchange.say_json({"well": True})


class _Http(ThreadingHTTPServer):
    daemon_threads = False
    runtime: Runtime
    behave: Behaviour
    reads_bodies: bool

    def __init__(self, port: int) -> None:
        self.seen: list[tuple[str, dict[str, str], bytes]] = []
        self.arrived = Event()
        super().__init__(("127.0.0.1", port), Exchange)

    def handle_error(self, *_words: object) -> None:
        """Let a broken connection end its thread quietly."""


class TinyServer:
    """Listens for the time of the block, with its runtime file in `home`."""

    def __init__(self, home: Home, behave: Behaviour = say_well, *, reads_bodies: bool = True) -> None:
        self._http = _Http(0)
        self._http.behave = behave
        self._http.reads_bodies = reads_bodies
        number = self._http.server_address[1]
        self.runtime = Runtime(number, os.getpid(), secrets.token_hex(16), secrets.token_hex(16), "0")
        self._http.runtime = self.runtime
        home.prepare()
        write_runtime(home.runtime, self.runtime)
        self._thread = Thread(target=self._http.serve_forever, args=[0.01])

    @property
    def seen(self) -> list[tuple[str, dict[str, str], bytes]]:
        """Request line, headers and body of each request but the challenges."""
        return self._http.seen

    def wait_for_call(self) -> None:
        """Return when a request other than a challenge has arrived."""
        assert self._http.arrived.wait(30)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


class Impostor:
    """Listens on a port without knowing the secret, answers each connection once and keeps every byte it sees."""

    def __init__(
        self, answer: Callable[[bytes, int], bytes | Iterator[bytes]], port: int = 0, address: str = "127.0.0.1"
    ) -> None:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._listener = socket.create_server((address, port), family=family)
        self.port: int = self._listener.getsockname()[1]
        self.captured = b""
        self._answer = answer
        self._thread = Thread(target=self._listen)

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(10)
                try:
                    asked = connection.recv(65536)
                    self.captured += asked
                    answer = self._answer(asked, self.port)
                    for piece in [answer] if isinstance(answer, bytes) else answer:
                        connection.sendall(piece)
                    while data := connection.recv(65536):
                        self.captured += data
                except OSError:
                    continue

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


def http_json(body: bytes) -> bytes:
    """Return a whole HTTP reply that carries `body` as JSON."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def serve_until_killed(home: Home) -> int:
    """Serve like `fillwright serve`: one server for each home, another one exits with 3."""
    home.prepare()
    with home.lock.open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return 3
        with (home.root / "starts").open("a") as starts:
            starts.write(f"{os.getpid()}\n")
        with TinyServer(home) as server:
            server._thread.join()  # noqa: SLF001 - it never ends by itself
    return 0


if __name__ == "__main__":
    sys.exit(serve_until_killed(Home(Path(sys.argv[1]))))
