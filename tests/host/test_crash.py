"""What a process says of an error that nobody foresaw."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from fillwright.crash import describe

CANARY = "canary" + chr(45) + "7f3a"  # so that no source line holds it
INSTALL = "from fillwright.crash import quiet_libraries, tell_no_values\ntell_no_values()\nvalue = 'canary' + chr(45)\n"

IN_THE_PROGRAM = """
def fail():
    try:
        {}[value]
    except KeyError as wrong:
        raise ValueError(value) from wrong
fail()
"""
IN_A_THREAD = """
from threading import Thread
def fail():
    raise ValueError(value)
thread = Thread(target=fail, name=value)
thread.start()
thread.join()
"""
IN_AN_OBJECTS_END = """
class Thing:
    def __repr__(self):
        return value
    def __del__(self):
        raise ValueError(value)
def fail():
    Thing()
fail()
"""


def said_of(program: str) -> str:
    """Return what `program` writes to stderr, hooks in place."""
    done = subprocess.run(
        [sys.executable, "-c", INSTALL + program], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.stdout == ""
    return done.stderr


@pytest.mark.parametrize("program", [IN_THE_PROGRAM, IN_A_THREAD, IN_AN_OBJECTS_END], ids=["program", "thread", "end"])
def test_an_error_is_told_by_its_kind_and_places_alone(program: str) -> None:
    said = said_of(program)
    assert re.search(r"\nValueError\n(  .+\n)*  <string>:\d+ (fail|__del__)\n", said)
    assert "canary" not in said


def test_what_an_error_came_from_is_told_too() -> None:
    assert "\nfrom KeyError\n  <string>:" in said_of(IN_THE_PROGRAM)


def test_an_error_hidden_on_purpose_stays_hidden() -> None:
    def fail() -> None:
        try:
            int(CANARY)
        except ValueError:
            raise LookupError(CANARY) from None

    with pytest.raises(LookupError) as caught:
        fail()
    kind, *places = describe(caught.value)
    assert kind == "LookupError"
    assert [place.rpartition(" ")[2] for place in places] == ["test_an_error_hidden_on_purpose_stays_hidden", "fail"]


def test_a_chain_of_errors_has_an_end() -> None:
    first, second = ValueError(CANARY), KeyError(CANARY)
    first.__cause__, second.__cause__ = second, first
    assert describe(first) == ["ValueError", "from KeyError", "from ValueError", "from KeyError", "from ValueError"]


@pytest.mark.parametrize("leave", ["raise SystemExit(3)", "raise KeyboardInterrupt"])
def test_leaving_is_no_error(leave: str) -> None:
    assert said_of(leave) == ""


def test_without_stderr_nothing_is_said() -> None:
    assert said_of(f"import sys\nsys.stderr = None\n{IN_THE_PROGRAM}") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
def test_no_image_of_the_memory_is_left() -> None:
    shown = "import resource, sys\nsys.stderr.write(str(resource.getrlimit(resource.RLIMIT_CORE)))"
    assert said_of(shown) == "(0, 0)"


def test_libraries_say_nothing_unasked() -> None:
    talk = """
quiet_libraries()
import logging, warnings
logging.getLogger("somebody").error("read %s", value)
warnings.warn(value)
"""
    assert said_of(talk) == ""
