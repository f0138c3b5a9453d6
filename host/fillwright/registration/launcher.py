"""The program that browsers start: a generated script, since a host manifest's `path` takes no arguments.

It names the interpreter by its absolute path, isolates it (`-I`: no current folder, no PYTHON variables, no user
site), passes the ids that the person allowed besides the shipped ones, and sets the home a browser does not know of.
"""

from __future__ import annotations

import io
import shlex
import zipfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from fillwright.bridge import ALLOW_OPTION
from fillwright.errors import Conflict
from fillwright.paths import HOME_VARIABLE, Home
from fillwright.registration.machine import Machine

NAME = "fillwright-bridge"

# distlib's launchers for Windows, shipped inside pip: an .exe that runs the Python script appended to it.
_SHIMS = {"amd64": "t64.exe", "x86_64": "t64.exe", "arm64": "t64-arm.exe", "aarch64": "t64-arm.exe"}
_SHIM_OTHERWISE = "t32.exe"


def launcher_folder(home: Home) -> Path:
    """Return the folder of everything a registration keeps in the home."""
    return home.root / "bridge"


def make_launcher(home: Home, machine: Machine, added: Sequence[str]) -> tuple[Path, bytes]:
    """Return where the launcher belongs and its bytes; raises Conflict for a path no script can hold."""
    if any(character in f"{machine.interpreter}{home.root}" for character in "\r\n\0"):
        raise Conflict("The path of the home or of the interpreter contains a line break; move it.")
    words = [f"{ALLOW_OPTION}{added_id}" for added_id in sorted(added)]
    folder = launcher_folder(home)
    if machine.system != "windows":
        return folder / NAME, _shell_script(machine.interpreter, home, words).encode()
    shim = _find_shim(machine)
    if shim is not None:
        return folder / f"{NAME}.exe", shim + _shim_tail(machine.interpreter, home, words)
    return folder / f"{NAME}.bat", _batch_file(machine.interpreter, home, words).encode()


def _shell_script(interpreter: Path, home: Home, words: list[str]) -> str:
    command = shlex.join([str(interpreter), "-I", "-m", "fillwright", "bridge", *words, "--"])
    return (
        "#!/bin/sh\n"
        "# Written by `fillwright install`; browsers start it.\n"
        f'[ -n "${HOME_VARIABLE}" ] || {HOME_VARIABLE}={shlex.quote(str(home.root))}\n'
        f"export {HOME_VARIABLE}\n"
        f'exec {command} "$@"\n'
    )


def _batch_file(interpreter: Path, home: Home, words: list[str]) -> str:
    lines = [
        "@echo off",
        "rem Written by `fillwright install`; browsers start it.",
        "chcp 65001 >nul",
        f'if not defined {HOME_VARIABLE} set "{HOME_VARIABLE}={_in_batch(home.root)}"',
        f'"{_in_batch(interpreter)}" -I -m fillwright bridge {" ".join([*words, "--"])} %*',
    ]
    return "\r\n".join(lines) + "\r\n"


def _in_batch(path: Path) -> str:
    return str(path).replace("%", "%%")


def _find_shim(machine: Machine) -> bytes | None:
    """Return the launcher that pip brings along, None where there is no pip."""
    pip = find_spec("pip")
    if pip is None or pip.origin is None:
        return None
    name = _SHIMS.get(machine.processor.lower(), _SHIM_OTHERWISE)
    try:
        return (Path(pip.origin).parent / "_vendor" / "distlib" / name).read_bytes()
    except OSError:
        return None


def _shim_tail(interpreter: Path, home: Home, words: list[str]) -> bytes:
    """Return what distlib's launcher looks for behind itself: the interpreter's line, then a zip with the script."""
    script = (
        "import os\nimport sys\n\n"
        "from fillwright.__main__ import main\n\n"
        f"os.environ[{HOME_VARIABLE!r}] = os.environ.get({HOME_VARIABLE!r}) or {str(home.root)!r}\n"
        f"sys.argv[1:1] = {['bridge', *words, '--']!r}\n"
        "sys.exit(main())\n"
    )
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr(zipfile.ZipInfo("__main__.py"), script)
    return f'#!"{interpreter}" -I\r\n'.encode() + archive.getvalue()
