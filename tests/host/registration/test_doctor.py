from __future__ import annotations

import ast
import dataclasses
import json
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

import fillwright
from fillwright.errors import InvalidRequest
from fillwright.paths import Home
from fillwright.registration import Check, Machine, doctor, install
from fillwright.registration.browsers import read_table
from fillwright.registration.probe import start_and_ask
from fillwright.runtime import Runtime, write_runtime
from tests.support.fake_machine import MachineMaker
from tests.support.native_port import end_server
from tests.support.rooms import ROOT
from tests.support.tiny_server import Impostor, TinyServer, http_json

HOST = "io.fillwright.host"


def findings(home: Home, machine: Machine, name: str, browser: str | None = None) -> list[Check]:
    return [check for check in doctor(home, browser=browser, machine=machine).checks if check.name == name]


def levels(home: Home, machine: Machine, name: str, browser: str | None = None) -> list[str]:
    return [check.level for check in findings(home, machine, name, browser)]


@pytest.fixture
def served(home: Home) -> Iterator[TinyServer]:
    """A running server, so that no test starts one."""
    with TinyServer(home) as server:
        write_runtime(home.runtime, dataclasses.replace(server.runtime, version=fillwright.__version__))
        yield server


@pytest.mark.usefixtures("served")
def test_a_sound_installation_is_healthy(make_machine: MachineMaker, home: Home) -> None:
    install(home, machine=make_machine())
    diagnosis = doctor(home, machine=make_machine())
    assert diagnosis.healthy
    assert {check.level for check in diagnosis.checks} == {"ok"}
    assert [check.name for check in diagnosis.checks] == [
        "home",
        "extension",
        *["host manifest"] * 6,
        "launcher",
        "server",
    ]


def test_whatever_is_not_in_order_has_a_code_and_the_page_words_for_it() -> None:
    """The sources are read: no machine has all faults at once."""
    package = Path(fillwright.__file__).parent
    codes = set()
    for source in (package / "registration" / "doctor.py", package / "cli" / "doctor.py"):
        for call in (node for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Call)):
            if not (isinstance(call.func, ast.Name) and call.func.id == "Check"):
                continue
            code = next((word.value for word in call.keywords if word.arg == "code"), None)
            level = call.args[1]
            sound = isinstance(level, ast.Constant) and level.value == "ok"
            assert sound == (code is None), ast.unparse(call)
            codes |= {code.value} if isinstance(code, ast.Constant) else set()
    codes |= {entry["code"] for entry in read_table("sandboxes.toml")["sandbox"]}
    texts = json.loads((ROOT / "extension" / "_locales" / "en" / "messages.json").read_text())
    words = {name.removeprefix("options_doctor_") for name in texts if name.startswith("options_doctor_")}
    assert words == codes - {"shell_key"}  # which the server leaves out: it is no shell


def test_an_extension_of_another_version_is_a_failure(make_machine: MachineMaker, home: Home, tmp_path: Path) -> None:
    machine = dataclasses.replace(make_machine(), package=tmp_path)
    assert levels(home, machine, "extension") == ["fail"]
    (tmp_path / "extension").mkdir()
    (tmp_path / "extension" / "manifest.json").write_text('{"version": "0.0.1"}')
    assert "is version 0.0.1" in findings(home, machine, "extension")[0].message


@pytest.mark.usefixtures("served")
def test_windows_is_looked_at_through_its_registry(make_machine: MachineMaker, home: Home) -> None:
    install(home, machine=make_machine("windows"))
    assert levels(home, make_machine("windows"), "host manifest") == ["ok"] * 6


def test_an_unregistered_machine_is_not_healthy(make_machine: MachineMaker, home: Home) -> None:
    diagnosis = doctor(home, machine=make_machine())
    assert not diagnosis.healthy
    assert levels(home, make_machine(), "registration") == ["fail"]


@pytest.mark.usefixtures("served")
def test_a_present_browser_that_does_not_know_fillwright_is_named(make_machine: MachineMaker, home: Home) -> None:
    install(home, browser="firefox", machine=make_machine())
    (make_machine.person / ".config" / "vivaldi").mkdir(parents=True)
    (missing,) = [check for check in findings(home, make_machine(), "host manifest") if check.level == "warn"]
    assert (missing.browser, missing.mend) == ("vivaldi", "Run `fillwright install --browser vivaldi`.")


