"""The life of batches as a state machine: clients come, leave and come back, the server is killed and started anew.

Whatever the order: an answer that was acknowledged stays as it was and is not paid for again, what the person set
holds, and a question is asked of the provider once, and once more for each time it was interrupted.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from fillwright.paths import Home
from fillwright.profile import ProfileStore, sample_profile
from tools.bench.clients import ProviderServer
from tools.bench.processes import Listening, listening
from tools.soak.machine import Client, Json, Stream, damage, essays, kill, openai_at, serving

QUESTIONS = 4
BATCHES = ("first", "second")
batches = st.sampled_from(BATCHES)
numbers = st.integers(0, QUESTIONS)


def form(name: str) -> list[Json]:
    return essays(QUESTIONS, name)


class BatchLife(RuleBasedStateMachine):
    """One home; two batches; at most one client a batch under way."""

    def __init__(self) -> None:
        super().__init__()
        self._everything = ExitStack()
        self._running = ExitStack()
        self._server: Listening | None = None
        self._streams: dict[str, Any] = {}
        self._open: dict[str, Stream] = {}
        self._known: dict[str, str] = {}
        self._pinned: dict[str, str] = {}
        self._interrupted: Counter[str] = Counter()

    @initialize()
    def begin(self) -> None:
        provider = self._everything.enter_context(listening("tools.provider_server"))
        self._provider = ProviderServer(provider.url)
        self._provider.configure(latency={"median": 0.03, "p99": 0.1, "first_token": 0.3})
        self._url = provider.url
        self._home = Home(Path(self._everything.enter_context(tempfile.TemporaryDirectory())) / "home")
        ProfileStore(self._home).save(sample_profile())
        self._start()

    def _start(self) -> None:
        self._server = self._running.enter_context(serving(self._home, openai_at(self._url)))

    def _interrupt(self, names: list[str]) -> None:
        """Count what may have been under way, and hear what the server had handed over before."""
        for name in names:
            stream = self._open.pop(name, None)
            self._streams.pop(name, None)
            if stream is not None:
                stream.__exit__()
                self._interrupted.update(field["label"] for field in form(name) if field["label"] not in self._known)

    def _hear(self, event: Json) -> None:
        if event["event"] != "field":
            return
        response = event["response"]
        label, answer = response["label"], response["answer"]
        assert response["status"] == "answered", response
        if label in self._pinned:
            assert (response["source"], answer) == ("pinned", self._pinned[label])
        elif label in self._known:
            assert (response["source"], answer) == ("cached", self._known[label])
        self._known.setdefault(label, answer)

    @rule(name=batches, count=numbers)
    @precondition(lambda self: self._server is not None)
    def read_some(self, name: str, count: int) -> None:
        """Begin a batch, or go on with one that is under way."""
        if name not in self._open:
            self._open[name] = Client(self._home).stream(form(name), batch_id=name, max_parallel=2)
            self._streams[name] = iter(self._open[name])
        heard = 0
        for event in self._streams[name]:
            self._hear(event)
            heard += event["event"] == "field"
            if event["event"] == "summary":
                self._open.pop(name).__exit__()
                break
            if heard > count:
                break

    @rule(name=batches)
    @precondition(lambda self: self._open)
    def leave(self, name: str) -> None:
        """Close the client's connection in the middle of the batch."""
        self._interrupt([name])

    @rule()
    @precondition(lambda self: self._server is not None)
    def kill_and_start(self) -> None:
        """End the server as a power cut would; a new one finds everything sound."""
        assert self._server is not None
        kill(self._server.pid)
        self._interrupt(list(self._open))
        self._running.close()
        assert damage(self._home) == []
        self._start()

    @rule(name=batches, number=st.integers(0, QUESTIONS - 1))
    @precondition(lambda self: self._server is not None and not self._open)
    def pin(self, name: str, number: int) -> None:
        """Let the person answer a question of their own."""
        label, answer = form(name)[number]["label"], f"My own word on {name} {number}."
        assert Client(self._home).call("PUT", "/api/answers", {"question": label, "answer": answer})[0] == 200
        self._pinned[label] = self._known[label] = answer

    @rule(name=batches)
    @precondition(lambda self: self._server is not None and not self._open)
    def finish(self, name: str) -> None:
        """Send the batch again, to its end: everything is answered, in the form's order."""
        reply = Client(self._home).batch(form(name), batch_id=name, max_parallel=2)
        assert [each["label"] for each in reply["responses"]] == [field["label"] for field in form(name)]
        for response in reply["responses"]:
            self._hear({"event": "field", "response": response})

    def teardown(self) -> None:
        try:
            if self._server is not None:
                self._interrupt(list(self._open))
                for name in BATCHES:
                    self.finish(name)
                asked = self._provider.counts()["questions"]
                assert {label: count for label, count in asked.items() if count > 1 + self._interrupted[label]} == {}
        finally:
            self._running.close()
            self._everything.close()


SETTINGS = settings(
    max_examples=6, stateful_step_count=12, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.timeout(400)
def test_no_order_of_events_loses_or_repeats_an_answer() -> None:
    run_state_machine_as_test(BatchLife, settings=SETTINGS)
