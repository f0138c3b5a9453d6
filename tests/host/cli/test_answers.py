from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest

from fillwright.paths import Home
from fillwright.storage import AnswerMemory, Database
from tests.host.cli.said import Run


@pytest.fixture
def pinned(run: Run) -> str:
    """The id of one pinned answer."""
    identity: str = run("answers", "set", "Why us?", "Because of the robots.", "--json").json["id"]
    return identity


def test_a_set_answer_is_listed_as_pinned(run: Run, pinned: str) -> None:
    (listed,) = run("answers", "list", "--json").json["answers"]
    assert (listed["id"], listed["answer"], listed["pinned"]) == (pinned, "Because of the robots.", True)


def test_the_list_is_a_table_for_people(run: Run, pinned: str) -> None:
    shown = run("answers", "list").out
    assert "Because of the robots." in shown
    assert pinned[:8] in shown


@pytest.mark.usefixtures("pinned")
def test_the_list_can_be_searched(run: Run) -> None:
    assert len(run("answers", "list", "robots", "--json").json["answers"]) == 1
    assert run("answers", "list", "parrots", "--json").json["answers"] == []


def test_an_empty_list_is_a_sentence(run: Run) -> None:
    assert run("answers", "list").out == "No answer is remembered.\n"
    assert run("answers", "list", "parrots").out == "No answer holds these words.\n"


def test_an_answer_can_be_read_from_stdin(run: Run) -> None:
    run("answers", "set", "Why us?", "-", stdin="Two\nlines\n")
    assert run("answers", "list", "--json").json["answers"][0]["answer"] == "Two\nlines"


def test_an_answer_can_be_for_one_company(run: Run) -> None:
    run("answers", "set", "Why us?", "Robots.", "--company", "Example Robotics")
    assert run("answers", "list", "--json").json["answers"][0]["company"] == "example robotics"


def test_an_empty_question_is_refused(run: Run) -> None:
    said = run("answers", "set", " ", "x", "--json")
    assert (said.code, said.error["field"]) == (1, "question")


def test_forget_takes_the_short_id(run: Run, pinned: str) -> None:
    assert run("answers", "forget", pinned[:8]).out == "Forgot 1 answer.\n"
    assert run("answers", "list", "--json").json["answers"] == []


def test_forget_deletes_nothing_where_one_name_is_unknown(run: Run, pinned: str) -> None:
    said = run("answers", "forget", pinned, "nobody", "--json")
    assert (said.code, said.error["code"]) == (1, "not_found")
    assert len(run("answers", "list", "--json").json["answers"]) == 1


def test_forget_asks_for_more_of_an_id_that_several_begin_with(run: Run) -> None:
    for number in range(20):
        run("answers", "set", f"Question number {number}?", "x")
    ids = [each["id"] for each in run("answers", "list", "--json").json["answers"]]
    first = next(letter for letter in "0123456789abcdef" if sum(each.startswith(letter) for each in ids) > 1)
    assert run("answers", "forget", first).code == 1


@pytest.mark.usefixtures("pinned")
def test_forget_all_says_how_many(run: Run) -> None:
    assert run("answers", "forget", "--all", "--json").json == {"removed": 1}


@pytest.mark.parametrize("words", [[], ["an-id", "--all"]])
def test_forget_wants_names_or_all(run: Run, words: list[str]) -> None:
    assert run("answers", "forget", *words).code == 1


def test_what_is_exported_can_be_imported(run: Run, pinned: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    assert run("answers", "export", str(file)).out == f"Wrote 1 answer to {file}.\n"
    run("answers", "forget", "--all")
    assert run("answers", "import", str(file)).out == "Read 1 answer.\n"
    assert run("answers", "list", "--json").json["answers"][0]["id"] == pinned


def test_an_exported_file_is_its_owners_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    run("answers", "export", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_export_writes_to_stdout_by_default(run: Run, pinned: str) -> None:
    assert run("answers", "export").json["answers"][0]["id"] == pinned


@pytest.mark.parametrize(("data", "code"), [(b"oops", "not_json"), (b"[]", "invalid_request")])
def test_import_refuses_what_was_not_exported(run: Run, data: bytes, code: str) -> None:
    said = run("answers", "import", "-", "--json", stdin=data)
    assert (said.code, said.error["code"]) == (1, code)


def test_control_characters_in_answers_never_reach_the_terminal(run: Run, home: Home) -> None:
    async def keep() -> None:
        home.prepare()
        async with await Database.open(home.answers) as database:
            await AnswerMemory(database).pin("Why?", "x")
            await database.write("UPDATE answers SET question = ?", ("\x1b]0;owned\x07",))

    asyncio.run(keep())
    assert "\x1b" not in run("answers", "list").out
    assert "\\x1b]0;owned" in run("answers", "list").out
