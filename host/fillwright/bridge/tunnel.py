"""Carries calls between the native port and the server: one thread and one proved connection for each call.

A call ends with exactly one last frame: `{id, status, …}`, or for a stream the event `summary` or `error`; after a
cancel nothing more is sent under its id. A call whose connection broke after its first byte was sent may have been
carried out, so only a GET is sent again here; every other ends as `server_lost`, and whoever sent it decides.
"""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException, HTTPResponse
from socket import SHUT_RDWR, socket
from threading import Condition, Lock, Thread

from fillwright.bridge.calls import Call, read_call, read_id
from fillwright.bridge.framing import parse
from fillwright.bridge.launch import Proved
from fillwright.errors import Conflict, FillwrightError, NotJson, ServerLost, ServerUnavailable, TooLarge

Message = dict[str, object]

MAX_CALLS = 64
MAX_REPLY = 16 * 1024 * 1024
# How long the server may be silent: a stream while a provider thinks, everything else while a file is read.
STREAM_SILENCE_SECONDS = 300.0
REPLY_SILENCE_SECONDS = 90.0

_STREAMED = "/api/generate-batch"
_LAST_EVENTS = frozenset({"summary", "error"})


class _Cancelled(Exception):
    """The call is over for the other side."""


class _Exchange:
    """One call under way; `cut` and `cancel` may come from another thread at any moment."""

    def __init__(self, key: int | str, call: Call, send: Callable[[Message], None]) -> None:
        self.key = key
        self.call = call
        self.streaming = False
        self._send = send
        self._lock = Lock()
        self._cancelled = False
        self._socket: socket | None = None

    def send(self, message: Message) -> None:
        """Send a frame unless the call was cancelled; raises _Cancelled then, and when nobody reads any more."""
        with self._lock:
            if self._cancelled:
                raise _Cancelled
            try:
                self._send({"id": self.key} | {name: value for name, value in message.items() if name != "id"})
            except OSError:
                raise _Cancelled from None

    def attach(self, proved: Proved) -> None:
        """Let `cut` reach this connection; raises _Cancelled when it has come already."""
        self._socket = proved.connection.sock
        if self._cancelled:
            raise _Cancelled

    def cut(self) -> None:
        """Close the call's connection, which tells the server, and begin no further frame; never waits."""
        self._cancelled = True
        connection = self._socket
        if connection is not None:
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)

    def cancel(self) -> None:
        """Cut, and return when the frame that may be under way has been written: the id may then be used again."""
        self.cut()
        with self._lock:
            return


