"""What is said of an error that nobody foresaw: its kind and the places it passed through, never its message.

A message usually quotes the value that caused it, and the values here are a person's: they belong on no terminal, in no
log of a browser's or a system's, and in no image of the memory that a dying process leaves behind.

Standard library only, and little of it: the bridge installs this before anything else is loaded.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType

_FAULT = "fillwright: a fault of Fillwright's own; what it says is left out, as it may quote you:"
_LONGEST_CHAIN = 5


def describe(error: BaseException) -> list[str]:
    """Return `error` in lines: its type, a line for each place (file, line, function), then what it came from."""
    lines: list[str] = []
    for number, each in enumerate(_chain(error)):
        name = type(each).__qualname__
        lines += [f"from {name}" if number else name, *_places(each.__traceback__)]
    return lines


def tell_no_values() -> None:
    """Have this process say of what ends it, its threads or its objects no more than `describe`, and leave no core."""
    sys.excepthook = lambda _kind, error, _trace: _say(error)
    sys.unraisablehook = lambda failed: _say(failed.exc_value)
    threading.excepthook = lambda failed: _say(failed.exc_value)
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limits
        import resource  # noqa: PLC0415 - as said

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def quiet_libraries() -> None:
    """Keep from stderr what libraries warn of and log without being asked: it may quote what they have read."""
    import logging  # noqa: PLC0415 - the bridge has no use for it
    import warnings  # noqa: PLC0415 - the same

    logging.lastResort = None
    logging.raiseExceptions = False
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def _chain(error: BaseException) -> Iterator[BaseException]:
    at: BaseException | None = error
    for _ in range(_LONGEST_CHAIN):
        if at is None:
            return
        yield at
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"  {os.path.basename(code.co_filename)}:{trace.tb_lineno} {code.co_name}"  # noqa: PTH119 - cheaper
        trace = trace.tb_next


def _say(error: BaseException | None) -> None:
    """Write `error` to stderr, where there is one."""
    if error is None or isinstance(error, SystemExit | KeyboardInterrupt):
        return
    with suppress(OSError, AttributeError, ValueError):  # it may be closed, or missing
        sys.stderr.write("\n".join([_FAULT, *describe(error), ""]))
        sys.stderr.flush()
