from __future__ import annotations

import genai_prices
import pytest
from genai_prices import data_snapshot
from genai_prices.types import TieredPrices

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


@pytest.mark.parametrize("parts", [(900, 0, 0, 70), (0, 31_000, 999, 400), (5, 2_100, 0, 0), (272_000, 0, 1, 9)])
@pytest.mark.parametrize("model", ["gpt-6-luna", "gpt-4.1", "gpt-5.6-luna"])
def test_a_price_is_the_one_in_the_list(model: str, parts: tuple[int, int, int, int]) -> None:
    fresh, cached, written, output = parts
    tokens = Tokens(input=fresh + cached + written, cached=cached, written=written, output=output)
    usage = genai_prices.Usage(
        input_tokens=tokens.input, cache_read_tokens=cached, cache_write_tokens=written, output_tokens=output
    )
    listed = genai_prices.calc_price(usage, model, provider_id="openai").total_price
    assert prices.cost("openai", model, tokens) == float(listed)


def test_no_tier_begins_where_prices_are_taken_for_flat() -> None:
    known = [one for one in data_snapshot.get_snapshot().providers if one.id in {"openai", "anthropic"}]
    models = [model for provider in known for model in provider.models]
    lists = [model.prices if isinstance(model.prices, list) else [model] for model in models]
    tiers = [
        tier.start
        for prices_of in lists
        for one in prices_of
        for price in vars(one.prices).values()
        if isinstance(price, TieredPrices)
        for tier in price.tiers
    ]
    assert tiers
    assert min(tiers) > prices.FLAT_TOKENS


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
