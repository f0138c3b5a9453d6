"""One call from its arrival to its end: limits, faults, latency, answer, counts."""

from __future__ import annotations

import asyncio
import json
import math
import random
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tools.provider_server.answers import Prompt, answer, answer_pack, given_answer
from tools.provider_server.config import Config, Fault
from tools.provider_server.counts import Counts, Seen
from tools.provider_server.faults import FaultPlan, break_off, ending, send_broken, status_of
from tools.provider_server.limits import Meter
from tools.provider_server.prompt_cache import PromptCache
from tools.provider_server.wire import CHARS_PER_TOKEN, Result, Wire, tokens

_NORMAL_P99 = 2.326347874
_LEADS_ELSEWHERE = 307
_AT_ONCE = frozenset({400, 401, 402, 403, 404, 429})
_UNANSWERED = frozenset({"reset", "reset_head", "reset_half", "truncated"})
_HALF_WAY = frozenset({"reset_half", "truncated", "stall"})
"""The faults that a stream meets when half of it is written; the others come before."""


@dataclass
class Call:
    """One request on its way through."""

    request: web.Request
    wire: Wire
    body: dict[str, Any]
    prompt: Prompt
    seen: Seen
    headers: dict[str, str]
    fault: Fault | None = None
    latency: float = 0.0
    billed: bool = False
    cached: int = 0
    written: int = 0

    @property
    def most(self) -> int:
        """How many tokens the answer may have."""
        named = (self.body.get(name) for name in ("max_completion_tokens", "max_tokens"))
        return next((limit for limit in named if isinstance(limit, int)), sys.maxsize)

    def error(self, status: int, kind: str, retry_after: float | None = None) -> web.Response:
        """Return an error reply in the call's dialect."""
        headers = dict(self.headers)
        if status == _LEADS_ELSEWHERE:
            headers |= {"Location": self.request.path}
        if retry_after is not None:  # whole seconds, rounded up, and milliseconds where they say more
            headers |= {
                "retry-after": str(math.ceil(retry_after)),
                "retry-after-ms": str(math.ceil(retry_after * 1000)),
            }
        return web.json_response(self.wire.error(status, kind), status=status, headers=headers)

    def failure(self) -> web.Response | None:
        """Return the error reply that the call's fault asks for."""
        status = status_of(self.fault)
        if self.fault is None or status is None:
            return None
        return self.error(status, self.fault.kind, self.fault.retry_after)


