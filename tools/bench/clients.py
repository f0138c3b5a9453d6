"""Fillwright as it is asked over HTTP, and the provider server behind it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from typing import Any, Final
from urllib.parse import urlsplit

from fillwright.runtime import read_runtime
from tools.bench.forms import JOB

TIMEOUT_S: Final = 900
IDLE_S: Final = 1
KEY: Final = "bench-key"

Form = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Timed:
    """A reply and the seconds until it was there."""

    reply: dict[str, Any]
    wall: float

    @property
    def summary(self) -> dict[str, Any]:
        """The reply's summary."""
        summary: dict[str, Any] = self.reply["summary"]
        return summary


class ProviderServer:
    """The provider server's control plane."""

    def __init__(self, url: str) -> None:
        self.url = url

    def configure(self, **config: object) -> None:
        """Replace the configuration, and forget counts and buckets."""
        _call(self.url, "POST", "/_control/config", config)
        self.reset()

    def reset(self) -> None:
        """Forget counts, buckets and caches."""
        _call(self.url, "POST", "/_control/reset", {})

    def counts(self, key: str | None = None) -> dict[str, Any]:
        """Return what was seen since `configure`, of all calls or of those with one API key."""
        return _call(self.url, "GET", f"/_control/counts?key={key}" if key else "/_control/counts", None)

    def requests(self) -> list[dict[str, Any]]:
        """Return the last requests since `configure`, oldest first."""
        found: list[dict[str, Any]] = _reply_to(self.url, "GET", "/_control/requests", None)
        return found


class FillwrightServer:
    """Fillwright over HTTP: one connection, kept for calls that follow each other."""

    def __init__(self, url: str, home: Path) -> None:
        runtime = read_runtime(home / "runtime.json")
        if runtime is None:
            raise RuntimeError(f"no runtime file in {home}")
        self._headers = {"Authorization": f"Bearer {runtime.token}"}
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT_S)
        self._used = perf_counter()

    def beside(self, url: str) -> FillwrightServer:
        """Return another client of the same server, with a connection of its own."""
        other = copy(self)
        other._connection = HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT_S)  # noqa: SLF001 (its own kind)
        return other

    def answer(self, form: Form, **options: object) -> Timed:
        """Answer `form`; `options` are the other parts of the request.

        Timed from the first byte sent to the last one read: making and reading JSON in Python is not the server's work.
        """
        body = json.dumps({"fields": list(form), "job_context": JOB, **options}).encode()
        started = perf_counter()
        raw = self._raw("POST", "/api/generate-batch", body)
        wall = perf_counter() - started
        return Timed(json.loads(raw), wall)

    def first_delta(self, form: Form) -> float:
        """Return the seconds until the first words of an answer to `form`, asked anew, are told; reads to the end."""
        started, found = perf_counter(), 0.0
        body = {"fields": list(form), "job_context": JOB, "refresh": True}
        self._send("POST", "/api/generate-batch", json.dumps(body).encode(), {"Accept": "application/x-ndjson"})
        for line in self._connection.getresponse():
            if not found and json.loads(line)["event"] == "delta":
                found = perf_counter() - started
        self._used = perf_counter()
        if not found:
            raise RuntimeError("no answer was told while it was written")
        return found

    def call(self, method: str, path: str, body: object) -> dict[str, Any]:
        """Return the JSON reply to one call; raises RuntimeError for an error."""
        raw = self._raw(method, path, json.dumps(body).encode())
        return json.loads(raw) if raw else {}

    def _raw(self, method: str, path: str, body: bytes) -> bytes:
        try:
            self._send(method, path, body)
            return _read(self._connection, path)
        finally:
            self._used = perf_counter()

    def _send(self, method: str, path: str, body: bytes, more: Mapping[str, str] | None = None) -> None:
        if perf_counter() - self._used > IDLE_S:
            self._connection.close()  # the server may have done so; the next request opens it again
        headers = {**self._headers, "Content-Type": "application/json", **(more or {})}
        self._connection.request(method, path, body, headers)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _call(url: str, method: str, path: str, body: object) -> dict[str, Any]:
    reply: dict[str, Any] = _reply_to(url, method, path, body)
    return reply


def _reply_to(url: str, method: str, path: str, body: object) -> Any:  # noqa: ANN401 - any JSON
    connection = HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT_S)
    try:
        connection.request(method, path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        raw = _read(connection, path)
        return json.loads(raw) if raw else {}
    finally:
        connection.close()


def _read(connection: HTTPConnection, path: str) -> bytes:
    response = connection.getresponse()
    raw = response.read()
    if response.status >= 300:  # noqa: PLR2004 - what is no success
        raise RuntimeError(f"{path}: {response.status} {raw[:300]!r}")
    return raw
