from __future__ import annotations

import dataclasses
import json
import subprocess
from pathlib import Path

import pytest

from fillwright.errors import Conflict, InvalidRequest
from fillwright.paths import Home
from fillwright.registration import install, known_browsers, uninstall
from fillwright.registration.machine import System
from tests.support.fake_machine import MachineMaker, tree

HOST = "io.fillwright.host"
CHROMIUM_ORIGIN = "chrome-extension://phkeggjcnlhhbdccojjfgagelifdcgmp/"
OTHER = "b" * 32
KEY = rf"Software\Google\Chrome\NativeMessagingHosts\{HOST}"
SYSTEMS = pytest.mark.parametrize("system", ["linux", "macos", "windows"])


def manifest_of(make_machine: MachineMaker, browser: str) -> Path:
    (found,) = [one for one in known_browsers(make_machine()) if one.id == browser]
    assert found.hosts is not None
    return found.hosts / f"{HOST}.json"


def test_chromium_gets_its_manifest(make_machine: MachineMaker, home: Home) -> None:
    done = install(home, browser="chromium", machine=make_machine())
    manifest = json.loads((make_machine.person / f".config/chromium/NativeMessagingHosts/{HOST}.json").read_text())
    assert manifest == {
        "name": HOST,
        "description": "Fillwright fills job applications on this machine.",
        "path": str(home.root / "bridge" / "fillwright-bridge"),
        "type": "stdio",
        "allowed_origins": [CHROMIUM_ORIGIN],
    }
    assert done.launcher == home.root / "bridge" / "fillwright-bridge"
    assert [(change.browser, change.action) for change in done.changes] == [("chromium", "written")]


def test_firefox_gets_its_manifest(make_machine: MachineMaker, home: Home) -> None:
    install(home, browser="firefox", machine=make_machine())
    manifest = json.loads((make_machine.person / f".mozilla/native-messaging-hosts/{HOST}.json").read_text())
    assert manifest["allowed_extensions"] == ["extension@fillwright.io"]
    assert "allowed_origins" not in manifest


def test_windows_gets_registry_keys(make_machine: MachineMaker, home: Home) -> None:
    install(home, machine=make_machine("windows"))
    assert len(make_machine.registry.values) == 6
    chrome = make_machine.registry.read(KEY)
    firefox = make_machine.registry.read(rf"Software\Mozilla\NativeMessagingHosts\{HOST}")
    assert chrome is not None
    assert firefox is not None
    assert json.loads(Path(chrome).read_text())["allowed_origins"] == [CHROMIUM_ORIGIN]
    assert json.loads(Path(firefox).read_text())["allowed_extensions"] == ["extension@fillwright.io"]
    assert Path(firefox).name == f"{HOST}.json"


def test_the_launcher_is_the_persons_alone_and_runs(make_machine: MachineMaker, home: Home) -> None:
    done = install(home, browser="chromium", machine=make_machine())
    assert done.launcher.stat().st_mode & 0o777 == 0o700
    assert home.root.stat().st_mode & 0o777 == 0o700
    answer = subprocess.run([done.launcher, CHROMIUM_ORIGIN], input=b"", capture_output=True, timeout=30, check=True)
    assert answer.stdout == b""


@SYSTEMS
def test_a_second_install_changes_nothing(make_machine: MachineMaker, home: Home, system: System) -> None:
    install(home, machine=make_machine(system))
    before = {path: path.stat().st_mtime_ns for path in make_machine.root.rglob("*") if path.is_file()}
    again = install(home, machine=make_machine(system))
    assert again.launcher_action == "unchanged"
    assert {change.action for change in again.changes} == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in make_machine.root.rglob("*") if path.is_file()} == before


@SYSTEMS
def test_an_uninstall_leaves_nothing_behind(make_machine: MachineMaker, home: Home, system: System) -> None:
    (make_machine.person / ".config" / "chromium").mkdir(parents=True)
    before = tree(make_machine.root)
    install(home, machine=make_machine(system))
    install(home, browser="firefox", machine=make_machine(system))
    done = uninstall(home, machine=make_machine(system))
    assert tree(make_machine.root) == before
    assert make_machine.registry.values == {}
    assert done.launcher_action == "removed"


def test_an_uninstall_keeps_what_others_put_there(make_machine: MachineMaker, home: Home) -> None:
    install(home, browser="chromium", machine=make_machine())
    other = make_machine.person / ".config/chromium/NativeMessagingHosts/org.example.other.json"
    other.write_text("{}")
    home.settings.write_text("")
    uninstall(home, machine=make_machine())
    assert other.is_file()
    assert home.settings.is_file()
    assert not (home.root / "bridge").exists()


@SYSTEMS
def test_one_browser_can_be_taken_out_alone(make_machine: MachineMaker, home: Home, system: System) -> None:
    install(home, browser="chrome", machine=make_machine(system))
    install(home, browser="edge", machine=make_machine(system))
    done = uninstall(home, browser="chrome", machine=make_machine(system))
    assert done.launcher_action == "unchanged"
    assert done.launcher.is_file()
    assert [(change.browser, change.action) for change in done.changes] == [("chrome", "removed")]
    actions = {change.browser: change.action for change in uninstall(home, machine=make_machine(system)).changes}
    assert (actions["chrome"], actions["edge"]) == ("absent", "removed")


def test_an_uninstall_of_nothing_says_so(make_machine: MachineMaker, home: Home) -> None:
    done = uninstall(home, machine=make_machine())
    assert done.launcher_action == "absent"
    assert {change.action for change in done.changes} == {"absent"}


