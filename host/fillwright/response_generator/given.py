"""A caller's own generator in the place of ours, as long as it has the one method that is needed.

    async def generate(field, user_data, job_context)

It is called with plain mappings (the field's as PROTOCOL.md has it), for what no rule can answer, and returns what a
caller's provider returns (providers/callers.py).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, Final, Protocol

import msgspec

from fillwright.providers import CallersProvider, GenerationRequest, as_provider, kind
from fillwright.response_generator.context import BatchContext, Question, Terms
from fillwright.response_generator.generator import ResponseGenerator
from fillwright.response_generator.written import Written

_GENERATES: Final = ("generate", "generate_response")

_question: ContextVar[tuple[Question, BatchContext]] = ContextVar("question")


class CanGenerate(Protocol):
    """A caller's own generator."""

    async def generate(self, field: Any, user_data: Any, job_context: Any, /) -> Any:  # noqa: ANN401 (as above)
        """Return the answer to `field`."""


def as_generator(given: object) -> ResponseGenerator:
    """Return `given` as a ResponseGenerator: one of ours, a caller's, or a provider. Raises TypeError for another."""
    if isinstance(given, ResponseGenerator):
        return given
    if callable(getattr(given, "complete", None)):
        return ResponseGenerator(as_provider(given))
    methods = [getattr(given, name, None) for name in _GENERATES]
    found = next((method for method in methods if callable(method)), given)
    if isinstance(given, type) or not callable(found):
        raise TypeError(
            f"{kind(given)} is no response generator: pass a ResponseGenerator, or an object with "
            "`async def generate(field, user_data, job_context)`."
        )
    return _CallersGenerator(found, given)


class _CallersGenerator(ResponseGenerator):
    """Has the caller's `generate` write what no rule can answer; its answers are checked as all are."""

    def __init__(self, generate: Callable[..., Any], owner: object) -> None:
        super().__init__(CallersProvider(self._generated, owner))
        self._generate = generate
        self._count = _positional(generate)

    async def write(
        self, question: Question, context: BatchContext, request: GenerationRequest, terms: Terms
    ) -> Written:
        """Return what the caller's code wrote for `question`; it is asked once."""
        token = _question.set((question, context))
        try:
            return await super().write(question, context, request, replace(terms, again=lambda: False))
        finally:
            _question.reset(token)

    async def _generated(self, request: GenerationRequest) -> object:
        del request
        question, context = _question.get()
        asked = [msgspec.to_builtins(each) for each in (question.field, context.given or context.profile, context.job)]
        said = self._generate(*asked[: self._count])
        return await said if inspect.isawaitable(said) else said


def _positional(call: Callable[..., Any]) -> int:
    """Return how many of field, user data and job `call` takes."""
    parameters = inspect.signature(call).parameters.values()
    if any(each.kind is each.VAR_POSITIONAL for each in parameters):
        return 3
    return sum(each.kind in {each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD} for each in parameters)
