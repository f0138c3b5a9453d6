"""The bridge as a browser starts it: a process of its own, raw frames on its stdin and stdout."""

from __future__ import annotations

import json
import os
import random
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from fillwright.bridge import carry, main
from fillwright.bridge.stdio import FrameWriter
from fillwright.paths import Home
from tests.support.native_port import BRIDGE, CHROMIUM_ID, ORIGIN, NativePort, native_port, pack
from tests.support.tiny_server import Exchange, TinyServer

FIREFOX_ID = "extension@fillwright.io"
FIREFOX_WORDS = ("/home/a/.mozilla/native-messaging-hosts/io.fillwright.host.json", FIREFOX_ID)
EXIT_SECONDS = 1.0


def seconds_to_leave(port: NativePort) -> float:
    begun = time.monotonic()
    assert port.close() == 0
    return time.monotonic() - begun


@pytest.mark.parametrize("words", [(ORIGIN,), (ORIGIN, "--parent-window=12"), FIREFOX_WORDS])
def test_a_browser_is_served(home: Home, words: tuple[str, ...]) -> None:
    with TinyServer(home), native_port(home.root, arguments=words) as port:
        assert port.call(id=1, method="GET", path="/api/health")["body"] == {"well": True}
        assert port.close() == 0


def test_a_registered_extension_is_served(home: Home) -> None:
    other = "b" * 32
    words = (f"--allow={other}", "--", f"chrome-extension://{other}/")
    with TinyServer(home), native_port(home.root, arguments=words) as port:
        assert port.call(id=1, method="GET", path="/api/health")["status"] == 200


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--",),
        ("chrome-extension://" + "a" * 32 + "/",),
        (f"https://{CHROMIUM_ID}/",),
        (FIREFOX_WORDS[0], "other@example.org"),
        ("--", f"--allow={'a' * 32}", "chrome-extension://" + "a" * 32 + "/"),
    ],
)
def test_nobody_else_hears_a_byte(home: Home, words: tuple[str, ...]) -> None:
    done = subprocess.run([*BRIDGE, *words], input=pack({"id": 1}), capture_output=True, timeout=30, check=False)
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"browser" in done.stderr
    assert not home.root.exists()


def test_it_leaves_when_the_port_closes(home: Home) -> None:
    with native_port(home.root) as port:
        port.call(id=1, method="GET", path="/nothing")
        assert seconds_to_leave(port) <= EXIT_SECONDS


def test_it_leaves_though_a_call_is_under_way(home: Home) -> None:
    closed = threading.Event()

    def wait(exchange: Exchange, _body: bytes) -> None:
        exchange.wait_until_closed()
        closed.set()

    with TinyServer(home, wait) as server, native_port(home.root) as port:
        port.send(id=1, method="POST", path="/api/generate-batch", body={})
        server.wait_for_call()
        assert seconds_to_leave(port) <= EXIT_SECONDS
        assert closed.wait(10)


def test_it_leaves_in_the_middle_of_a_frame(home: Home) -> None:
    with native_port(home.root) as port:
        port.call(id=1, method="GET", path="/nothing")
        port.write(pack({"id": 2, "method": "GET", "path": "/nothing"})[:20])
        assert seconds_to_leave(port) <= EXIT_SECONDS
        assert port.read_frame() is None


def test_it_leaves_though_nobody_reads(home: Home) -> None:
    with native_port(home.root) as port:
        assert port.process.stdout is not None
        port.call(id=1, method="GET", path="/nothing")
        port.process.stdout.close()
        for key in range(20):
            port.send(id=key, method="GET", path="/nothing")
        assert seconds_to_leave(port) <= EXIT_SECONDS


def test_it_leaves_though_a_reply_is_not_read(home: Home) -> None:
    with TinyServer(home, lambda exchange, _: exchange.say_json("x" * 5_000_000)), native_port(home.root) as port:
        assert port.process.stdout is not None
        port.send(id=1, method="GET", path="/api/profile")
        port.process.stdout.read(4)
        assert seconds_to_leave(port) <= EXIT_SECONDS