def test_a_named_browser_that_does_not_know_fillwright_fails(make_machine: MachineMaker, home: Home) -> None:
    assert levels(home, make_machine(), "host manifest", "brave") == ["fail"]


def test_an_unknown_browser_is_refused(make_machine: MachineMaker, home: Home) -> None:
    with pytest.raises(InvalidRequest):
        doctor(home, browser="opera", machine=make_machine())


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"path": "/nonexistent/launcher"}, "not there"),
        ({"path": "relative"}, "not there"),
        ({"path": None}, "not there"),
        ({"name": "org.example.other"}, "not a manifest"),
        ({"type": "pipe"}, "not a manifest"),
        ({"allowed_origins": []}, "does not let"),
        ({"allowed_origins": [f"chrome-extension://{'a' * 32}/"]}, "does not let"),
    ],
)
def test_a_broken_manifest_is_named_with_its_mend(
    make_machine: MachineMaker, home: Home, change: dict[str, object], says: str
) -> None:
    done = install(home, browser="chromium", machine=make_machine())
    file = Path(done.changes[0].place)
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    (check,) = findings(home, make_machine(), "host manifest", "chromium")
    assert check.level == "fail"
    assert says in check.message
    assert check.mend == "Run `fillwright install --browser chromium`."


@pytest.mark.parametrize("content", ["{half", "[]", "\udcff"])
def test_an_unreadable_manifest_is_named(make_machine: MachineMaker, home: Home, content: str) -> None:
    done = install(home, browser="chromium", machine=make_machine())
    Path(done.changes[0].place).write_bytes(content.encode("utf-8", "surrogateescape"))
    (check,) = findings(home, make_machine(), "host manifest", "chromium")
    assert check.level == "fail"
    assert "can't be read" in check.message


def replace_launcher(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("echo broken >&2; exit 1", "broken"),
        ("exec /nonexistent/python", "nonexistent"),
        ("echo this is text", "does not answer"),
        ("exit 0", "does not answer"),
    ],
)
def test_a_launcher_that_does_not_answer_is_named(
    make_machine: MachineMaker, home: Home, script: str, says: str
) -> None:
    done = install(home, browser="chromium", machine=make_machine())
    replace_launcher(done.launcher, script)
    old, broken = findings(home, make_machine(), "launcher")
    assert (old.level, broken.level) == ("warn", "fail")
    assert says in broken.message


def test_a_launcher_that_may_not_be_started_is_named(make_machine: MachineMaker, home: Home) -> None:
    done = install(home, browser="chromium", machine=make_machine())
    done.launcher.chmod(0o600)
    (check,) = findings(home, make_machine(), "launcher")
    assert check.level == "fail"
    assert "Permission denied" in check.message


def answer_with(status: int) -> str:
    """Return the shell command that writes one frame with `status`."""
    text = json.dumps({"id": 1, "status": status})
    length = "".join(f"\\{byte:03o}" for byte in struct.pack("=I", len(text)))
    return f"printf '{length}{text}'"


def test_a_launcher_whose_server_fails_is_named(make_machine: MachineMaker, home: Home) -> None:
    done = install(home, browser="chromium", machine=make_machine())
    replace_launcher(done.launcher, f"{answer_with(503)}; cat >/dev/null")
    _, check = findings(home, make_machine(), "launcher")
    assert (check.level, "503" in check.message) == ("fail", True)