class ProviderServer:
    """One provider's server side; the same calls in the same order meet the same fate."""

    def __init__(self, config: Config) -> None:
        self.configure(config)

    def configure(self, config: Config) -> None:
        """Start anew with `config`: fresh limits, faults, cache and counts."""
        self.config = config
        self.counts = Counts(config.keep)
        self._by_key: dict[str, Counts] = {}
        self._faults = FaultPlan(config.faults)
        self._released = asyncio.Event()
        self._cache = PromptCache()
        self._meters: dict[str, Meter] = {}
        self._random = random.Random(config.latency.seed)  # noqa: S311 (repeatable, not secret)

    def release(self) -> None:
        """Have the calls that hang, and those that would from now on, answered."""
        self._released.set()

    def counts_of(self, key: str | None) -> Counts:
        """Return the counts of the calls with the API key `key`, of all calls where it is None."""
        return self.counts if key is None else self._by_key.setdefault(key, Counts(0))

    def handler(self, wire: Wire) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Return the request handler for one dialect."""

        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                body = await request.json()
                prompt = wire.prompt(body)
            except (json.JSONDecodeError, KeyError, TypeError, ValueError):
                return web.json_response(wire.error(400, "400"), status=400)
            seen = Seen(
                path=request.path,
                client=request.transport.get_extra_info("peername")[1] if request.transport else 0,
                question=prompt.question,
                started=time.monotonic(),
                headers={name.lower(): value for name, value in request.headers.items()},
                body=body,
            )
            counted = self._counted(seen)
            for counts in counted:
                counts.begin(seen)
            status = None
            try:
                response = await self._respond(Call(request, wire, body, prompt, seen, {}))
                status = None if seen.fault in _UNANSWERED else response.status
            except ConnectionResetError:  # the client has left in the middle of a stream
                raise asyncio.CancelledError from None
            else:
                return response
            finally:
                for counts in counted:
                    counts.end(seen, status, time.monotonic())

        return handle

    def answer_batched(self, wire: Wire, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Return status and body of the reply to one request of a batch, which no rate limit holds up."""
        prompt = wire.prompt(body)
        now = time.monotonic()
        seen = Seen(path="batch", client=0, question=prompt.question, started=now, headers={}, body=body)
        self.counts.begin(seen)
        fault = self._faults.next(prompt.question)
        status = status_of(fault)
        self.counts.end(seen, status or 200, now)
        if fault is not None and status is not None:
            return status, wire.error(status, fault.kind)
        text = self._text(prompt)
        result = Result(
            number=seen.number,
            model=str(body.get("model", "")),
            text=text,
            ending=ending(fault),
            input_tokens=tokens(prompt.prefix) + tokens(prompt.user),
            cached_tokens=0,
            written_tokens=0,
            output_tokens=tokens(text),
        )
        self.counts.bill(result.input_tokens, 0, result.output_tokens)
        return 200, wire.reply(result)

    async def _respond(self, call: Call) -> web.StreamResponse:
        refusal = self._door(call)
        if refusal is not None:
            return refusal
        call.latency = call.seen.latency = self._latency(call.seen)
        call.cached, call.written = self._cache.bill(call.wire.dialect, str(call.body.get("model", "")), call.prompt)
        if call.body.get("stream") and self.config.streams:
            try:
                return await self._stream(call)
            except asyncio.CancelledError:
                self._bill_prompt(call)
                raise
        await asyncio.sleep(call.latency + self._reading(call))
        failed = call.failure() or await send_broken(call.request, call.fault, call.headers, self._released)
        if failed:
            return failed
        result = self._result(call)
        await asyncio.sleep(self._writing(result.output_tokens))
        return web.json_response(call.wire.reply(result), headers=call.headers)

    def _door(self, call: Call) -> web.Response | None:
        """Return the refusal of a call that never gets to the model."""
        call.fault = self._faults.next(call.prompt.question)
        now = time.monotonic()
        meter = self._meters.setdefault(_key(call.seen), Meter(self.config.limits, self.config.time_scale, now))
        wait = meter.admit(tokens(call.prompt.prefix + call.prompt.user), now)
        call.headers = meter.headers(call.wire.dialect)
        if wait is not None:
            return call.error(429, "429", wait if self.config.limits.retry_after else None)
        call.seen.fault = call.fault.kind if call.fault else None
        if call.prompt.packed and not self.config.structures:
            return call.error(400, "no_schema")
        if not self.config.marks and "prompt_cache_key" in call.body:
            return call.error(400, "no_marks")
        if self.config.models and call.body.get("model") not in self.config.models:
            return call.error(404, "404")
        return call.failure() if status_of(call.fault) in _AT_ONCE else None

    async def _stream(self, call: Call) -> web.StreamResponse:
        """Send the answer in pieces: the first after `first_token` of the latency, the last at its end."""
        clock = asyncio.get_running_loop().time
        reading = self._reading(call)
        began, first = clock(), call.latency * self.config.latency.first_token + reading
        await asyncio.sleep(first)
        failed: web.StreamResponse | None = call.failure()
        if failed is None and call.fault and call.fault.kind not in _HALF_WAY:
            failed = await send_broken(call.request, call.fault, call.headers, self._released, events=True)
        if failed is not None:
            return failed
        result = self._result(call)
        response = web.StreamResponse(headers={**call.headers, "Content-Type": "text/event-stream"})
        await response.prepare(call.request)
        words, most = result.text.split(" "), self.config.piece_words
        rest = call.latency + reading - first + self._writing(result.output_tokens)
        parts = [" ".join(words[start : start + most]) for start in range(0, len(words), most)]
        pieces = [f"{part} " for part in parts[:-1]] + parts[-1:]
        written = 0
        for event, is_text in call.wire.events(result, pieces, call.body):
            if call.fault and call.fault.kind in _HALF_WAY and written > len(pieces) // 2:
                if call.fault.kind != "truncated":
                    await break_off(call.request, response, call.fault, self._released)
                break
            await response.write(event)
            if is_text:
                written += 1
                due = began + first + (rest * written) / len(pieces)
                if due > clock():  # from the beginning on, so that late wake-ups do not add up
                    await asyncio.sleep(due - clock())
        await response.write_eof()
        return response

    def _bill_prompt(self, call: Call) -> None:
        """Bill a call whose client left before its answer began for what was read of it."""
        if not call.billed:
            self._bill(call, tokens(call.prompt.prefix) + tokens(call.prompt.user), 0)

    def _bill(self, call: Call, input_tokens: int, output_tokens: int) -> None:
        for counts in self._counted(call.seen):
            counts.bill(input_tokens, call.cached, output_tokens, call.written)

    def _counted(self, seen: Seen) -> tuple[Counts, Counts]:
        """Return where a call counts: among those of its key, then among all, which number it."""
        return self.counts_of(_key(seen)), self.counts

    def _result(self, call: Call) -> Result:
        end = ending(call.fault)
        text = self._text(call.prompt)
        if end in {"refusal", "filter"} or (call.fault and call.fault.kind == "empty"):
            text = ""
        elif end == "length":
            text = text[: len(text) // 2]
        elif tokens(text) > call.most:
            text, end = text[: call.most * CHARS_PER_TOKEN], "length"
        model = str(call.body.get("model", ""))
        self._cache.begun(model, call.prompt)
        result = Result(
            number=call.seen.number,
            model=model,
            text=text,
            ending=end,
            input_tokens=tokens(call.prompt.prefix) + tokens(call.prompt.user),
            cached_tokens=call.cached,
            written_tokens=call.written,
            output_tokens=tokens(text),
        )
        call.billed = True
        self._bill(call, result.input_tokens, result.output_tokens)
        return result

    def _reading(self, call: Call) -> float:
        fresh = tokens(call.prompt.prefix) + tokens(call.prompt.user) - call.cached
        return self.config.latency.per_input_token * fresh / self.config.time_scale

    def _writing(self, output_tokens: int) -> float:
        return self.config.latency.per_token * output_tokens / self.config.time_scale

    def _text(self, prompt: Prompt) -> str:
        if prompt.packed:
            return answer_pack(prompt, self.config.pack, self.config.essay_tokens, self.config.answer)
        if self.config.answer is not None:
            return given_answer(self.config.answer, prompt)
        return answer(prompt, self.config.essay_tokens)

    def _latency(self, seen: Seen) -> float:
        latency = self.config.latency
        seconds = latency.median
        if latency.p99 is not None and latency.median > 0:
            sigma = math.log(latency.p99 / latency.median) / _NORMAL_P99
            drawn = self._random
            if latency.by_question:
                nth = self.counts_of(_key(seen)).calls_of(seen.question)
                drawn = random.Random(f"{latency.seed} {nth} {seen.question}")  # noqa: S311 (as above)
            seconds = drawn.lognormvariate(math.log(latency.median), sigma)
        return seconds / self.config.time_scale


def _key(seen: Seen) -> str:
    """Return the API key of a call, however its dialect names it; "" where it has none."""
    return seen.headers.get("x-api-key") or seen.headers.get("authorization", "").removeprefix("Bearer ")
