"""A program that fails inside: `… STDERR HOW MODULE:NAME words…` is `fillwright words…` until it does.

It fails as NAME is called: HOW is `raise`, an error that quotes the whole profile, the runtime file and the keys, or
`abort`, as a fault of a library's C code ends a process. What it writes to stderr is appended to the file STDERR.
"""

from __future__ import annotations

import faulthandler
import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn

from fillwright.__main__ import main as fillwright
from fillwright.paths import find_home


def main() -> int:
    """Run, and most likely die of it."""
    stderr, how, place, *words = sys.argv[1:]
    os.dup2(os.open(stderr, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), 2)
    faulthandler.enable()
    module, _, path = place.partition(":")
    *holders, name = path.split(".")
    holder: Any = import_module(module)
    for part in holders:
        holder = getattr(holder, part)
    setattr(holder, name, failing(how))
    sys.argv[1:] = words
    return fillwright()


def failing(how: str) -> Callable[..., NoReturn]:
    """Return the function that fails, having said how large a core it might leave."""

    def fail(*given: object, **_: object) -> NoReturn:
        everything = f"{private()} {given}"
        sys.stderr.write(f"core limit: {resource.getrlimit(resource.RLIMIT_CORE)[1]}\n")
        sys.stderr.flush()
        if how == "abort":
            os.abort()
        raise ValueError(everything) from KeyError(everything)

    return fail


def private() -> str:
    """Return all that must not be seen: the profile, the server's secrets, the keys."""
    home = find_home()
    files = [*home.profiles.glob("*/profile.json"), home.runtime]
    keys = [value for name, value in os.environ.items() if name.endswith("_API_KEY")]
    return " ".join([*(path.read_text(encoding="utf-8") for path in files if path.exists()), *keys])


if __name__ == "__main__":
    sys.exit(main())
