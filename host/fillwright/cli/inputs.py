"""What the commands read: files, or stdin for `-`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from fillwright.errors import FillwrightError, InvalidRequest, NotJson
from fillwright.messages import BatchRequest, Field, decode, with_ids

STDIN = "-"


def read_bytes(file: str) -> bytes:
    """Return all bytes of `file`."""
    return sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()


def read_text(file: str) -> str:
    """Return `file` as text; raises NotJson for what is not UTF-8."""
    try:
        return read_bytes(file).decode()
    except UnicodeDecodeError as wrong:
        raise NotJson(f"{file} is not UTF-8: {wrong}.") from None


def read_request(file: str) -> BatchRequest:
    """Return the request in `file`, its rules checked; raises NotJson and InvalidRequest as the server would."""
    request = decode(BatchRequest, read_bytes(file))
    with_ids(request.fields)
    return request


def read_requests(file: str) -> list[BatchRequest]:
    """Return the request of each line of `file` that is not blank; raises as `read_request`, naming the line."""
    requests = []
    for number, line in enumerate(read_bytes(file).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            requests.append(decode(BatchRequest, line))
            with_ids(requests[-1].fields)
        except (NotJson, InvalidRequest) as wrong:
            raise type(wrong)(f"Line {number}: {wrong.message}", field=wrong.field) from None
    if not requests:
        raise InvalidRequest(f"{file} holds no request: write one a line, as for `answer`.")
    return requests


def read_fields(file: str) -> Iterator[Field | FillwrightError]:
    """Yield the Field of each line of `file` that is not blank, or what is wrong with the line."""
    if file == STDIN:
        yield from _parse(sys.stdin.buffer)
        return
    with Path(file).open("rb") as lines:
        yield from _parse(lines)


def _parse(lines: Iterable[bytes]) -> Iterator[Field | FillwrightError]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            field = decode(Field, line)
            if not field.label.strip():
                yield InvalidRequest(f"Line {number}: label is empty.", field="label")
                continue
            yield field
        except (NotJson, InvalidRequest) as wrong:
            yield type(wrong)(f"Line {number}: {wrong.message}", field=wrong.field)
