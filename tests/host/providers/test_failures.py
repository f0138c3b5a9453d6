"""Replies and broken connections as providers and gateways really send them, and the error each becomes."""

from __future__ import annotations

import json

import pytest

from fillwright.errors import (
    ContentFiltered,
    InvalidKey,
    ProviderError,
    ProviderTimeout,
    ProviderUnavailable,
    QuotaExhausted,
    RateLimited,
    UnknownModel,
)
from fillwright.providers.failures import Unreachable, from_connection, from_status


def openai(code: str | None, type_: str = "invalid_request_error") -> bytes:
    return json.dumps({"error": {"message": "secret words", "type": type_, "param": None, "code": code}}).encode()


def anthropic(type_: str, message: str = "secret words") -> bytes:
    return json.dumps({"type": "error", "error": {"type": type_, "message": message}}).encode()


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, openai("context_length_exceeded"), ProviderError),
        (400, openai("invalid_api_key"), InvalidKey),
        (400, openai("model_not_found"), UnknownModel),
        (400, openai("content_policy_violation"), ContentFiltered),
        (400, anthropic("invalid_request_error", "Your credit balance is too low to go on."), QuotaExhausted),
        (402, b"", QuotaExhausted),
        (403, b"<html>", InvalidKey),
        (404, b"404 page not found", UnknownModel),
        (404, b'{"error": "model not found, try pulling it first"}', UnknownModel),
        (408, b"", ProviderTimeout),
        (409, b"{}", ProviderUnavailable),
        (413, anthropic("request_too_large"), ProviderError),
        (422, b'{"detail": [{"loc": ["body"]}]}', ProviderError),
        (429, openai("insufficient_quota"), QuotaExhausted),
        (429, openai("rate_limit_exceeded", "tokens"), RateLimited),
        (429, b"\xff\xfe", RateLimited),
        (504, b"upstream timed out", ProviderTimeout),
        (529, anthropic("overloaded_error"), ProviderUnavailable),
    ],
)
def test_a_reply_becomes_its_error(status: int, body: bytes, error: type[ProviderError]) -> None:
    found = from_status(status, body, provider="openai", model="m-1", retry_after=2.0)
    assert type(found) is error
    assert found.retry_after == 2.0
    assert "secret" not in found.message


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ConnectionRefusedError("no"), Unreachable),
        (ConnectionResetError("gone"), ProviderUnavailable),
        (TimeoutError("late"), ProviderTimeout),
        (OSError("odd"), ProviderUnavailable),
    ],
)
def test_a_broken_connection_becomes_its_error_whatever_it_is_wrapped_in(
    error: Exception, kind: type[ProviderError]
) -> None:
    wrapped = RuntimeError("the SDK's")
    wrapped.__cause__ = error
    assert type(from_connection(wrapped, "openai")) is kind