def test_a_launcher_that_stays_is_named(
    make_machine: MachineMaker, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fillwright.registration.probe._EXIT_SECONDS", 0.1)
    done = install(home, browser="chromium", machine=make_machine())
    replace_launcher(done.launcher, f"{answer_with(200)}; exec tail -f /dev/null >/dev/null 2>&1")
    _, check = findings(home, make_machine(), "launcher")
    assert (check.level, "stays" in check.message) == ("warn", True)


def test_a_launcher_that_is_silent_is_given_up(
    make_machine: MachineMaker, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fillwright.registration.probe._REPLY_SECONDS", 0.1)
    done = install(home, browser="chromium", machine=make_machine())
    replace_launcher(done.launcher, "exec tail -f /dev/null")
    assert start_and_ask(done.launcher, []).status is None


@pytest.mark.usefixtures("served")
def test_a_launcher_of_another_home_is_named(make_machine: MachineMaker, home: Home) -> None:
    other = Home(make_machine.person / "other")
    install(home, browser="chromium", machine=make_machine())
    (check, _) = findings(other, make_machine(), "launcher")
    assert check.level == "warn"
    assert "another home" in check.message


@pytest.mark.usefixtures("served")
def test_the_launcher_is_started_without_the_shells_keys(
    make_machine: MachineMaker, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "canary")
    monkeypatch.setenv("FILLWRIGHT_HOME", "/other")
    done = install(home, browser="chromium", machine=make_machine())
    replace_launcher(done.launcher, 'echo "${OPENAI_API_KEY}${FILLWRIGHT_HOME}." >&2')
    assert start_and_ask(done.launcher, []).said == "."


@pytest.mark.usefixtures("served")
def test_files_that_others_can_read_are_named(make_machine: MachineMaker, home: Home) -> None:
    install(home, machine=make_machine())
    home.settings.touch(mode=0o600)
    home.settings.chmod(0o644)
    (home.root / "link").symlink_to(home.settings)
    home.root.chmod(0o755)
    root, settings = findings(home, make_machine(), "home")
    assert (root.level, root.mend) == ("fail", f"Run `chmod 700 '{home.root}'`.")
    assert (settings.level, settings.mend) == ("fail", f"Run `chmod 600 '{home.settings}'`.")


def test_a_home_that_is_not_there_yet_is_no_fault(make_machine: MachineMaker, home: Home) -> None:
    assert levels(home, make_machine(), "home") == ["ok"]


def test_on_windows_the_homes_modes_say_nothing(make_machine: MachineMaker, home: Home) -> None:
    home.prepare()
    home.root.chmod(0o755)
    assert levels(home, make_machine("windows"), "home") == ["ok"]


def test_a_server_that_does_not_run_is_no_fault(make_machine: MachineMaker, home: Home) -> None:
    assert levels(home, make_machine(), "server") == ["ok"]


def test_a_listener_that_is_not_ours_is_named_and_told_nothing(make_machine: MachineMaker, home: Home) -> None:
    home.prepare()
    with Impostor(lambda _asked, _port: http_json(b'{"proof": "x"}')) as impostor:
        write_runtime(home.runtime, Runtime(impostor.port, 1, "secret-canary", "token-canary", "0"))
        (check,) = findings(home, make_machine(), "server")
    assert check.level == "warn"
    assert "not your Fillwright server" in check.message
    assert b"canary" not in impostor.captured


def test_a_server_of_another_version_is_named(make_machine: MachineMaker, home: Home) -> None:
    with TinyServer(home):
        (check,) = findings(home, make_machine(), "server")
    assert (check.level, "version 0" in check.message) == ("warn", True)


@pytest.mark.parametrize(
    ("browser", "path", "level"),
    [
        ("chromium", "snap/chromium", "fail"),
        ("firefox", "snap/firefox", "warn"),
        ("chromium", "home/ada/.var/app/org.chromium.Chromium", "fail"),
        ("chrome", "home/ada/.var/app/com.google.Chrome", "fail"),
        ("firefox", "home/ada/.var/app/org.mozilla.firefox", "warn"),
    ],
)
def test_a_sandboxed_browser_is_named(
    make_machine: MachineMaker, home: Home, browser: str, path: str, level: str
) -> None:
    (make_machine.root / path).mkdir(parents=True)
    (check,) = findings(home, make_machine(), "package")
    assert (check.browser, check.level) == (browser, level)
    assert check.mend


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("OPENAI_API_KEY",), "OPENAI_API_KEY is set"),
        (("ANTHROPIC_API_KEY", "OPENAI_API_KEY"), "OPENAI_API_KEY and ANTHROPIC_API_KEY is set"),
    ],
)
def test_a_key_that_only_the_shell_knows_is_warned_of(
    make_machine: MachineMaker, home: Home, names: tuple[str, ...], said: str
) -> None:
    machine = make_machine(environ=dict.fromkeys(names, "key-canary"))
    (check,) = findings(home, machine, "keys")
    assert check.level == "warn"
    assert said in check.message
    assert "canary" not in check.message


def test_the_real_server_is_started_and_answers(make_machine: MachineMaker, home: Home) -> None:
    """As on a person's machine, after `fillwright install` and nothing else."""
    install(home, machine=make_machine())
    try:
        assert levels(home, make_machine(), "launcher") == ["ok"]
    finally:
        end_server(home)
