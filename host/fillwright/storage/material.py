"""The work material as a full-text index: which passages of the person's own speak to a question."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import Final

import aiosqlite
from msgspec import Struct

from fillwright.errors import StorageError
from fillwright.messages import Passage
from fillwright.storage.database import connect
from fillwright.storage.wording import lexicon, normalise

_SCHEMA: Final = (
    "CREATE VIRTUAL TABLE passages USING fts5("
    "title, text, place UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '4 5 6')"
)
# bm25() weighs a hit in the title (and a story's tags) three times one in the text.
_SEARCH: Final = (
    "SELECT place, -bm25(passages, 3.0, 1.0) AS score FROM passages WHERE passages MATCH ? "
    "ORDER BY score DESC, place LIMIT ?"
)
_SHORTEST_STEM: Final = 4
_LONGEST_ENDING: Final = 3
_LONG: Final = 9


class MaterialIndex:
    """An FTS5 index in memory, filled at once and searched often. Close it: its thread keeps the process alive."""

    def __init__(self) -> None:
        self._connection: aiosqlite.Connection | None = None
        self._passages: tuple[Passage, ...] = ()
        self._turn = asyncio.Lock()

    async def index(self, passages: Sequence[Passage]) -> None:
        """Make `passages` the whole content; the same ones again cost nothing."""
        async with self._turn:
            await self._index(tuple(passages))

    async def search(self, question: str, limit: int = 8) -> list[tuple[Passage, float]]:
        """Return at most `limit` passages that speak to `question`, the best first, each with its score (above 0).

        Words of courtesy and grammar do not count; words match by their beginning; what `words.toml` relates to a
        word ("proud": achievement) counts too. Without a match the list is empty.
        """
        query = _query(question)
        async with self._turn:
            if self._connection is None or not query:
                return []
            try:
                rows = await self._connection.execute_fetchall(_SEARCH, (query, limit))
            except (sqlite3.Error, ValueError) as wrong:
                raise StorageError(f"The work material can't be searched: {wrong}.") from wrong
            return [(self._passages[place], score) for place, score in rows]

    async def close(self) -> None:
        """Close the connection and end its thread; a second call does nothing."""
        async with self._turn:
            connection, self._connection = self._connection, None
            self._passages = ()
            if connection is not None:
                await connection.close()

    async def _index(self, passages: tuple[Passage, ...]) -> None:
        if self._connection is not None and passages == self._passages:
            return
        try:
            if self._connection is None:
                self._connection = await connect(_new)
            await self._connection.execute_fetchall("DELETE FROM passages")
            rows = [(each.title, each.text, place) for place, each in enumerate(passages)]
            cursor = await self._connection.executemany("INSERT INTO passages VALUES (?, ?, ?)", rows)
            await cursor.close()
        except (sqlite3.Error, ValueError) as wrong:
            raise StorageError(f"The work material can't be indexed: {wrong}.") from wrong
        self._passages = passages


def _new() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute(_SCHEMA)
    return connection


class _Words(Struct, frozen=True):
    stop: frozenset[str]
    related: dict[str, tuple[str, ...]]


@cache
def _words() -> _Words:
    words = lexicon()["search"]
    related = {word: tuple(group["words"]) for group in words["related"] for word in group["of"]}
    return _Words(frozenset(words["stop"]), related)


def _query(question: str) -> str:
    """Return the FTS5 query: each telling word by its beginning, or anything related to it; empty without one."""
    words = _words()
    telling = [word for word in dict.fromkeys(normalise(question).split()) if word not in words.stop]
    terms = dict.fromkeys(_term(word) for word in telling)
    for word in telling:
        terms.update(dict.fromkeys(_term(each) for each in words.related.get(word, ())))
    return " OR ".join(term for term in terms if term != '""')


def _term(word: str) -> str:
    """Return `word` as an FTS5 term: its beginning, where it is long, without an ending of up to three letters.

    From nine letters on, four: the index holds stems, and that of "automated" is no longer than "autom".
    """
    plain = "".join(char for char in word if char.isalnum())
    if len(plain) <= _SHORTEST_STEM + 1:
        return f'"{plain}"'
    ending = _LONGEST_ENDING + (len(plain) >= _LONG)
    return f'"{plain[: max(_SHORTEST_STEM, len(plain) - ending)]}" *'
