"""`python -m tools.provider_server`: run the provider server and print where it listens."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

import msgspec

from tools.provider_server.config import CHAOS, STORMS, Config, Latency, Limits, config_from
from tools.provider_server.running import LISTENING, listening


def main() -> None:
    """Read the arguments and serve until SIGINT, SIGTERM or, where asked, the end of standard input."""
    parser = argparse.ArgumentParser(prog="python -m tools.provider_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="of every answer")
    parser.add_argument("--p99", type=float, metavar="SECONDS", help="lognormal latency with --latency as median")
    parser.add_argument("--rpm", type=float, metavar="N", help="requests per minute")
    parser.add_argument("--burst", type=int, metavar="N", help="requests at once (default: a minute's)")
    parser.add_argument("--time-scale", type=float, default=1.0, metavar="X", help="X times faster")
    parser.add_argument("--preset", choices=[*STORMS, "chaos"], help="a storm of the bench, instead of the above")
    parser.add_argument("--config", type=Path, metavar="FILE", help="a whole configuration as JSON")
    parser.add_argument("--until-eof", action="store_true", help="end when standard input does")
    asyncio.run(_serve(_config(parser.parse_args()), parser.parse_args()))


def _config(arguments: argparse.Namespace) -> Config:
    if arguments.config:
        return config_from(arguments.config.read_bytes())
    if arguments.preset:
        preset = CHAOS if arguments.preset == "chaos" else STORMS[arguments.preset]
        return msgspec.structs.replace(preset, time_scale=arguments.time_scale)
    return Config(
        latency=Latency(median=arguments.latency, p99=arguments.p99),
        limits=Limits(requests_per_minute=arguments.rpm, burst=arguments.burst),
        time_scale=arguments.time_scale,
    )


async def _serve(config: Config, arguments: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with listening(config, arguments.port) as url:
        print(f"{LISTENING}{url}", flush=True)
        if arguments.until_eof:
            await loop.connect_read_pipe(lambda: _UntilEof(stop), sys.stdin)
        await stop.wait()


class _UntilEof(asyncio.Protocol):
    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop

    def eof_received(self) -> None:
        self._stop.set()

    def connection_lost(self, _: Exception | None) -> None:
        self._stop.set()


if __name__ == "__main__":
    main()
