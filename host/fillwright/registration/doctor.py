"""Checks the whole line from the browser to the server and says how to mend what is broken."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import fillwright
from fillwright.bridge import host_name, prove, shipped_ids
from fillwright.errors import ServerUnavailable
from fillwright.paths import Home
from fillwright.registration.browsers import Browser, choose_browsers, known_browsers, read_table
from fillwright.registration.extension import extension_folder, extension_version
from fillwright.registration.hosts import added_ids, allowed_ids, manifest_place, read_manifest
from fillwright.registration.launcher import make_launcher
from fillwright.registration.machine import Machine
from fillwright.registration.probe import start_and_ask
from fillwright.runtime import read_runtime

Level = Literal["ok", "warn", "fail"]

_INSTALL = "Run `fillwright install`."
_OK = 200
_OTHERS = 0o077
_KEY_VARIABLES = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY")


@dataclass(frozen=True)
class Check:
    """One finding: what was looked at, how it is, and what mends it; `browser` where it concerns one.

    `code` is the stable name of what is not in order, and `values` what its sentence holds, for those who choose words
    of their own.
    """

    name: str
    level: Level
    message: str
    mend: str = ""
    browser: str = ""
    code: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Diagnosis:
    """Every finding: the home as it was, then along the line from the browser to the provider."""

    checks: tuple[Check, ...]

    @property
    def healthy(self) -> bool:
        """Say that nothing failed; warnings may be there."""
        return all(check.level != "fail" for check in self.checks)


def doctor(home: Home, *, browser: str | None = None, machine: Machine | None = None) -> Diagnosis:
    """Check registration, launcher, home, server and keys, for `browser` or for all that are present or registered.

    The launcher is really started and asked, which starts the server where none runs, as a browser would.
    Raises InvalidRequest for a browser nobody has.
    """
    machine = machine or Machine()
    chosen = choose_browsers(machine, browser) if browser else known_browsers(machine)
    checks = [*_check_home(home, machine), _check_extension(machine)]
    working: dict[str, list[str]] = {}
    for one in chosen:
        checks += _check_sandbox(one, machine)
        found, manifest = _check_manifest(one, home, machine, named=browser is not None)
        checks += found
        if manifest is not None:
            working.setdefault(manifest["path"], _arguments(one, home))
    if not working:
        message = "No browser can start Fillwright."
        checks.append(Check("registration", "fail", message, _INSTALL, code="not_registered"))
    for path, arguments in working.items():
        checks += _check_launcher(Path(path), arguments, home, machine)
    checks += [*_check_server(home), *_check_keys(machine)]
    return Diagnosis(tuple(checks))


def _check_extension(machine: Machine) -> Check:
    folder = extension_folder(machine)
    version = extension_version(folder)
    if version is None:
        message = f"There is no extension in {folder}."
        return Check("extension", "fail", message, "Install Fillwright again.", code="extension_missing")
    if version != fillwright.__version__:
        message = f"The extension in {folder} is version {version}, this is {fillwright.__version__}."
        return Check("extension", "fail", message, "Install Fillwright again.", code="extension_version")
    return Check("extension", "ok", f"The extension to load into the browser lies in {folder}.")


def _arguments(browser: Browser, home: Home) -> list[str]:
    """Return what `browser` passes to a host."""
    ids = shipped_ids()
    if browser.kind == "chromium":
        return [f"chrome-extension://{ids['chromium'][0]}/"]
    return [str(manifest_place(browser, home).file), ids["firefox"][0]]


def _check_sandbox(browser: Browser, machine: Machine) -> list[Check]:
    return [
        Check(
            "package",
            entry["level"],
            entry["message"],
            entry["mend"],
            browser.id,
            code=entry["code"],
            values=(browser.name, entry["package"]),
        )
        for entry in read_table("sandboxes.toml")["sandbox"]
        if entry["browser"] == browser.id and machine.folder(entry["path"]).exists()
    ]


def _check_manifest(
    browser: Browser, home: Home, machine: Machine, *, named: bool
) -> tuple[list[Check], dict[str, Any] | None]:
    """Return the finding on a browser's host manifest, and the manifest itself where its launcher can be tried."""
    place = manifest_place(browser, home)
    where = place.key or str(place.file)

    def unknown(level: Level, message: str) -> Check:
        mend = f"Run `fillwright install --browser {browser.id}`."
        values = (browser.name, browser.id)
        return Check("host manifest", level, message, mend, browser.id, code="browser_unknowing", values=values)

    try:
        manifest = read_manifest(place, machine)
    except (ValueError, OSError) as wrong:
        return [unknown("fail", f"{where} can't be read ({wrong}).")], None
    if manifest is None:
        missing = unknown("fail" if named else "warn", f"{browser.name} does not know Fillwright ({where} is missing).")
        return [missing] if named or browser.present else [], None
    fault = _find_fault(manifest, browser)
    if fault:
        return [unknown("fail", f"{where} {fault}.")], None
    message = f"{browser.name} knows Fillwright ({where})."
    return [Check("host manifest", "ok", message, browser=browser.id, values=(browser.name, browser.id))], manifest


