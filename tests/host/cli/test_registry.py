from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from fillwright.config import Keys
from fillwright.lock import hold
from fillwright.paths import Home
from tests.host.cli.said import Run

OWN_ID = "a" * 32


@pytest.fixture
def hosts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Firefox looks for native hosts, in a person's folder of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    for name in ("XDG_CONFIG_HOME", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / ".mozilla" / "native-messaging-hosts"


def test_install_writes_the_manifest_of_the_named_browser(run: Run, hosts: Path) -> None:
    said = run("install", "--no-open", "--browser", "firefox")
    assert said.code == 0
    assert f"Firefox: written {hosts / 'io.fillwright.host.json'}\n" in said.out


@pytest.mark.usefixtures("hosts")
def test_install_again_changes_nothing(run: Run) -> None:
    run("install", "--no-open", "--browser", "firefox")
    again = run("install", "--no-open", "--browser", "firefox", "--json").json
    assert [change["action"] for change in again["browsers"]] == ["unchanged"]
    assert again["launcher"]["action"] == "unchanged"


def test_install_lets_an_extension_of_ones_own_in(run: Run, hosts: Path) -> None:
    run("install", "--no-open", "--browser", "chromium", "--extension-id", OWN_ID)
    manifests = list((hosts.parent.parent / ".config").rglob("io.fillwright.host.json"))
    assert f"chrome-extension://{OWN_ID}/" in json.loads(manifests[0].read_bytes())["allowed_origins"]


def test_uninstall_takes_it_out_and_leaves_the_profile(run: Run, hosts: Path, person: Home) -> None:
    run("install", "--no-open", "--browser", "firefox")
    assert run("uninstall").code == 0
    assert not list(hosts.parent.parent.rglob("io.fillwright.host.json"))
    assert (person.profiles / "default" / "profile.json").is_file()


@pytest.mark.usefixtures("hosts")
def test_a_browser_nobody_has_is_refused_with_the_names_there_are(run: Run) -> None:
    said = run("install", "--no-open", "--browser", "netscape")
    assert said.code == 1
    assert "firefox" in said.err


@pytest.mark.usefixtures("hosts")
def test_install_says_where_the_extension_is_and_how_the_browser_takes_it(run: Run) -> None:
    said = run("install", "--no-open", "--browser", "firefox")
    folder = run("install", "--browser", "firefox", "--json").json["extension"]["path"]
    assert (Path(folder) / "manifest.json").is_file()
    assert f"1. Load the extension from this folder: {folder}\n   Firefox: open about:debugging" in said.out
    assert re.findall(r"^\d", said.out, flags=re.MULTILINE) == ["1", "2", "3"]
    assert "chrome://" not in said.out


@pytest.mark.usefixtures("hosts")
def test_install_opens_nothing_where_there_is_no_desktop(run: Run) -> None:
    assert run("install", "--browser", "firefox").code == 0


def test_uninstall_with_data_keeps_what_others_put_there(run: Run, hosts: Path, person: Home) -> None:
    run("install", "--no-open", "--browser", "firefox")
    own = person.root / "mine.txt"
    own.write_text("mine")
    removed = run("uninstall", "--data", "--json").json["data_removed"]
    assert str(person.profiles) in removed
    assert [path.name for path in person.root.iterdir()] == ["mine.txt"]
    assert not hosts.exists()


@pytest.mark.usefixtures("hosts")
def test_uninstall_with_data_forgets_the_keys(run: Run, person: Home) -> None:
    Keys(person).set("openai", "canary-key")
    run("uninstall", "--data")
    assert Keys(person).get("openai") is None
    assert not person.root.exists()


@pytest.mark.usefixtures("hosts", "person")
def test_data_of_one_browser_alone_is_no_command(run: Run, person: Home) -> None:
    assert run("uninstall", "--data", "--browser", "firefox").code == 2
    assert person.profiles.is_dir()


@pytest.mark.usefixtures("hosts")
def test_a_home_somebody_works_on_keeps_its_data(run: Run, person: Home) -> None:
    with hold(person.lock):
        assert run("uninstall", "--data").code == 3
    assert (person.profiles / "default" / "profile.json").is_file()
