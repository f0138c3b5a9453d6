"""The peers and their environments: one each, made from `requirements/peers/` when it is first wanted, and kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.bench.contestants import Program
from tools.bench.processes import ROOT

REQUIREMENTS: Final = ROOT / "requirements" / "peers"
_STAMP: Final = ".made-from"
_MODULES: Final = {
    "aiohttp": "bare_aiohttp",
    "openai": "openai_sdk",
    "aiolimiter": "openai_aiolimiter",
    "langchain": "langchain_abatch",
    "litellm": "litellm_calls",
    "pydantic-ai": "pydantic_agent",
}
NAMES: Final = tuple(_MODULES)

SHOWN: Final = {
    "aiohttp": ("aiohttp",),
    "openai": ("openai",),
    "aiolimiter": ("openai", "aiolimiter"),
    "langchain": ("langchain-openai",),
    "litellm": ("litellm",),
    "pydantic-ai": ("pydantic-ai-slim",),
}
"""The packages whose versions say what a peer is."""


@dataclass(frozen=True)
class Peer:
    """A peer that was asked for: its program, or why it is absent; `version` names its packages with theirs."""

    name: str
    version: str
    program: Program | None = None
    absent: str = ""


def default_scratch() -> Path:
    """Return where the environments are kept: a folder of the person's cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fillwright-bench"


def peer(name: str, scratch: Path, requirements: Path = REQUIREMENTS) -> Peer:
    """Return the peer `name` with its environment made, or absent with the reason why it could not be."""
    pins = (requirements / f"{name}.txt").read_text("utf-8")
    version = _version(name, pins)
    folder = scratch / name
    made_from = f"{sys.version}\n{pins}"
    stamp = folder / _STAMP
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not (stamp.is_file() and stamp.read_text("utf-8") == made_from):
        print(f"installing {name} …", file=sys.stderr)
        wrong = _make(folder, python, requirements / f"{name}.txt")
        if wrong:
            return Peer(name, version, absent=wrong)
        stamp.write_text(made_from, "utf-8")
    return Peer(name, version, Program(name, f"tools.bench.peers.{_MODULES[name]}", str(python)))


def _version(name: str, pins: str) -> str:
    found = {
        line.split("==")[0].partition("[")[0]: line.split("==")[1].split()[0]
        for line in pins.splitlines()
        if "==" in line
    }
    return ", ".join(f"{package} {found[package]}" for package in SHOWN[name])


def _make(folder: Path, python: Path, pins: Path) -> str:
    """Make the environment; return what went wrong, in a line."""
    shutil.rmtree(folder, ignore_errors=True)
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    steps: tuple[Sequence[str], ...] = (
        (sys.executable, "-m", "venv", "--without-pip", str(folder)),
        (sys.executable, "-m", "pip", "--python", str(python), "install", *quiet, "--require-hashes", "-r", str(pins)),
    )
    for step in steps:
        ran = subprocess.run(step, capture_output=True, text=True, check=False)
        if ran.returncode:
            said = (ran.stderr or ran.stdout).strip().splitlines()
            return said[-1] if said else f"{step[0]} ended with {ran.returncode}"
    return ""
