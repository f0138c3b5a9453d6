"""Finds the server of a home, makes it prove itself, and starts one where there is none.

What is proved, and when: anybody may listen on a port, so each connection begins with a challenge, and nothing else is
sent on a connection that has not passed it. The server must answer a random nonce with the HMAC of `nonce:port` under
the secret in the runtime file (0600), so whoever listens can read this person's files. Token and data follow on that
same TCP connection, never on another one to the same port: a listener that takes the port over in mid-session is
challenged like any other. The port in the proof keeps an impostor from passing the challenge on to the true server.
"""

from __future__ import annotations

import hmac
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from socket import SHUT_RDWR
from threading import Lock, Timer
from typing import TYPE_CHECKING

from fillwright import __version__
from fillwright.bridge.framing import parse
from fillwright.bridge.handover import hands_over, is_older
from fillwright.errors import ServerUnavailable
from fillwright.paths import Home
from fillwright.runtime import Runtime, proof, read_runtime

if TYPE_CHECKING:
    from subprocess import Popen

ADDRESS = "127.0.0.1"
PROOF_SECONDS = 5.0
START_SECONDS = 15.0
EXIT_ALREADY_RUNNING = 3

_POLL_SECONDS = 0.02
_AGAIN_SECONDS = 1.0
_LONGEST_PROOF = 4096
_OK = 200


class _OneConnection(HTTPConnection):
    """An HTTP connection that never opens itself again: what was proved would be another one."""

    auto_open = 0


@dataclass(frozen=True, slots=True)
class Proved:
    """A connection whose other end has proved to be the server that `runtime` describes."""

    connection: HTTPConnection
    runtime: Runtime


def prove(runtime: Runtime, seconds: float = PROOF_SECONDS) -> Proved:
    """Return a connection to the server that `runtime` describes, proved within `seconds`.

    Raises ServerUnavailable where nobody listens, where the listener does not answer in time, and where it does not
    know the secret; it has then seen a nonce and nothing else.
    """
    connection = _OneConnection(ADDRESS, runtime.port, timeout=seconds)
    watchdog = Timer(seconds, _cut, [connection])
    watchdog.daemon = True
    try:
        connection.connect()
        watchdog.start()
        nonce = os.urandom(32).hex()
        given = _challenge(connection, nonce)
        expected = proof(runtime.secret, nonce, runtime.port)
        if not hmac.compare_digest(given.encode(), expected.encode()):
            raise ServerUnavailable(f"What listens on port {runtime.port} is not your Fillwright server.")
    except (OSError, HTTPException, ValueError, KeyError, TypeError) as wrong:
        connection.close()
        if isinstance(wrong, ServerUnavailable):
            raise
        raise ServerUnavailable(f"No server of yours answers on port {runtime.port}.") from None
    finally:
        watchdog.cancel()
    return Proved(connection, runtime)


def _challenge(connection: HTTPConnection, nonce: str) -> str:
    """Return what the other end answers to `nonce`, the connection being fit for the next request."""
    connection.request("GET", f"/api/challenge?nonce={nonce}")
    reply = connection.getresponse()
    body = reply.read(_LONGEST_PROOF)
    if reply.status != _OK or not reply.isclosed() or connection.sock is None:
        raise ValueError("not a server's proof")
    answer = parse(body)
    return str(answer["proof"]) if isinstance(answer, dict) else ""


def _cut(connection: HTTPConnection) -> None:
    """End a proof that takes too long, also one that comes a byte at a time."""
    with suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(SHUT_RDWR)


def serve_command(home: Home) -> list[str]:
    """Return the command that serves `home` with this interpreter, isolated from the folder and the environment."""
    return [sys.executable, "-I", "-m", "fillwright", "serve", "--home", str(home.root)]


class Launcher:
    """The way to the one server of a home; safe to use from any thread.

    Several bridges, and several threads, may start a server at once: the server's own lock lets one live, the others
    exit with 3, and all of them find the winner through the runtime file. `child` is the server this one started.
    """

    def __init__(
        self, home: Home, command: Sequence[str] | None = None, note: Callable[[str], None] = lambda _text: None
    ) -> None:
        self._home = home
        self._command = list(command or serve_command(home))
        self._note = note
        self._starting = Lock()
        self._failed = (float("-inf"), "")
        self.child: Popen[bytes] | None = None

    def connect(self) -> Proved:
        """Return a proved connection to the running server, started where none runs; raises ServerUnavailable.

        One of an older version is asked to end, and used until it has.
        """
        asked = time.monotonic()
        runtime = read_runtime(self._home.runtime)
        if runtime is not None:
            try:
                proved = prove(runtime)
            except ServerUnavailable as wrong:
                self._note(f"port {runtime.port} not proved: {wrong.message}")
            else:
                if not is_older(runtime.version, __version__) or not hands_over(proved):
                    return proved
                self._note(f"the server of version {runtime.version} has handed over")
        with self._starting:
            failed_at, why = self._failed
            if failed_at > asked:
                raise ServerUnavailable(why)
            try:
                return self._start(runtime)
            except ServerUnavailable as wrong:
                self._failed = (time.monotonic(), wrong.message)
                self._note(f"no server: {wrong.message}")
                raise

    def _start(self, rejected: Runtime | None) -> Proved:
        """Start a server and return a connection to it, or to the one that was faster; `rejected` has failed before."""
        deadline = time.monotonic() + START_SECONDS
        again = 0.0
        code: int | None = EXIT_ALREADY_RUNNING  # as if a start had just come too late: the first one is due
        while time.monotonic() < deadline:
            runtime = read_runtime(self._home.runtime)
            if runtime is not None and (runtime != rejected or (again and code == EXIT_ALREADY_RUNNING)):
                try:
                    return prove(runtime)
                except ServerUnavailable:
                    rejected = runtime
            if code == EXIT_ALREADY_RUNNING and time.monotonic() >= again:
                self.child = self._spawn()
                again = time.monotonic() + _AGAIN_SECONDS
            time.sleep(_POLL_SECONDS)
            code = self.child.poll() if self.child else code
            if code not in {None, EXIT_ALREADY_RUNNING}:
                raise ServerUnavailable(
                    f"The server ended with code {code} as it started; run `fillwright serve` to see why."
                )
        raise ServerUnavailable(f"The server was not ready after {START_SECONDS:.0f} s; run `fillwright doctor`.")

    def _spawn(self) -> Popen[bytes]:
        """Start a server that outlives this process and holds none of its pipes."""
        self._note("starting a server")
        if sys.platform != "win32":
            return _detached(self._command, start_new_session=True, cwd="/")
        import subprocess  # noqa: PLC0415 - most bridges find a running server

        alone = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        try:  # Firefox runs hosts in a job that ends with the browser
            return _detached(self._command, creationflags=alone | subprocess.CREATE_BREAKAWAY_FROM_JOB)
        except PermissionError:
            return _detached(self._command, creationflags=alone)


def _detached(
    command: Sequence[str], *, creationflags: int = 0, start_new_session: bool = False, cwd: str | None = None
) -> Popen[bytes]:
    import subprocess  # noqa: PLC0415 - as above

    return subprocess.Popen(  # noqa: S603 - our own command, made of no outsider's words
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=creationflags,
        start_new_session=start_new_session,
        cwd=cwd,
    )
