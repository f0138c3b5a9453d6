"""Several providers in the person's order: who fails a question hands it to the next one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from fillwright.errors import ContentFiltered, DeadlineExceeded, ProviderError
from fillwright.providers.base import (
    Completion,
    Estimate,
    GenerationRequest,
    OnText,
    Provider,
    Slot,
    Spare,
    add_spent,
    together,
)
from fillwright.providers.breaker import Breaker
from fillwright.providers.failures import TITLES
from fillwright.providers.telling import Teller

_FINAL: Final = (ContentFiltered, DeadlineExceeded)


class FallbackProvider:
    """Answers with the first of `providers` that can; a refusal of the content and a deadline are nobody else's.

    A provider that keeps failing is passed over until a probe succeeds (breaker.py). The completion says who answered
    and why not the ones before; what they billed is part of it. Estimates and names are those of the first.
    """

    drafts = False

    def __init__(self, providers: Sequence[Provider], breaker: Callable[[], Breaker] = Breaker) -> None:
        self._providers = [(provider, breaker()) for provider in providers]
        self._first = providers[0]

    @property
    def name(self) -> str:
        """The first one's."""
        return self._first.name

    @property
    def model(self) -> str:
        """The first one's."""
        return self._first.model

    @property
    def packs(self) -> bool:
        """The first one's."""
        return self._first.packs

    def caches(self, prefix: str) -> bool:
        """Return what the first one says."""
        return self._first.caches(prefix)

    def rests(self) -> list[tuple[float, str | None]]:
        """Return for each provider the seconds for which it is left alone, and the code of the failure."""
        return [(breaker.rest_s, breaker.reason.code if breaker.reason else None) for _, breaker in self._providers]

    async def prepare(self) -> None:
        """Load what the first one needs; the others load when they are asked."""
        await self._first.prepare()

    async def complete(
        self,
        request: GenerationRequest,
        *,
        slot: Slot | None = None,
        spare: Spare | None = None,
        deadline: float | None = None,
        on_text: OnText | None = None,
    ) -> Completion:
        """Return the first answer to be had; raises the error of the first that was asked.

        Only the first one's cache is ever warmed.
        """
        if request.warming:
            return await self._first.complete(request, slot=slot, deadline=deadline)
        teller = Teller(on_text)
        spent: list[Completion] = []
        reasons: list[str] = []
        first: ProviderError | None = None
        for provider, breaker in self._turn():
            teller.take_back()
            try:
                completion = await provider.complete(
                    request, slot=slot, spare=spare, deadline=deadline, on_text=teller.pass_on if on_text else None
                )
            except ProviderError as error:
                breaker.failed(error)
                if isinstance(error.spent, Completion):
                    spent.append(error.spent)
                if first is None or isinstance(error, _FINAL):
                    first = error
                if isinstance(error, _FINAL):
                    break
                reasons.append(error.message)
            except BaseException as error:
                breaker.left()
                if isinstance(error, asyncio.CancelledError):
                    add_spent(error, *spent)
                raise
            else:
                breaker.answered()
                return together(completion, *spent, notes=self._why(provider, reasons))
        raise _failed(first, spent)

    def estimate(self, request: GenerationRequest, *, warm: bool = False) -> Estimate:
        """Say what the first one would cost and take."""
        return self._first.estimate(request, warm=warm)

    async def close(self) -> None:
        """Close all."""
        for provider, _ in self._providers:
            await provider.close()

    def _turn(self) -> Iterator[tuple[Provider, Breaker]]:
        """Yield whom to ask, in order: all whose breaker allows it, else all: trying is better than giving up."""
        asked = False
        for provider, breaker in self._providers:
            if breaker.allows():
                asked = True
                yield provider, breaker
        if not asked:
            yield from self._providers

    def _why(self, answered: Provider, reasons: Sequence[str]) -> tuple[str, ...]:
        """Return why `answered` did it and not the first one; nothing where it is the first one."""
        if answered is self._first:
            return ()
        opened = self._providers[0][1].reason
        why = " ".join(reasons) or (opened.message if opened else "")
        return (f"{_title(self._first)} did not answer, {_title(answered)} did. {why}".rstrip(),)


def _title(provider: Provider) -> str:
    return TITLES.get(provider.name, "your own material")


def _failed(error: ProviderError | None, spent: Sequence[Completion]) -> ProviderError:
    """Return `error` with what all providers billed."""
    error = error or ProviderError("No provider could be asked; check the settings.")
    error.spent = together(*spent) if spent else None
    return error
