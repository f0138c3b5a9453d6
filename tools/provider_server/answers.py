"""Readable, repeatable answers: the same prompt always gets the same text."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from tools.provider_server.config import Pack

CHARS_PER_TOKEN = 4
_START = re.compile(r'<question(?: id="[^"]*")?>')
_PACKED = re.compile(r'<question id="([^"]*)">(.*?)(?=<question id=|\Z)', re.DOTALL)
_OPTION = re.compile(r"^(\d+)\. ", re.MULTILINE)
_ALL = "numbers of all options"
_LIMIT = re.compile(r"At most (?:(\d+) words)?(?: and )?(?:(\d+) characters)?")
_JOB = {name: re.compile(rf"^{name}: (.+)$", re.MULTILINE) for name in ("Company", "Title")}


class Prompt(Struct, frozen=True):
    """What the server understands of a request: the stable prefix, the user's text, the form of the answer.

    A `schema` is part of what a cache has to hold; `marked` says that the request names the prefix as what to keep.
    """

    prefix: str
    user: str
    cached_prefix: bool = False
    marked: bool = False
    schema: str = ""

    @property
    def packed(self) -> bool:
        """Whether the answer has to have a form."""
        return self.schema not in {"", '""'}

    @property
    def question(self) -> str:
        """The question's own line, by which calls are counted."""
        inside = _START.sub("<question>", self.user).partition("<question>")[2].partition("</question>")[0] or self.user
        return next((line.strip() for line in inside.splitlines() if line.strip()), "")


def given_answer(given: str, prompt: Prompt) -> str:
    """Return `given` with the question's own line in the place of `{question}`."""
    return given.replace("{question}", prompt.question)


def answer_pack(prompt: Prompt, how: Pack, least: int, given: str | None = None) -> str:
    """Return JSON with an answer to each question of a packed `prompt`, or with what `how` does to it.

    `given` is the text to answer with, but for choices, instead of one made for the question.
    """
    if how == "prose":
        return "Here are your answers: yes, no, and perhaps."
    entries = []
    for name, text in _PACKED.findall(prompt.user):
        one = Prompt(prompt.prefix, f"<question>{text}")
        said = answer(one, least)
        said = said if given is None or said.isdigit() else given_answer(given, one)
        entries.append({"id": name, "text": said})
    if how == "missing":
        entries = entries[1:]
    elif how == "extra":
        entries.append({"id": "q99", "text": "Nobody asked."})
    elif how == "doubled":
        entries.append({**entries[0], "text": "Something else."})
    elif how == "invalid":
        entries[0] = {"id": entries[0]["id"], "text": 7}
    elif how == "shuffled":
        entries.reverse()
    return json.dumps({"answers": entries}, separators=(",", ":"))


def answer(prompt: Prompt, least: int = 0) -> str:
    """Return an answer to `prompt`: numbers of the options shown, one or all as it asks, else two to four sentences."""
    digest = hashlib.sha256(prompt.question.encode()).digest()
    options = _OPTION.findall(prompt.user.partition("<question>")[2].partition("</question>")[0])
    if options and _ALL in prompt.user:
        return ", ".join(options)
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
    while "One short line." not in prompt.user and sum(map(len, filled)) < least * CHARS_PER_TOKEN:
        filled.append(bank[len(filled) % len(bank)].format(company="your company", title="part of your team"))
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
