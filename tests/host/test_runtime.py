"""The runtime file and the server's proof."""

import hashlib
import hmac
import json
import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.runtime import Runtime, proof, read_runtime, write_runtime

RUNTIME = Runtime(port=4711, pid=7, secret="hush", token="let me in", version="1.2.3")  # noqa: S106 - a test's


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_runtime(tmp_path / "runtime.json", RUNTIME)
    assert read_runtime(tmp_path / "runtime.json") == RUNTIME


def test_a_draft_that_a_killed_server_left_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "runtime.json"
    path.with_name(f"runtime.json.{os.getpid()}").write_text("half", encoding="utf-8")
    write_runtime(path, RUNTIME)
    assert read_runtime(path) == RUNTIME
    assert [each.name for each in tmp_path.iterdir()] == ["runtime.json"]


def test_a_later_server_takes_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "runtime.json"
    path.write_text("garbage")
    write_runtime(path, RUNTIME)
    assert read_runtime(path) == RUNTIME
    assert [each.name for each in tmp_path.iterdir()] == ["runtime.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_the_file_is_the_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_runtime(tmp_path / "runtime.json", RUNTIME)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "runtime.json").stat().st_mode) == 0o600


def test_the_repr_holds_no_secret() -> None:
    assert "hush" not in repr(RUNTIME)
    assert "let me in" not in repr(RUNTIME)


def test_a_missing_file_is_none(tmp_path: Path) -> None:
    assert read_runtime(tmp_path / "runtime.json") is None


@given(
    content=st.one_of(
        st.binary(max_size=200), st.dictionaries(st.text(), st.text()).map(lambda d: json.dumps(d).encode())
    )
)
def test_garbage_is_none(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("home") / "runtime.json"
    path.write_bytes(content)
    assert read_runtime(path) is None


@given(secret=st.text(min_size=1), nonce=st.text(), port=st.integers(1, 65535))
def test_the_proof_is_the_hmac_of_nonce_and_port(secret: str, nonce: str, port: int) -> None:
    expected = hmac.new(secret.encode(), f"{nonce}:{port}".encode(), hashlib.sha256).hexdigest()
    assert proof(secret, nonce, port) == expected


@given(port=st.integers(1, 65535), other=st.integers(1, 65535))
def test_a_proof_for_one_port_is_none_for_another(port: int, other: int) -> None:
    assert (proof("secret", "00ff", port) == proof("secret", "00ff", other)) == (port == other)
