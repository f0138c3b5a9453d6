"""Native messaging's frames: four bytes of length in native order, then that many bytes of UTF-8 JSON. Bytes only.

The browsers' limits: a frame over 1 MiB (1,048,576 bytes) from the host closes the port, in Chromium and in Firefox;
towards the host Chromium takes up to 64 MiB. Ours are narrower on both sides.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator, Mapping

from fillwright.errors import NotJson, TooLarge

MAX_IN = 16 * 1024 * 1024
MAX_OUT = 1_000_000
MAX_DEPTH = 100

_LENGTH = struct.Struct("=I")
_PIECE = 64 * 1024
# A slice of JSON text becomes a JSON string again: no byte of it takes more than two (`"` and `\` are escaped).
_SLICE = 490_000


class FrameReader:
    """Cuts a stream of bytes into frames; `read(n)` returns 1…n bytes, or none at the end of the stream."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._unwanted = 0

    def next(self) -> bytes | None:
        """Return the next frame's payload, None at the end of the stream, also where it ends inside a frame.

        Raises TooLarge for a frame over 16 MiB, from its length alone; the next call skips its bytes.
        """
        while self._unwanted:
            piece = self._read(min(_PIECE, self._unwanted))
            if not piece:
                return None
            self._unwanted -= len(piece)
        header = self._exactly(_LENGTH.size)
        if header is None:
            return None
        (length,) = _LENGTH.unpack(header)
        if length > MAX_IN:
            self._unwanted = length
            raise TooLarge(f"The message is over {MAX_IN // 1024 // 1024} MiB, the limit of one native message.")
        return self._exactly(length)

    def _exactly(self, size: int) -> bytes | None:
        """Return `size` bytes, read as they come, so that a length alone takes no memory."""
        data = bytearray()
        while len(data) < size:
            piece = self._read(min(_PIECE, size - len(data)))
            if not piece:
                return None
            data += piece
        return bytes(data)


def parse(payload: bytes) -> object:
    """Return the JSON value in `payload`; raises NotJson for bad UTF-8, bad JSON, an infinity, over 100 levels."""
    try:
        value = json.loads(str(payload, "utf-8"), parse_constant=_refuse, parse_float=_finite)
    except ValueError as wrong:
        raise NotJson(f"The message is not JSON in UTF-8: {wrong}.") from None
    except RecursionError:
        raise _too_deep() from None
    if _deeper_than(value, MAX_DEPTH):
        raise _too_deep()
    return value


def serialize(value: object) -> bytes:
    """Return `value` as compact UTF-8 JSON; a lone surrogate, which UTF-8 can't hold, makes the text all ASCII."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def frame(payload: bytes) -> bytes:
    """Return `payload` behind its length."""
    return _LENGTH.pack(len(payload)) + payload


def frames(message: Mapping[str, object]) -> Iterator[bytes]:
    """Yield `message` as one frame, or in parts where its JSON text is over 1,000,000 bytes.

    A part is `{"id", "part": n, "parts": N, "data": text}`; the texts of all N parts, joined in order, are the message.
    """
    data = serialize(message)
    if len(data) <= MAX_OUT:
        yield frame(data)
        return
    slices = list(_slices(data))
    for number, text in enumerate(slices):
        yield frame(serialize({"id": message.get("id"), "part": number, "parts": len(slices), "data": text}))


def _slices(data: bytes) -> Iterator[str]:
    """Cut UTF-8 `data` between characters."""
    start = 0
    while start < len(data):
        end = min(start + _SLICE, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:  # noqa: PLR2004 - a continuation byte of UTF-8
            end -= 1
        yield data[start:end].decode()
        start = end


def _deeper_than(value: object, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [child for parent in level for child in _children(parent) if isinstance(child, (dict, list))]
        if not level:
            return False
    return True


def _children(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        return iter(value.values())
    return iter(value) if isinstance(value, list) else iter(())


def _too_deep() -> NotJson:
    return NotJson(f"The message is nested too deeply: send at most {MAX_DEPTH} levels.")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in {float("inf"), float("-inf")}:
        raise ValueError(f"{digits} is out of range")
    return number


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not JSON")
