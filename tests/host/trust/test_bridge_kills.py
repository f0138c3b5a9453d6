"""The bridge killed, or the port closed in mid-frame, at each step of a call: a new bridge finishes the batch.

What was acknowledged before is not asked of the provider again, and what was under way at most once more.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

import pytest

from fillwright.paths import Home
from fillwright.profile import ProfileStore, sample_profile
from fillwright.runtime import read_runtime
from tests.support.native_port import NativePort, end_server, native_port, pack
from tools.bench.clients import ProviderServer
from tools.bench.processes import listening
from tools.soak.machine import JOB, Json, essays, openai_at

QUESTIONS = 4
Acknowledged = set[str]


@pytest.fixture(scope="module")
def provider() -> Iterator[ProviderServer]:
    with listening("tools.provider_server") as server:
        yield ProviderServer(server.url)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """One home for all steps, as its server outlives every bridge."""
    home = Home(tmp_path_factory.mktemp("machine") / "home")
    ProfileStore(home).save(sample_profile())
    yield home
    end_server(home)


def batch(about: str) -> Json:
    body = {"fields": essays(QUESTIONS, about), "job_context": JOB, "batch_id": about, "max_parallel": 1}
    return {"id": 1, "method": "POST", "path": "/api/generate-batch", "body": body}


def nothing_is_sent(_port: NativePort, _call: Json) -> Acknowledged:
    return set()


def half_a_length_is_sent(port: NativePort, call: Json) -> Acknowledged:
    port.write(pack(call)[:2])
    return set()


def half_a_frame_is_sent(port: NativePort, call: Json) -> Acknowledged:
    port.write(pack(call)[:200])
    return set()


def the_call_is_sent(port: NativePort, call: Json) -> Acknowledged:
    port.send(**call)
    return set()


def half_a_second_frame_is_sent(port: NativePort, call: Json) -> Acknowledged:
    port.send(**call)
    port.write(pack({"id": 2, "method": "GET", "path": "/api/health"})[:20])
    return set()


def the_plan_is_read(port: NativePort, call: Json) -> Acknowledged:
    port.send(**call)
    assert port.read()["event"] == "plan"
    return set()


def some_answers_are_read(port: NativePort, call: Json) -> Acknowledged:
    port.send(**call)
    seen: Acknowledged = set()
    while len(seen) < QUESTIONS // 2:
        event = port.read()
        if event.get("event") == "field":
            seen.add(event["response"]["label"])
    return seen


def half_an_answer_is_read(port: NativePort, call: Json) -> Acknowledged:
    seen = some_answers_are_read(port, call)
    assert port.process.stdout is not None
    (length,) = struct.unpack("=I", port.process.stdout.read(4))
    port.process.stdout.read(length // 2)
    return seen


def a_batch_is_cancelled(port: NativePort, call: Json) -> Acknowledged:
    seen = some_answers_are_read(port, call)
    port.send(id=1, cancel=True)
    return seen


def all_is_read(port: NativePort, call: Json) -> Acknowledged:
    port.send(**call)
    return {event["response"]["label"] for event in port.read_to_end(1) if event.get("event") == "field"}


STEPS = (
    *(nothing_is_sent, half_a_length_is_sent, half_a_frame_is_sent, the_call_is_sent, half_a_second_frame_is_sent),
    *(the_plan_is_read, some_answers_are_read, half_an_answer_is_read, a_batch_is_cancelled, all_is_read),
)


@pytest.mark.parametrize("killed", [True, False], ids=["killed", "closed"])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_new_bridge_finishes_what_another_has_begun(
    home: Home, provider: ProviderServer, step: Callable[[NativePort, Json], Acknowledged], *, killed: bool
) -> None:
    provider.configure(latency={"median": 0.05})
    call, environ = batch(f"{step.__name__} {killed}"), openai_at(provider.url)
    with native_port(home.root, environ=environ) as first:
        assert first.call(id=0, method="GET", path="/api/health")["status"] == 200
        server = read_runtime(home.runtime)
        acknowledged = step(first, call)
        if killed:
            first.process.kill()
            first.process.wait()
        else:
            assert first.close() == 0
    with native_port(home.root, environ=environ) as second:
        second.send(**call)
        told = [event["response"] for event in second.read_to_end(1) if event.get("event") == "field"]
    answers = {response["label"]: response for response in told}
    asked = provider.counts()["questions"]
    assert [each["status"] for each in answers.values()] == ["answered"] * QUESTIONS
    assert {label for label in acknowledged if not answers[label]["cached"]} == set()
    assert {label: count for label, count in asked.items() if count > (1 if label in acknowledged else 2)} == {}
    assert read_runtime(home.runtime) == server, "the server outlives its bridges"
