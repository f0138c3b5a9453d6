"""Answers that a provider's batch API has given already, in the place of the provider that gave them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from fillwright.errors import ProviderError, ProviderUnavailable
from fillwright.messages import ErrorInfo
from fillwright.providers import Completion, Estimate, GenerationRequest, OnText, Provider, Slot, Spare


class _Kept(Struct, frozen=True, kw_only=True):
    """What one request came to."""

    completion: Completion | None = None
    error: ErrorInfo | None = None


class KeptFailure(ProviderError):
    """Why a batch API had no answer: code and retryability as they were."""

    def __init__(self, error: ErrorInfo, spent: Completion | None) -> None:
        super().__init__(error.message)
        self.code, self.retryable, self.spent = error.code, error.retryable, spent


def digest_of(request: GenerationRequest, provider: Provider) -> bytes:
    """Return 16 bytes that stand for `request`, asked of the model of `provider`."""
    parts = (provider.name, provider.model, request.prefix, request.question, request.max_chars, request.structured)
    return hashlib.blake2b(msgspec.json.encode([_clean(part) for part in parts]), digest_size=16).digest()


def _clean(part: object) -> object:
    """Return `part` with lone surrogates, which a page may hold and JSON can't, replaced."""
    return part.encode("utf-8", "replace").decode() if isinstance(part, str) else part


def pack(result: Completion | ProviderError) -> bytes:
    """Return a batch API's result as it is stored."""
    if isinstance(result, Completion):
        return msgspec.json.encode(_Kept(completion=result))
    spent = result.spent if isinstance(result.spent, Completion) else None
    error = ErrorInfo(code=result.code, message=result.message, retryable=result.retryable)
    return msgspec.json.encode(_Kept(completion=spent, error=error))


class KeptProvider:
    """Answers from `results` (digest → what `pack` made) what `provider` was asked before; calls nobody.

    What was billed is told with the first answer from each result.
    """

    drafts = False
    packs = False

    def __init__(self, provider: Provider, results: Mapping[bytes, bytes]) -> None:
        self.name, self.model = provider.name, provider.model
        self._provider = provider
        self._results = results
        self._billed: set[bytes] = set()

    async def prepare(self) -> None:
        """Do nothing: all is there."""

    async def complete(
        self,
        request: GenerationRequest,
        *,
        slot: Slot | None = None,  # noqa: ARG002 (the protocol's)
        spare: Spare | None = None,  # noqa: ARG002
        deadline: float | None = None,  # noqa: ARG002
        on_text: OnText | None = None,  # noqa: ARG002
    ) -> Completion:
        """Return the kept answer; raises what failed, and ProviderUnavailable for what was never asked."""
        digest = digest_of(request, self._provider)
        if digest not in self._results:
            raise ProviderUnavailable("This question was not among those prepared; ask again.")
        kept = msgspec.json.decode(self._results[digest], type=_Kept)
        if kept.completion is not None and digest in self._billed:
            free = replace(kept.completion, input_tokens=0, cached_tokens=0, output_tokens=0, cost_usd=0.0)
            kept = replace(kept, completion=free)
        self._billed.add(digest)
        if kept.error is not None or kept.completion is None:
            raise KeptFailure(kept.error or ErrorInfo(code="provider_error", message="No answer."), kept.completion)
        return kept.completion

    def caches(self, prefix: str) -> bool:  # noqa: ARG002 (the protocol's)
        """Return False: nothing is sent."""
        return False

    def estimate(self, request: GenerationRequest, *, warm: bool = False) -> Estimate:  # noqa: ARG002 (the protocol's)
        """Say that it costs nothing more and takes no time."""
        return Estimate(0.0, 0.0)

    async def close(self) -> None:
        """Do nothing: nothing is open."""
