"""The built wheel, and environments it is installed into, without the network."""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import fillwright

ROOT: Final = Path(__file__).parents[1]
_PARTS: Final = ("pyproject.toml", "README.md", "LICENSE", "host", "manifest", "extension")
_FOREIGN: Final = (
    "XDG_",
    "FILLWRIGHT_",
    "OPENAI_",
    "ANTHROPIC_",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "DBUS_SESSION_BUS",
    "PYTHON",
)


def build_wheel(target: Path, version: str | None = None) -> Path:
    """Build the tree's wheel in `target`, as if program and extension were `version`; return it."""
    tree = target / "tree"
    for name in _PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            tree.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, tree / name)
    if version is not None:
        _renumber(tree / "host" / "fillwright" / "__init__.py", '__version__ = "{}"', version)
        _renumber(tree / "extension" / "manifest.json", '"version": "{}"', version)
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)], cwd=tree)
    (wheel,) = target.glob("*.whl")
    return wheel


def _renumber(path: Path, line: str, version: str) -> None:
    text = path.read_text("utf-8")
    path.write_text(text.replace(line.format(fillwright.__version__), line.format(version)), "utf-8")


class Installed:
    """A fresh environment in `folder` that holds the wheel, and sees the packages of the one that runs this."""

    def __init__(self, folder: Path) -> None:
        self.python = folder / "bin" / "python"
        _run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
        packages = next(folder.glob("lib/*/site-packages"))
        (packages / "lent.pth").write_text("\n".join(site.getsitepackages()))
        self.packages = packages

    def install(self, wheel: Path) -> None:
        """Install `wheel`, in place of the version that is there."""
        options = ("--no-deps", "--no-index", "--force-reinstall", "--quiet", "--disable-pip-version-check")
        _run([sys.executable, "-m", "pip", "--python", str(self.python), "install", *options, str(wheel)])

    @property
    def command(self) -> Path:
        """The `fillwright` command it brought."""
        return self.python.with_name("fillwright")


def person_environ(folder: Path, **settings: str) -> Mapping[str, str]:
    """Return the environment of somebody whose HOME is `folder`, without display, keyring or keys."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    return {**kept, "HOME": str(folder), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", **settings}


def _run(command: list[str], cwd: Path | None = None) -> None:
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, timeout=100)
