from __future__ import annotations

import json
from pathlib import Path

import pytest

from fillwright.paths import Home
from tests.host.cli.said import Run

OWN_ID = "a" * 32


@pytest.fixture
def hosts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Firefox looks for native hosts, in a person's folder of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return tmp_path / ".mozilla" / "native-messaging-hosts"


def test_install_writes_the_manifest_of_the_named_browser(run: Run, hosts: Path) -> None:
    said = run("install", "--browser", "firefox")
    assert said.code == 0
    assert f"Firefox: written {hosts / 'io.fillwright.host.json'}\n" in said.out


@pytest.mark.usefixtures("hosts")
def test_install_again_changes_nothing(run: Run) -> None:
    run("install", "--browser", "firefox")
    again = run("install", "--browser", "firefox", "--json").json
    assert [change["action"] for change in again["browsers"]] == ["unchanged"]
    assert again["launcher"]["action"] == "unchanged"


def test_install_lets_an_extension_of_ones_own_in(run: Run, hosts: Path) -> None:
    run("install", "--browser", "chromium", "--extension-id", OWN_ID)
    manifests = list((hosts.parent.parent / ".config").rglob("io.fillwright.host.json"))
    assert f"chrome-extension://{OWN_ID}/" in json.loads(manifests[0].read_bytes())["allowed_origins"]


def test_uninstall_takes_it_out_and_leaves_the_profile(run: Run, hosts: Path, person: Home) -> None:
    run("install", "--browser", "firefox")
    assert run("uninstall").code == 0
    assert not list(hosts.parent.parent.rglob("io.fillwright.host.json"))
    assert (person.profiles / "default" / "profile.json").is_file()


@pytest.mark.usefixtures("hosts")
def test_a_browser_nobody_has_is_refused_with_the_names_there_are(run: Run) -> None:
    said = run("install", "--browser", "netscape")
    assert said.code == 1
    assert "firefox" in said.err
