"""The providers' batch APIs: requests handed over at once, done after the state was asked for a few times."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
from aiohttp import web
from msgspec import Struct

from tools.provider_server.calls import ProviderServer
from tools.provider_server.config import Batches
from tools.provider_server.wire import Wire
from tools.provider_server.wire_anthropic import AnthropicWire
from tools.provider_server.wire_openai import OpenAIWire

_EPOCH = 1_750_000_000
_DATE = "2025-06-15T15:06:40Z"


class Entry(Struct, kw_only=True):
    """One request of a batch: its id, and status and body of its reply, None while it has none."""

    identity: str
    body: dict[str, Any]
    reply: tuple[int, dict[str, Any]] | None = None


class Job(Struct, kw_only=True):
    """One batch; `asked` counts how often its state was."""

    entries: list[Entry]
    input_file: str = ""
    metadata: dict[str, str] = {}
    asked: int = 0
    refused: bool = False


class BatchDesk:
    """Takes batches of both dialects; `files` are OpenAI's, by id."""

    def __init__(self, server: ProviderServer) -> None:
        self._server = server
        self.jobs: dict[str, Job] = {}
        self.files: dict[str, bytes] = {}

    def add_to(self, app: web.Application) -> None:
        """Add the routes of both batch APIs."""
        router = app.router
        router.add_post("/v1/files", self._upload)
        router.add_get("/v1/files/{file}/content", self._content)
        router.add_delete("/v1/files/{file}", self._delete_file)
        router.add_post("/v1/batches", self._create_openai)
        router.add_get("/v1/batches", self._list_openai)
        router.add_get("/v1/batches/{batch}", self._show_openai)
        router.add_post("/v1/messages/batches", self._create_anthropic)
        router.add_get("/v1/messages/batches/{batch}", self._show_anthropic)
        router.add_get("/v1/messages/batches/{batch}/results", self._results_anthropic)
        router.add_delete("/v1/messages/batches/{batch}", self._delete_anthropic)

    @property
    def _config(self) -> Batches:
        return self._server.config.batches

    def _open(self, prefix: str, job: Job) -> tuple[str, Job]:
        identity = f"{prefix}{len(self.jobs) + 1}"
        self.jobs[identity] = job
        return identity, job

    def _advance(self, job: Job, wire: Wire) -> bool:
        """Count one look at `job` and answer it when its time has come; return whether it has ended."""
        job.asked += 1
        if job.asked <= self._config.looks or job.refused:
            return job.refused
        for place, entry in enumerate(job.entries):
            if entry.reply is None and not (self._config.expire_every and (place + 1) % self._config.expire_every == 0):
                entry.reply = self._server.answer_batched(wire, entry.body)
        return True

    async def _upload(self, request: web.Request) -> web.Response:
        data = await request.post()
        upload = data["file"]
        identity = f"file-{len(self.files) + 1}"
        self.files[identity] = upload.file.read() if isinstance(upload, web.FileField) else b""
        return web.json_response(_file(identity, len(self.files[identity])))

    async def _content(self, request: web.Request) -> web.Response:
        content = self.files.get(request.match_info["file"])
        return web.Response(body=content) if content is not None else _missing(OpenAIWire())

    async def _delete_file(self, request: web.Request) -> web.Response:
        identity = request.match_info["file"]
        self.files.pop(identity, None)
        return web.json_response({"id": identity, "object": "file", "deleted": True})

    async def _create_openai(self, request: web.Request) -> web.Response:
        wire = OpenAIWire()
        if refusal := self._refusal(wire):
            return refusal
        body = await request.json()
        lines = [json.loads(line) for line in self.files[body["input_file_id"]].splitlines() if line.strip()]
        entries = [Entry(identity=line["custom_id"], body=line["body"]) for line in lines]
        identity, job = self._open(
            "batch_",
            Job(
                entries=entries,
                input_file=body["input_file_id"],
                metadata=body.get("metadata") or {},
                refused=self._config.refuse,
            ),
        )
        if self._config.lose_replies:
            return _lost(request)
        return web.json_response(self._openai(identity, job, ended=False))

    async def _list_openai(self, _: web.Request) -> web.Response:
        data = [self._openai(identity, job, ended=False) for identity, job in self.jobs.items()]
        return web.json_response({"object": "list", "data": data, "has_more": False})

    async def _show_openai(self, request: web.Request) -> web.Response:
        identity = request.match_info["batch"]
        job = self.jobs.get(identity)
        if job is None:
            return _missing(OpenAIWire())
        return web.json_response(self._openai(identity, job, ended=self._advance(job, OpenAIWire())))

    def _openai(self, identity: str, job: Job, *, ended: bool) -> dict[str, Any]:
        done = [entry for entry in job.entries if entry.reply]
        good = [entry for entry in done if entry.reply and entry.reply[0] == 200]  # noqa: PLR2004 (HTTP's own number)
        output = errors = None
        if ended and not job.refused:
            output, errors = f"file-out-{identity}", f"file-err-{identity}"
            self.files[output] = b"\n".join(_openai_line(entry) for entry in good)
            self.files[errors] = b"\n".join(_openai_line(entry) for entry in job.entries if entry not in good)
        expired = ended and len(done) < len(job.entries)
        status = "failed" if job.refused else "expired" if expired else "completed" if ended else "in_progress"
        return {
            "id": identity,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "completion_window": "24h",
            "created_at": _EPOCH,
            "input_file_id": job.input_file,
            "output_file_id": output,
            "error_file_id": errors,
            "status": status,
            "metadata": job.metadata,
            "request_counts": {
                "total": len(job.entries),
                "completed": len(good),
                "failed": len(done) - len(good),
            },
        }

    async def _create_anthropic(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(AnthropicWire()):
            return refusal
        body = await request.json()
        entries = [Entry(identity=each["custom_id"], body=each["params"]) for each in body["requests"]]
        identity, job = self._open("msgbatch_", Job(entries=entries))
        if self._config.lose_replies:
            return _lost(request)
        return web.json_response(_anthropic(request, identity, job, ended=False))

    async def _show_anthropic(self, request: web.Request) -> web.Response:
        identity = request.match_info["batch"]
        job = self.jobs.get(identity)
        if job is None:
            return _missing(AnthropicWire())
        ended = self._advance(job, AnthropicWire())
        return web.json_response(_anthropic(request, identity, job, ended=ended))

    async def _results_anthropic(self, request: web.Request) -> web.Response:
        job = self.jobs.get(request.match_info["batch"])
        if job is None:
            return _missing(AnthropicWire())
        return web.Response(body=b"\n".join(_anthropic_line(entry) for entry in job.entries))

    async def _delete_anthropic(self, request: web.Request) -> web.Response:
        identity = request.match_info["batch"]
        self.jobs.pop(identity, None)
        return web.json_response({"id": identity, "type": "message_batch_deleted"})

    def _refusal(self, wire: Wire) -> web.Response | None:
        status = self._config.status
        return web.json_response(wire.error(status, str(status)), status=status) if status else None


def _lost(request: web.Request) -> web.Response:
    """Break the connection off after the batch has begun."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()


def _missing(wire: Wire) -> web.Response:
    return web.json_response(wire.error(404, "404"), status=404)


def _file(identity: str, size: int) -> dict[str, Any]:
    return {
        "id": identity,
        "object": "file",
        "bytes": size,
        "created_at": _EPOCH,
        "filename": "requests.jsonl",
        "purpose": "batch",
        "status": "processed",
    }


def _openai_line(entry: Entry) -> bytes:
    line: dict[str, Any] = {"id": f"batch_req_{entry.identity}", "custom_id": entry.identity}
    if entry.reply is None:
        expired = {"code": "batch_expired", "message": "This request could not be executed in time."}
        return msgspec.json.encode({**line, "response": None, "error": expired})
    status, body = entry.reply
    return msgspec.json.encode(
        {**line, "response": {"status_code": status, "request_id": "req_1", "body": body}, "error": None}
    )


def _anthropic(request: web.Request, identity: str, job: Job, *, ended: bool) -> dict[str, Any]:
    counts = {"processing": 0, "succeeded": 0, "errored": 0, "canceled": 0, "expired": 0}
    for entry in job.entries:
        counts[_kind(entry) if ended else "processing"] += 1
    return {
        "id": identity,
        "type": "message_batch",
        "processing_status": "ended" if ended else "in_progress",
        "request_counts": counts,
        "created_at": _DATE,
        "expires_at": _DATE,
        "ended_at": _DATE if ended else None,
        "cancel_initiated_at": None,
        "archived_at": None,
        "results_url": f"http://{request.host}/v1/messages/batches/{identity}/results" if ended else None,
    }


def _kind(entry: Entry) -> str:
    if entry.reply is None:
        return "expired"
    return "succeeded" if entry.reply[0] == 200 else "errored"  # noqa: PLR2004 (HTTP's own number)


_RESULTS: dict[str, Callable[[Entry], dict[str, Any]]] = {
    "expired": lambda _: {"type": "expired"},
    "succeeded": lambda entry: {"type": "succeeded", "message": entry.reply[1] if entry.reply else {}},
    "errored": lambda entry: {"type": "errored", "error": entry.reply[1] if entry.reply else {}},
}


def _anthropic_line(entry: Entry) -> bytes:
    return msgspec.json.encode({"custom_id": entry.identity, "result": _RESULTS[_kind(entry)](entry)})
