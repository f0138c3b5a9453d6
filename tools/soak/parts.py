"""The parts of a soak, and how large each is: in full, and as the short cut that the tests run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tools.soak.api import api
from tools.soak.canaries import leaks
from tools.soak.frames import frames
from tools.soak.hostile import hostile
from tools.soak.kills import kills
from tools.soak.load import load
from tools.soak.race import race
from tools.soak.store_faults import store_faults

Sizes = Mapping[str, object]

PARTS: Final[Mapping[str, Callable[..., dict[str, Any]]]] = {
    "kills": kills,
    "race": race,
    "frames": frames,
    "store_faults": store_faults,
    "canaries": leaks,
    "hostile": hostile,
    "load": load,
    "api": api,
}

FULL: Final[Mapping[str, Sizes]] = {
    "kills": {"count": 200},
    "race": {"starts": 50, "rounds": 20},
    "frames": {"codec": 1_000_000, "process": 200_000, "broken_streams": 200},
    "store_faults": {"damages": 500, "partial_writes": 1_000},
    "canaries": {"faults": ("401", "429", "500", "malformed", "empty", "length", "refusal", "filter", "truncated")},
    "hostile": {},
    "load": {"half_open": 200, "batches": 20, "fields": 50, "repeats": 10},
    "api": {"examples": 200},
}

SHORT: Final[Mapping[str, Sizes]] = {
    "kills": {"count": 3},
    "race": {"starts": 8, "rounds": 1},
    "frames": {"codec": 20_000, "process": 2_000, "broken_streams": 4},
    "store_faults": {"damages": 20, "partial_writes": 200},
    "canaries": {"faults": ("401",)},
    "hostile": {"every": 8},
    "load": {"half_open": 200, "batches": 5, "fields": 10, "repeats": 1},
    "api": {"examples": 2},
}


REPEATS: Final = frozenset(
    {"count", "rounds", "codec", "process", "broken_streams", "damages", "partial_writes", "repeats", "examples"}
)


def run(name: str, *, short: bool = False, share: float = 1.0) -> dict[str, Any]:
    """Run one part and return its figures; `share` is that of the full run's repeats, of each at least one."""
    if short:
        return PARTS[name](**SHORT[name])
    sizes = {size: _shared(value, share) if size in REPEATS else value for size, value in FULL[name].items()}
    return PARTS[name](**sizes)


def _shared(value: object, share: float) -> object:
    return max(1, round(value * share)) if isinstance(value, int) else value
