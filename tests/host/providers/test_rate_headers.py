from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fillwright.providers.rate_headers import readings, retry_after

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


def openai(limit: str, remaining: str, reset: str) -> dict[str, str]:
    return {
        "x-ratelimit-limit-requests": limit,
        "x-ratelimit-remaining-requests": remaining,
        "x-ratelimit-reset-requests": reset,
    }


def anthropic(reset: str) -> dict[str, str]:
    return {
        "anthropic-ratelimit-requests-limit": "50",
        "anthropic-ratelimit-requests-remaining": "49",
        "anthropic-ratelimit-requests-reset": reset,
    }


@pytest.mark.parametrize(
    ("text", "seconds", "grain"),
    [
        ("20ms", 0.02, 1e-3),
        ("1s", 1, 1),
        ("6m0s", 360, 1),
        ("1h2m3.5s", 3723.5, 0.1),
        ("7m12s", 432, 1),
        ("2.5", 2.5, 0.1),
    ],
)
def test_openais_durations_are_read(text: str, seconds: float, grain: float) -> None:
    reading = readings(openai("60", "59", text), NOW)["requests"]
    assert (reading.remaining, reading.limit) == (59, 60)
    assert reading.reset == pytest.approx(seconds)
    assert reading.grain == pytest.approx(grain)


def test_anthropics_moments_are_read() -> None:
    found = readings(anthropic("2026-11-23T12:00:01.5Z"), NOW, took=0.25)["requests"]
    assert (found.remaining, found.limit, found.reset) == (49, 50, 1.5)
    assert found.grain == pytest.approx(0.251)


def test_a_wrong_clock_here_does_not_shift_a_moment() -> None:
    headers = {**anthropic("2026-11-23T12:00:05Z"), "date": "Mon, 23 Nov 2026 12:00:02 GMT"}
    assert readings(headers, NOW + timedelta(days=365))["requests"].reset == 3


def test_every_kind_of_tokens_is_read() -> None:
    headers = {f"anthropic-ratelimit-{kind}-remaining": "7" for kind in ("tokens", "input-tokens", "output-tokens")}
    headers["x-ratelimit-remaining-tokens"] = "9"
    assert {kind: reading.remaining for kind, reading in readings(headers, NOW).items()} == {
        "tokens": 9,
        "input-tokens": 7,
        "output-tokens": 7,
    }


@pytest.mark.parametrize(
    "headers",
    [{}, openai("-1", "-1", "-1"), openai("0", "0", "0"), openai("60", "soon", "1s"), openai("60", "", "")],
)
def test_headers_that_say_nothing_are_no_reading(headers: dict[str, str]) -> None:
    assert readings(headers, NOW) == {}


@pytest.mark.parametrize("reset", ["soon", "-1", "", "12:00", "2026-11-23T12:00:05", "nan"])
def test_a_reset_that_makes_no_sense_is_left_out(reset: str) -> None:
    assert readings(openai("60", "5", reset), NOW)["requests"].reset is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "Mon, 23 Nov 2026 12:00:07 GMT"}, 7.0),
        ({"retry-after": "Mon, 23 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "later"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds
