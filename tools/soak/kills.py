"""`kill -9` of the real server in the middle of batches: what was acknowledged is kept, and little is paid twice.

An answer is acknowledged when its `field` event has reached the client. The same batch is then sent to a new server.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from fillwright.paths import Home
from fillwright.profile import sample_profile
from tools.bench.clients import ProviderServer
from tools.bench.processes import Listening, listening
from tools.soak.machine import Client, Json, damage, essays, kill, new_home, openai_at, serving

QUESTIONS = 12
ANSWERS = 10
LINES = 30
"""The kill comes some lines (pieces of answers) after some answer; both are drawn below these."""


def kills(*, count: int, seed: int = 1) -> dict[str, Any]:
    """Kill the server `count` times, each in a batch of its own, and return the figures."""
    with listening("tools.provider_server") as provider, new_home() as home:
        control = ProviderServer(provider.url)
        control.configure(latency={"median": 0.15, "p99": 0.4, "first_token": 0.3})
        tally = Tally(home, control)
        left: Left | None = None
        for number in range(1, count + 1):
            source = Random(seed * 1_000_000 + number)  # noqa: S311 - repeatable, not secret
            moment = source.randrange(ANSWERS), source.randrange(LINES)
            with serving(home, openai_at(provider.url)) as server:
                tally.compare(left, server)
                left = until_killed(Client(home), number, server.pid, moment)
        with serving(home, openai_at(provider.url)) as server:
            tally.compare(left, server)
        return tally.figures()


@dataclass(frozen=True)
class Left:
    """A batch whose server was killed, unless its stream had ended before, and the answers acknowledged by then."""

    number: int
    kept: dict[str, str]
    killed: bool


def form_of(number: int) -> list[Json]:
    """Return the questions of one batch, which no other batch has."""
    return essays(QUESTIONS, f"kill {number}")


def until_killed(client: Client, number: int, pid: int, moment: tuple[int, int]) -> Left:
    """Send a batch, kill the server at its `moment` (answers, then lines), and return what was acknowledged.

    What the server had handed to the kernel by then arrives after the kill, and counts.
    """
    kept: dict[str, str] = {}
    answers, lines = moment
    killed = False
    with client.stream(form_of(number), batch_id=f"soak-{number}", max_parallel=5) as events:
        for event in events:
            if event["event"] == "field" and event["response"]["status"] == "answered":
                kept[event["response"]["id"]] = event["response"]["answer"]
            lines -= len(kept) >= answers
            if lines < 0 and not killed:
                kill(pid)
                killed = True
    return Left(number, kept, killed)


class Tally:
    """What the kills have come to so far."""

    def __init__(self, home: Home, control: ProviderServer) -> None:
        self._home = home
        self._control = control
        self._ready: list[float] = []
        self._damaged: list[str] = []
        self._kills = self._acknowledged = self._lost = self._changed = self._unanswered = 0
        self._repeated = self._most_repeats = self._paid_twice = 0

    def compare(self, left: Left | None, server: Listening) -> None:
        """Send the batch that a server left behind to the next one; see what that one knows and asks again."""
        if left is None:
            return
        self._ready.append(server.start_ms / 1000)
        form = form_of(left.number)
        reply = Client(self._home).batch(form, batch_id=f"soak-{left.number}", max_parallel=5)
        asked = self._control.counts()["questions"]
        self._kills += left.killed
        self._acknowledged += len(left.kept)
        for response in reply["responses"]:
            self._add(response, left.kept.get(response["id"]), asked[response["label"]])
        self._damaged += damage(self._home)
        if (self._home.profiles / "default" / "profile.json").read_bytes() != sample_profile():
            self._damaged.append("profile.json")

    def _add(self, response: Json, kept: str | None, asked: int) -> None:
        self._unanswered += response["status"] != "answered"
        self._repeated += asked - 1
        self._most_repeats = max(self._most_repeats, asked - 1)
        if kept is not None:
            self._lost += response["source"] != "cached"
            self._changed += response["answer"] != kept
            self._paid_twice += asked > 1

    def figures(self) -> dict[str, Any]:
        """Return the sums."""
        ordered = sorted(self._ready)
        return {
            "kills": self._kills,
            "acknowledged": self._acknowledged,
            "lost": self._lost,
            "changed": self._changed,
            "unanswered_afterwards": self._unanswered,
            "repeated_calls": self._repeated,
            "most_repeats_of_a_question": self._most_repeats,
            "acknowledged_and_paid_twice": self._paid_twice,
            "damaged_files": len(self._damaged),
            "ready_median_s": round(ordered[len(ordered) // 2], 3),
            "ready_worst_s": round(ordered[-1], 3),
        }
