from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from fillwright import cli
from fillwright.cli import terminal
from fillwright.cli.grammar import build_parser


def test_version_is_printed_with_exit_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == "fillwright 0.1.0\n"


def test_help_names_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    assert "0 done, 1 error, 2 wrong command line, 3 a server already runs" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [[], ["fill"], ["profile"], ["serve", "--port", "70000"], ["serve", "--por", "1"], ["answer"]]
)
def test_wrong_words_exit_2_with_one_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("fillwright: ")
    assert said.err.endswith("--help`).\n")
    assert said.err.count("\n") == 1


def test_json_makes_an_error_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--json", "fill"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "invalid_request"


@pytest.mark.parametrize("words", [["--home", "H", "--json", "usage"], ["usage", "--home", "H", "--json"]])
def test_home_and_json_may_stand_before_and_after_the_command(words: list[str]) -> None:
    arguments = build_parser().parse_args(words)
    assert (arguments.home, arguments.json) == ("H", True)


def test_json_after_two_dashes_is_data() -> None:
    assert build_parser().parse_args(["answers", "set", "--", "--json", "x"]).json is False


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\x9b2J", "\\x9b2J"),
        ("\u202eevil", "\\u202eevil"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("\r", "\\r"),
        ("Zoë 漢 🙂", "Zoë 漢 🙂"),
    ],
)
def test_control_characters_are_spelled_out(raw: str, shown: str) -> None:
    assert terminal.printable(raw) == shown


@pytest.mark.parametrize("raw", ["\x1b[2J", "\x9b", "\u202e", "\U000e0041", "\ud800"])
def test_json_documents_hold_control_characters_as_escapes(raw: str, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.Terminal(json=True).document({"answer": raw})
    written = capsys.readouterr().out
    assert raw not in written
    assert json.loads(written) == {"answer": raw}


def test_an_error_from_data_cannot_reach_the_terminal_raw(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["profile", "import", "no\x1b[2Jfile", "--home", os.devnull]) == 1
    assert "\x1b" not in capsys.readouterr().err


def test_a_reader_who_leaves_is_no_error_of_ours() -> None:
    program = "import sys; from fillwright.cli import main; sys.exit(main(['--help']))"
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [sys.executable, "-c", program], stdout=writer, stderr=subprocess.PIPE, env=buffered, check=False, timeout=60
    )
    os.close(writer)
    assert ended.stderr == b""


def test_importing_fillwright_loads_only_the_standard_library() -> None:
    program = (
        "import sys; before = set(sys.modules); import fillwright;"
        "print([name for name in set(sys.modules) - before"
        " if 'site-packages' in (getattr(sys.modules[name], '__file__', None) or '')])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert ended.stdout == b"[]\n"


def test_the_frame_loads_neither_rich_nor_aiohttp() -> None:
    program = (
        "import sys; from fillwright.cli import main; main(['--version']);"
        "print([name for name in ('rich', 'aiohttp', 'msgspec', 'asyncio', 'openai') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert ended.stdout.splitlines()[-1] == b"[]"


def test_token_loads_no_more_than_the_standard_library() -> None:
    program = (
        "import sys; from fillwright.cli import main; main(['token', '--home', 'nowhere']);"
        "print([name for name in ('rich', 'aiohttp', 'msgspec', 'asyncio') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert ended.stdout.splitlines()[-1] == b"[]"


def test_an_unforeseen_refusal_of_the_system_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied", "home/answers")

    monkeypatch.setattr("fillwright.cli.token.token", refuse)
    assert cli.main(["token"]) == 1
    assert capsys.readouterr().err == "fillwright: home/answers: Permission denied.\n"
