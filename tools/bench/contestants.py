"""The programs that do the same jobs, each a process of its own (peers/harness.py has the lines they speak)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any, Final

from fillwright.config import DEFAULT_MODELS
from tools.bench.processes import ROOT, rss_mb

LONGEST_S: Final = 180.0
"""After so long a job counts as never finished."""

_HIDDEN = ("FILLWRIGHT_", "OPENAI_", "ANTHROPIC_", "LANGCHAIN_", "LANGSMITH_", "LITELLM_", "PYTHON")


class Unfinished(Exception):
    """A program that has ended, or was ended because a job took too long."""


@dataclass(frozen=True)
class Program:
    """What runs in a process: a module in the environment of `python`, and the name it is known by."""

    name: str
    module: str
    python: str = sys.executable
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The API key it calls with, by which the provider server counts it."""
        return f"bench-{self.name}"


ENGINE: Final = Program("engine", "tools.bench.engine")
BARE_SDK: Final = Program("sdk", "tools.bench.bare_sdk")


class Contestant:
    """A running program."""

    def __init__(self, program: Program, process: subprocess.Popen[str], errors: IO[str]) -> None:
        self.program = program
        self._process = process
        self._errors = errors

    def answer(self, *batches: Sequence[str], parallel: int, at_once: int = 1, kept: bool = False) -> dict[str, Any]:
        """Have `batches` of prompts answered, `at_once` of them at a time; see harness.py for the reply."""
        asked = [list(batch) for batch in batches]
        return self.do({"batches": asked, "parallel": parallel, "at_once": at_once, "kept": kept})

    def first_texts(self, prompts: Sequence[str]) -> list[float]:
        """Return for each of `prompts`, asked one after the other, the seconds until the first text of its answer."""
        found: list[float] = self.do({"streams": list(prompts)})["first_text_s"]
        return found

    def rss_mb(self) -> float:
        """Return the resident memory of its process in MB."""
        return rss_mb(self._process.pid)

    def do(self, job: Mapping[str, Any], longest: float = LONGEST_S) -> dict[str, Any]:
        """Return the reply to `job`; raises Unfinished, after which the process is gone, and RuntimeError."""
        if not (self._process.stdin and self._process.stdout):
            raise RuntimeError("a contestant has no pipes")
        timer = Timer(longest, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(f"{json.dumps(job)}\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        if not line:
            raise Unfinished(self._last_words())
        reply: dict[str, Any] = json.loads(line)
        if "failed" in reply:
            raise RuntimeError(f"{self.program.name}: {reply['failed']}")
        return reply

    def _last_words(self) -> str:
        self._errors.seek(0)
        return next((line.strip() for line in reversed(self._errors.readlines()) if line.strip()), "nothing was said")


@contextmanager
def running(program: Program, url: str, system: str, requests_per_minute: int | None = None) -> Iterator[Contestant]:
    """Run `program` against the provider server at `url` until the block ends; yields once it can take a job.

    `system` is what all its prompts begin with, `requests_per_minute` the limit that those are told who ask for one.
    """
    environ = {name: value for name, value in os.environ.items() if not name.startswith(_HIDDEN)}
    if program.python == sys.executable:
        environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "host"), str(ROOT)])
    options = {
        "url": f"{url}/v1",
        "key": program.key,
        "model": DEFAULT_MODELS["openai"],
        "system": system,
        "requests_per_minute": requests_per_minute,
        **program.options,
    }
    with TemporaryFile("w+", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [program.python, "-m", program.module],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        with process:
            contestant = Contestant(program, process, errors)
            try:
                contestant.do(options)
                yield contestant
            finally:
                process.terminate()
