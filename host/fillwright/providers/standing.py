"""How a provider stands just now, for those who ask why an answer takes its time."""

from __future__ import annotations

from msgspec import Struct

from fillwright.providers.rate_headers import Kind


class Limit(Struct, frozen=True, kw_only=True):
    """One limit as the provider's replies told it: what is `left` by now of at most `of`; whole after `full_s` seconds.

    `full_s` is None where nobody knows.
    """

    kind: Kind
    left: int
    of: int
    full_s: float | None


class Standing(Struct, frozen=True, kw_only=True):
    """The calls on their way and those held back, and the seconds until the next may leave, 0 for at once.

    `wait_s` is None where that depends on the end of a call under way. `limits` is empty before the first reply.
    """

    under_way: int = 0
    waiting: int = 0
    wait_s: float | None = 0.0
    limits: tuple[Limit, ...] = ()
