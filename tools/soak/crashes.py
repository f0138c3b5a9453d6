"""Each program ended by a fault inside, with all that is private in the error itself: what it leaves behind."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from itertools import product
from pathlib import Path
from typing import Final

from fillwright.bridge import shipped_ids
from fillwright.paths import Home
from tools.bench.processes import ROOT, listening
from tools.soak.machine import JOB, Client, Json, essays
from tools.soak.person import marked_profile

MODULE: Final = "tools.soak.crashing"
WAYS: Final = ("raise", "abort")
SAID: Final = {"raise": "ValueError", "abort": "Fatal Python error: Aborted"}
WAIT_SECONDS: Final = 60

IN_A_CALL: Final = "fillwright.server.engine:Engine.stream"
"""Where a running server fails, and a command that answers a form by itself."""


@dataclass(frozen=True)
class Left:
    """What one crash has left: all that the program said, and whether it was told of there, without a core."""

    about: str
    said: str
    told: bool
    core: bool


def crashes(home: Home, environ: Mapping[str, str]) -> Iterator[Left]:
    """Have each program fail at each of its places, in each way, on `home`, whose server does not run."""
    request, resume = home.root / "request.json", home.root / "resume.json"
    request.write_text(json.dumps(form()), encoding="utf-8")
    resume.write_bytes(marked_profile())
    browser = f"chrome-extension://{shipped_ids()['chromium'][0]}/"
    frame = _frame({"id": 1, "method": "PUT", "path": "/api/profile", "body": json.loads(marked_profile())})
    serve = ("serve", "--home", str(home.root))
    alone: tuple[tuple[str, tuple[str, ...], bytes], ...] = (
        ("fillwright.server.lifecycle:create_app", serve, b""),
        ("fillwright.bridge.tunnel:Tunnel.receive", ("bridge", browser), frame),
        ("fillwright.bridge.tunnel:Tunnel._run", ("bridge", browser), frame),
        ("fillwright.profile:ProfileStore.save", ("profile", "import", str(resume)), b""),
        (IN_A_CALL, ("answer", str(request)), b""),
    )
    for number, (how, (place, words, stdin)) in enumerate(product(WAYS, alone)):
        stderr = home.root / f"stderr-{number}"
        yield _left(how, place, stderr, _run([str(stderr), how, place, *words], stdin, {**environ, **_at(home)}))
    for how in WAYS:
        stderr = home.root / f"stderr-serving-{how}"
        with listening(MODULE, str(stderr), how, IN_A_CALL, *serve, environ={**environ, **_at(home)}):
            said = _call(Client(home))
        yield _left(how, f"{IN_A_CALL}, serving", stderr, said, logs=home.logs)


def form() -> Json:
    """Return a request with something to be written."""
    return {"fields": [{"label": "E-mail"}, *essays(1, "crash")], "job_context": JOB}


def _at(home: Home) -> dict[str, str]:
    return {"FILLWRIGHT_HOME": str(home.root)}


def _frame(message: Json) -> bytes:
    data = json.dumps(message).encode()
    return struct.pack("=I", len(data)) + data


def _run(words: list[str], stdin: bytes, environ: Mapping[str, str]) -> str:
    """Run the failing program with `words` and return what it wrote to stdout."""
    done = subprocess.run(
        [sys.executable, "-m", MODULE, *words],
        input=stdin,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "host"), str(ROOT)]), **environ},
        check=False,
        timeout=WAIT_SECONDS,
    )
    return done.stdout.decode(errors="replace")


def _call(client: Client) -> str:
    """Return what a server says of a call in which it fails, nothing where it is gone."""
    with suppress(OSError, HTTPException):
        return json.dumps(client.call("POST", "/api/generate-batch", form()), ensure_ascii=False)
    return ""


def _left(how: str, about: str, stderr: Path, said: str, logs: Path | None = None) -> Left:
    """Return what a crash left in `stderr`, beside what was `said` and, where an error is caught, the logs."""
    text = stderr.read_text(encoding="utf-8", errors="replace")
    logged = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(logs.iterdir())] if logs else []
    said = "\n".join([text, said, *logged])
    return Left(f"{about}: {how}", said, SAID[how] in said, core="core limit: 0\n" not in text)
