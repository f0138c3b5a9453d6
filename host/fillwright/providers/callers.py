"""A caller's own provider, as long as it has `async def complete(request)`.

It returns the answer as text, or as a mapping or an object with `answer` (or `text`) and, if known, `tokens_used`,
`cost_usd` and `model`. What it raises is the failure of that one question.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from typing import Any, Final, Protocol, cast

from fillwright.errors import DeadlineExceeded, InvalidAnswer, ProviderError
from fillwright.providers.base import Completion, Estimate, GenerationRequest, OnText, Provider, Slot, Spare

USUAL_SECONDS: Final = 2.0
_NAME: Final = "custom"
_TEXTS: Final = ("answer", "text", "response", "content")
_BILLED: Final = ("tokens_used", "cost_usd", "model")
_PROVIDES: Final = ("name", "model", "drafts", "packs", "caches", "prepare", "estimate", "close")


class CanComplete(Protocol):
    """The least that a caller's provider has."""

    async def complete(self, request: GenerationRequest, /) -> Any:  # noqa: ANN401 (as above)
        """Return the answer to `request`."""


def as_provider(given: object) -> Provider:
    """Return `given` as a provider; what it lacks beside `complete` is filled in. Raises TypeError without that."""
    complete = getattr(given, "complete", None)
    if isinstance(given, type) or not callable(complete):
        raise TypeError(f"{kind(given)} is no provider: pass an object with `async def complete(request)`.")
    if all(hasattr(given, name) for name in _PROVIDES):
        return cast("Provider", given)
    return CallersProvider(complete, given)


class CallersProvider:
    """Asks `call` with a GenerationRequest, and with the rest of a Provider's `complete` if it takes that.

    It packs and caches nothing, and its price is not known beforehand; name, model and `close` are its `owner`'s where
    it has them.
    """

    drafts = False
    packs = False

    def __init__(self, call: Callable[..., Any], owner: object) -> None:
        self.name = str(getattr(owner, "name", _NAME))
        self.model = str(getattr(owner, "model", ""))
        self._call = call
        self._owner = owner
        parameters = inspect.signature(call).parameters.values()
        self._takes_slot = any(each.name == "slot" or each.kind is each.VAR_KEYWORD for each in parameters)

    async def prepare(self) -> None:
        """Have nothing to load."""

    def caches(self, prefix: str) -> bool:
        """Say that no call gets cheaper by another."""
        del prefix
        return False

    def estimate(self, request: GenerationRequest, *, warm: bool = False) -> Estimate:
        """Say that nobody knows the price."""
        del request, warm
        return Estimate(usd=None, seconds=USUAL_SECONDS)

    async def complete(
        self,
        request: GenerationRequest,
        *,
        slot: Slot | None = None,
        spare: Spare | None = None,
        deadline: float | None = None,
        on_text: OnText | None = None,
    ) -> Completion:
        """Return what the caller's code says, asked in one of the engine's places."""
        limit = asyncio.timeout_at(deadline)
        try:
            async with limit:
                if self._takes_slot:
                    more = {"slot": slot, "spare": spare, "deadline": deadline, "on_text": on_text}
                    return self._completion(await self._call(request, **more), 0.0)
                return await self._asked(request, slot)
        except ProviderError:
            raise
        except Exception as error:
            if limit.expired():
                raise DeadlineExceeded("The time was up before the answer was there; ask again.") from None
            raise ProviderError(f"What writes the answers failed with {type(error).__name__}: {error}") from error

    async def close(self) -> None:
        """Close the owner, where that can be done."""
        close = getattr(self._owner, "close", None)
        closed = close() if callable(close) else None
        if isinstance(closed, Awaitable):
            await closed

    async def _asked(self, request: GenerationRequest, slot: Slot | None) -> Completion:
        clock = asyncio.get_running_loop().time
        async with slot() if slot else nullcontext(_nobody_asks) as sent:
            sent()
            started = clock()
            said = self._call(request)
            said = await said if inspect.isawaitable(said) else said
            return self._completion(said, clock() - started)

    def _completion(self, said: object, seconds: float) -> Completion:
        if isinstance(said, Completion):
            return said
        text, told = (said, {}) if isinstance(said, str) else _told(said)
        if not isinstance(text, str) or not text.strip():
            raise InvalidAnswer(f"{kind(said)} is no answer: return text, or an object with `answer` as text.")
        tokens, cost = told.get("tokens_used"), told.get("cost_usd")
        return Completion(
            text=text,
            provider=self.name,
            model=str(told.get("model") or self.model),
            output_tokens=tokens if isinstance(tokens, int) else 0,
            cost_usd=float(cost) if isinstance(cost, int | float) else None,
            duration_s=seconds,
        )


def kind(given: object) -> str:
    """Return what `given` is, in words."""
    if given is None:
        return "None"
    return f"the class {given.__name__} itself" if isinstance(given, type) else f"a {type(given).__name__}"


def _told(said: object) -> tuple[object, Mapping[str, object]]:
    """Return the text in what a caller's code returned, and the rest of it."""
    told = said if isinstance(said, Mapping) else {name: getattr(said, name, None) for name in (*_TEXTS, *_BILLED)}
    return next((told[name] for name in _TEXTS if isinstance(told.get(name), str)), None), told


def _nobody_asks() -> None:
    """Be called as a question is sent that holds no place."""
