"""A person each of whose data is found nowhere else, to see where they turn up."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from fillwright.profile import sample_profile


class Canary(Struct, frozen=True):
    """One class of personal data and the texts by which its value is found."""

    kind: str
    finds: tuple[str, ...]


@cache
def tables() -> dict[str, Any]:
    """Return `canaries.toml`."""
    return tomllib.loads(Path(__file__).with_name("canaries.toml").read_text(encoding="utf-8"))


def canaries() -> tuple[Canary, ...]:
    """Return what to look for, a canary per class."""
    return tuple(Canary(row["class"], tuple(row.get("finds", [row["value"]]))) for row in tables()["canary"])


def marked_profile() -> bytes:
    """Return the sample profile with a canary in the place of each private value; self-identification is shared."""
    profile: dict[str, Any] = json.loads(sample_profile())
    profile["basics"].pop("profiles")
    for name in ("given_name", "family_name", "preferred_name"):
        profile["application"].pop(name)
    for row in tables()["canary"]:
        *folders, last = row["path"]
        place = profile
        for folder in folders:
            place = place.setdefault(folder, {})
        place[last] = row["value"]
    profile["application"]["eeo"]["share"] = True
    return json.dumps(profile, ensure_ascii=False).encode()


def found_in(text: str) -> list[str]:
    """Return the classes of personal data that show in `text`."""
    lowered = text.casefold()
    return [canary.kind for canary in canaries() if any(form.casefold() in lowered for form in canary.finds)]
