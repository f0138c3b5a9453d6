"""The server's log: ids, codes and places, never values.

A traceback's last line usually quotes the value that caused it, so an exception is logged as its type and the places
it passed through.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final, cast

from fillwright.crash import describe

FILE_NAME: Final = "server.log"
MAX_BYTES: Final = 1024 * 1024
KEPT_FILES: Final = 3
LOGGERS: Final = ("fillwright", "aiohttp.server", "asyncio")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class ValueFreeFormatter(logging.Formatter):
    """Writes exceptions without their messages and foreign records without their arguments and further lines."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is logging's
        """Return the exception's type and, per frame, file, line and function; then the same of what it came from."""
        return "\n".join(describe(ei[1])) if ei[1] else "no exception"

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; other libraries' arguments may hold what a client sent, so only their templates are kept.

        Of those the first line: asyncio puts a task that failed unseen, with its exception, into the others.
        """
        if not record.name.startswith("fillwright"):
            template = str(record.msg).partition("\n")[0]
            record = logging.makeLogRecord({**record.__dict__, "msg": template, "args": None, "exc_text": None})
        return super().format(record)


class PrivateRotatingFileHandler(RotatingFileHandler):
    """Creates each file readable by its owner alone, whatever the umask.

    A file is full once it has reached its size: to know whether one more line fits, each would be put together twice.
    """

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802, ARG002 - logging's own
        """Return whether the file is full."""
        if self.stream is None:
            self.stream = self._open()
        return self.stream.tell() >= self.maxBytes

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Let the line go that can't be written: logging would put it on stderr with all its values."""

    def _open(self) -> TextIOWrapper:
        def private(name: str, flags: int) -> int:
            return os.open(name, flags, 0o600)

        return cast("TextIOWrapper", open(self.baseFilename, self.mode, encoding=self.encoding, opener=private))


@contextmanager
def logging_to(folder: Path, level: int = logging.INFO) -> Iterator[None]:
    """Log to `server.log` in `folder` for the time of the block: 1 MiB, then rotated, three old files kept."""
    handler = PrivateRotatingFileHandler(
        folder / FILE_NAME, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(ValueFreeFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(level)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, (old_level, propagated) in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(old_level)
            logger.propagate = propagated
        handler.close()
