"""Two browsers at once, each with a bridge of its own before the one server: nobody hears what another has asked."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore, Thread, Timer
from typing import IO, Any, Final

from fillwright.bridge import host_name, shipped_ids
from fillwright.paths import Home
from tools.soak.machine import NO_KEYRING, new_home, serving

AT_ONCE: Final = 16
WAIT_SECONDS: Final = 600
LAST_EVENTS: Final = frozenset({"summary", "error"})


def two_browsers(*, messages: int) -> dict[str, Any]:
    """Let both browsers send `messages` calls, `AT_ONCE` under way in each, under the same ids; return the figures.

    Half of the calls are batches, whose events must name the questions of that very call, half pin an answer, which
    must come back with that very text.
    """
    words = {
        "chromium": [f"chrome-extension://{shipped_ids()['chromium'][0]}/"],
        "firefox": [f"/manifests/{host_name()}.json", shipped_ids()["firefox"][0]],
    }
    drafts = {**NO_KEYRING, "FILLWRIGHT_PROVIDER": "drafts"}
    with new_home() as home, serving(home, drafts), ThreadPoolExecutor(len(words)) as pool:
        ports = [Port(home, name, argv) for name, argv in words.items()]
        found = list(pool.map(lambda port: port.talk(messages), ports))
    return {
        "browsers": len(words),
        "messages_each": messages,
        **{name: sum(figures[name] for figures in found) for name in found[0]},
    }


class Port:
    """One browser's native port: its real bridge, and what came back under each id."""

    def __init__(self, home: Home, name: str, argv: list[str]) -> None:
        self._name = name
        self._bridge = subprocess.Popen(
            [sys.executable, "-m", "fillwright", "bridge", *argv],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **NO_KEYRING, "FILLWRIGHT_HOME": str(home.root)},
        )
        self._free = Semaphore(AT_ONCE)
        self._ended: set[int] = set()
        self._foreign = self._doubled = self._failed = self._frames = 0

    def talk(self, messages: int) -> dict[str, int]:
        """Send all messages, hear them out, and return what went wrong."""
        with self._bridge as bridge:
            if bridge.stdin is None or bridge.stdout is None:
                raise RuntimeError("the bridge has no pipes")
            watchdog = Timer(WAIT_SECONDS, bridge.kill)
            watchdog.start()
            sending = Thread(target=self._send, args=[bridge.stdin, messages])
            sending.start()
            while len(self._ended) < messages and (header := bridge.stdout.read(4)):
                (length,) = struct.unpack("=I", header)
                self._hear(json.loads(bridge.stdout.read(length)))
            sending.join()
            bridge.stdin.close()
            self._doubled += bool(bridge.stdout.read())
            watchdog.cancel()
        return {
            "frames": self._frames,
            "unanswered": messages - len(self._ended),
            "failed": self._failed,
            "cross_delivered": self._foreign,
            "heard_after_the_end": self._doubled,
            "ended_oddly": int(bridge.returncode != 0),
        }

    def _send(self, stdin: IO[bytes], messages: int) -> None:
        for number in range(messages):
            self._free.acquire()
            data = json.dumps({"id": number, **self._call(number)}).encode()
            stdin.write(struct.pack("=I", len(data)) + data)
            stdin.flush()

    def _mark(self, number: int) -> str:
        return f"{self._name} message {number}"

    def _call(self, number: int) -> dict[str, Any]:
        mark = self._mark(number)
        if number % 2:
            return {"method": "PUT", "path": "/api/answers", "body": {"question": f"{mark}?", "answer": mark}}
        fields = [{"label": f"{mark}, field {place}", "type": "password"} for place in range(3)]
        return {"method": "POST", "path": "/api/generate-batch", "body": {"fields": [{"label": "E-mail"}, *fields]}}

    def _hear(self, message: dict[str, Any]) -> None:
        """Judge one frame: it belongs to the call whose id it bears, and to no call that has ended."""
        self._frames += 1
        number, mark = message["id"], self._mark(message["id"])
        self._doubled += number in self._ended
        if "event" in message:
            label = message.get("response", {}).get("label", "E-mail")
            self._foreign += label != "E-mail" and not label.startswith(f"{mark}, ")
            ended = message["event"] in LAST_EVENTS
            self._failed += message["event"] == "error"
        else:
            ended = True
            right = message["status"] == 200  # noqa: PLR2004 - HTTP's own number
            self._failed += not right
            self._foreign += right and message["body"]["answer"] != mark
        if ended:
            self._ended.add(number)
            self._free.release()
