"""Anthropic's Messages as they go over the wire."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tools.provider_server.answers import Prompt
from tools.provider_server.limits import Dialect
from tools.provider_server.wire import Result, text_of

_ERRORS = {
    "400": ("invalid_request_error", "max_tokens: Field required"),
    "401": ("authentication_error", "invalid x-api-key"),
    "402": ("billing_error", "Your account has a billing problem."),
    "403": ("permission_error", "Your API key does not have permission to use the specified resource."),
    "404": ("not_found_error", "model: no-such-model"),
    "429": ("rate_limit_error", "This request would exceed your rate limit."),
    "quota": ("invalid_request_error", "Your credit balance is too low to access the Anthropic API."),
    "no_schema": ("invalid_request_error", "output_config: Extra inputs are not permitted"),
    "filter_400": ("invalid_request_error", "Output blocked by content filtering policy"),
    "529": ("overloaded_error", "Overloaded"),
}


class AnthropicWire:
    """Requests and replies of `POST /v1/messages`."""

    dialect: Dialect = "anthropic"

    def prompt(self, body: dict[str, Any]) -> Prompt:
        """Return what a request asks; the system part is cached where one of its blocks says so."""
        if not isinstance(body["max_tokens"], int):
            raise TypeError("max_tokens is no number")
        system = body.get("system", "")
        marked = isinstance(system, list) and any(block.get("cache_control") for block in system)
        user = [text_of(part["content"]) for part in body["messages"] if part["role"] == "user"]
        return Prompt(
            text_of(system),
            user[-1] if user else "",
            cached_prefix=marked,
            marked=marked,
            schema=json.dumps(body.get("output_config", "")),
        )

    def reply(self, result: Result) -> dict[str, Any]:
        """Return a `message`."""
        content = [{"type": "text", "text": result.text}] if result.text else []
        return {**_head(result), "content": content, "stop_reason": _stop(result), "usage": _usage(result)}

    def events(self, result: Result, pieces: list[str], body: dict[str, Any]) -> Iterator[tuple[bytes, bool]]:  # noqa: ARG002 (the protocol's)
        """Yield the named events from `message_start` to `message_stop`."""
        start = {**_head(result), "content": [], "stop_reason": None, "usage": {**_usage(result), "output_tokens": 1}}
        yield _event("message_start", {"message": start}), False
        yield _event("content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}}), False
        for piece in pieces:
            delta = {"type": "text_delta", "text": piece}
            yield _event("content_block_delta", {"index": 0, "delta": delta}), True
        yield _event("content_block_stop", {"index": 0}), False
        ending = {"stop_reason": _stop(result), "stop_sequence": None}
        yield _event("message_delta", {"delta": ending, "usage": {"output_tokens": result.output_tokens}}), False
        yield _event("message_stop", {}), False

    def error(self, status: int, kind: str) -> dict[str, Any]:
        """Return `{"type": "error", "error": {type, message}}`."""
        type_, message = _ERRORS.get(kind) or _ERRORS.get(str(status)) or ("api_error", "Internal server error")
        return {"type": "error", "error": {"type": type_, "message": message}, "request_id": "req_local"}


def _head(result: Result) -> dict[str, Any]:
    return {
        "id": f"msg_{result.number}",
        "type": "message",
        "role": "assistant",
        "model": result.model,
        "stop_sequence": None,
    }


def _stop(result: Result) -> str:
    return {"length": "max_tokens", "refusal": "refusal", "filter": "refusal"}.get(result.ending, "end_turn")


def _usage(result: Result) -> dict[str, Any]:
    return {
        "input_tokens": result.input_tokens - result.cached_tokens - result.written_tokens,
        "cache_creation_input_tokens": result.written_tokens,
        "cache_read_input_tokens": result.cached_tokens,
        "output_tokens": result.output_tokens,
        "service_tier": "standard",
    }


def _event(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps({'type': name, **data})}\n\n".encode()
