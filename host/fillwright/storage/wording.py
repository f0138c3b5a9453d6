"""Wordings brought to one form: what differs between two pages that ask the same."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from fillwright.text import clean

SLOT: Final = "{company}"
_MARKERS: Final = re.compile(r"\(\s*(?:required|optional|pflichtfeld|erforderlich|obligatoire|obligatorio)\s*\)")
_APOSTROPHES: Final = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")
_SEPARATED: Final = re.compile(r"(?<=\d)[.,'\u00a0\u202f](?=\d{3}(?!\d))")
# What tells C from C++ and C#, 5 from 5 %, < from >, € from $.
_KEPT: Final = frozenset("+#%<>≤≥&")


class _Table(dict[int, str]):
    """What stands for each character: itself or a space; worked out once for each that occurs."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        stays = category[0] in "LMN" or category == "Sc" or char in _KEPT
        self[code] = char if stays else " "
        return self[code]


_TABLE: Final = _Table()


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Any]:
    """Return the word lists of `words.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))


@lru_cache(maxsize=2048)
def normalise(text: str) -> str:
    """Return `text` in one form: NFKC, case-folded, without punctuation, asterisks, "(required)" and spare space.

    Letters, marks and digits of every script stay, and so do the signs that change a meaning. A text of nothing
    else comes back stripped rather than empty.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _SEPARATED.sub("", _APOSTROPHES.sub("", _MARKERS.sub(" ", plain)))
    words = plain.translate(_TABLE).split()
    return " ".join(words) or clean(text).strip()


def with_slot(wording: str, company: str) -> str:
    """Return the normalised `wording` with each occurrence of the normalised `company` replaced by a slot.

    A name is also found without its legal form ("Acme" for "Acme, Inc.").
    """
    for name in (company, short_name(company)):
        if name and name in wording:
            wording = re.sub(rf"(?<!\S){re.escape(name)}s?(?!\S)", SLOT, wording)
    return wording


def short_name(company: str) -> str:
    """Return the normalised `company` without the legal forms at its end."""
    words = company.split()
    while len(words) > 1 and (words[-1] == "&" or words[-1] in lexicon()["legal_forms"]):
        words.pop()
    return " ".join(words)
