from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.bridge.calls import LISTED, read_call, read_id
from fillwright.errors import BadRequest, InvalidRequest, NotFound

LISTED_CALLS = [(method, path) for methods, path in LISTED for method in methods.split()]


@pytest.mark.parametrize(("method", "path"), LISTED_CALLS)
def test_a_listed_call_passes(method: str, path: str) -> None:
    call = read_call({"id": 1, "method": method, "path": path.replace("NAME", "cv%20(2).pdf")})
    assert (call.method, call.route) == (method, path)


def test_a_path_may_be_as_long_as_the_limit_and_no_longer() -> None:
    longest = "/api/answers?q=".ljust(4096, "a")
    assert read_call({"method": "GET", "path": longest}).path == longest
    with pytest.raises(NotFound):
        read_call({"method": "GET", "path": f"{longest}a"})


def test_a_query_passes() -> None:
    call = read_call({"method": "GET", "path": "/api/answers?search=why%20us&limit=20"})
    assert (call.path, call.route) == ("/api/answers?search=why%20us&limit=20", "/api/answers")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/api"),
        ("GET", "/api/"),
        ("GET", "/api/challenge?nonce=00ff"),
        ("GET", "/api/health/"),
        ("GET", "//api/health"),
        ("GET", "http://example.com/api/health"),
        ("GET", "/api/health#x"),
        ("GET", "/api/files/"),
        ("GET", "/api/files/."),
        ("GET", "/api/files/.."),
        ("GET", "/api/files/..?x=1"),
        ("GET", "/api/files/%2e%2e"),
        ("GET", "/api/files/..%2Fprofile.json"),
        ("GET", "/api/files/..%5cprofile.json"),
        ("GET", "/api/files/a%00b"),
        ("GET", "/api/files/a%0d%0ab"),
        ("GET", "/api/files/a%7fb"),
        ("GET", "/api/files/a%"),
        ("GET", "/api/files/a b"),
        ("GET", "/api/files/a\r\nX-Evil: 1"),
        ("GET", "/api/files/a\nb"),
        ("GET", "/api/files/é"),
        ("GET", "/api/files/a\\b"),
        ("GET", "/api/files/a/b"),
        ("GET", "/api/health?a=\n"),
        ("GET", "/api/health?a=%"),
        ("GET", "/api/usage\n"),
        ("GET", "/api/files/" + "a" * 5000),
        ("get", "/api/health"),
        ("POST", "/api/health"),
        ("GET PUT", "/api/profile"),
        ("", "/api/health"),
        ("DELETE", "/api/settings"),
        ("POST", "/api/retire"),
        ("PATCH", "/api/profile"),
        ("OPTIONS", "/api/health"),
        ("CONNECT", "127.0.0.1:80"),
        ("POST", "/api/history/a/b/readback"),
    ],
)
def test_any_other_call_is_not_found(method: str, path: str) -> None:
    with pytest.raises(NotFound):
        read_call({"id": 1, "method": method, "path": path})


@given(st.text(), st.text())
def test_no_invented_call_passes(method: str, path: str) -> None:
    with pytest.raises(NotFound):
        read_call({"id": 1, "method": method, "path": f"/{path}"})


@pytest.mark.parametrize("message", [{}, {"method": "GET"}, {"path": "/api/health"}, {"method": 1, "path": 2}])
def test_a_call_needs_method_and_path(message: dict[str, object]) -> None:
    with pytest.raises(InvalidRequest):
        read_call(message)


@pytest.mark.parametrize("key", [0, -1, 12345678901234567890, "", "a", "é" * 200])
def test_an_id_is_a_whole_number_or_a_short_text(key: int | str) -> None:
    assert read_id({"id": key}) == key


@pytest.mark.parametrize(
    "message", [None, 1, "x", [], {}, {"id": None}, {"id": True}, {"id": 1.5}, {"id": []}, {"id": "x" * 201}]
)
def test_without_an_id_it_is_no_message(message: object) -> None:
    with pytest.raises(BadRequest):
        read_id(message)


def test_a_body_is_sent_as_json() -> None:
    call = read_call({"method": "PUT", "path": "/api/profile", "body": {"name": "Zoë"}})
    assert call.body == '{"name":"Zoë"}'.encode()
    assert call.content_type == "application/json"


def test_a_body_with_a_lone_surrogate_is_still_utf8() -> None:
    call = read_call({"method": "PUT", "path": "/api/profile", "body": {"name": "\ud800"}})
    assert call.body == b'{"name":"\\ud800"}'


def test_a_call_without_a_body_has_none() -> None:
    assert read_call({"method": "GET", "path": "/api/profile"}).body is None


@given(st.binary())
def test_bytes_come_out_of_base64_as_they_were(data: bytes) -> None:
    call = read_call(
        {
            "method": "PUT",
            "path": "/api/files/cv.pdf",
            "base64": base64.b64encode(data).decode(),
            "content_type": "application/pdf",
        }
    )
    assert (call.body, call.content_type) == (data, "application/pdf")


def test_bytes_without_a_type_are_just_bytes() -> None:
    call = read_call({"method": "PUT", "path": "/api/files/a", "base64": ""})
    assert (call.body, call.content_type) == (b"", "application/octet-stream")


@pytest.mark.parametrize("text", ["*", "a", "YWJj\n", "é", 5, ["YWJj"]])
def test_what_is_not_base64_is_refused(text: object) -> None:
    with pytest.raises(InvalidRequest):
        read_call({"method": "PUT", "path": "/api/files/a", "base64": text})


@pytest.mark.parametrize("kind", ["", "pdf", "a/b\r\nX-Evil: 1", "a/b; x", "é/b", 5, None, "a/" + "b" * 100])
def test_what_is_not_a_media_type_is_refused(kind: object) -> None:
    with pytest.raises(InvalidRequest):
        read_call({"method": "PUT", "path": "/api/files/a", "base64": "YWJj", "content_type": kind})


def test_a_media_type_may_name_its_charset() -> None:
    call = read_call(
        {"method": "PUT", "path": "/api/files/a", "base64": "", "content_type": "text/plain; charset=utf-8"}
    )
    assert call.content_type == "text/plain; charset=utf-8"
