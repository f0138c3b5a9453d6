"""What is passed on of an answer while it is being written."""

from __future__ import annotations

import asyncio

from fillwright.providers.base import OnText
from fillwright.providers.race import Runner
from fillwright.providers.reply import Reply


class Teller:
    """Passes pieces on to `on_text`; an empty piece takes back all that was told of an attempt that came to nothing."""

    def __init__(self, on_text: OnText | None) -> None:
        self._on_text = on_text
        self._told = False

    def tell(self, piece: str) -> None:
        """Pass on the next piece of the text."""
        if piece and self._on_text is not None:
            self._told = True
            self._on_text(piece)

    def pass_on(self, piece: str) -> None:
        """Pass on what another one tells, an empty piece as what it is."""
        if piece:
            self.tell(piece)
        else:
            self.take_back()

    def take_back(self) -> None:
        """Have the listener forget what it was told, if it was told anything."""
        if self._told and self._on_text is not None:
            self._told = False
            self._on_text("")


class Ear:
    """Hears one streamed call, a `second` try or not: its first token settles the race and lifts its limit for it."""

    def __init__(self, runner: Runner[Reply], limit: asyncio.Timeout, teller: Teller) -> None:
        self._runner = runner
        self._limit = limit
        self._teller = teller
        self._told = ""
        self.began = False
        self.second = runner.second

    def begin(self, until: float) -> None:
        """Go on until that moment of the loop's clock. Raises Overtaken where another copy has begun."""
        self.began = True
        self._runner.begun()
        self._limit.reschedule(until)

    def hear(self, text: str) -> None:
        """Tell what `text`, all that may be shown so far, adds to what was told."""
        self._teller.tell(text[len(self._told) :])
        self._told = text
