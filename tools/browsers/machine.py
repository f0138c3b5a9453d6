"""A person's machine in one folder: a HOME with Fillwright's host installed for its browsers, and Fillwright's home."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

from fillwright.paths import HOME_VARIABLE, Home
from fillwright.runtime import read_runtime

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from pathlib import Path

# What would lead a program out of the folder, or give it keys, settings or a display of the person who runs this.
_FOREIGN: Final = ("XDG_", "FILLWRIGHT_", "OPENAI_", "ANTHROPIC_", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS")
FILLWRIGHT: Final = (sys.executable, "-I", "-m", "fillwright")


class Machine:
    """Everything a browser, the bridge and the server find when they run in `environ` lies in `folder`."""

    def __init__(self, folder: Path, settings: Mapping[str, str], program: Sequence[str] = FILLWRIGHT) -> None:
        """Take `settings` (environment variables) into `environ`, which knows none of the person who runs this.

        `program` is the `fillwright` command of this machine.
        """
        self.folder = folder
        self.program = tuple(program)
        self.home = Home(folder / "fillwright")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
        self.environ = {**kept, "HOME": str(folder), HOME_VARIABLE: str(self.home.root), **settings}

    async def fillwright(self, *words: str) -> str:
        """Run the `fillwright` command and return what it printed; raises RuntimeError with what it said on stderr."""
        command = await asyncio.create_subprocess_exec(
            *self.program,
            *words,
            env=self.environ,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        said, complained = await command.communicate()
        if command.returncode:
            raise RuntimeError(f"fillwright {' '.join(words)} failed: {complained.decode()}")
        return said.decode()

    async def install_host(self) -> None:
        """Make the native host known to every browser that is installed here."""
        await self.fillwright("install", "--no-open")

    async def end_server(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the server that the bridge started in this home, if one runs, and wait until it has gone."""
        runtime = read_runtime(self.home.runtime)
        if runtime is None:
            return
        with suppress(ProcessLookupError):
            async with watching(runtime.pid) as (process, gone):
                signal.pidfd_send_signal(process, how)
                await gone.wait()


@asynccontextmanager
async def watching(pid: int) -> AsyncIterator[tuple[int, asyncio.Event]]:
    """Yield a descriptor of the process `pid`, whoever started it, and an event that is set once it has gone.

    Raises ProcessLookupError where there is no such process.
    """
    process = os.pidfd_open(pid)
    loop = asyncio.get_running_loop()
    gone = asyncio.Event()
    loop.add_reader(process, gone.set)
    try:
        yield process, gone
    finally:
        loop.remove_reader(process)
        os.close(process)
