from __future__ import annotations

import pytest

from fillwright.paths import Home
from fillwright.registration import Check, Diagnosis
from tests.host.cli.said import Run


@pytest.fixture(autouse=True)
def registration(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registration that is in order; it has tests of its own."""
    sound = Diagnosis((Check("host manifest", "ok", "Firefox knows Fillwright."),))
    monkeypatch.setattr("fillwright.cli.doctor.diagnose", lambda *_, **__: sound)


def finding(run: Run, name: str) -> dict[str, str]:
    checks = run("doctor", "--json").json["checks"]
    found: dict[str, str] = next(check for check in checks if check["name"] == name)
    return found


@pytest.mark.usefixtures("person")
def test_a_sound_line_is_healthy(run: Run) -> None:
    said = run("doctor")
    assert said.code == 0
    assert said.out.startswith("ok    host manifest: Firefox knows Fillwright.\n")


@pytest.mark.usefixtures("person")
def test_a_failure_makes_the_exit_code_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Diagnosis((Check("launcher", "fail", "It does not start.", "Run `fillwright install`."),))
    monkeypatch.setattr("fillwright.cli.doctor.diagnose", lambda *_, **__: broken)
    said = run("doctor")
    assert said.code == 1
    assert said.out.startswith("FAIL  launcher: It does not start.\n      Run `fillwright install`.\n")


def test_a_missing_profile_is_a_warning(run: Run) -> None:
    assert finding(run, "profile")["level"] == "warn"


def test_a_broken_profile_is_a_failure_with_its_line(run: Run, person: Home) -> None:
    (person.profiles / "default" / "profile.json").write_text("{\n oops", encoding="utf-8")
    found = finding(run, "profile")
    assert found["level"] == "fail"
    assert "line 2" in found["message"]


def test_broken_settings_are_a_failure(run: Run, home: Home) -> None:
    home.prepare()
    home.settings.write_text('packing = "tight"', encoding="utf-8")
    assert finding(run, "settings")["level"] == "fail"


def test_drafts_are_named_as_what_answers(run: Run) -> None:
    assert "drafts" in finding(run, "provider")["message"]


def test_a_key_is_named_by_its_place_and_never_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILLWRIGHT_PROVIDER", "auto")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "canary-key")
    said = run("doctor")
    assert "anthropic answers with claude-haiku-5-5; its key lies in the environment." in said.out
    assert "canary-key" not in said.out


@pytest.mark.parametrize(("provider", "level"), [("openai", "fail"), ("local", "fail")])
def test_a_provider_that_lacks_what_it_needs_is_a_failure(
    run: Run, monkeypatch: pytest.MonkeyPatch, provider: str, level: str
) -> None:
    monkeypatch.setenv("FILLWRIGHT_PROVIDER", provider)
    assert finding(run, "provider")["level"] == level


def test_a_confirmed_local_server_is_in_order(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILLWRIGHT_PROVIDER", "local")
    monkeypatch.setenv("FILLWRIGHT_LOCAL_BASE_URL", "http://127.0.0.1:11434/v1")
    assert finding(run, "provider")["level"] == "ok"
