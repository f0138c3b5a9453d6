"""The running server as a command sees it: found by its runtime file, proved before it is told anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPException, HTTPResponse
from typing import Any, Final

from fillwright.bridge.launch import ADDRESS, Proved, prove
from fillwright.errors import FillwrightError, ServerLost, ServerUnavailable
from fillwright.paths import Home
from fillwright.runtime import Runtime, read_runtime

CALL_TIMEOUT_S: Final = 600.0
OK: Final = 200
_BROKEN: Final = (OSError, HTTPException, ValueError, LookupError, TypeError)


class Refused(FillwrightError):
    """An error the server sent: its code and field, as they came."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(str(error.get("message", "The server refused the call.")), field=error.get("field"))
        self.code = str(error.get("code", self.code))


class Server:
    """A server that has proved itself; it takes one call, on the very connection that was proved."""

    def __init__(self, proved: Proved) -> None:
        self._proved = proved

    @property
    def runtime(self) -> Runtime:
        """What it wrote about itself."""
        return self._proved.runtime

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{ADDRESS}:{self.runtime.port}"

    def close(self) -> None:
        """Let go of the connection, where no call was made."""
        self._proved.connection.close()

    def post(self, path: str, body: bytes) -> Any:  # noqa: ANN401 - any JSON
        """Return the reply to `body`; raises Refused, and ServerLost when it breaks off."""
        with closing(self._proved.connection):
            try:
                return json.loads(self._send(path, body, "application/json").read())
            except _BROKEN:
                raise self._lost() from None

    def stream(self, path: str, body: bytes) -> Iterator[dict[str, Any]]:
        """Yield each event of the reply to `body`; raises as `post` does."""
        with closing(self._proved.connection):
            try:
                for line in self._send(path, body, "application/x-ndjson"):
                    yield json.loads(line)
            except _BROKEN:
                raise self._lost() from None

    def _send(self, path: str, body: bytes, accept: str) -> HTTPResponse:
        connection = self._proved.connection
        connection.sock.settimeout(CALL_TIMEOUT_S)
        headers = {
            "Authorization": f"Bearer {self.runtime.token}",
            "Content-Type": "application/json",
            "Accept": accept,
        }
        connection.request("POST", path, body, headers)
        reply = connection.getresponse()
        if reply.status != OK:
            raise Refused(json.loads(reply.read())["error"])
        return reply

    def _lost(self) -> ServerLost:
        return ServerLost(f"The server at {self.url} went away in the middle of the call; run it again.")


def find_server(home: Home) -> Server | None:
    """Return the proved server of `home`, None where none runs or what listens there does not know the secret."""
    runtime = read_runtime(home.runtime)
    if runtime is None:
        return None
    try:
        return Server(prove(runtime))
    except ServerUnavailable:
        return None
