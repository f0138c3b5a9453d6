from __future__ import annotations

import pytest

from fillwright.providers import prices
from fillwright.providers.prices import Tokens


@pytest.fixture(autouse=True)
async def _loaded() -> None:
    await prices.load()


def test_cached_and_written_tokens_have_their_own_price() -> None:
    plain = prices.cost("anthropic", "claude-haiku-4-5", Tokens(input=3_000, output=100))
    mixed = prices.cost("anthropic", "claude-haiku-4-5", Tokens(input=3_000, cached=2_000, written=500, output=100))
    assert plain == pytest.approx(3_000 * 1e-6 + 100 * 5e-6)
    assert mixed == pytest.approx(500 * 1e-6 + 2_000 * 0.1e-6 + 500 * 1.25e-6 + 100 * 5e-6)


def test_the_default_models_have_a_price() -> None:
    assert prices.cost("openai", "gpt-6-luna", Tokens(input=1_000))
    assert prices.cost("anthropic", "claude-haiku-5-5", Tokens(input=1_000))


def test_an_unknown_model_has_no_price() -> None:
    assert prices.cost("openai", "nobody-knows-1", Tokens(input=1_000)) is None


def test_a_local_server_costs_nothing() -> None:
    assert prices.cost("local", "anything", Tokens(input=1_000)) == 0.0


def test_more_cached_than_sent_is_not_believed() -> None:
    cost = prices.cost("anthropic", "claude-haiku-4-5", Tokens(input=1_000, cached=5_000))
    assert cost == pytest.approx(1_000 * 0.1e-6)


def test_before_the_list_is_loaded_no_price_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prices, "_list", [])
    assert prices.cost("openai", "gpt-6-luna", Tokens(input=1)) is None