def test_a_call_that_was_asked_before_the_port_closed_is_answered(home: Home) -> None:
    with TinyServer(home), native_port(home.root) as port:
        port.send(id=1, method="GET", path="/api/health")
        assert port.close() == 0
        assert port.read()["status"] == 200


def test_a_frame_may_come_a_byte_at_a_time(home: Home) -> None:
    with native_port(home.root) as port:
        for byte in pack({"id": 1, "method": "GET", "path": "/nothing"}):
            port.write(bytes([byte]))
        assert port.read()["status"] == 404


@pytest.mark.parametrize("megabytes", [0.99, 1.00, 1.01, 2.5])
@pytest.mark.parametrize("character", ["x", "ß", "👍", '"'])
def test_replies_pass_the_browsers_limit(home: Home, megabytes: float, character: str) -> None:
    text = character * int(megabytes * 1024 * 1024 / len(json.dumps(character, ensure_ascii=False)[1:-1].encode()))
    with (
        TinyServer(home, lambda exchange, _: exchange.say_json({"text": text})),
        native_port(home.root) as port,
    ):
        assert port.call(id=1, method="GET", path="/api/profile") == {"id": 1, "status": 200, "body": {"text": text}}


def test_ten_thousand_random_frames_break_nothing(home: Home) -> None:
    source = random.Random(2026)  # noqa: S311 - reproducible noise
    pieces = [b"{", b"}", b"[", b"]", b'"id"', b":", b"1", b",", b'"cancel"', b"true", b'"method"', b'"\xff"', b"\x00"]

    def invent() -> bytes:
        if source.random() < 0.5:
            return source.randbytes(source.randrange(60))
        return b"".join(source.choices(pieces, k=source.randrange(12)))

    with native_port(home.root) as port:

        def write() -> None:
            for _ in range(10_000):
                data = invent()
                port.write(struct.pack("=I", len(data)) + data)
            port.send(id="last", method="GET", path="/nothing")

        writer = threading.Thread(target=write)
        writer.start()
        answers = 0
        while True:
            message = port.read()
            answers += 1
            assert isinstance(message["status"], int)
            if message["id"] == "last":
                break
        writer.join()
        assert answers > 9_000
        assert peak_memory(port.process.pid) <= 64 * 1024
        assert port.close() == 0
        assert port.read_frame() is None


