from __future__ import annotations

from fillwright.paths import Home
from fillwright.storage import Call
from tests.host.cli.calls import record
from tests.host.cli.said import Run


def test_without_calls_it_says_so(run: Run) -> None:
    assert run("usage").out == "No provider was asked yet.\n"
    assert run("usage", "--json").json == {"totals": [], "months": [], "month_cost_usd": 0.0}


def test_the_sums_are_given_by_model(run: Run, home: Home) -> None:
    record(home, *[Call(provider="openai", model="m", input_tokens=10, cost_usd=0.01, duration_s=2.0)] * 2)
    found = run("usage", "--json").json
    assert (found["totals"][0]["calls"], found["totals"][0]["input_tokens"]) == (2, 20)
    assert found["month_cost_usd"] == 0.02
    assert "This month: $0.0200." in run("usage").out


def test_a_cost_that_is_not_all_known_is_marked(run: Run, home: Home) -> None:
    record(home, Call(provider="local", model="m", error="provider_timeout"))
    assert "$0.0000 +?" in run("usage").out
