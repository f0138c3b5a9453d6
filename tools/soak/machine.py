"""A home of its own, the real server on it, and a client that speaks to it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Self

from fillwright.paths import Home
from fillwright.profile import ProfileStore, sample_profile
from fillwright.runtime import read_runtime
from tools.bench.processes import Listening, listening

KEY: Final = "soak-key"
TIMEOUT_S: Final = 120
JOB: Final = {"company": "Example Robotics", "title": "Software Engineer", "url": "https://jobs.example.com/1"}
NO_KEYRING: Final = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}

Json = dict[str, Any]


@contextmanager
def new_home(profile: bytes | None = None) -> Iterator[Home]:
    """Make a home with `profile` (the sample person's by default) for the time of the block."""
    with TemporaryDirectory(prefix="fillwright-soak-") as folder:
        home = Home(Path(folder) / "home")
        ProfileStore(home).save(sample_profile() if profile is None else profile)
        yield home


def openai_at(url: str) -> dict[str, str]:
    """Return the environment of a server that asks the provider server at `url`, one call per question."""
    return {
        **NO_KEYRING,
        "OPENAI_BASE_URL": f"{url}/v1",
        "OPENAI_API_KEY": KEY,
        "FILLWRIGHT_PROVIDER": "openai",
        "FILLWRIGHT_PACKING": "off",
    }


def anthropic_at(url: str) -> dict[str, str]:
    """Return the same for Anthropic's dialect."""
    return {
        **NO_KEYRING,
        "ANTHROPIC_BASE_URL": url,
        "ANTHROPIC_API_KEY": KEY,
        "FILLWRIGHT_PROVIDER": "anthropic",
        "FILLWRIGHT_PACKING": "off",
    }


def serving(
    home: Home, environ: Mapping[str, str] = NO_KEYRING, module: str = "fillwright"
) -> AbstractContextManager[Listening]:
    """Run the real server on `home` for the time of the block."""
    return listening(module, "serve", "--home", str(home.root), environ=environ)


def essays(count: int, about: str) -> list[Json]:
    """Return `count` questions that have to be written; `about` makes them differ from those of another call."""
    return [
        {"label": f"Tell us about a decision you took ({about}, part {number})", "type": "textarea", "required": True}
        for number in range(count)
    ]


class Client:
    """Calls the server that runs on `home` now; each call on a connection of its own."""

    def __init__(self, home: Home) -> None:
        runtime = read_runtime(home.runtime)
        if runtime is None:
            raise RuntimeError("no server runs on this home")
        self._port = runtime.port
        self._headers = {"Authorization": f"Bearer {runtime.token}"}

    def call(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """Return status and JSON reply of one call; `body` may be bytes, sent as they are."""
        with closing(HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT_S)) as connection:
            response = self._send(connection, method, path, body, headers)
            raw = response.read()
            return response.status, json.loads(raw) if raw else None

    def batch(self, fields: list[Json], **options: object) -> Json:
        """Return the reply to a batch; raises RuntimeError for a refusal."""
        body = {"fields": fields, "job_context": JOB, **options}
        status, reply = self.call("POST", "/api/generate-batch", body)
        if status != 200:  # noqa: PLR2004 - HTTP's own number
            raise RuntimeError(f"{status}: {reply}")
        answered: Json = reply
        return answered

    def stream(self, fields: list[Json], **options: object) -> Stream:
        """Begin a batch that is told event by event."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT_S)
        body = {"fields": fields, "job_context": JOB, **options}
        return Stream(connection, self._send(connection, "POST", "/api/generate-batch", body, {"Accept": NDJSON}))

    def _send(
        self, connection: HTTPConnection, method: str, path: str, body: object, headers: Mapping[str, str]
    ) -> HTTPResponse:
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        kind = {} if body is None else {"Content-Type": "application/json"}
        connection.request(method, path, data, {**self._headers, **kind, **headers})
        return connection.getresponse()


NDJSON: Final = "application/x-ndjson"


class Stream:
    """The events of one batch; iterating ends without an error where the server dies."""

    def __init__(self, connection: HTTPConnection, response: HTTPResponse) -> None:
        self._connection = connection
        self._response = response

    def __iter__(self) -> Iterator[Json]:
        try:
            while line := self._response.readline():
                if line.endswith(b"\n"):
                    yield json.loads(line)
        except (OSError, ValueError):
            return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def kill(pid: int) -> None:
    """End a process as a power cut would."""
    os.kill(pid, signal.SIGKILL)


def damage(home: Home) -> list[str]:
    """Return what is wrong with the files of `home`: a store that is no sound database, or one set aside."""
    found = [path.name for path in home.root.glob("*.corrupt-*")]
    if home.answers.exists():
        with closing(sqlite3.connect(home.answers)) as raw:
            (finding,) = raw.execute("PRAGMA integrity_check(1)").fetchone()
        found += [] if finding == "ok" else [finding]
    return found
