"""A provider's server side on loopback, for tests, benches and screenshots.

It speaks OpenAI's Chat Completions and Anthropic's Messages, whole, streamed or in batches, with true usage; latency,
limits and faults can be set, and it counts what it saw. `config` names all that can be set, `app` joins the parts,
`running` starts it.
"""

from __future__ import annotations

from tools.provider_server.config import CHAOS, STORMS, Batches, Config, Fault, Latency, Limits
from tools.provider_server.counts import Seen, Totals
from tools.provider_server.running import Handle, provider_server, provider_server_here

__all__ = [
    "CHAOS",
    "STORMS",
    "Batches",
    "Config",
    "Fault",
    "Handle",
    "Latency",
    "Limits",
    "Seen",
    "Totals",
    "provider_server",
    "provider_server_here",
]
