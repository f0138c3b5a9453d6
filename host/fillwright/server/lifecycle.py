"""From lock to listening to gone: one server per home, findable by its runtime file, stopped by a signal."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Final, cast

from aiohttp import web

from fillwright import __version__
from fillwright.lock import only_server
from fillwright.paths import Home
from fillwright.runtime import Runtime, read_runtime, write_runtime
from fillwright.server.app import create_app
from fillwright.server.closing import CLOSING
from fillwright.server.engine import ENGINE
from fillwright.server.guard import CREDENTIALS
from fillwright.server.logs import logging_to
from fillwright.server.wire import BACKLOG, Door, bind

SHUTDOWN_SECONDS: Final = 1.0
PRIVATE_UMASK: Final = 0o077

log: Final = logging.getLogger(__name__)


def run(home: Home, port: int = 0, *, alone: bool = False) -> None:
    """Serve `home` on 127.0.0.1:`port` (0: any free port) until SIGINT, SIGTERM or SIGHUP.

    Also ends when it has been asked to make room for a newer version and no batch is under way. Prints
    `listening on http://127.0.0.1:PORT` once calls are answered; `alone` says that the caller is the `only_server`
    already. Raises AlreadyRunning when another server holds the home, ServerUnavailable when the port is taken.
    """
    os.umask(PRIVATE_UMASK)
    home.prepare()
    with logging_to(home.logs):
        asyncio.run(_run_until_signal(home, port, alone=alone))


async def _run_until_signal(home: Home, port: int, *, alone: bool) -> None:
    stop = asyncio.Event()
    _on_signals(stop)
    async with serving(home, port, alone=alone, when_idle=stop.set) as runtime:
        if sys.stdout is not None:  # pythonw has none
            with suppress(OSError):
                sys.stdout.write(f"listening on http://127.0.0.1:{runtime.port}\n")
                sys.stdout.flush()
        await stop.wait()
        log.info("stopping")


def _on_signals(stop: asyncio.Event) -> None:
    """Set `stop` on the signals that ask a process to end; Windows has no loop handlers and no SIGHUP."""
    loop = asyncio.get_running_loop()
    if sys.platform == "win32":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGBREAK):
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    else:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, stop.set)


@asynccontextmanager
async def serving(
    home: Home, port: int = 0, *, alone: bool = False, when_idle: Callable[[], None] = lambda: None
) -> AsyncIterator[Runtime]:
    """Serve `home` for the time of the block; yields what the runtime file says, written only once calls are answered.

    `when_idle` is called once the server has been asked to retire and no batch is under way. A runtime file that an
    ended server left behind is replaced: the lock, not the file, says whether one runs. Raises AlreadyRunning,
    unless the caller is `alone` on the home, and ServerUnavailable.
    """
    home.prepare()
    async with AsyncExitStack() as stack:
        if not alone:
            stack.enter_context(only_server(home))
        listener = stack.enter_context(bind(port))
        app = create_app(home)
        app[CLOSING].when_idle = when_idle
        runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=SHUTDOWN_SECONDS)
        stack.push_async_callback(runner.cleanup)
        await runner.setup()
        door = Door(cast("web.Server", runner.server))
        server = await asyncio.get_running_loop().create_server(door, sock=listener, backlog=BACKLOG)
        stack.callback(server.close)
        runtime = Runtime(
            port=listener.getsockname()[1],
            pid=os.getpid(),
            secret=app[CREDENTIALS].secret,
            token=app[CREDENTIALS].token,
            version=__version__,
        )
        stack.callback(_withdraw, home, runtime)
        write_runtime(home.runtime, runtime)
        stack.push_async_callback(_settled, asyncio.create_task(app[ENGINE].begin()))
        log.info("listening port=%d pid=%d version=%s", runtime.port, runtime.pid, runtime.version)
        yield runtime


async def _settled(warming: asyncio.Task[object]) -> None:
    """End what was begun beside the first calls: opening the store and choosing the provider."""
    warming.cancel()
    await asyncio.gather(warming, return_exceptions=True)


def _withdraw(home: Home, runtime: Runtime) -> None:
    """Remove the runtime file, if it is still the one written here."""
    if read_runtime(home.runtime) == runtime:
        home.runtime.unlink(missing_ok=True)
