"""Thousands of questions through one server: what it holds on to afterwards."""

from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from tools.bench.clients import ProviderServer
from tools.bench.processes import Listening, listening
from tools.soak.machine import Client, essays, new_home, openai_at, serving

WARM_UP: Final = 10
"""Batches before the first look: by then caches of bounded size are as full as they get."""

SETTLED_S: Final = 10.0


def endurance(*, batches: int, fields: int) -> dict[str, Any]:
    """Answer `batches` forms of `fields` new questions, one after the other, and see what has grown."""
    with listening("tools.provider_server") as provider, new_home() as home:
        ProviderServer(provider.url).configure(keep=1)
        with serving(home, openai_at(provider.url)) as server:
            client = Client(home)
            for number in range(WARM_UP):
                client.batch(essays(fields, f"warm-up {number}"), max_parallel=20)
            memory, sockets = server.rss_mb(), open_sockets(server)
            answered = 0
            for number in range(batches):
                reply = client.batch(essays(fields, f"form {number}"), max_parallel=20)
                answered += reply["summary"]["generated_count"]
            return {
                "questions": batches * fields,
                "unanswered": batches * fields - answered,
                "more_memory_mb": round(server.rss_mb() - memory, 1),
                "more_sockets": _settled(server, sockets) - sockets,
            }


def open_sockets(process: Listening) -> int:
    """Return how many sockets `process` holds, 0 where the system does not tell."""
    folder = Path(f"/proc/{process.pid}/fd")
    found = 0
    for entry in folder.iterdir() if folder.is_dir() else ():
        try:
            found += str(entry.readlink()).startswith("socket:")
        except FileNotFoundError:
            continue  # closed meanwhile
    return found


def _settled(process: Listening, before: int) -> int:
    """Return the sockets once those that are being closed are gone."""
    end = monotonic() + SETTLED_S
    while (now := open_sockets(process)) > before and monotonic() < end:
        sleep(0.1)
    return now
