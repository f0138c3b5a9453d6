"""What a provider's reply comes to, whichever dialect it was in and however it came."""

from __future__ import annotations

from typing import Final, Protocol

import msgspec
from msgspec import Struct

from fillwright.errors import ProviderError
from fillwright.providers.prices import Tokens

NOTHING: Final = msgspec.Raw()
"""The raw JSON of a key that is not there; msgspec takes no `Raw | None`, so null comes as JSON as well."""

ABSENT: Final = frozenset({b"", b"null"})


class Reply(Struct, frozen=True, kw_only=True):
    """One reply of a provider: its text, what it was billed, and why it can't be used, if it can't."""

    text: str
    tokens: Tokens
    problem: ProviderError | None = None


class Transcript(Protocol):
    """A streamed reply as its events come in. A stream that stops before it has `ended` was cut off."""

    ended: bool

    @property
    def tokens(self) -> Tokens | None:
        """What was billed so far, where the provider has said it."""

    def feed(self, payload: bytes) -> str:
        """Return the text that one event adds, "" for none.

        Raises msgspec.DecodeError for what is not the dialect, and a ProviderError that the provider reports.
        """

    def reply(self) -> Reply:
        """Return the reply as it stands."""
