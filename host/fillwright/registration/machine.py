"""The machine a browser runs on, as far as a registration touches it; a test passes one made of a temporary folder."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import Literal, Protocol

import fillwright

System = Literal["linux", "macos", "windows"]


class Registry(Protocol):
    """The default values of keys under HKEY_CURRENT_USER."""

    def read(self, key: str, /) -> str | None:
        """Return the key's default value, None where there is no such key."""

    def write(self, key: str, value: str, /) -> None:
        """Make the key, and those above it, and set its default value."""

    def delete(self, key: str, /) -> None:
        """Remove the key if it is there."""


class NoRegistry:
    """The registry of a system that has none."""

    def read(self, _key: str) -> str | None:
        """Return None: there are no keys."""
        return None

    def write(self, _key: str, _value: str) -> None:
        """Do nothing."""

    def delete(self, _key: str) -> None:
        """Do nothing."""


if sys.platform == "win32":
    import winreg

    class WindowsRegistry:
        """The registry of the person who runs this process."""

        def read(self, key: str) -> str | None:
            """Return the key's default value, None where there is no such key."""
            try:
                return str(winreg.QueryValue(winreg.HKEY_CURRENT_USER, key))
            except FileNotFoundError:
                return None

        def write(self, key: str, value: str) -> None:
            """Make the key, and those above it, and set its default value."""
            winreg.SetValue(winreg.HKEY_CURRENT_USER, key, winreg.REG_SZ, value)

        def delete(self, key: str) -> None:
            """Remove the key if it is there."""
            try:
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
            except FileNotFoundError:
                return


def _registry() -> Registry:
    if sys.platform == "win32":
        return WindowsRegistry()
    return NoRegistry()


def _system() -> System:
    if sys.platform == "win32":
        return "windows"
    return "macos" if sys.platform == "darwin" else "linux"


@dataclass(frozen=True)
class Machine:
    """One person's view of one computer; everything defaults to this one."""

    system: System = field(default_factory=_system)
    root: Path = Path("/")
    person: Path = field(default_factory=Path.home)
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    registry: Registry = field(default_factory=_registry)
    interpreter: Path = field(default_factory=lambda: Path(sys.executable))
    package: Path = Path(fillwright.__file__).parent
    temporary: Path = field(default_factory=lambda: Path(tempfile.gettempdir()))
    processor: str = field(default_factory=platform.machine)

    def folder(self, template: str) -> Path:
        """Return the path that a template of the data files stands for."""
        config = self.environ.get("XDG_CONFIG_HOME", "")
        return Path(
            template.format(
                root=str(self.root).rstrip("/"),
                home=self.person,
                config=config if config.startswith("/") else self.person / ".config",
                local=self.environ.get("LOCALAPPDATA") or self.person / "AppData" / "Local",
                roaming=self.environ.get("APPDATA") or self.person / "AppData" / "Roaming",
                temporary=self.temporary,
                cache=self.environ.get("XDG_CACHE_HOME") or self.person / ".cache",
            )
        )

    def has_program(self, program: str) -> bool:
        """Say whether a command is on the PATH or, for an absolute path, there."""
        if program.startswith("/"):
            return (self.root / program.lstrip("/")).exists()
        return which(program, path=self.environ.get("PATH", "")) is not None
