from __future__ import annotations

import dataclasses
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fillwright.errors import Conflict
from fillwright.paths import Home
from fillwright.registration import launcher as launcher_module
from fillwright.registration import make_launcher
from fillwright.registration.files import write_if_new
from tests.support.fake_machine import MachineMaker

SHOW = """#!/bin/sh
printf '%s\\n' "$FILLWRIGHT_HOME" "$@"
"""


def run_with_arguments_shown(
    make_machine: MachineMaker, home: Home, added: list[str], environ: dict[str, str], *words: str
) -> list[str]:
    """Run a launcher whose interpreter only shows what it is given; both lie in folders with odd names."""
    interpreter = make_machine.root / "it's a $HOME `folder` \"é" / "python"
    interpreter.parent.mkdir(parents=True)
    interpreter.write_text(SHOW)
    interpreter.chmod(0o755)
    machine = dataclasses.replace(make_machine(), interpreter=interpreter)
    path, content = make_launcher(home, machine, added)
    path.parent.mkdir(parents=True)
    write_if_new(path, content, 0o700)
    done = subprocess.run([path, *words], env=environ, capture_output=True, text=True, timeout=30, check=True)
    return done.stdout.splitlines()


def test_the_launcher_isolates_the_interpreter_and_passes_the_browsers_words(
    make_machine: MachineMaker, home: Home
) -> None:
    shown = run_with_arguments_shown(make_machine, home, [], {}, "chrome-extension://x/", "a b", "$(c)")
    assert shown[1:] == ["-I", "-m", "fillwright", "bridge", "--", "chrome-extension://x/", "a b", "$(c)"]


def test_the_launcher_names_the_home_that_browsers_do_not_know(make_machine: MachineMaker) -> None:
    home = Home(make_machine.person / "it's my $home")
    assert run_with_arguments_shown(make_machine, home, [], {})[0] == str(home.root)


def test_a_home_in_the_environment_goes_first(make_machine: MachineMaker, home: Home) -> None:
    assert run_with_arguments_shown(make_machine, home, [], {"FILLWRIGHT_HOME": "/other"})[0] == "/other"


def test_the_launcher_allows_the_added_ids(make_machine: MachineMaker, home: Home) -> None:
    shown = run_with_arguments_shown(make_machine, home, ["b" * 32, "a@example.org"], {}, "x")
    assert shown[5:] == ["--allow=a@example.org", f"--allow={'b' * 32}", "--", "x"]


def test_a_path_with_a_line_break_is_refused(make_machine: MachineMaker) -> None:
    with pytest.raises(Conflict):
        make_launcher(Home(make_machine.person / "a\nb"), make_machine(), [])


def test_this_environments_bridge_is_found_by_its_isolated_interpreter(make_machine: MachineMaker, home: Home) -> None:
    path, content = make_launcher(home, make_machine(), [])
    path.parent.mkdir(parents=True)
    write_if_new(path, content, 0o700)
    done = subprocess.run(
        [path, "https://example.com/"],
        cwd=make_machine.root,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"Only a browser may start the bridge" in done.stderr


@pytest.mark.usefixtures("windows_program")
def test_windows_gets_a_program_with_the_script_behind_it(make_machine: MachineMaker) -> None:
    home = Home(make_machine.person / "it's a home")
    path, content = make_launcher(home, make_machine("windows"), ["b" * 32])
    assert path.name == "fillwright-bridge.exe"
    assert content.startswith(b"MZ")
    program, line, _ = content.rpartition(f'#!"{sys.executable}" -I\r\n'.encode())
    assert program
    assert line
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        script = archive.read("__main__.py").decode()
    assert f"sys.argv[1:1] = ['bridge', '--allow={'b' * 32}', '--']" in script
    assert repr(str(home.root)) in script


@pytest.mark.usefixtures("windows_program")
def test_the_script_in_the_windows_program_runs_the_bridge(
    make_machine: MachineMaker, home: Home, tmp_path: Path
) -> None:
    _, content = make_launcher(home, make_machine("windows"), [])
    archive = tmp_path / "launcher"
    archive.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-I", archive, "https://example.com/"], capture_output=True, timeout=30, check=False
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"Only a browser may start the bridge" in done.stderr


@pytest.mark.usefixtures("windows_program")
def test_the_windows_program_is_the_same_each_time(make_machine: MachineMaker, home: Home) -> None:
    assert make_launcher(home, make_machine("windows"), []) == make_launcher(home, make_machine("windows"), [])


@pytest.mark.parametrize("missing", [None, "module"])
def test_without_pips_program_windows_gets_a_batch_file(
    make_machine: MachineMaker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: str | None
) -> None:
    class Nowhere:
        origin = str(tmp_path / "pip" / "__init__.py")

    monkeypatch.setattr(launcher_module, "find_spec", lambda _name: Nowhere if missing else None)
    machine = dataclasses.replace(
        make_machine("windows"),
        interpreter=Path("C:/100%/python.exe"),
    )
    home = Home(make_machine.person / "50% home")
    path, content = make_launcher(home, machine, ["b" * 32])
    assert path.name == "fillwright-bridge.bat"
    lines = content.decode().split("\r\n")
    assert lines[0] == "@echo off"
    assert f'if not defined FILLWRIGHT_HOME set "FILLWRIGHT_HOME={str(home.root).replace("%", "%%")}"' in lines
    assert lines[-2] == f'"C:/100%%/python.exe" -I -m fillwright bridge --allow={"b" * 32} -- %*'
