"""A machine below a temporary folder, for tests of the registration."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fillwright.registration import Machine
from fillwright.registration.machine import System


class FakeRegistry:
    """A registry in memory; like Windows', it does not mind the case of a key."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def read(self, key: str, /) -> str | None:
        return self.values.get(key.casefold())

    def write(self, key: str, value: str, /) -> None:
        self.values[key.casefold()] = value

    def delete(self, key: str, /) -> None:
        self.values.pop(key.casefold(), None)


class MachineMaker:
    """Makes machines whose every folder lies below one temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.person = root / "home" / "ada"
        self.person.mkdir(parents=True)
        self.registry = FakeRegistry()

    def __call__(self, system: System = "linux", environ: Mapping[str, str] | None = None) -> Machine:
        return Machine(
            system=system,
            root=self.root,
            person=self.person,
            environ=environ or {},
            registry=self.registry,
            processor="AMD64",
        )


def tree(folder: Path) -> set[str]:
    """Return every path below `folder`."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
