"""What an option is before it is compared with anything: a real choice, a placeholder, a dial code."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from fillwright.messages import Option
from fillwright.questions.wording import normalise

_DIAL: Final = re.compile(r"(?<!\d)\+\s?\d{1,4}(?:[-\s]?\d{1,4})?(?!\d)")


def shown(option: Option) -> str:
    """Return what a person reads of `option`."""
    return option.text.strip()


@lru_cache(maxsize=4096)
def _placeholder(text: str) -> bool:
    plain = normalise(text)
    words: dict[str, Any] = _words()
    return not plain or plain in words["whole"] or any(plain.startswith(f"{start} ") for start in words["starts"])


def is_placeholder(option: Option) -> bool:
    """Return whether `option` only invites to choose ("Select…", "Please choose", "—")."""
    return _placeholder(shown(option))


def is_dial_code(text: str) -> bool:
    """Return whether `text` names a country's telephone prefix, such as "Germany (+49)"."""
    return _DIAL.search(text) is not None


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    from fillwright.questions.synonyms import table  # noqa: PLC0415 - the tables normalise with this package's wording

    return {
        part: frozenset(normalise(word) for word in table("answers")["placeholder"][part])
        for part in ("whole", "starts")
    }
