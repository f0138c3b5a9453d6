"""Noise through the bridge's codec alone: `python -m tools.soak.codec COUNT SEED` prints its figures as JSON.

A process of its own, that loads nothing but the bridge: its memory is what is measured.
"""

from __future__ import annotations

import json
import sys
import time
from io import BytesIO

from fillwright.bridge.calls import read_call, read_id
from fillwright.bridge.framing import FrameReader, parse
from fillwright.errors import FillwrightError
from tools.soak.noise import payloads, peak_mb, streams

STREAMS_PER_PAYLOAD = 0.1


def main() -> None:
    """Feed the noise and print what came of it."""
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    crashes: dict[str, int] = {}
    understood, slowest = 0, 0.0
    for payload in payloads(count, seed):
        began = time.perf_counter()
        try:
            understood += _understood(payload)
        except FillwrightError:
            pass
        except Exception as wrong:  # noqa: BLE001 - what is looked for
            crashes[type(wrong).__name__] = crashes.get(type(wrong).__name__, 0) + 1
        slowest = max(slowest, time.perf_counter() - began)
    frames = sum(_cut(stream, crashes) for stream in streams(int(count * STREAMS_PER_PAYLOAD), seed))
    figures = {"inputs": count, "understood": understood, "frames_cut": frames, "crashes": crashes}
    print(json.dumps({**figures, "slowest_ms": round(slowest * 1000, 2), "rss_mb": round(peak_mb("self"), 1)}))


def _understood(payload: bytes) -> bool:
    """Return whether `payload` asks for a call or a cancel."""
    message = parse(payload)
    read_id(message)
    if isinstance(message, dict) and message.get("cancel") is not True:
        read_call(message)
    return True


def _cut(stream: bytes, crashes: dict[str, int]) -> int:
    """Return how many frames a reader makes of `stream`; none of them may be longer than what was there."""
    reader, frames = FrameReader(BytesIO(stream).read), 0
    for _ in range(len(stream) + 1):
        try:
            payload = reader.next()
        except FillwrightError:
            continue
        if payload is None:
            return frames
        frames += 1
    crashes["endless"] = crashes.get("endless", 0) + 1
    return frames


if __name__ == "__main__":
    main()
