"""Readable, repeatable answers: the same prompt always gets the same text."""

from __future__ import annotations

import hashlib
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

_OPTION = re.compile(r"^(\d+)\. ", re.MULTILINE)
_LIMIT = re.compile(r"At most (?:(\d+) words)?(?: and )?(?:(\d+) characters)?")
_JOB = {name: re.compile(rf"^{name}: (.+)$", re.MULTILINE) for name in ("Company", "Title")}


class Prompt(Struct, frozen=True):
    """What the server understands of a request: the stable prefix, the user's text, and the question in it."""

    prefix: str
    user: str
    cached_prefix: bool = False

    @property
    def question(self) -> str:
        """The question's own line, by which calls are counted."""
        inside = self.user.partition("<question>")[2].partition("</question>")[0] or self.user
        return next((line.strip() for line in inside.splitlines() if line.strip()), "")


def answer(prompt: Prompt) -> str:
    """Return an answer to `prompt`: an option's number where options are shown, else two to four sentences."""
    digest = hashlib.sha256(prompt.question.encode()).digest()
    options = _OPTION.findall(prompt.user.partition("<question>")[2].partition("</question>")[0])
    if options:
        return str(options[digest[0] % len(options)])
    tables = _tables()
    text = prompt.question.lower()
    kind = next(kind for kind in tables["kinds"] if not kind["words"] or any(word in text for word in kind["words"]))
    bank = tables["bank"]["sentences"]
    sentences = [kind["openings"][digest[1] % len(kind["openings"])]]
    start, step = digest[2] % len(bank), 1 + digest[3] % (len(bank) - 1) | 1
    for number in range(1 + digest[4] % 3):
        sentence = bank[(start + number * step) % len(bank)]
        if sentence not in sentences:
            sentences.append(sentence)
    names = {name.lower(): _first(pattern, prompt.prefix) for name, pattern in _JOB.items()}
    filled = [
        sentence.format(company=names["company"] or "your company", title=names["title"] or "part of your team")
        for sentence in sentences
    ]
    return _fit(filled, prompt.user)


def _fit(sentences: list[str], user: str) -> str:
    """Keep as many sentences as the prompt's limit allows, at least the beginning of one."""
    found = _LIMIT.search(user.partition("</question>")[2])
    words = int(found.group(1)) if found and found.group(1) else 10_000
    characters = int(found.group(2)) if found and found.group(2) else 100_000
    if "One short line." in user:
        sentences = sentences[:1]
    while len(sentences) > 1 and not _fits(" ".join(sentences), words, characters):
        sentences = sentences[:-1]
    text = " ".join(sentences)
    return text if _fits(text, words, characters) else " ".join(text.split()[:words])[:characters].rstrip()


def _fits(text: str, words: int, characters: int) -> bool:
    return len(text.split()) <= words and len(text) <= characters


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1).strip() if found else ""


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("answers.toml").read_text(encoding="utf-8"))