class Tunnel:
    """Takes messages from the native port; `connect` leads to the server, `send` back to the port."""

    def __init__(
        self,
        connect: Callable[[], Proved],
        send: Callable[[Message], None],
        note: Callable[[str], None] = lambda _text: None,
    ) -> None:
        self._connect = connect
        self._send = send
        self._note = note
        self._changed = Condition()
        self._exchanges: dict[int | str, _Exchange] = {}  # those whose ids are taken
        self._running: set[_Exchange] = set()  # those whose threads have not ended

    def receive(self, payload: bytes) -> None:
        """Begin the call, or carry out the cancel, that one frame asks for; what is wrong with it is answered."""
        key: int | str | None = None
        try:
            message = parse(payload)
            key = read_id(message)
            if isinstance(message, dict) and message.get("cancel") is True:
                self._cancel(key)
            elif isinstance(message, dict):
                self._begin(_Exchange(key, read_call(message), self._send))
        except FillwrightError as wrong:
            self.refuse(wrong, key)

    def refuse(self, wrong: FillwrightError, key: int | str | None = None) -> None:
        """Answer a frame that begins no call; without an id the status is 400, whatever is wrong."""
        self._note(f"refused a frame: {wrong.code}")
        with suppress(OSError):
            self._send({"id": key, "status": 400 if key is None else wrong.status, "body": {"error": _describe(wrong)}})

    def close(self, grace_seconds: float) -> None:
        """Let calls under way end within `grace_seconds`, then cut them."""
        with self._changed:
            self._changed.wait_for(lambda: not self._running, grace_seconds)
            rest = list(self._running)
        for exchange in rest:
            exchange.cut()

    def _begin(self, exchange: _Exchange) -> None:
        with self._changed:
            if exchange.key in self._exchanges:
                raise Conflict("A call with this id is under way: wait for its end, or cancel it.", field="id")
            if len(self._running) >= MAX_CALLS:
                raise ServerUnavailable(f"{MAX_CALLS} calls are under way: wait until one of them has ended.")
            self._exchanges[exchange.key] = exchange
            self._running.add(exchange)
        Thread(target=self._run, args=[exchange], daemon=True).start()

    def _cancel(self, key: int | str) -> None:
        with self._changed:
            exchange = self._exchanges.pop(key, None)
        if exchange is not None:
            self._note(f"call {_name(key)} cancelled")
            exchange.cancel()

    def _run(self, exchange: _Exchange) -> None:
        begun = time.monotonic()
        try:
            outcome = self._carry(exchange)
        except _Cancelled:
            outcome = {"status": "cancelled"}
        except FillwrightError as wrong:
            outcome = _failure(exchange, wrong)
        except Exception as wrong:  # noqa: BLE001 - the last net: no call may end without an answer
            self._note(f"internal error: {type(wrong).__name__}")
            outcome = _failure(exchange, FillwrightError("The bridge failed inside; run `fillwright doctor`."))
        took = 1000 * (time.monotonic() - begun)
        what = outcome.get("status") or outcome.get("event")
        self._note(f"call {_name(exchange.key)} {exchange.call.method} {exchange.call.route} {what} {took:.0f} ms")
        with self._changed:  # who sees the last frame may take its id again
            if self._exchanges.get(exchange.key) is exchange:
                del self._exchanges[exchange.key]
        try:
            with suppress(_Cancelled):
                exchange.send(outcome)
        finally:
            with self._changed:
                self._running.remove(exchange)
                self._changed.notify_all()

    def _carry(self, exchange: _Exchange) -> Message:
        """Return the call's last frame, the others being sent."""
        try:
            return self._try(exchange)
        except ServerLost:
            if exchange.call.method != "GET":
                raise
            return self._try(exchange)

    def _try(self, exchange: _Exchange) -> Message:
        proved = self._connect()
        try:
            exchange.attach(proved)
            return self._converse(exchange, proved)
        except TimeoutError:
            raise ServerLost("The server did not answer in time; send the same call again.") from None
        except (OSError, HTTPException, NotJson) as wrong:
            if isinstance(wrong, FillwrightError) and not isinstance(wrong, NotJson):
                raise
            raise ServerLost("The server went away in the middle of the call; send the same call again.") from None
        finally:
            proved.connection.close()

    def _converse(self, exchange: _Exchange, proved: Proved) -> Message:
        call, connection = exchange.call, proved.connection
        if connection.sock is not None:
            connection.sock.settimeout(STREAM_SILENCE_SECONDS if call.route == _STREAMED else REPLY_SILENCE_SECONDS)
        headers = {
            "Authorization": f"Bearer {proved.runtime.token}",
            "Accept": "application/x-ndjson, application/json",
            "Connection": "close",
        }
        if call.body is not None:
            headers["Content-Type"] = call.content_type
        with suppress(BrokenPipeError, ConnectionResetError):  # the server may refuse a body before its end, and say so
            connection.request(call.method, call.path, call.body, headers)
        with connection.getresponse() as reply:
            kind = reply.headers.get_content_type()
            if kind == "application/x-ndjson":
                return self._stream(exchange, reply)
            return _whole(reply, kind)

    def _stream(self, exchange: _Exchange, reply: HTTPResponse) -> Message:
        exchange.streaming = True
        while line := reply.readline(MAX_REPLY + 1):
            if not line.endswith(b"\n"):
                break
            event = parse(line)
            if not isinstance(event, dict):
                break
            if event.get("event") in _LAST_EVENTS:
                return event
            exchange.send(event)
        raise ServerLost("The server broke off its answer; send the same call again.")


def _whole(reply: HTTPResponse, kind: str) -> Message:
    data = reply.read(MAX_REPLY + 1)
    if len(data) > MAX_REPLY:
        raise TooLarge(f"The reply is over {MAX_REPLY // 1024 // 1024} MiB.")
    if not data:
        return {"status": reply.status, "body": None}
    if kind == "application/json":
        return {"status": reply.status, "body": parse(data)}
    return {"status": reply.status, "base64": b64encode(data).decode(), "content_type": kind}


def _failure(exchange: _Exchange, wrong: FillwrightError) -> Message:
    if exchange.streaming:
        return {"event": "error", "error": _describe(wrong)}
    return {"status": wrong.status, "body": {"error": _describe(wrong)}}


def _describe(wrong: FillwrightError) -> Message:
    return {"code": wrong.code, "message": wrong.message, "field": wrong.field, "retryable": wrong.retryable}


def _name(key: int | str) -> str:
    """Return a call's id as the log may hold it: a number, never a text of the caller's choice."""
    return str(key) if isinstance(key, int) else "(text)"
