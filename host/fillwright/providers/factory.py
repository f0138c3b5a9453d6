"""From an endpoint to a provider. Nothing heavy is imported here: SDKs and prices load at their first use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fillwright.config import DEFAULT_MODELS, KEY_VARIABLES, Endpoint, Keys, Settings, endpoints
from fillwright.providers.anthropic import AnthropicProvider
from fillwright.providers.base import Provider
from fillwright.providers.batches import BatchApi
from fillwright.providers.drafts import DraftsProvider
from fillwright.providers.fallback import FallbackProvider
from fillwright.providers.openai import LocalProvider, OpenAIProvider
from fillwright.providers.remote import RemoteProvider
from fillwright.providers.retries import Backoff
from fillwright.providers.standing import Standing

_REMOTE: dict[str, type[OpenAIProvider | AnthropicProvider]] = {
    "openai": OpenAIProvider,
    "anthropic": AnthropicProvider,
    "local": LocalProvider,
}


def create_provider(endpoint: Endpoint, settings: Settings, backoff: Backoff | None = None) -> Provider:
    """Return the provider for `endpoint`, within the rate limits and the call timeout of `settings`.

    Providers with the same name, model, key and address share one gate. A missing key shows at the first call.
    """
    kind = _REMOTE.get(endpoint.provider)
    return kind(endpoint, settings, backoff or Backoff()) if kind else DraftsProvider()


def create_smaller(endpoint: Endpoint, settings: Settings) -> Provider | None:
    """Return the same provider with its default model, the smallest one chosen by us, for when a budget runs low.

    None where that is the chosen model, or no model has a price.
    """
    default = DEFAULT_MODELS[endpoint.provider]
    if endpoint.provider not in KEY_VARIABLES or endpoint.model == default:
        return None
    return create_provider(replace(endpoint, model=default), settings)


def create_chain(providers: Sequence[Provider]) -> Provider:
    """Return what asks `providers` in their order until one answers.

    A single one is returned as it is; so are drafts at the head of others, for they were chosen to send nothing.
    """
    return providers[0] if len(providers) == 1 or providers[0].drafts else FallbackProvider(providers)


def create_chosen(settings: Settings, keys: Keys) -> tuple[Provider, Provider | None]:
    """Return the provider that `settings`, `keys` and the environment choose, then those to fall back on.

    With it comes its smaller model, for when a budget runs low.
    """
    chosen = endpoints(settings, keys)
    return create_chain([create_provider(each, settings) for each in chosen]), create_smaller(chosen[0], settings)


async def create_batches(provider: Provider) -> BatchApi | None:
    """Return the batch API behind `provider`, None where it has none. Raises MissingKey."""
    return await provider.batches() if isinstance(provider, RemoteProvider) else None


def standing_of(provider: Provider) -> Standing:
    """Return how the calls to `provider` stand; those of one without a network never wait."""
    return provider.standing() if isinstance(provider, RemoteProvider) else Standing()


def create_drafts() -> Provider:
    """Return the embedded default."""
    return DraftsProvider()
