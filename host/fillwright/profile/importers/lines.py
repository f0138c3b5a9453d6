"""A document as lines in reading order: what PDF and Word have in common."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

GAP: Final = "\t"
UNKNOWN: Final = "\uf0b7"  # a sign no font says the meaning of; before a line it is a bullet
_BULLETS: Final = "•◦▪▫■□●○‣⁃∙·–—-*➢➤►▶✓✔❖§»›→\uf0b7\uf0a7\uf0d8\u27a2"
_BULLET: Final = re.compile(rf"^\s*(?:[{re.escape(_BULLETS)}]|o(?=\s{{2,}}|\t))\s*(?=\S)")
_LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": None, "\u200b": None}
)
_LOST: Final = re.compile(rf"(?<=\w){UNKNOWN}(?=\w)")  # a letter, not a sign between words
_SPACED: Final = re.compile(r"(?:\b\w\b[  ]){3,}\b\w\b")


@dataclass(frozen=True, slots=True)
class Line:
    r"""One line: `text` with wide gaps as \t, `where` it stands, how it looks.

    `size` in points (0: not known), `above` is the empty space before it in lines, `left` its left edge in points,
    `bold` of its first part; `heading` says that the document itself calls it one, `bullet` that a sign stood before
    `text`, `column` numbers the columns of the page.
    """

    text: str
    where: str
    size: float = 0.0
    bold: bool = False
    above: float = 0.0
    left: float = 0.0
    heading: bool = False
    bullet: bool = False
    column: int = 0

    @property
    def parts(self) -> list[str]:
        """The texts between wide gaps."""
        return [part for part in (part.strip() for part in self.text.split(GAP)) if part]


def tidy(line: Line) -> Line:
    """Return `line` with its bullet told apart and letter-spaced words joined."""
    text = unicodedata.normalize("NFC", line.text).translate(_LIGATURES)
    mark = _BULLET.match(text)
    bullet = bool(mark) and (mark[0].strip() not in "–—-" or mark[0] != mark[0].strip()) if mark else False
    if mark and bullet:
        text = text[mark.end() :]
    text = _LOST.sub("\ufffd", text).replace(UNKNOWN, " • ")
    text = _SPACED.sub(lambda found: found[0].replace(" ", "").replace(" ", ""), text)
    parts = [" ".join(part.split()) for part in text.split(GAP)]
    return replace(line, text=GAP.join(part for part in parts if part), bullet=line.bullet or bullet)


@dataclass(frozen=True, slots=True)
class Link:
    """A link's address, which the text may not show, and where it stands."""

    url: str
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """All lines in reading order, and the links."""

    lines: tuple[Line, ...]
    links: tuple[Link, ...]
