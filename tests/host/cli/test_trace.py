from __future__ import annotations

import stat
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from fillwright.cli.trace import WIDTH
from fillwright.paths import Home
from fillwright.storage import Call
from tests.host.cli.calls import record
from tests.host.cli.said import Run

SVG = "{http://www.w3.org/2000/svg}"
FIRST = Call(
    provider="openai",
    model="m<1>",
    batch_id="abc1",
    duration_s=2.0,
    input_tokens=10,
    cached_tokens=4,
    created="2026-03-01T12:00:02.000000+00:00",
)
SECOND = Call(
    provider="openai",
    model="m<1>",
    batch_id="abc1",
    duration_s=1.0,
    waited_s=2.0,
    attempts=2,
    refused_429=1,
    hedges=1,
    created="2026-03-01T12:00:03.500000+00:00",
)
OTHER = Call(
    provider="p", model="other", batch_id="abc2", error="provider_timeout", created="2026-03-01T13:00:00+00:00"
)


@pytest.fixture(autouse=True)
def calls(home: Home) -> None:
    record(home, SECOND, FIRST, OTHER)


def test_each_call_stands_where_it_was_asked_sent_and_answered(run: Run) -> None:
    told = run("trace", "abc1", "--json").json["calls"]
    moments = [(call["asked_s"], call["sent_s"], call["ended_s"]) for call in told]
    assert moments == [(0.0, 0.0, 2.0), (0.5, 2.5, 3.5)]
    assert told[1]["hedges"] == 1


def test_a_beginning_of_the_id_is_enough_where_it_is_clear(run: Run) -> None:
    assert len(run("trace", "abc2", "--json").json["calls"]) == 1
    unclear = run("trace", "abc", "--json")
    assert (unclear.code, unclear.error["code"]) == (1, "invalid_request")
    assert run("trace", "xyz", "--json").error["code"] == "not_found"


def test_the_line_shows_waiting_and_calling_to_scale(run: Run) -> None:
    shown = run("trace", "abc1").out
    assert "█" * round(2.0 / 3.5 * WIDTH) in shown
    assert "·" * (round(2.5 / 3.5 * WIDTH) - round(0.5 / 3.5 * WIDTH)) in shown
    assert "10 in (4 cached)" in shown
    assert "2 attempts" in " ".join(shown.split())


def test_the_drawing_is_svg_with_a_bar_for_each_call(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "batch.svg"
    assert run("trace", "abc1", "--svg", str(path)).code == 0
    root = ET.fromstring(path.read_text("utf-8"))  # noqa: S314 - our own file
    bars = [rect for rect in root.iter(f"{SVG}rect") if rect.get("fill") == "#2f5fd0"]
    assert [float(bar.get("width", 0)) for bar in bars] == pytest.approx([400.0, 200.0])
    assert "openai m<1>" in {text.text for text in root.iter(f"{SVG}text")}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failed_call_is_drawn_as_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "batch.svg"
    run("trace", "abc2", "--svg", str(path))
    assert "#b3261e" in path.read_text("utf-8")
    assert "provider_timeout" in path.read_text("utf-8")
