"""The features of a field by which the learned weights compare questions: words, their parts, control, options."""

from __future__ import annotations

from typing import Final

from fillwright.messages import Field, Option
from fillwright.questions.options import truth_of
from fillwright.questions.options_seen import is_placeholder, shown
from fillwright.questions.wording import Segment, control_name, normalise, segments

_LISTS: Final = frozenset({"select", "combobox", "radio", "listbox", "radiogroup", "select-one", "select-multiple"})
_STEM: Final = 5
_TYPED_STEM: Final = 6
_GRAM: Final = 4
_MOST_OPTIONS: Final = 12
_OPTION_WORDS: Final = 4
_OPTION_STEM: Final = 7
_HEADING_WORDS: Final = 6
_LENGTHS: Final = (1, 2, 4, 8, 16)


def features(field: Field) -> tuple[str, ...]:
    """Return what there is to say of `field`, each once: "w:salary", "T:yn" (yes or no), "o:linkedi" (an option)."""
    real = [option for option in field.options if not is_placeholder(option)]
    control = _control(field, real)
    found = [f"T:{control}"]
    pieces = segments(field.label)
    for piece in pieces:
        found += _words(piece, control)
    tokens = [token for piece in pieces for token in piece.tokens]
    text = f"_{'_'.join(tokens)}_"
    found += [f"c:{text[place : place + _GRAM]}" for place in range(len(text) - _GRAM + 1)]
    if tokens:
        found += [f"f:{tokens[0]}", f"f2:{' '.join(tokens[:2])}"]
    found.append(f"n:{next((most for most in _LENGTHS if len(tokens) <= most), '+')}")
    if control != "yn":
        found += _options(real)
    found += [f"N:{word}" for word in control_name(field.name).split()]
    if field.section:
        found += [f"S:{word}" for word in normalise(field.section).split()[:_HEADING_WORDS]]
    return tuple(dict.fromkeys(found))


def _control(field: Field, real: list[Option]) -> str:
    if real:
        if len(real) <= _HEADING_WORDS and {truth_of(shown(option)) for option in real} == {True, False}:
            return "yn"
        return "several" if field.multiple or field.type == "checkbox" else "list"
    if field.type in _LISTS:
        return "unlisted"
    return field.type or "text"


def _words(piece: Segment, control: str) -> list[str]:
    mark = "A" if piece.aside else ""
    before = "<"
    found: list[str] = []
    for token in piece.tokens:
        word = "0" if token.isdigit() else token
        found += (f"{mark}w:{word}", f"{control}|{word[:_TYPED_STEM]}", f"{mark}b:{before} {token}")
        if len(word) > _STEM:
            found.append(f"{mark}s:{word[:_STEM]}")
        before = token
    found.append(f"{mark}b:{before} >")
    if piece.question:
        found.append("?")
    return found


def _options(real: list[Option]) -> list[str]:
    texts = (normalise(shown(option)).split()[:_OPTION_WORDS] for option in real[:_MOST_OPTIONS])
    return ["o:0" if word.isdigit() else f"o:{word[:_OPTION_STEM]}" for words in texts for word in words]
