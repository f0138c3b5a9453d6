"""answers list, set, forget, export, import: the remembered answers, also while a server runs on them."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from fillwright.cli.inputs import STDIN, read_bytes, read_text
from fillwright.cli.tables import show_table
from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.errors import InvalidRequest, NotFound, NotJson
from fillwright.paths import find_home, write_private
from fillwright.storage import AnswerMemory, Database, Remembered

T = TypeVar("T")

SHORT_ID = 8


def list_answers(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the answers, the newest first; `{answers: […]}` with --json."""
    found = _with_memory(arguments, lambda memory: memory.list(arguments.search))
    rows = [
        (each.id[:SHORT_ID], each.question, _shown(each), "pinned" if each.pinned else "", _company(each))
        for each in found
    ]
    columns = ("ID", "Question", "Answer", "", "Company")
    if rows or terminal.json:
        terminal.show({"answers": msgspec.to_builtins(found)}, lambda: show_table(columns, rows))
    else:
        terminal.line("No answer is remembered." if not arguments.search else "No answer holds these words.")
    return EXIT_OK


def set_answer(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Pin the person's own answer and write its id."""
    text = read_text(STDIN).rstrip("\n") if arguments.answer == STDIN else arguments.answer
    identity = _with_memory(arguments, lambda memory: memory.pin(arguments.question, text, company=arguments.company))
    terminal.show({"id": identity}, lambda: terminal.line(f"Pinned as {identity[:SHORT_ID]}."))
    return EXIT_OK


def forget(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Delete the named answers, all or none of them; raises NotFound, and InvalidRequest for no or unclear names."""
    if bool(arguments.ids) == arguments.all:
        raise InvalidRequest("Name the answers to forget as `answers list` shows them, or say --all.")

    async def delete(memory: AnswerMemory) -> int:
        if arguments.all:
            return await memory.forget_all()
        known = [each.id for each in await memory.list(limit=10**9)]
        chosen = {_full_id(given, known) for given in arguments.ids}
        for identity in chosen:
            await memory.forget(identity)
        return len(chosen)

    removed = _with_memory(arguments, delete)
    terminal.show({"removed": removed}, lambda: terminal.line(f"Forgot {_counted(removed)}."))
    return EXIT_OK


def export_answers(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write every answer as JSON to stdout, or to a file only its owner can read."""
    exported = msgspec.to_builtins(_with_memory(arguments, lambda memory: memory.export()))
    if arguments.file == STDIN:
        terminal.document(exported)
        return EXIT_OK
    write_private(Path(arguments.file), json.dumps(exported, ensure_ascii=False, indent=2).encode())
    count = len(exported["answers"])
    written = {"file": arguments.file, "answers": count}
    terminal.show(written, lambda: terminal.line(f"Wrote {_counted(count)} to {arguments.file}."))
    return EXIT_OK


def import_answers(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Add the answers of an exported file, in place of the same ones here."""
    raw = read_bytes(arguments.file)
    try:
        data = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise NotJson(f"{arguments.file} is not an exported file: {wrong}.") from None
    count = _with_memory(arguments, lambda memory: memory.import_(data))
    terminal.show({"answers": count}, lambda: terminal.line(f"Read {_counted(count)}."))
    return EXIT_OK


def _with_memory(arguments: argparse.Namespace, use: Callable[[AnswerMemory], Awaitable[T]]) -> T:
    """Return what `use` does with the home's memory."""
    home = find_home(arguments.home)
    home.prepare()

    async def run() -> T:
        async with await Database.open(home.answers) as database:
            return await use(AnswerMemory(database))

    return asyncio.run(run())


def _full_id(given: str, known: list[str]) -> str:
    """Return the one id that `given` begins; raises NotFound and, where several do, InvalidRequest."""
    matching = [identity for identity in known if identity.startswith(given)]
    if len(matching) > 1:
        raise InvalidRequest(f"{given} begins {len(matching)} ids; give more of it.")
    if not matching:
        raise NotFound(f"No answer is stored as {given}; see `fillwright answers list`.")
    return matching[0]


def _counted(number: int) -> str:
    return f"{number} answer" if number == 1 else f"{number} answers"


def _company(remembered: Remembered) -> str:
    return remembered.company_name or remembered.company or "any"


def _shown(remembered: Remembered) -> str:
    shown = remembered.answer if remembered.answer_label is None else remembered.answer_label
    return "; ".join(shown) if isinstance(shown, list) else str(shown)
