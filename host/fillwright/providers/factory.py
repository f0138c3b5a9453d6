"""From an endpoint to a provider. Nothing heavy is imported here: SDKs and prices load at their first use."""

from __future__ import annotations

from collections.abc import Sequence

from fillwright.config import Endpoint, Keys, Settings, endpoints
from fillwright.providers.anthropic import AnthropicProvider
from fillwright.providers.base import Provider
from fillwright.providers.batches import BatchApi
from fillwright.providers.drafts import DraftsProvider
from fillwright.providers.fallback import FallbackProvider
from fillwright.providers.openai import LocalProvider, OpenAIProvider
from fillwright.providers.remote import RemoteProvider
from fillwright.providers.retries import Backoff

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


def create_chain(providers: Sequence[Provider]) -> Provider:
    """Return what asks `providers` in their order until one answers.

    A single one is returned as it is; so are drafts at the head of others, for they were chosen to send nothing.
    """
    return providers[0] if len(providers) == 1 or providers[0].drafts else FallbackProvider(providers)


def create_chosen(settings: Settings, keys: Keys) -> Provider:
    """Return the provider that `settings`, `keys` and the environment choose, then those to fall back on."""
    return create_chain([create_provider(endpoint, settings) for endpoint in endpoints(settings, keys)])


async def create_batches(provider: Provider) -> BatchApi | None:
    """Return the batch API behind `provider`, None where it has none. Raises MissingKey."""
    return await provider.batches() if isinstance(provider, RemoteProvider) else None


def create_drafts() -> Provider:
    """Return the embedded default."""
    return DraftsProvider()
