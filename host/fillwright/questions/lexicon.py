"""The lexicons as the analyzer uses them, read once from the package's data files.

A key's table: `strategy` (default "extract"), `names` (what a label is called when it is about the key), `weak` (the
same, less surely), `within` (the same, only below a heading of one of its `sections`), `asks` (wordings that ask for
it anywhere in a sentence), `hints` (the same, less surely), `topics` (words that make a question of willingness one
about it), `options` (texts that give it away), `fields` (control names), `autocomplete`, `types`, `told` ("describe
your …" still means the fact), `declared` (only the person's own entry answers it, whatever else the words may mean;
every sensitive key is), `checkbox` (a single box can ask it), `upload` (only a file input can), `nameless` (the
verdict carries no key), `part_of` (the key that it carries instead; that key's entry in the profile is no answer).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Final, Literal

from fillwright.messages import Strategy
from fillwright.questions.pattern_book import PatternBook, PatternIndex
from fillwright.questions.places import language_words
from fillwright.questions.wording import normalise

Kind = Literal["names", "weak", "within", "asks", "hints"]

KEY_FILES: Final = (
    "identity",
    "address",
    "links",
    "work",
    "education",
    "money_time",
    "authorization",
    "willingness",
    "sensitive",
    "files",
)
_KINDS: Final[tuple[Kind, ...]] = ("names", "weak", "within", "asks", "hints")


@dataclass(frozen=True, slots=True)
class Key:
    """What the lexicon says of one key beside its wordings."""

    name: str
    strategy: Strategy = "extract"
    told: bool = False
    declared: bool = False
    checkbox: bool = False
    upload: bool = False
    nameless: bool = False
    part_of: str = ""
    types: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bare:
    """Labels (normalised) that are meant as `meant` next to a question of one of the keys in `beside`."""

    words: frozenset[str]
    beside: frozenset[str]
    meant: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, indexed for look-up."""

    keys: dict[str, Key]
    wordings: PatternIndex[tuple[str, Kind]]
    options: PatternIndex[str]
    fields: dict[str, str]
    autocomplete: dict[str, str]
    skip_types: frozenset[str]
    skip_autocomplete: frozenset[str]
    skip_autocomplete_only: frozenset[str]
    skips: PatternIndex[str]
    fillers: frozenset[str]
    tellers: frozenset[str]
    purposes: frozenset[str]
    open: PatternIndex[str]
    scenarios: PatternIndex[str]
    topics: PatternIndex[str]
    stances: PatternIndex[str]
    recounts: PatternIndex[str]
    data: PatternIndex[str]
    headed: PatternIndex[str]
    instructed: PatternIndex[str]
    others: PatternIndex[str]
    theirs: PatternIndex[str]
    own: frozenset[str]
    elsewhere: PatternIndex[str]
    addressed: frozenset[str]
    parts: dict[str, frozenset[str]]
    part_words: dict[str, str]
    bare: tuple[Bare, ...]
    homographs: dict[str, dict[str, str]]
    headings: frozenset[str]
    sections: PatternIndex[str]
    statements: PatternIndex[str]
    references: PatternIndex[str]
    poison: PatternIndex[str]
    beyond: PatternIndex[str]
    estranged: PatternIndex[str]
    narrowed: PatternIndex[tuple[str, str]]
    never_yes_no: frozenset[str]
    never_listed: frozenset[str]
    placeholders: tuple[tuple[str, str], ...]
    by_type: dict[str, str] = field(default_factory=dict)


def read(name: str) -> dict[str, Any]:
    """Return the data file `lexicons/<name>.toml`."""
    return tomllib.loads(read_text(f"{name}.toml"))


