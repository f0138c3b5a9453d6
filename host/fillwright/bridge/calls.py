"""What a message asks for: a call of one of the listed paths, or the end of one."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass

from fillwright.bridge.framing import serialize
from fillwright.errors import BadRequest, InvalidRequest, NotFound

LISTED = (
    ("GET", "/api/health"),
    ("GET", "/api/doctor"),
    ("POST", "/api/generate-batch"),
    ("POST", "/api/plan-batch"),
    ("POST", "/api/prewarm"),
    ("GET PUT", "/api/profile"),
    ("POST", "/api/profile/import"),
    ("GET", "/api/profile/versions"),
    ("GET", "/api/profile/versions/NAME"),
    ("POST", "/api/profile/versions/NAME/restore"),
    ("GET POST", "/api/profiles"),
    ("PUT DELETE", "/api/profiles/NAME"),
    ("GET", "/api/files"),
    ("GET PUT DELETE", "/api/files/NAME"),
    ("GET PUT DELETE", "/api/answers"),
    ("GET PUT DELETE", "/api/answers/NAME"),
    ("GET", "/api/answers/NAME/uses"),
    ("POST", "/api/answers/merge"),
    ("GET PUT", "/api/settings"),
    ("POST", "/api/settings/test"),
    ("GET", "/api/providers"),
    ("GET", "/api/local-servers"),
    ("GET DELETE", "/api/history"),
    ("GET DELETE", "/api/history/NAME"),
    ("POST", "/api/history/NAME/readback"),
    ("GET", "/api/usage"),
    ("GET", "/api/backup"),
    ("POST", "/api/restore"),
    ("POST", "/api/backups"),
    ("GET DELETE", "/api/backups/NAME"),
    ("POST", "/api/restores"),
    ("PUT POST DELETE", "/api/restores/NAME"),
    ("GET", "/api/openapi.json"),
)
# NAME as a client may send it: unreserved characters and escapes, but neither `.` nor `..`, nor an escaped control
# character, `.`, `/` or `\`.
_NAME = re.compile(r"(?!\.{1,2}$)(?:[\w.~!$'()*+,;=:@-]|%(?!2[eEfF]|5[cC]|[01]|7[fF])[0-9A-Fa-f]{2})+", re.ASCII)
_QUERY = re.compile(r"(?:[\w.~!$'()*+,;=:@/?&-]|%[0-9A-Fa-f]{2})*", re.ASCII)
_CONTENT_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}(?:; ?[\w-]{1,30}=[\w-]{1,60})?", re.ASCII)
_LONGEST_ID = 200
_LONGEST_PATH = 4096


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP call; `route` is its listed path, which unlike `path` names nothing of the person's."""

    method: str
    path: str
    route: str
    body: bytes | None
    content_type: str


def read_id(message: object) -> int | str:
    """Return a message's id; raises BadRequest for what is no message, or has no id to answer under."""
    if not isinstance(message, dict):
        raise BadRequest("A message is a JSON object.")
    given = message.get("id")
    if isinstance(given, bool) or not isinstance(given, int | str) or len(str(given)) > _LONGEST_ID:
        raise BadRequest("A message has an `id`: a whole number or a short text.", field="id")
    return given


def read_call(message: dict[str, object]) -> Call:
    """Return the call in a message; raises NotFound for a path or method that is not listed, InvalidRequest."""
    method, path = message.get("method"), message.get("path")
    if not isinstance(method, str) or not isinstance(path, str):
        raise InvalidRequest("A message has a `method` and a `path`.", field="path" if path is None else "method")
    route = _find_route(method, path)
    if message.get("base64") is None:
        body = None if message.get("body") is None else serialize(message["body"])
        return Call(method, path, route, body, "application/json")
    return Call(method, path, route, _read_base64(message["base64"]), _read_content_type(message))


def _find_route(method: str, path: str) -> str:
    place, _, query = path.partition("?")
    segments = place.split("/")
    if len(path) <= _LONGEST_PATH and _QUERY.fullmatch(query):
        for methods, route in LISTED:
            if method in methods.split() and _matches(route.split("/"), segments):
                return route
    raise NotFound("The bridge carries only the calls of Fillwright's protocol.", field="path")


def _matches(route: list[str], segments: list[str]) -> bool:
    return len(route) == len(segments) and all(
        part == given or (part == "NAME" and _NAME.fullmatch(given))
        for part, given in zip(route, segments, strict=True)
    )


def _read_base64(text: object) -> bytes:
    try:
        return b64decode(str(text).encode("ascii"), validate=True)
    except ValueError:
        raise InvalidRequest("`base64` is not base64.", field="base64") from None


def _read_content_type(message: dict[str, object]) -> str:
    given = message.get("content_type", "application/octet-stream")
    if not isinstance(given, str) or not _CONTENT_TYPE.fullmatch(given):
        raise InvalidRequest("`content_type` is a media type such as `application/pdf`.", field="content_type")
    return given
