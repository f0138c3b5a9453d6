"""The wordings themselves: each means what it looks like.

`a|b c|d` pairs each of a, b with each of c, d; an alternative of several words is written `a|b_c|d`. Which of the two
was meant no program can tell, so every wording with such neighbours has been read once and stands in
`reviewed_wordings.txt`. Run `python tests/host/questions/test_lexicons.py` to write the list anew, and read what it
adds.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from fillwright.questions.lexicon import KEY_FILES, read

REVIEWED: Final = Path(__file__).parent / "reviewed_wordings.txt"
_TABLES: Final = ("names", "weak", "within", "asks", "hints", "topics", "options")


def _texts(table: object) -> Iterator[str]:
    if isinstance(table, dict):
        for part in table.values():
            yield from _texts(part)
    elif isinstance(table, list):
        yield from table


def wordings() -> Iterator[str]:
    """Yield every wording that is read as a pattern."""
    for file in KEY_FILES:
        for table in read(file).values():
            yield from (text for kind in _TABLES for text in _texts(table.get(kind)))
    words: dict[str, Any] = read("wording")
    plain = {"fillers", "tellers", "own", "never_yes_no", "never_listed", "placeholders", "bare", "part_words"}
    yield from (text for name, table in words.items() if name not in plain for text in _texts(table))
    yield from _texts(read("skip")["reasons"])


def neighbours() -> list[str]:
    """Return the wordings in which a choice of words stands beside another one."""
    found = set()
    for text in wordings():
        parts = text.split()
        if any("|" in one and "|" in other for one, other in itertools.pairwise(parts)):
            found.add(text)
    return sorted(found)


def test_no_alternative_of_several_words_is_split_unseen() -> None:
    assert neighbours() == REVIEWED.read_text("utf-8").splitlines()


def test_a_gap_is_never_one_of_several_alternatives() -> None:
    assert [text for text in wordings() for part in text.split() if "|" in part and "~" in part] == []


def test_no_wording_is_empty_or_only_gaps() -> None:
    assert [text for text in wordings() if not text.replace("~", "").strip()] == []


def test_an_open_end_belongs_to_one_word() -> None:
    ends = [
        part for text in wordings() for part in text.split() for one in part.split("|") if "*" in one and "_" in one
    ]
    assert ends == []


if __name__ == "__main__":
    REVIEWED.write_text("".join(f"{text}\n" for text in neighbours()), "utf-8")
