"""The parts of a soak, and how large each is: in full, and as the short cut that the tests run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tools.soak.api import api
from tools.soak.canaries import leaks
from tools.soak.endurance import endurance
from tools.soak.frames import frames
from tools.soak.guard import guard
from tools.soak.hostile import hostile
from tools.soak.kills import kills
from tools.soak.load import load
from tools.soak.pages import pages
from tools.soak.race import race
from tools.soak.store_faults import store_faults
from tools.soak.two_browsers import two_browsers

Sizes = Mapping[str, object]

LONGEST_FIRST: Final = (
    *("race", "api", "kills", "endurance", "pages", "frames", "store_faults", "guard", "canaries", "hostile"),
    *("load", "two_browsers"),
)
"""The parts by how long they take in full, so that side by side none is left over for the end."""

PARTS: Final[Mapping[str, Callable[..., dict[str, Any]]]] = {
    "guard": guard,
    "kills": kills,
    "race": race,
    "frames": frames,
    "two_browsers": two_browsers,
    "store_faults": store_faults,
    "canaries": leaks,
    "hostile": hostile,
    "pages": pages,
    "load": load,
    "endurance": endurance,
    "api": api,
}

FULL: Final[Mapping[str, Sizes]] = {
    "guard": {"full": True},
    "kills": {"count": 200},
    "race": {"starts": 50, "rounds": 20},
    "frames": {"codec": 1_000_000, "process": 1_000_000, "broken_streams": 200},
    "two_browsers": {"messages": 1_000},
    "store_faults": {"damages": 500, "partial_writes": 1_000, "locked_s": 30},
    "canaries": {"faults": ("401", "429", "500", "malformed", "empty", "length", "refusal", "filter", "truncated")},
    "hostile": {},
    "pages": {"pages": 200},
    "load": {"half_open": 200, "calls": 400, "batches": 20, "fields": 50, "repeats": 10},
    "endurance": {"batches": 200, "fields": 50},
    "api": {"examples": 200},
}

SHORT: Final[Mapping[str, Sizes]] = {
    "guard": {"full": False},
    "kills": {"count": 3},
    "race": {"starts": 8, "rounds": 1},
    "frames": {"codec": 20_000, "process": 2_000, "broken_streams": 4},
    "two_browsers": {"messages": 100},
    "store_faults": {"damages": 20, "partial_writes": 200, "locked_s": 0},
    "canaries": {"faults": ("401",)},
    "hostile": {"every": 8},
    "pages": {"pages": 8},
    "load": {"half_open": 200, "calls": 20, "batches": 5, "fields": 10, "repeats": 1},
    "endurance": {"batches": 10, "fields": 20},
    "api": {"examples": 2},
}


REPEATS: Final = frozenset(
    (
        *("count", "rounds", "codec", "process", "broken_streams", "messages", "damages", "partial_writes"),
        *("pages", "calls", "repeats", "examples"),
    )
)


def run(name: str, *, short: bool = False, share: float = 1.0) -> dict[str, Any]:
    """Run one part and return its figures; `share` is that of the full run's repeats, of each at least one."""
    if short:
        return PARTS[name](**SHORT[name])
    sizes = {size: _shared(value, share) if size in REPEATS else value for size, value in FULL[name].items()}
    return PARTS[name](**sizes)


def _shared(value: object, share: float) -> object:
    return max(1, round(value * share)) if isinstance(value, int) and not isinstance(value, bool) else value
