"""The demo page on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import as_file
from pathlib import Path
from threading import Thread

from fillwright.demo.form import PAGE


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and keeps no log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def page_site() -> Iterator[str]:
    """Serve the demo page for the time of the block; yields its address."""
    with as_file(PAGE) as folder, folder_site(folder) as url:
        yield url


@contextmanager
def folder_site(folder: Path) -> Iterator[str]:
    """Serve `folder` on a free port of 127.0.0.1 for the time of the block; yields its address, ending with `/`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
