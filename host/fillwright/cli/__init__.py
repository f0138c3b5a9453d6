"""The `fillwright` command: `main(argv)` reads the words, loads the one module that serves them, and says the outcome.

    grammar    every command, its words and the function that runs it
    terminal   what is written where: text, one JSON document, errors
    inputs     what is read: requests, fields, stdin for -
    client     the running server, found and proved; engine answers a form through it or in this process
    tables     tables and the progress bar

Then a module per command or group of them, loaded only when called.

Exit codes: 0 done, 1 an error (said on stderr), 2 the command line is wrong, 3 a server already runs for this home,
130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from fillwright.cli.grammar import WrongCommandLine, build_parser
from fillwright.cli.terminal import EXIT_ALREADY_RUNNING, EXIT_ERROR, EXIT_INTERRUPTED, EXIT_USAGE, Terminal
from fillwright.errors import AlreadyRunning, FillwrightError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never raises but for a fault of Fillwright's own."""
    words = list(sys.argv[1:] if argv is None else argv)
    terminal = Terminal(json="--json" in words)
    terminal.prepare()
    try:
        code = _run(words)
        terminal.flush()
    except FillwrightError as wrong:
        terminal.error(wrong)
        return _exit_code(wrong)
    except BrokenPipeError:
        terminal.abandon()
        return EXIT_ERROR
    except OSError as wrong:
        terminal.error(FillwrightError(_describe(wrong)))
        return EXIT_ERROR
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return code


def _run(words: Sequence[str]) -> int:
    """Run the command; `--help` and `--version` leave by SystemExit and have written as any other has."""
    try:
        arguments = build_parser().parse_args(words)
        module = import_module(f"fillwright.cli.{arguments.module}")
        code: int = getattr(module, arguments.function)(arguments, Terminal(json=arguments.json))
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else EXIT_ERROR
    return code


def _exit_code(wrong: FillwrightError) -> int:
    match wrong:
        case WrongCommandLine():
            return EXIT_USAGE
        case AlreadyRunning():
            return EXIT_ALREADY_RUNNING
        case _:
            return EXIT_ERROR


def _describe(wrong: OSError) -> str:
    """Return what the operating system refused as a sentence."""
    what = wrong.strerror or str(wrong) or type(wrong).__name__
    return f"{wrong.filename}: {what}." if wrong.filename else f"{what}."