def test_only_present_browsers_are_registered(make_machine: MachineMaker, home: Home) -> None:
    (make_machine.person / ".config" / "chromium").mkdir(parents=True)
    done = install(home, machine=make_machine())
    assert [change.browser for change in done.changes] == ["chromium"]
    assert not (make_machine.person / ".mozilla").exists()


def test_on_a_machine_without_browsers_all_are_registered(make_machine: MachineMaker, home: Home) -> None:
    assert len(install(home, machine=make_machine()).changes) == 6


def test_an_added_id_is_let_in_by_manifest_and_launcher(make_machine: MachineMaker, home: Home) -> None:
    done = install(home, extension_ids=[OTHER, "mine@example.org"], machine=make_machine())
    chromium = json.loads(manifest_of(make_machine, "chromium").read_text())
    firefox = json.loads(manifest_of(make_machine, "firefox").read_text())
    assert chromium["allowed_origins"] == [CHROMIUM_ORIGIN, f"chrome-extension://{OTHER}/"]
    assert firefox["allowed_extensions"] == ["extension@fillwright.io", "mine@example.org"]
    for caller in ([f"chrome-extension://{OTHER}/"], [str(manifest_of(make_machine, "firefox")), "mine@example.org"]):
        subprocess.run([done.launcher, *caller], input=b"", capture_output=True, timeout=30, check=True)


def test_an_added_id_is_kept_by_later_installs(make_machine: MachineMaker, home: Home) -> None:
    install(home, extension_ids=[OTHER], machine=make_machine())
    install(home, browser="firefox", machine=make_machine())
    install(home, machine=make_machine())
    assert OTHER in manifest_of(make_machine, "chrome").read_text()
    assert OTHER in (home.root / "bridge" / "fillwright-bridge").read_text()


@pytest.mark.parametrize("extension_id", ["", "x", "B" * 32, "q" * 32, f"{OTHER}/", "a b@example.org", "--allow=x"])
def test_what_is_no_id_is_refused(make_machine: MachineMaker, home: Home, extension_id: str) -> None:
    with pytest.raises(InvalidRequest):
        install(home, extension_ids=[extension_id], machine=make_machine())
    assert not home.root.exists()


def test_a_moved_environment_is_mended(make_machine: MachineMaker, home: Home, tmp_path: Path) -> None:
    machine = make_machine()
    install(home, browser="chromium", machine=machine)
    moved = tmp_path / "moved"
    moved.write_text(f'#!/bin/sh\nexec "{machine.interpreter}" "$@"\n')
    moved.chmod(0o755)
    done = install(home, browser="chromium", machine=dataclasses.replace(machine, interpreter=moved))
    assert (done.launcher_action, done.changes[0].action) == ("written", "unchanged")
    assert str(moved) in done.launcher.read_text()


def test_a_damaged_manifest_is_written_anew(make_machine: MachineMaker, home: Home) -> None:
    install(home, machine=make_machine())
    manifest_of(make_machine, "chrome").write_text("{half")
    manifest_of(make_machine, "edge").write_text("[]")
    actions = {change.browser: change.action for change in install(home, machine=make_machine()).changes}
    assert (actions["chrome"], actions["edge"], actions["brave"]) == ("written", "written", "unchanged")


def test_a_damaged_manifest_is_removed(make_machine: MachineMaker, home: Home) -> None:
    install(home, machine=make_machine())
    manifest_of(make_machine, "chrome").write_text("{half")
    actions = {change.browser: change.action for change in uninstall(home, machine=make_machine()).changes}
    assert actions["chrome"] == "removed"
    assert not manifest_of(make_machine, "chrome").exists()


def test_a_launcher_that_lost_its_mode_gets_it_back(make_machine: MachineMaker, home: Home) -> None:
    done = install(home, machine=make_machine())
    done.launcher.chmod(0o600)
    install(home, machine=make_machine())
    assert done.launcher.stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("windows_program")
def test_a_launcher_of_another_form_goes(make_machine: MachineMaker, home: Home) -> None:
    install(home, machine=make_machine("windows"))
    old = home.root / "bridge" / "fillwright-bridge.bat"
    old.write_text("")
    install(home, machine=make_machine("windows"))
    assert not old.exists()


def test_a_registry_key_that_points_elsewhere_is_mended(make_machine: MachineMaker, home: Home) -> None:
    install(home, browser="chrome", machine=make_machine("windows"))
    right = make_machine.registry.read(KEY)
    make_machine.registry.write(KEY, "elsewhere")
    done = install(home, browser="chrome", machine=make_machine("windows"))
    assert done.changes[0].action == "written"
    assert make_machine.registry.read(KEY) == right


def test_a_throw_away_environment_registers_nothing(make_machine: MachineMaker, home: Home) -> None:
    interpreter = Path("/home/ada/.cache/uv/archive-v0/x/bin/python")
    before = tree(make_machine.root)
    with pytest.raises(Conflict):
        install(home, machine=dataclasses.replace(make_machine(), interpreter=interpreter))
    assert tree(make_machine.root) == before


def test_this_machine_is_taken_where_none_is_given(
    make_machine: MachineMaker, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(make_machine.person))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    install(home, browser="chromium")
    assert manifest_of(make_machine, "chromium").is_file()
    uninstall(home)
    assert not manifest_of(make_machine, "chromium").exists()
