"""The server at debug level, every library's log and stderr in files of its home: `… serve --home DIR`."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
from pathlib import Path

from fillwright.paths import Home
from fillwright.server import serving
from fillwright.server.logs import logging_to


def main() -> None:
    """Serve until SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("serve", choices=["serve"])
    parser.add_argument("--home", type=Path, required=True)
    home = Home(parser.parse_args().home)
    home.prepare()
    with (home.logs / "stderr.log").open("wb") as stderr:
        os.dup2(stderr.fileno(), 2)
    logging.basicConfig(level=logging.DEBUG, filename=home.logs / "everything.log")
    with logging_to(home.logs, logging.DEBUG):
        asyncio.run(_serve(home), debug=True)


async def _serve(home: Home) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with serving(home) as runtime:
        print(f"listening on http://127.0.0.1:{runtime.port}", flush=True)
        await stop.wait()


if __name__ == "__main__":
    main()
