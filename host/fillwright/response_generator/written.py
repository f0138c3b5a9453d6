"""What a provider wrote for one question, and for several in one call: at its end, and while it is written."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from time import perf_counter

from fillwright import answers
from fillwright.messages import FieldResponse
from fillwright.providers import Completion
from fillwright.response_generator import responses

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Written:
    """A response and the provider's call behind it; `remember` says whether it may be stored."""

    response: FieldResponse
    call: Completion | None = None
    remember: bool = False

    def billed(self, share: Completion | None, started: float) -> "Written":
        """Write into the response its `share` of a call that was `started` then, and return it."""
        if share is not None:
            responses.bill(self.response, share)
            self.response.warnings.extend(share.notes)
        self.response.time_ms = (perf_counter() - started) * 1000
        return self


@dataclass(frozen=True)
class Pack:
    """What one call came to for several questions: for each its answer, if it has one, and its share of the bill.

    `readable` says whether the reply had the form that was asked for; `twice` are the places of those answers told
    before its end to which another came.
    """

    written: tuple[Written | None, ...]
    shares: tuple[Completion | None, ...]
    call: Completion | None
    readable: bool = True
    twice: frozenset[int] = frozenset()


Tell = Callable[[int, Written], None]
"""Hears the place of a question in its pack, and its answer."""


class Early:
    """Tells the answers of a pack while it is written, all but the one that comes last, which is told with the bill.

    `check` says what an entry's text is as an answer, None where it is none. What was `told` stands, also where the
    attempt comes to nothing and the next one says something else.
    """

    def __init__(self, count: int, check: Callable[[int, str], Written | None], tell: Tell) -> None:
        self.told: set[int] = set()
        self._most = count - 1
        self._entries = answers.Entries(count)
        self._check = check
        self._tell = tell

    def hear(self, piece: str) -> None:
        """Hear the next piece of the reply; an empty one takes back those before it."""
        for place, text in self._entries.feed(piece):
            if place in self.told or len(self.told) >= self._most:
                continue
            written = self._checked(place, text)
            if written is not None:
                self.told.add(place)
                self._tell(place, written)

    def _checked(self, place: int, text: str) -> Written | None:
        """Return the answer, None where it has to wait for the end: no fault in a check is the call's."""
        try:
            return self._check(place, text)
        except Exception as error:  # noqa: BLE001 - whatever it is, it comes again at the end, and is told there
            _log.warning("an answer was not told before its call had ended: %s", type(error).__name__)
            return None


def shares_of(call: Completion | None, count: int, told: Collection[int]) -> tuple[Completion | None, ...]:
    """Return each question's share of `call`; those `told` before anybody knew the bill have none."""
    open_places = [place for place in range(count) if place not in told]
    shares = dict(zip(open_places, responses.divided(call, len(open_places)), strict=True))
    return tuple(shares.get(place) for place in range(count))
