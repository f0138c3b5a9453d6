"""One server per home."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fillwright.errors import AlreadyRunning
from fillwright.lock import hold

HOLDER = """
import sys
from pathlib import Path
from fillwright.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def _holder(path: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"held\n"
    return process


def test_a_lock_is_held_once(tmp_path: Path) -> None:
    with hold(tmp_path / "lock"), pytest.raises(AlreadyRunning), hold(tmp_path / "lock"):
        pass


def test_a_lock_is_free_again_after_its_block(tmp_path: Path) -> None:
    with hold(tmp_path / "lock"):
        pass
    with hold(tmp_path / "lock"):
        pass


def test_another_process_keeps_it_and_its_death_frees_it(tmp_path: Path) -> None:
    with _holder(tmp_path / "lock") as process:
        with pytest.raises(AlreadyRunning), hold(tmp_path / "lock"):
            pass
        process.kill()
        process.wait()
        with hold(tmp_path / "lock"):
            pass


def test_a_file_of_garbage_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"\x00garbage 4711")
    with hold(tmp_path / "lock"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_the_lock_file_is_private(tmp_path: Path) -> None:
    with hold(tmp_path / "lock"):
        assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == 0o600
