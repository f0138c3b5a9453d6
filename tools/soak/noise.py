"""Noise that resembles native messages: frames whole, bent and broken, the same for the same seed. Bytes only."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

SEEDS: Final = tuple(
    json.dumps(message, ensure_ascii=False).encode()
    for message in (
        {"id": 1, "method": "GET", "path": "/api/health"},
        {"id": "zwölf", "method": "POST", "path": "/api/plan-batch", "body": {"fields": [{"label": "E-mail"}]}},
        {"id": 2, "method": "GET", "path": "/api/answers?q=Grüße%20👍"},
        {"id": 3, "method": "GET", "path": "/api/files/cv%20of%20Ada.pdf"},
        {"id": 4, "method": "GET", "path": "/api/history/abc"},
        {"id": 1, "cancel": True},
        {"id": 5, "method": "PUT", "path": "/nothing", "base64": "JVBERi0xLjQK", "content_type": "application/pdf"},
        {"id": -(2**70), "method": "GET", "path": "/api/../api/health", "body": [None, True, 1e300, "\ud7ff\n"]},
    )
)
_TOKENS: Final = (
    *(b"{", b"}", b"[", b"]", b":", b",", b'"', b'"id"', b'"method"', b'"path"', b'"body"', b'"cancel"', b'"base64"'),
    *(b"true", b"null", b"NaN", b"-Infinity", b"1e999", b"-0", b"1" * 40, b'"/api/health"', b'"GET"', b'"\\ud800"'),
    *(b"\xff", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x00", b"\xef\xbb\xbf", b"\\u0000", "é👍".encode()),
)
_DEEP: Final = (b"[", b'{"a":', b"[{")


def payloads(count: int, seed: int) -> Iterator[bytes]:
    """Yield `count` payloads: random bytes, JSON's own tokens in any order, bent messages, deep nests."""
    source = Random(seed)  # noqa: S311 - repeatable noise
    for _ in range(count):
        kind = source.random()
        if kind < 0.2:  # noqa: PLR2004 - a share
            yield source.randbytes(source.randrange(80))
        elif kind < 0.5:  # noqa: PLR2004 - a share
            yield b"".join(source.choices(_TOKENS, k=source.randrange(14)))
        elif kind < 0.999:  # noqa: PLR2004 - a share
            yield _bent(source)
        else:
            yield source.choice(_DEEP) * source.randrange(30_000)


def streams(count: int, seed: int) -> Iterator[bytes]:
    """Yield `count` streams of frames whose lengths may lie, cut anywhere."""
    source = Random(seed)  # noqa: S311 - repeatable noise
    for _ in range(count):
        stream = b""
        for payload in payloads(source.randrange(1, 6), source.getrandbits(32)):
            length = len(payload) if source.random() < 0.8 else source.choice((0, 3, 255, 1 << 24, (1 << 32) - 1))  # noqa: PLR2004 - a share
            stream += struct.pack("=I", length) + payload
        yield stream[: source.randrange(len(stream) + 1)] if source.random() < 0.5 else stream  # noqa: PLR2004 - a share


def peak_mb(process: int | str) -> float:
    """Return the most memory that a process has held, in MB (10⁶ bytes)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e6


def _bent(source: Random) -> bytes:
    data = bytearray(source.choice(SEEDS))
    for _ in range(source.randrange(4)):
        at = source.randrange(len(data)) if data else 0
        match source.randrange(4):
            case 0 if data:
                data[at] ^= 1 << source.randrange(8)
            case 1:
                del data[at : at + source.randrange(1, 8)]
            case 2:
                data[at:at] = source.choice(_TOKENS)
            case _:
                data = data[:at] + data[: source.randrange(len(data) + 1)]
    return bytes(data)
