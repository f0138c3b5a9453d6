from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from fillwright import cli
from fillwright.paths import Home
from fillwright.profile import ProfileStore, sample_profile
from tests.host.cli.said import Run, Said


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home, and no provider key or setting from outside."""
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    home = Home(tmp_path / "home")
    monkeypatch.setenv("FILLWRIGHT_HOME", str(home.root))
    monkeypatch.setenv("FILLWRIGHT_PROVIDER", "drafts")
    return home


@pytest.fixture
def person(home: Home) -> Home:
    """A home with the sample profile."""
    ProfileStore(home).save(sample_profile())
    return home


@pytest.fixture
def run(home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:  # noqa: ARG001 - the home is made
    """Run a command in this process, by default on `home`."""

    def run(*words: str, stdin: str | bytes = b"") -> Said:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        capsys.readouterr()
        code = cli.main(words)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run
