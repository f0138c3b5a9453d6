"""How the provider server behaves: latency, limits, faults. Everything can be changed while it runs."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

FaultKind = Literal[
    "204", "307", "400", "401", "402", "403", "404", "408", "409", "413", "422", "429", "500", "502", "503", "504",
    "529", "quota", "empty", "length", "refusal", "filter", "filter_400", "malformed", "garbled", "html", "shape",
    "reset", "reset_head", "reset_half", "truncated", "hang", "stall", "drip", "endless",
]  # fmt: skip
Headers = Literal["true", "none", "zero", "minus_one", "garbage"]
Named = Literal["rate", "burst", "nominal"]


class Latency(Struct, frozen=True, kw_only=True):
    """How long an answer takes, in seconds: always `median`, or lognormal with that median and `p99`, from `seed`."""

    median: float = 0.0
    p99: float | None = None
    seed: int = 1
    per_token: float = 0.0
    """What each token of the answer takes beside."""
    per_input_token: float = 0.0
    """What each token of the prompt takes beside, before the first token, unless it was read from the cache."""
    first_token: float = 0.3
    """The share of it until the first streamed token."""
    by_question: bool = False
    """Whether a question's n-th call takes the same time whoever asks it, so that clients can be compared in pairs."""


class Limits(Struct, frozen=True, kw_only=True):
    """A token bucket per API key: `burst` requests at once (None: a minute's), refilled at `requests_per_minute`.

    `charge_refused`: a refused request is taken off as well. `headers` says how truly the limits are named, and
    `limit_means` whether the limit header holds the rate per minute, the bucket's size, or the unscaled rate.
    """

    requests_per_minute: float | None = None
    burst: int | None = None
    tokens_per_minute: float | None = None
    charge_refused: bool = False
    headers: Headers = "true"
    limit_means: Named = "rate"
    retry_after: bool = True


class Fault(Struct, frozen=True, kw_only=True):
    """One way to fail, for the calls that match: every n-th, a seeded share, or those whose question `contains` a text.

    Without any of these it is every call. `times` ends it after so many; `retry_after` in seconds goes with errors.
    A hang lasts `seconds`, or until it is released, and then the answer comes; None is for good. A connection is reset
    before the reply, after its head or half-way, closed half-way (truncated), or kept: silent from half-way on (stall),
    or with a byte now and then that says nothing (drip). An endless reply does not stop before it is left; a 307 leads
    back to the same address.
    """

    kind: FaultKind
    every: int | None = None
    share: float | None = None
    contains: str | None = None
    times: int | None = None
    retry_after: float | None = None
    seconds: float | None = None
    seed: int = 1


Pack = Literal["true", "missing", "extra", "doubled", "invalid", "shuffled", "prose"]


class Batches(Struct, frozen=True, kw_only=True):
    """How the batch APIs behave: a batch is done once its state was asked for `looks` times in vain.

    Each `expire_every`-th request is not got to. `status` refuses to begin a batch, `refuse` lets a whole one fail
    afterwards, and with `lose_replies` it begins and the connection breaks off before that is said.
    """

    looks: int = 0
    expire_every: int | None = None
    status: int | None = None
    refuse: bool = False
    lose_replies: bool = False


class Config(Struct, frozen=True, kw_only=True):
    """The whole behaviour. `time_scale` 20 makes latencies 20 times shorter and limits refill 20 times faster.

    `answer` is what every question is answered with, instead of a text made for it; `{question}` in it is the question.
    Where `models` are named, others are unknown. `keep` is how many requests are remembered with their bodies. Without
    `streams` a call that asks for a stream is answered whole, as some compatible servers do; without `structures` a
    call for JSON of a given form is refused, and without `marks` one that names its place in the prompt cache. `pack`
    says how truly several questions in one call are answered. Essays have at least `essay_tokens`; a streamed piece has
    `piece_words`.
    """

    latency: Latency = Latency()
    limits: Limits = Limits()
    faults: tuple[Fault, ...] = ()
    time_scale: float = 1.0
    answer: str | None = None
    models: tuple[str, ...] = ()
    keep: int = 1_000
    streams: bool = True
    structures: bool = True
    marks: bool = True
    pack: Pack = "true"
    essay_tokens: int = 0
    piece_words: int = 1
    batches: Batches = Batches()


_STORM_CALL = Latency(median=0.5)
STORMS = {
    "A": Config(latency=_STORM_CALL, limits=Limits(requests_per_minute=60, burst=60)),
    "B": Config(latency=_STORM_CALL, limits=Limits(requests_per_minute=60, burst=5)),
    "C": Config(latency=_STORM_CALL, limits=Limits(requests_per_minute=60, burst=60, charge_refused=True)),
}
"""The rate-limit storms of the engine's bench: 100 calls of half a second against 60 a minute."""

CHAOS = Config(
    latency=Latency(median=0.2),
    faults=(
        Fault(kind="500", share=0.10, seed=1),
        Fault(kind="529", share=0.05, seed=2),
        Fault(kind="reset", share=0.05, seed=3),
    ),
)


def config_from(body: bytes) -> Config:
    """Return the Config in a JSON `body`; raises msgspec.ValidationError for what is none."""
    return msgspec.json.decode(body, type=Config)
