"""Text that came from a page or a provider, made fit for a field: cleaned, measured and cut as browsers count.

Standard library only.
"""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"  # controls, surrogates
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of writing
    "\U000e0000-\U000e007f]"  # tags
)
_SENTENCE_END = re.compile(r"[.!?…。!?][\"'”’)\]]*(?=\s|$)|\n")
_WORD_LIMIT = re.compile(r"(\d{2,4})\s*(?:words|wörter|worte|mots|palabras|parole|palavras|woorden)\b", re.IGNORECASE)


def clean(text: str) -> str:
    r"""Return `text` without what no person sees: control characters but \n and \t, bidi controls, tags, surrogates."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def utf16_length(text: str) -> int:
    """Return the length that `maxlength` counts: UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)


def cut(text: str, limit: int) -> str:
    """Return the longest beginning of `text` within `limit` UTF-16 units that ends a sentence, else a word.

    A single word longer than the limit is cut inside, never inside a character.
    """
    if utf16_length(text) <= limit:
        return text
    head = text[:limit]
    while utf16_length(head) > limit:
        head = head[:-1]
    ends = [match.end() for match in _SENTENCE_END.finditer(head) if match.end() < len(head) or _ends_here(text, head)]
    if ends:
        return head[: ends[-1]].rstrip()
    if not text[len(head)].isspace() and " " in head:
        head = head.rsplit(maxsplit=1)[0]
    return head.rstrip(" ,;:–-")


def _ends_here(text: str, head: str) -> bool:
    return len(head) == len(text) or text[len(head)].isspace()


def cut_words(text: str, limit: int) -> str:
    """Return the beginning of `text` within `limit` words that ends a sentence, else a word."""
    words = list(re.finditer(r"\S+", text))
    if len(words) <= limit:
        return text
    return cut(text, utf16_length(text[: words[limit - 1].end()]))


def word_limit(*texts: str) -> int | None:
    """Return the limit in words that prose such as "max 300 words" names, in any of `texts`."""
    for text in texts:
        found = _WORD_LIMIT.search(text)
        if found:
            return int(found.group(1))
    return None
