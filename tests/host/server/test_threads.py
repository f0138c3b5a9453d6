"""Threads that nobody has to wait for."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading

import pytest

from fillwright.server.threads import in_daemon_thread


async def test_the_result_is_returned() -> None:
    assert await in_daemon_thread(lambda: 7) == 7


async def test_an_error_is_raised_where_it_is_awaited() -> None:
    with pytest.raises(ZeroDivisionError):
        await in_daemon_thread(lambda: 1 // 0)


async def test_a_waiter_may_leave_before_the_end() -> None:
    begun, release = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def work() -> None:
        loop.call_soon_threadsafe(begun.set)
        release.wait()

    waiting = asyncio.create_task(in_daemon_thread(work))
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    release.set()


def test_a_thread_that_never_ends_does_not_keep_the_process() -> None:
    script = """
import asyncio, threading
from fillwright.server.threads import in_daemon_thread
async def main():
    task = asyncio.create_task(in_daemon_thread(threading.Event().wait))
    await asyncio.sleep(0)
asyncio.run(main())
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=20)
