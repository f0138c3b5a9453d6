from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import pytest

from fillwright.errors import Conflict
from fillwright.registration import lasting
from fillwright.registration.lasting import finds_package, require_lasting
from tests.support.fake_machine import MachineMaker


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every interpreter find the package: most here are invented."""
    monkeypatch.setattr(lasting, "finds_package", lambda _interpreter: True)


@pytest.mark.parametrize(
    "interpreter",
    [
        "/home/ada/.cache/uv/archive-v0/AbC123/bin/python",
        "/home/ada/.cache/uv/environments-v2/tool/bin/python3",
        "/home/ada/.local/share/pipx/.cache/5a1f/bin/python",
        "/home/ada/.cache/pipx/5a1f/bin/python",
        "/Users/ada/Library/Caches/uv/archive-v0/x/bin/python",
        "C:/Users/ada/AppData/Local/uv/cache/archive-v0/x/Scripts/python.exe",
        "/mnt/big/archive-v0/x/bin/python",
    ],
)
def test_the_caches_of_pipx_run_and_uvx_are_refused(make_machine: MachineMaker, interpreter: str) -> None:
    machine = dataclasses.replace(make_machine(), interpreter=Path(interpreter))
    with pytest.raises(Conflict, match=r"throw-away.*pipx install fillwright"):
        require_lasting(machine)


@pytest.mark.parametrize("variable", ["UV_CACHE_DIR", "PIPX_VENV_CACHEDIR"])
def test_a_moved_cache_is_refused(make_machine: MachineMaker, variable: str) -> None:
    machine = dataclasses.replace(make_machine(environ={variable: "/mnt/c"}), interpreter=Path("/mnt/c/x/bin/python"))
    with pytest.raises(Conflict):
        require_lasting(machine)


@pytest.mark.parametrize(
    "interpreter",
    [
        "/home/ada/.local/share/pipx/venvs/fillwright/bin/python",
        "/home/ada/.local/share/uv/tools/fillwright/bin/python",
        "/home/ada/src/fillwright/.venv/bin/python",
        "/opt/tmp/bin/python",
    ],
)
def test_an_environment_that_lasts_is_taken(make_machine: MachineMaker, interpreter: str) -> None:
    require_lasting(dataclasses.replace(make_machine(), root=Path("/"), interpreter=Path(interpreter)))


def wheel_in(folder: Path) -> Path:
    """Return a package folder as a wheel leaves it."""
    package = folder / "lib" / "fillwright"
    (package / "registration" / "manifest").mkdir(parents=True)
    return package


def test_a_temporary_folder_is_refused(make_machine: MachineMaker) -> None:
    folder = make_machine.root / "tmp" / "env"
    machine = dataclasses.replace(
        make_machine(), interpreter=folder / "bin" / "python", package=wheel_in(folder), temporary=Path("/nowhere")
    )
    with pytest.raises(Conflict, match="temporary folder"):
        require_lasting(machine)


def test_a_trial_with_a_temporary_home_is_taken(make_machine: MachineMaker) -> None:
    folder = make_machine.root / "tmp" / "env"
    require_lasting(
        dataclasses.replace(
            make_machine(),
            interpreter=folder / "bin" / "python",
            package=wheel_in(folder),
            person=make_machine.root / "tmp" / "ada",
        )
    )


def test_a_checkout_in_a_temporary_folder_is_taken(make_machine: MachineMaker) -> None:
    folder = make_machine.root / "tmp" / "checkout"
    require_lasting(
        dataclasses.replace(
            make_machine(), interpreter=folder / ".venv" / "bin" / "python", package=folder / "host" / "fillwright"
        )
    )


def test_an_interpreter_that_does_not_find_the_package_is_refused(
    make_machine: MachineMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lasting, "finds_package", lambda _interpreter: False)
    with pytest.raises(Conflict, match="does not find Fillwright"):
        require_lasting(make_machine())


def test_this_interpreter_finds_the_package() -> None:
    assert finds_package(Path(sys.executable))


def test_an_interpreter_without_the_package_does_not(tmp_path: Path) -> None:
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n')
    bare.chmod(0o755)
    assert not finds_package(bare)


def test_what_is_no_interpreter_does_not(tmp_path: Path) -> None:
    assert not finds_package(tmp_path / "missing")