def peak_memory(pid: int) -> int:
    """Return the most memory a process has held, in KiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def test_a_huge_length_takes_no_memory(home: Home) -> None:
    with native_port(home.root) as port:
        port.write(struct.pack("=I", 0xFFFFFFFF))
        reply = port.read()
        assert (reply["id"], reply["status"], reply["body"]["error"]["code"]) == (None, 400, "too_large")
        assert peak_memory(port.process.pid) <= 64 * 1024
        assert port.close() == 0


def test_a_file_of_ten_megabytes_fits_in_memory(home: Home) -> None:
    lengths = []

    def keep(exchange: Exchange, body: bytes) -> None:
        lengths.append(len(body))
        exchange.say_json({})

    with TinyServer(home, keep), native_port(home.root) as port:
        text = "QUFB" * (10 * 1024 * 1024 // 3)
        assert port.call(id=1, method="PUT", path="/api/files/cv.pdf", base64=text)["status"] == 200
        assert peak_memory(port.process.pid) <= 96 * 1024
    assert lengths == [10 * 1024 * 1024 // 3 * 3]


STRAY = """
import os, sys
from fillwright.bridge.stdio import FrameWriter, take_stdio
incoming, outgoing = take_stdio()
print("stray print")
sys.__stdout__.write("stray write"); sys.__stdout__.flush()
os.write(1, b"stray bytes")
os.system("echo stray child")
assert os.read(0, 1) == b""
FrameWriter(outgoing).write([os.read(incoming, 100)])
"""


def test_nothing_but_frames_reaches_stdout() -> None:
    done = subprocess.run([sys.executable, "-c", STRAY], input=b"frame", capture_output=True, timeout=30, check=True)
    assert done.stdout == b"frame"
    for stray in (b"stray print", b"stray write", b"stray bytes", b"stray child"):
        assert stray in done.stderr


def test_without_stderr_stray_output_is_lost() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -c "$1" 2>&-', sys.executable, STRAY],
        input=b"frame",
        stdout=subprocess.PIPE,
        timeout=30,
        check=False,
    )
    assert done.stdout == b"frame"


def test_the_bridge_loads_little() -> None:
    """It must start in tens of milliseconds: no event loop, no package outside the standard library."""
    code = "import sys, fillwright.__main__, fillwright.bridge; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=30, check=True)
    loaded = set(done.stdout.split())
    assert "http.client" in loaded
    heavy = {"asyncio", "aiohttp", "msgspec", "logging", "argparse", "subprocess", "tempfile", "fillwright.cli"}
    assert not loaded & heavy
    assert {name for name in loaded if name.startswith("fillwright.")} <= {
        "fillwright.__main__",
        "fillwright.bridge",
        *(
            f"fillwright.bridge.{name}"
            for name in ("callers", "calls", "framing", "handover", "journal", "launch", "stdio", "tunnel")
        ),
        "fillwright.crash",
        "fillwright.errors",
        "fillwright.paths",
        "fillwright.runtime",
    }


def test_the_log_is_the_persons_alone(home: Home) -> None:
    with TinyServer(home) as server, native_port(home.root) as port:
        port.call(id=1, method="GET", path="/api/answers?q=canary")
        port.close()
    log = home.logs / "bridge.log"
    assert log.stat().st_mode & 0o777 == 0o600
    assert "canary" not in log.read_text()
    assert server.runtime.token not in log.read_text()


def test_a_long_log_is_set_aside(home: Home) -> None:
    home.prepare()
    (home.logs / "bridge.log").write_bytes(b"x" * (1024 * 1024 + 1))
    with native_port(home.root) as port:
        port.call(id=1, method="GET", path="/nothing")
        port.close()
    assert (home.logs / "bridge.log.1").stat().st_size == 1024 * 1024 + 1
    assert (home.logs / "bridge.log").stat().st_size < 1000


def test_a_home_that_can_not_be_written_costs_the_log_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with native_port(tmp_path / "file" / "home") as port:
        assert port.call(id=1, method="GET", path="/nothing")["status"] == 404
        assert port.close() == 0


class Pipes:
    """A native port inside this process."""

    def __init__(self) -> None:
        self.bridge_in, self.browser_out = os.pipe()
        self.browser_in, self.bridge_out = os.pipe()

    def read_all(self) -> bytes:
        os.close(self.bridge_out)
        with open(self.browser_in, "rb") as stream:  # noqa: PTH123 - a descriptor
            return stream.read()


def test_a_port_is_carried_to_its_end(home: Home) -> None:
    pipes = Pipes()
    os.write(pipes.browser_out, struct.pack("=I", 0xFFFFFF00))
    os.close(pipes.browser_out)
    assert carry(lambda size: os.read(pipes.bridge_in, size), FrameWriter(pipes.bridge_out), home) == 0
    os.close(pipes.bridge_in)
    assert b"too_large" in pipes.read_all()


def test_a_call_is_carried_inside_one_process(home: Home) -> None:
    pipes = Pipes()
    with TinyServer(home):
        os.write(pipes.browser_out, pack({"id": 1, "method": "GET", "path": "/api/health"}))
        os.close(pipes.browser_out)
        assert carry(lambda size: os.read(pipes.bridge_in, size), FrameWriter(pipes.bridge_out), home) == 0
    os.close(pipes.bridge_in)
    assert b'"well":true' in pipes.read_all()


def test_a_stranger_is_told_on_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--allow=x", "--", "https://example.com/"]) == 1
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "Only a browser may start the bridge" in captured.err
