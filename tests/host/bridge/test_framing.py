from __future__ import annotations

import io
import json
import struct
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fillwright.bridge import framing
from fillwright.bridge.framing import MAX_IN, MAX_OUT, FrameReader, frame, frames, parse, serialize
from fillwright.errors import NotJson, TooLarge

CHROME_LIMIT = 1_048_576

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=20,
)


def reader_of(data: bytes, largest_piece: int = 1 << 30) -> FrameReader:
    stream = io.BytesIO(data)
    return FrameReader(lambda size: stream.read(min(size, largest_piece)))


def read_back(packets: list[bytes]) -> object:
    """Join what `frames` wrote as PROTOCOL.md tells receivers to."""
    reader = reader_of(b"".join(packets))
    messages = []
    while (payload := reader.next()) is not None:
        messages.append(json.loads(payload))
    if len(messages) == 1 and "part" not in messages[0]:
        return messages[0]
    assert [message["part"] for message in messages] == list(range(messages[0]["parts"]))
    return json.loads("".join(message["data"] for message in messages))


@given(st.dictionaries(st.text(), json_values))
def test_a_message_survives_the_way(message: dict[str, Any]) -> None:
    (packet,) = frames(message)
    payload = reader_of(packet).next()
    assert payload is not None
    assert parse(payload) == message


@given(st.lists(st.binary(max_size=50), max_size=5), st.integers(1, 7))
def test_frames_are_cut_alike_however_they_arrive(payloads: list[bytes], largest_piece: int) -> None:
    reader = reader_of(b"".join(map(frame, payloads)), largest_piece)
    assert [reader.next() for _ in payloads] == payloads
    assert reader.next() is None


@given(st.integers(0, 13))
def test_a_stream_that_ends_inside_a_frame_has_no_frame(length: int) -> None:
    assert reader_of(frame(b'{"id": 10}')[:length]).next() is None


def test_the_length_is_in_native_order() -> None:
    assert frame(b"{}") == struct.pack("=I", 2) + b"{}"


def test_an_oversized_frame_is_refused_from_its_length_alone() -> None:
    asked: list[int] = []
    header = io.BytesIO(struct.pack("=I", MAX_IN + 1))

    def read(size: int) -> bytes:
        asked.append(size)
        return header.read(size)

    with pytest.raises(TooLarge):
        FrameReader(read).next()
    assert sum(asked) == 4


def test_the_frame_after_an_oversized_one_is_read() -> None:
    reader = reader_of(struct.pack("=I", MAX_IN + 1) + b"x" * (MAX_IN + 1) + frame(b"{}"))
    with pytest.raises(TooLarge):
        reader.next()
    assert reader.next() == b"{}"


def test_a_stream_that_ends_inside_an_oversized_frame_has_no_frame() -> None:
    reader = reader_of(struct.pack("=I", 0xFFFFFFFF) + b"x" * 100)
    with pytest.raises(TooLarge):
        reader.next()
    assert reader.next() is None


@pytest.mark.parametrize("size", [0, 1_048_576, MAX_IN])
def test_a_frame_within_the_cap_is_read(size: int) -> None:
    payload = reader_of(frame(b"x" * size)).next()
    assert payload is not None
    assert len(payload) == size


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"not json",
        b'{"id": 1}x',
        b'\xef\xbb\xbf{"id": 1}',
        b'{"id": "\xff"}',
        b'{"id": "\xed\xa0\x80"}',
        b'{"id": NaN}',
        b"[-Infinity]",
        b"[1e999]",
        b"[" + b"1" * 5000 + b"]",
        b'{"a": "\n"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * 101 + b"]" * 101,
        b'{"a":' * 101 + b"1" + b"}" * 101,
    ],
    ids=lambda payload: repr(payload[:16]),
)
def test_what_is_not_plain_json_is_refused(payload: bytes) -> None:
    with pytest.raises(NotJson):
        parse(payload)


def test_a_hundred_levels_are_read() -> None:
    assert parse(b"[" * 100 + b"]" * 100)


@given(st.binary(max_size=200))
def test_no_payload_raises_anything_but_not_json(payload: bytes) -> None:
    try:
        parse(payload)
    except NotJson:
        return
    json.loads(payload)


def message_of(size: int) -> dict[str, Any]:
    """Return a message whose JSON text has `size` bytes."""
    bare = {"id": 1, "text": ""}
    return bare | {"text": "x" * (size - len(serialize(bare)))}


def test_a_message_of_a_million_bytes_is_one_frame() -> None:
    (packet,) = frames(message_of(MAX_OUT))
    assert len(packet) == 4 + 1_000_000


def test_a_message_of_one_byte_more_comes_in_parts() -> None:
    message = message_of(MAX_OUT + 1)
    packets = list(frames(message))
    assert len(packets) == 3
    assert read_back(packets) == message


@pytest.mark.parametrize("character", ["x", '"', "\\", "\n", "ß", "文", "👍", "\ud800"])
@pytest.mark.parametrize("size", [990_000, 1_000_000, 1_010_000, 3_000_000])
def test_no_frame_reaches_the_browsers_limit(character: str, size: int) -> None:
    message = {"id": "i" * 200, "text": character * (size // len(serialize(character)))}
    packets = list(frames(message))
    assert max(map(len, packets)) - 4 <= 1_000_000 < CHROME_LIMIT
    assert read_back(packets) == message


@given(st.text(min_size=20, max_size=120), st.integers(4, 40))
def test_wherever_the_limit_falls_parts_are_whole_characters_and_bear_the_id(text: str, limit: int) -> None:
    message = {"id": 7, "text": text}
    with patch.object(framing, "_SLICE", limit), patch.object(framing, "MAX_OUT", 20):
        packets = list(frames(message))
    parts = [json.loads(packet[4:]) for packet in packets]
    assert {part["id"] for part in parts} == {7}
    assert max(len(part["data"].encode()) for part in parts) <= limit
    assert read_back(packets) == message


def test_text_is_sent_as_it_is() -> None:
    assert serialize({"text": "ß👍"}) == '{"text":"ß👍"}'.encode()


@settings(max_examples=20)
@given(st.lists(st.text(min_size=1, max_size=50), min_size=1, max_size=5), st.integers(30_000, 60_000))
def test_mixed_text_is_cut_between_characters(words: list[str], times: int) -> None:
    message = {"id": 7, "words": words * times}
    assert read_back(list(frames(message))) == message
