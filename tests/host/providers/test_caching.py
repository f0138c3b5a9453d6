import pytest

from fillwright.providers.caching import cacheable


@pytest.mark.parametrize(
    ("provider", "model", "tokens", "pays"),
    [
        ("openai", "gpt-6-luna", 1_024, True),
        ("openai", "gpt-6-luna", 1_023, False),
        ("anthropic", "claude-haiku-4-5-20251001", 4_095, False),
        ("anthropic", "claude-haiku-4-5-20251001", 4_096, True),
        ("local", "any", 1_000_000, False),
    ],
)
def test_a_prefix_is_cached_from_the_models_least_size_on(provider: str, model: str, tokens: int, pays: bool) -> None:  # noqa: FBT001 - an expectation
    assert cacheable(provider, model, "p" * (4 * tokens)) is pays
