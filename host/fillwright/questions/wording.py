"""Wording made comparable: a label becomes segments of plain lower-case words.

Everything that is matched against a lexicon goes through `normalise`, the lexicons themselves included, so that case,
accents, typographic signs and a form's own marks (asterisks, "(required)") never decide what a question means.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from msgspec import Struct

_SPELLINGS: Final = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "&": " and ",
        "＆": " and ",
        "✱": " ",
        "*": " ",
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)
_INITIALS: Final = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_ENDINGS: Final = re.compile(
    r"(?<=\w)(?:\((?:e|es|s|a|as|o|os|r|n|in|innen|ne|trice|euse|ere|re)\)|[*:·](?:in|innen|e|es|r)\b|/(?:a|in|as|os)\b)"
)
_NOT: Final = re.compile(r"\b(?:(can|wo|sha)n't|([a-z]+)n't)\b")
_EMAIL: Final = re.compile(r"\be[ -]mails?\b")
_NON_WORD: Final = re.compile(r"[\W_]+")
_NON_WORD_ASCII: Final = {code: " " for code in range(128) if not chr(code).isalnum()}
_SPLIT: Final = re.compile(
    r"(?<=[?!:;])\s+|(?<=[.…])\s+(?=[^a-z\s])|(?<=[?!])(?=[A-ZÀ-Ý])|\s*[\n\r|•]+\s*|\s+[–—-]+\s+|(?<=\w)[–—](?=\w)"
)
_TAIL: Final = re.compile(
    r",?\s+(?:including|incl\.|e\.g\.|eg\.|for example|such as|i\.e\.|inkl\.|inklusive|einschließlich|z\. ?B\.|"
    r"zum Beispiel|par exemple|y compris|incluyendo|incluido|por ejemplo|ad esempio|incluso|incluindo|por exemplo|"
    r"inclusief|bijv\.)\s([^?.;:\n]{1,80})(?=[?.;:\n]|$)",
    re.IGNORECASE,
)
"""Words that only say more of what stands before them, up to the end of the sentence."""
_BREAK: Final = re.compile(r"[?!:;.…]\s|[\n\r|•–—]|\s-|[?!][A-ZÀ-Ý]")
"""What must occur for `_SPLIT` to divide a text."""
_PARENTHESES: Final = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]")
_WONT: Final = {"can": "can not", "wo": "will not", "sha": "shall not"}


def _negated(match: re.Match[str]) -> str:
    return _WONT[match.group(1)] if match.group(1) else f"{match.group(2)} not"


@lru_cache(maxsize=2048)
def normalise(text: str) -> str:
    """Return `text` as plain words: lower case, no accents or punctuation, "&" as "and", "don't" as "do not"."""
    text = _ENDINGS.sub("", _without_points(text)).casefold()
    is_plain = text.isascii() and "&" not in text and "`" not in text
    text = text if is_plain else text.translate(_SPELLINGS)
    text = _NOT.sub(_negated, text) if "n't" in text else text
    text = _EMAIL.sub("email", text) if "mail" in text else text
    if is_plain:
        return " ".join(text.translate(_NON_WORD_ASCII).split())
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _NON_WORD.sub(" ", text).strip()


def _without_points(text: str) -> str:
    """Return `text` with its initials as words: "U.S." as "US"."""
    return _INITIALS.sub(lambda match: match.group().replace(".", ""), text) if "." in text else text


class Segment(Struct, frozen=True):
    """One sentence or parenthesis of a label.

    `text` has a blank at both ends so that a word is always between two; `raw` keeps case and signs.
    """

    text: str
    tokens: tuple[str, ...]
    raw: str
    question: bool
    aside: bool


@lru_cache(maxsize=2048)
def segments(text: str) -> tuple[Segment, ...]:
    """Return the sentences of `text` in order, then its parentheses (`aside`); empty ones are left out."""
    text = _without_points(_ENDINGS.sub("", text))
    asides = []
    if "(" in text or "[" in text or "（" in text:
        asides = [match.group(1) for match in _PARENTHESES.finditer(text)]
        text = _PARENTHESES.sub(" ", text)
    if _TAIL.search(text):
        asides += [match.group(1) for match in _TAIL.finditer(text)]
        text = _TAIL.sub("", text)
    pieces = _SPLIT.split(text) if _BREAK.search(text) else [text]
    found = [_segment(piece, aside=False) for piece in pieces]
    found += [_segment(piece, aside=True) for piece in asides]
    return tuple(segment for segment in found if segment.tokens)


def _segment(raw: str, *, aside: bool) -> Segment:
    plain = normalise(raw)
    return Segment(
        text=f" {plain} ",
        tokens=tuple(plain.split()),
        raw=raw.strip(),
        question="?" in raw,
        aside=aside,
    )


def segment_of(text: str) -> Segment:
    """Return all of `text` as one sentence."""
    return _segment(text, aside=False)


@lru_cache(maxsize=2048)
def control_name(name: str) -> str:
    """Return the meaning a control's name may have as plain words: `job_application[first_name]` → "first name".

    Opaque names (numbers, hashes) come back empty.
    """
    inner = re.findall(r"\[([^\[\]]+)\]", name)
    words = [word for word in inner if not _OPAQUE.fullmatch(word)]
    core = words[-1] if words else name.split("[", 1)[0]
    core = core.rsplit(".", 1)[-1] if "." in core else core
    core = re.sub(r"([a-z])([A-Z])", r"\1 \2", core)
    plain = re.sub(r"\d+", " ", normalise(core))
    return " ".join(plain.split())


_OPAQUE: Final = re.compile(
    r"\d*|field\d+|[0-9a-f-]{12,}|base(?:text|card)?\w*|value|responses?|answers?", re.IGNORECASE
)

NOTHING: Final = _segment("", aside=False)
"""The sentence of an empty label."""
