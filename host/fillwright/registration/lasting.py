"""Whether the environment Fillwright runs in will still be there tomorrow: what is registered must."""

from __future__ import annotations

import subprocess
from pathlib import Path

from fillwright.errors import Conflict
from fillwright.registration.browsers import read_table
from fillwright.registration.machine import Machine

_MEND = "Install it for good, for example with `pipx install fillwright` or `uv tool install fillwright`, and run"
_IMPORT_SECONDS = 30.0


def require_lasting(machine: Machine) -> None:
    """Raise Conflict where a launcher for this environment would stop working.

    That is: in the cache of `pipx run` or `uvx`; in a temporary folder, unless the person's own folder is there too
    (a trial of everything) or it is a checkout (whose place somebody chose); and where the isolated interpreter
    (`-I`) does not find the package, as when it was found through PYTHONPATH or the current folder.
    """
    table = read_table("throwaway.toml")
    place = machine.interpreter.as_posix()
    caches = [Path(machine.environ[name]) for name in table["variables"] if machine.environ.get(name)]
    if any(part in place for part in table["parts"]) or _is_inside(machine.interpreter, caches):
        raise Conflict(f"Fillwright runs in a throw-away environment, {place}. {_MEND} `fillwright install` then.")
    temporary = [machine.folder(template) for template in table["temporary"]]
    is_checkout = not (machine.package / "registration" / "manifest").is_dir()
    if _is_inside(machine.interpreter, temporary) and not is_checkout and not _is_inside(machine.person, temporary):
        raise Conflict(f"Fillwright runs in a temporary folder, {place}. {_MEND} `fillwright install` then.")
    if not finds_package(machine.interpreter):
        raise Conflict(f"{place} does not find Fillwright by itself. {_MEND} `fillwright install` again.")


def finds_package(interpreter: Path) -> bool:
    """Say whether the interpreter, isolated, can load the bridge."""
    command = [str(interpreter), "-I", "-c", "import fillwright.bridge"]
    try:
        return subprocess.run(command, capture_output=True, timeout=_IMPORT_SECONDS, check=False).returncode == 0  # noqa: S603 - our own interpreter
    except (OSError, subprocess.TimeoutExpired):
        return False


def _is_inside(path: Path, folders: list[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)
