"""Where written answers come from: OpenAI, Anthropic, a local server, or the person's own words (drafts).

base       the contract between the engine and a provider
"""

from __future__ import annotations

from fillwright.providers.base import Completion, Estimate, GenerationRequest, Provider, Slot

__all__ = ["Completion", "Estimate", "GenerationRequest", "Provider", "Slot"]
