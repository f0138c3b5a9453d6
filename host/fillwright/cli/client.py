"""The running server as a command sees it: found by its runtime file, proved before it is told anything."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hmac import compare_digest
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any, Final

from fillwright.errors import FillwrightError, ServerUnavailable
from fillwright.paths import Home
from fillwright.runtime import Runtime, proof, read_runtime

ADDRESS: Final = "127.0.0.1"
PROOF_TIMEOUT_S: Final = 2.0
BATCH_TIMEOUT_S: Final = 600.0
OK: Final = 200


class Refused(FillwrightError):
    """An error the server sent: its code and field, as they came."""

    def __init__(self, error: dict[str, Any], status: int) -> None:
        super().__init__(str(error.get("message", "The server refused the call.")), field=error.get("field"))
        self.code = str(error.get("code", self.code))
        self.status = status


@dataclass(frozen=True, slots=True)
class Server:
    """A server that has proved to know the runtime file's secret."""

    runtime: Runtime

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{ADDRESS}:{self.runtime.port}"

    def post(self, path: str, body: bytes) -> Any:  # noqa: ANN401 - any JSON
        """Return the reply to `body`; raises Refused."""
        with self._send(path, body, "application/json") as reply:
            return json.loads(reply.read())

    def stream(self, path: str, body: bytes) -> Iterator[dict[str, Any]]:
        """Yield each event of the reply to `body`; raises Refused, and ServerUnavailable when it breaks off."""
        with self._send(path, body, "application/x-ndjson") as reply:
            yield from map(json.loads, reply)

    def _send(self, path: str, body: bytes, accept: str) -> HTTPResponse:
        headers = {
            "Authorization": f"Bearer {self.runtime.token}",
            "Content-Type": "application/json",
            "Accept": accept,
            "Connection": "close",
        }
        connection = HTTPConnection(ADDRESS, self.runtime.port, timeout=BATCH_TIMEOUT_S)
        try:
            connection.request("POST", path, body, headers)
            reply = connection.getresponse()
        except (OSError, HTTPException) as wrong:
            connection.close()
            raise ServerUnavailable(
                f"The server at {self.url} does not answer ({wrong}); run the command again."
            ) from None
        if reply.status != OK:
            with closing(connection):
                raise _refusal(reply)
        return reply


def find_server(home: Home) -> Server | None:
    """Return the proved server of `home`, None where none runs or what listens there does not know the secret."""
    runtime = read_runtime(home.runtime)
    if runtime is None:
        return None
    nonce = secrets.token_hex(16)
    connection = HTTPConnection(ADDRESS, runtime.port, timeout=PROOF_TIMEOUT_S)
    with closing(connection):
        try:
            connection.request("GET", f"/api/challenge?nonce={nonce}")
            given = json.loads(connection.getresponse().read(4096))["proof"]
        except (OSError, HTTPException, ValueError, KeyError, TypeError):
            return None
    expected = proof(runtime.secret, nonce, runtime.port)
    return Server(runtime) if compare_digest(str(given).encode(), expected.encode()) else None


def _refusal(reply: HTTPResponse) -> Refused:
    try:
        error = json.loads(reply.read())["error"]
        return Refused(error, reply.status)
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return Refused({}, reply.status)
