from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from fillwright.demo import answer_form, judge_answers, make_home, read_request, run, surroundings
from fillwright.demo.run import serving
from fillwright.errors import FillwrightError, ServerUnavailable


@pytest.fixture(scope="module")
def seen() -> list[dict[str, Any]]:
    return []


@pytest.fixture(scope="module")
def reply(seen: list[dict[str, Any]]) -> dict[str, Any]:
    return run(seen.append)


def test_at_least_18_of_20_fields_are_answered(reply: dict[str, Any]) -> None:
    assert len(judge_answers(reply["responses"]).answered) >= 18


def test_nothing_is_answered_wrong(reply: dict[str, Any]) -> None:
    assert judge_answers(reply["responses"]).wrong == ()


def test_what_is_not_answered_has_a_reason(reply: dict[str, Any]) -> None:
    assert all(each["reason"] for each in reply["responses"] if each["status"] != "answered")


def test_the_responses_keep_the_form_s_order(reply: dict[str, Any]) -> None:
    assert [each["id"] for each in reply["responses"]] == [field["id"] for field in read_request()["fields"]]


def test_nothing_is_asked_of_a_provider(reply: dict[str, Any]) -> None:
    assert (reply["summary"]["total_tokens"], reply["summary"]["generated_count"]) == (0, 0)


def test_the_batch_is_seen_as_it_goes(seen: list[dict[str, Any]], reply: dict[str, Any]) -> None:
    assert [seen[0]["event"], seen[-1]["event"]] == ["plan", "summary"]
    assert reply["summary"] == seen[-1]["summary"]


def test_settings_of_the_person_are_not_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILLWRIGHT_MODEL", "a-model")
    monkeypatch.setenv("FILLWRIGHT_PROVIDER", "openai")
    environ = surroundings(make_home(tmp_path))
    assert {name: value for name, value in environ.items() if name.startswith("FILLWRIGHT_")} == {
        "FILLWRIGHT_HOME": str(tmp_path),
        "FILLWRIGHT_PROVIDER": "drafts",
    }


def test_a_server_that_does_not_start_is_said(tmp_path: Path) -> None:
    no_folder = tmp_path / "file"
    no_folder.touch()
    with pytest.raises(ServerUnavailable, match="did not start"), serving({"FILLWRIGHT_HOME": str(no_folder)}):
        pass


def test_an_error_of_the_server_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environ = surroundings(make_home(tmp_path))
    monkeypatch.setattr(sys.modules[answer_form.__module__], "read_request", lambda: {"fields": []})
    with serving(environ), pytest.raises(FillwrightError, match="fields"):
        answer_form(environ)
