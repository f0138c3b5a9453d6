"""A page as it is read where its style sheets are missing, as from a saved copy whose files are gone.

What a style attribute hides is hidden by a class of the usual names instead, which no sheet explains any more.
"""

from __future__ import annotations

import re
from itertools import cycle
from typing import Final

GONE: Final = ("d-none", "hidden", "hide", "is-hidden", "u-hidden", "ng-hide", "Form_hidden__x3kQ1", "field--hidden")
"""Class names by which pages take something out of the page."""
UNSEEN: Final = (
    "sr-only",
    "visually-hidden",
    "screen-reader-text",
    "_visuallyHidden_1k2xz_7",
    "off-screen",
    "hp-field",
)
"""Class names by which pages keep something from sight alone."""

_SHEETS: Final = re.compile(r"<style\b.*?</style>|<link\b[^>]*stylesheet[^>]*>", re.DOTALL | re.IGNORECASE)
_STYLED: Final = re.compile(r"<(?P<tag>[a-z][\w-]*)(?P<before>[^<>]*?)\sstyle=\"(?P<style>[^\"]*)\"(?P<after>[^<>]*)>")
_CLASS: Final = re.compile(r"\sclass=\"([^\"]*)\"")
_NO_MORE: Final = re.compile(r"(^|;)\s*(display:\s*none|visibility:\s*hidden)")
_OUT_OF_SIGHT: Final = re.compile(r"(left|top|margin-left):\s*-\d{3,}|clip(-path)?:|opacity:\s*0(\.0\d*)?\s*(;|!|$)")
_PLACING: Final = re.compile(
    r"(position|left|right|top|bottom|inset|z-index|float|clip|clip-path|opacity|overflow(-[xy])?|transform|white-space"
    r"|((min|max)-)?(width|height)|(margin|padding|border)(-\w+)*|font-size|text-indent|pointer-events|appearance)\s*:"
)


def unstyled(page: str) -> str:
    """Return the HTML `page` without style sheets and without style attributes that only place or hide something."""
    gone, unseen = cycle(GONE), cycle(UNSEEN)

    def bare(match: re.Match[str]) -> str:
        style, others = match["style"], f"{match['before']}{match['after']}"
        if _NO_MORE.search(style):
            return _tag(match["tag"], others, next(gone))
        if _OUT_OF_SIGHT.search(style):
            return _tag(match["tag"], others, next(unseen))
        placing = all(_PLACING.match(part.strip()) for part in style.split(";") if part.strip())
        return f"<{match['tag']}{others}>" if placing else match.group()

    return _STYLED.sub(bare, _SHEETS.sub("", page))


def _tag(name: str, attributes: str, kind: str) -> str:
    """Return a tag that has one more class."""
    classed = _CLASS.search(attributes)
    if classed is None:
        return f'<{name} class="{kind}"{attributes}>'
    return f"<{name}{attributes[: classed.start(1)]}{classed[1]} {kind}{attributes[classed.end(1) :]}>"
