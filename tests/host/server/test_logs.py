"""The log holds ids and places, never values."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import stat
from pathlib import Path

import pytest

from fillwright.server import logs
from fillwright.server.logs import logging_to

CANARY = "canary-7f3a"


def _raise(value: str) -> None:
    raise ValueError(f"bad {value}")


def test_an_exception_is_logged_without_its_message(tmp_path: Path) -> None:
    with logging_to(tmp_path):
        try:
            _raise(CANARY)
        except ValueError:
            logging.getLogger("fillwright.server").exception("internal error %s", "ab12")
    text = (tmp_path / "server.log").read_text()
    assert "internal error ab12" in text
    assert "ValueError" in text
    assert "test_logs.py" in text
    assert CANARY not in text


def test_other_libraries_arguments_are_left_out(tmp_path: Path) -> None:
    with logging_to(tmp_path):
        logging.getLogger("aiohttp.server").error("from %s", CANARY)
    text = (tmp_path / "server.log").read_text()
    assert "aiohttp.server from %s" in text
    assert CANARY not in text


async def test_a_task_that_fails_unseen_is_logged_without_its_values(tmp_path: Path) -> None:
    async def fail() -> None:
        _raise(CANARY)

    with logging_to(tmp_path):
        task = asyncio.create_task(fail(), name=CANARY)
        await asyncio.wait([task])
        del task
        gc.collect()
    text = (tmp_path / "server.log").read_text()
    assert "Task exception was never retrieved" in text
    assert "ValueError" in text
    assert CANARY not in text


def test_a_line_that_can_not_be_written_is_said_nowhere_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with logging_to(tmp_path / "missing"):
        logging.getLogger("fillwright").error("of %s", CANARY)
    assert capsys.readouterr().err == ""


def test_debug_lines_are_left_out_by_default(tmp_path: Path) -> None:
    with logging_to(tmp_path):
        logging.getLogger("fillwright").debug("detail")
        logging.getLogger("fillwright").info("line")
    assert "detail" not in (tmp_path / "server.log").read_text()


def test_nothing_is_attached_afterwards(tmp_path: Path) -> None:
    before = list(logging.getLogger("fillwright").handlers)
    with logging_to(tmp_path):
        assert logging.getLogger("fillwright").handlers != before
    assert logging.getLogger("fillwright").handlers == before


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_every_file_is_private_whatever_the_umask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 200)
    old = os.umask(0)
    try:
        with logging_to(tmp_path):
            for number in range(40):
                logging.getLogger("fillwright").info("line %d", number)
    finally:
        os.umask(old)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["server.log", "server.log.1", "server.log.2", "server.log.3"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
