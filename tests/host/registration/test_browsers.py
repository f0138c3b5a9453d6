from __future__ import annotations

import pytest

from fillwright.errors import InvalidRequest
from fillwright.registration import choose_browsers, known_browsers
from fillwright.registration.machine import System
from tests.support.fake_machine import MachineMaker

COMMON = {"chrome", "chromium", "edge", "brave", "vivaldi", "firefox"}
SUPPORT = "Library/Application Support"


@pytest.mark.parametrize(("system", "names"), [("linux", COMMON), ("macos", COMMON | {"arc"}), ("windows", COMMON)])
def test_the_common_browsers_are_known(make_machine: MachineMaker, system: System, names: set[str]) -> None:
    assert {browser.id for browser in known_browsers(make_machine(system))} == names


@pytest.mark.parametrize(
    ("system", "browser", "folder"),
    [
        ("linux", "chrome", ".config/google-chrome/NativeMessagingHosts"),
        ("linux", "chromium", ".config/chromium/NativeMessagingHosts"),
        ("linux", "edge", ".config/microsoft-edge/NativeMessagingHosts"),
        ("linux", "brave", ".config/BraveSoftware/Brave-Browser/NativeMessagingHosts"),
        ("linux", "vivaldi", ".config/vivaldi/NativeMessagingHosts"),
        ("linux", "firefox", ".mozilla/native-messaging-hosts"),
        ("macos", "chrome", f"{SUPPORT}/Google/Chrome/NativeMessagingHosts"),
        ("macos", "chromium", f"{SUPPORT}/Chromium/NativeMessagingHosts"),
        ("macos", "edge", f"{SUPPORT}/Microsoft Edge/NativeMessagingHosts"),
        ("macos", "brave", f"{SUPPORT}/BraveSoftware/Brave-Browser/NativeMessagingHosts"),
        ("macos", "vivaldi", f"{SUPPORT}/Vivaldi/NativeMessagingHosts"),
        ("macos", "arc", f"{SUPPORT}/Arc/User Data/NativeMessagingHosts"),
        ("macos", "firefox", f"{SUPPORT}/Mozilla/NativeMessagingHosts"),
    ],
)
def test_each_browsers_folder_is_where_it_looks(
    make_machine: MachineMaker, system: System, browser: str, folder: str
) -> None:
    (found,) = choose_browsers(make_machine(system), browser)
    assert (found.hosts, found.key) == (make_machine.person / folder, None)


@pytest.mark.parametrize(
    ("browser", "key"),
    [
        ("chrome", r"Software\Google\Chrome\NativeMessagingHosts"),
        ("chromium", r"Software\Chromium\NativeMessagingHosts"),
        ("edge", r"Software\Microsoft\Edge\NativeMessagingHosts"),
        ("brave", r"Software\BraveSoftware\Brave-Browser\NativeMessagingHosts"),
        ("vivaldi", r"Software\Vivaldi\NativeMessagingHosts"),
        ("firefox", r"Software\Mozilla\NativeMessagingHosts"),
    ],
)
def test_each_browsers_key_is_where_it_looks(make_machine: MachineMaker, browser: str, key: str) -> None:
    (found,) = choose_browsers(make_machine("windows"), browser)
    assert (found.hosts, found.key) == (None, key)


def test_a_moved_configuration_folder_is_followed(make_machine: MachineMaker) -> None:
    elsewhere = make_machine.person / "elsewhere"
    (found,) = choose_browsers(make_machine(environ={"XDG_CONFIG_HOME": str(elsewhere)}), "chromium")
    assert found.hosts == elsewhere / "chromium" / "NativeMessagingHosts"


def test_a_browser_that_has_been_started_is_present(make_machine: MachineMaker) -> None:
    (make_machine.person / ".config" / "vivaldi").mkdir(parents=True)
    assert [browser.id for browser in choose_browsers(make_machine())] == ["vivaldi"]


@pytest.mark.parametrize("folder", [".mozilla", ".config/mozilla"])
def test_firefox_keeps_its_data_in_either_of_two_folders(make_machine: MachineMaker, folder: str) -> None:
    (make_machine.person / folder).mkdir(parents=True)
    assert [browser.id for browser in choose_browsers(make_machine())] == ["firefox"]


def test_a_browser_that_is_installed_is_present(make_machine: MachineMaker) -> None:
    program = make_machine.root / "usr" / "bin" / "firefox-esr"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    machine = make_machine(environ={"PATH": str(program.parent)})
    assert [browser.id for browser in choose_browsers(machine)] == ["firefox"]


def test_an_application_is_present_on_a_mac(make_machine: MachineMaker) -> None:
    (make_machine.root / "Applications" / "Arc.app").mkdir(parents=True)
    assert [browser.id for browser in choose_browsers(make_machine("macos"))] == ["arc"]


def test_a_browser_is_present_on_windows(make_machine: MachineMaker) -> None:
    (make_machine.person / "AppData" / "Local" / "Microsoft" / "Edge" / "User Data").mkdir(parents=True)
    (make_machine.root / "roaming" / "Mozilla" / "Firefox").mkdir(parents=True)
    machine = make_machine("windows", {"APPDATA": str(make_machine.root / "roaming")})
    assert [browser.id for browser in choose_browsers(machine)] == ["edge", "firefox"]


def test_where_no_browser_is_present_all_are_chosen(make_machine: MachineMaker) -> None:
    assert {browser.id for browser in choose_browsers(make_machine())} == COMMON


@pytest.mark.parametrize("name", ["chrome", "Chrome", "google chrome", "Google Chrome"])
def test_a_browser_goes_by_its_id_and_its_name(make_machine: MachineMaker, name: str) -> None:
    assert [browser.id for browser in choose_browsers(make_machine(), name)] == ["chrome"]


@pytest.mark.parametrize("name", ["opera", "arc", ""])
def test_an_unknown_browser_is_refused_with_the_known_ones(make_machine: MachineMaker, name: str) -> None:
    with pytest.raises(InvalidRequest, match="vivaldi") as caught:
        choose_browsers(make_machine("linux"), name)
    assert caught.value.field == "browser"
