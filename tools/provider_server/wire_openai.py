"""OpenAI's Chat Completions as they go over the wire."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tools.provider_server.answers import Prompt
from tools.provider_server.limits import Dialect
from tools.provider_server.wire import Result, text_of

_CREATED = 1_750_000_000
_REFUSAL = "I'm sorry, I can't help with that."
_ERRORS: dict[str, tuple[str, str | None, str]] = {
    "400": ("invalid_request_error", None, "Unsupported parameter."),
    "401": ("invalid_request_error", "invalid_api_key", "Incorrect API key provided: sk-...oops."),
    "402": ("insufficient_quota", "insufficient_quota", "Payment required."),
    "403": ("invalid_request_error", None, "Project does not have access to the model."),
    "404": ("invalid_request_error", "model_not_found", "The model does not exist or you do not have access to it."),
    "429": ("requests", "rate_limit_exceeded", "Rate limit reached for requests per min."),
    "quota": ("insufficient_quota", "insufficient_quota", "You exceeded your current quota."),
    "no_schema": ("invalid_request_error", None, "response_format of type json_schema is not supported"),
    "no_marks": ("invalid_request_error", None, "Unrecognized request argument supplied: prompt_cache_key"),
    "filter_400": ("invalid_request_error", "content_filter", "The response was filtered."),
}


class OpenAIWire:
    """Requests and replies of `POST /v1/chat/completions`."""

    dialect: Dialect = "openai"

    def prompt(self, body: dict[str, Any]) -> Prompt:
        """Return what a request asks: system and developer messages are the prefix, the last user message the rest."""
        messages = body["messages"]
        prefix = "\n".join(text_of(part["content"]) for part in messages if part["role"] in {"system", "developer"})
        user = [text_of(part["content"]) for part in messages if part["role"] == "user"]
        schema = json.dumps(body.get("response_format", ""))
        blocks = [block for part in messages if isinstance(part["content"], list) for block in part["content"]]
        marked = any(block.get("prompt_cache_breakpoint") for block in blocks)
        return Prompt(
            prefix,
            user[-1] if user else "",
            cached_prefix=True,
            marked=marked,
            schema=schema,
        )

    def reply(self, result: Result) -> dict[str, Any]:
        """Return a `chat.completion`."""
        message: dict[str, Any] = {"role": "assistant", "content": result.text, "refusal": None, "annotations": []}
        if result.ending == "refusal":
            message["content"], message["refusal"] = None, _REFUSAL
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": _finish(result)}
        return {
            "id": f"chatcmpl-{result.number}",
            "object": "chat.completion",
            "created": _CREATED,
            "model": result.model,
            "choices": [choice],
            "usage": _usage(result),
            "service_tier": "default",
        }

    def events(self, result: Result, pieces: list[str], body: dict[str, Any]) -> Iterator[tuple[bytes, bool]]:
        """Yield the chunks; usage comes last, and only where `stream_options` ask for it."""
        yield _chunk(result, [_delta({"role": "assistant", "content": ""})]), False
        for piece in pieces:
            yield _chunk(result, [_delta({"content": piece})]), True
        if result.ending == "refusal":
            yield _chunk(result, [_delta({"refusal": _REFUSAL})]), False
        yield _chunk(result, [_delta({}, _finish(result))]), False
        if (body.get("stream_options") or {}).get("include_usage"):
            yield _chunk(result, [], _usage(result)), False
        yield b"data: [DONE]\n\n", False

    def error(self, status: int, kind: str) -> dict[str, Any]:
        """Return `{"error": {message, type, param, code}}`."""
        type_, code, message = _ERRORS.get(kind) or _ERRORS.get(str(status)) or ("server_error", None, "Server error.")
        return {"error": {"message": message, "type": type_, "param": None, "code": code}}


def _finish(result: Result) -> str:
    return {"length": "length", "filter": "content_filter"}.get(result.ending, "stop")


def _usage(result: Result) -> dict[str, Any]:
    return {
        "prompt_tokens": result.input_tokens,
        "completion_tokens": result.output_tokens,
        "total_tokens": result.input_tokens + result.output_tokens,
        "prompt_tokens_details": {
            "cached_tokens": result.cached_tokens,
            "cache_write_tokens": result.written_tokens,
            "audio_tokens": 0,
        },
        "completion_tokens_details": {"reasoning_tokens": 0},
    }


def _delta(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}


def _chunk(result: Result, choices: list[dict[str, Any]], usage: dict[str, Any] | None = None) -> bytes:
    chunk = {
        "id": f"chatcmpl-{result.number}",
        "object": "chat.completion.chunk",
        "created": _CREATED,
        "model": result.model,
        "choices": choices,
        "usage": usage,
    }
    return f"data: {json.dumps(chunk)}\n\n".encode()
