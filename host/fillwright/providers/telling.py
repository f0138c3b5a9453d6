"""What is passed on of an answer while it is being written."""

from __future__ import annotations

from fillwright.providers.base import OnText


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

    def take_back(self) -> None:
        """Have the listener forget what it was told, if it was told anything."""
        if self._told and self._on_text is not None:
            self._told = False
            self._on_text("")