def read_text(name: str) -> str:
    """Return the text of the data file `name` in `lexicons/`."""
    return resources.files(__package__).joinpath("lexicons", name).read_text("utf-8")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicons; the files are read at the first call."""
    tables = {name: table for file in KEY_FILES for name, table in read(file).items()}
    words, skip = read("wording"), read("skip")
    keys = {name: _key(name, table) for name, table in tables.items()}
    index = PatternBook({"{language}": language_words()}).index
    return Lexicon(
        keys=keys,
        wordings=index(_wordings(tables)),
        options=index((source, name) for name, table in tables.items() for source in _sources(table.get("options"))),
        fields={normalise(text): name for name, table in tables.items() for text in table.get("fields", ())},
        autocomplete={token: name for name, table in tables.items() for token in table.get("autocomplete", ())},
        skip_types=frozenset(skip["types"]),
        skip_autocomplete=frozenset(skip["autocomplete"]),
        skip_autocomplete_only=frozenset(skip["autocomplete_only"]),
        skips=index((source, reason) for reason, sources in skip["reasons"].items() for source in sources),
        fillers=_words(words["fillers"]),
        tellers=_words(words["tellers"]),
        purposes=_words(words["purposes"]),
        open=index((source, degree) for degree, table in words["open"].items() for source in _sources(table)),
        scenarios=index((source, "scenario") for source in _sources(words["scenarios"])),
        topics=index((source, name) for name, table in tables.items() for source in _sources(table.get("topics"))),
        stances=index((source, "stance") for source in _sources(words["stances"])),
        recounts=index((source, "recount") for source in _sources(words["recounts"])),
        data=index((source, "data") for source in _sources(words["data"])),
        headed=index((source, "headed") for source in _sources(words["headed"])),
        instructed=index((source, "instructed") for source in _sources(words["instructed"])),
        others=index((source, "others") for source in _sources(words["others"])),
        theirs=index((source, "theirs") for source in _sources(words["theirs"])),
        own=frozenset(words["own"]["keys"]),
        elsewhere=index((source, "elsewhere") for source in _sources(words["elsewhere"])),
        addressed=frozenset(words["addressed"]["keys"]),
        parts={whole: frozenset(parts) for whole, parts in words["parts"].items()},
        part_words={word: name for name, texts in words["part_words"].items() for word in texts},
        bare=tuple(
            Bare(frozenset(table["words"]), frozenset(table["beside"]), table["meant"]) for table in words["bare"]
        ),
        homographs=words["homographs"],
        headings=_words(words["headings"]),
        sections=index((source, name) for name, sources in words["sections"].items() for source in sources),
        statements=index((source, "statement") for source in _sources(words["statements"])),
        references=index((source, "reference") for source in _sources(words["references"])),
        poison=index((source, name) for name, sources in words["poison"].items() for source in sources),
        beyond=index((source, name) for name, sources in words["beyond"].items() for source in sources),
        estranged=index((source, name) for name, sources in words["estranged"].items() for source in sources),
        narrowed=index(
            (source, (name, meant))
            for name, table in words["narrowed"].items()
            for meant, sources in table.items()
            for source in sources
        ),
        never_yes_no=frozenset(words["never_yes_no"]["keys"]),
        never_listed=frozenset(words["never_listed"]["keys"]),
        placeholders=tuple((text, name) for name, texts in words["placeholders"].items() for text in texts),
        by_type={kind: name for name, key in keys.items() for kind in key.types},
    )


def _key(name: str, table: Mapping[str, Any]) -> Key:
    return Key(
        name=name,
        strategy=table.get("strategy", "extract"),
        told=table.get("told", False),
        declared=table.get("declared", table.get("strategy") == "sensitive"),
        checkbox=table.get("checkbox", False),
        upload=table.get("upload", False),
        nameless=table.get("nameless", False),
        part_of=table.get("part_of", ""),
        types=tuple(table.get("types", ())),
        sections=tuple(table.get("sections", ())),
    )


def _sources(table: Mapping[str, list[str]] | None) -> Iterator[str]:
    for sources in (table or {}).values():
        yield from sources


def _wordings(tables: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, Kind]]]:
    for name, table in tables.items():
        for kind in _KINDS:
            for source in _sources(table.get(kind)):
                yield source, (name, kind)


def _words(table: Mapping[str, str]) -> frozenset[str]:
    return frozenset(normalise(word) for text in table.values() for word in text.split())