def _find_fault(manifest: dict[str, Any], browser: Browser) -> str | None:
    """Return what keeps the browser from starting the host by this manifest."""
    if manifest.get("name") != host_name() or manifest.get("type") != "stdio":
        return "is not a manifest of Fillwright's"
    if not set(shipped_ids()[browser.kind]).issubset(allowed_ids(manifest)):
        return "does not let the Fillwright extension in"
    launcher = Path(str(manifest.get("path")))
    if not launcher.is_absolute() or not launcher.is_file():
        return f"points to {launcher}, which is not there"
    return None


def _check_launcher(launcher: Path, arguments: list[str], home: Home, machine: Machine) -> Iterator[Check]:
    places = [manifest_place(one, home) for one in known_browsers(machine)]
    expected, content = make_launcher(home, machine, sorted(added_ids(places, machine)))
    if launcher != expected:
        message = f"Browsers start {launcher}, which serves another home than yours."
        yield Check("launcher", "warn", message, _INSTALL, code="launcher_other")
    elif launcher.read_bytes() != content:
        message = f"{launcher} was written for another environment than this one."
        yield Check("launcher", "warn", message, _INSTALL, code="launcher_other")
    outcome = start_and_ask(launcher, arguments)
    if outcome.status is None:
        said = f" ({outcome.said.splitlines()[-1]})" if outcome.said else ""
        message = f"{launcher} does not start, or does not answer{said}."
        yield Check("launcher", "fail", message, _INSTALL, code="launcher_silent")
    elif outcome.status != _OK:
        message = f"{launcher} starts, but the server's answer is {outcome.status}."
        mend = "Run `fillwright serve` to see why."
        yield Check("launcher", "fail", message, mend, code="launcher_status", values=(str(outcome.status),))
    elif not outcome.left:
        message = f"{launcher} answers, but stays when the browser closes."
        yield Check("launcher", "warn", message, _INSTALL, code="launcher_stays")
    else:
        yield Check("launcher", "ok", f"{launcher} starts, answers, and ends with the browser.")


def _check_home(home: Home, machine: Machine) -> Iterator[Check]:
    if not home.root.is_dir():
        yield Check("home", "ok", f"{home.root} is not there yet; it is made with the first start.")
        return
    if machine.system == "windows":
        yield Check("home", "ok", f"{home.root} lies in your own user folder.")
        return
    open_paths = sorted(path for path in [home.root, *home.root.rglob("*")] if _is_open(path, home))
    for path in open_paths:
        mend = f"chmod {'700' if path.is_dir() else '600'} '{path}'"
        message = f"{path} can be read by other users of this computer."
        yield Check("home", "fail", message, f"Run `{mend}`.", code="home_open", values=(str(path), mend))
    if not open_paths:
        yield Check("home", "ok", f"{home.root} is readable by you alone.")


def _is_open(path: Path, home: Home) -> bool:
    """Say whether `path`, the home itself or a file in it, lets others in."""
    try:
        mode = path.lstat().st_mode
    except OSError:  # gone since it was listed
        return False
    return bool(mode & _OTHERS) and (path == home.root or stat.S_ISREG(mode))


def _check_server(home: Home) -> Iterator[Check]:
    runtime = read_runtime(home.runtime)
    if runtime is None:
        yield Check("server", "ok", "No server is running; the browser starts one when it is needed.")
        return
    try:
        prove(runtime).connection.close()
    except ServerUnavailable as wrong:
        mend = "Nothing personal was sent to it. The next call starts a server of your own."
        yield Check("server", "warn", wrong.message, mend, code="server_unproved")
        return
    if runtime.version != fillwright.__version__:
        message = f"The running server is version {runtime.version}, this is {fillwright.__version__}."
        mend = f"End process {runtime.pid}; the browser starts the new one."
        values = (runtime.version, str(runtime.pid))
        yield Check("server", "warn", message, mend, code="server_version", values=values)
        return
    yield Check(
        "server", "ok", f"Your server runs on port {runtime.port} (process {runtime.pid}) and has proved itself."
    )


def _check_keys(machine: Machine) -> Iterator[Check]:
    exported = [name for name in _KEY_VARIABLES if machine.environ.get(name)]
    if exported:
        message = f"{' and '.join(exported)} is set in this shell, but a server started by a browser does not see that."
        mend = "Enter the key on the extension's options page, under “Who writes”; the system's keyring keeps it."
        yield Check("keys", "warn", message, mend, code="shell_key")
