"""Whether an answer given before can be given to the control shown now."""

from __future__ import annotations

from fillwright.messages import Answer, Field
from fillwright.storage.answer_rows import Remembered
from fillwright.storage.wording import normalise
from fillwright.text import utf16_length


def fits(field: Field, remembered: Remembered) -> Answer | None:
    """Return the answer as this control takes it, None where it does not fit.

    With options only one whose visible text (else whose value) is the remembered one, and then its present value;
    for a single checkbox only true or false; otherwise a text within `max_length` (UTF-16 units, as browsers count).
    """
    answer = remembered.answer
    if field.options:
        return _among_options(field, remembered)
    if field.type.casefold() == "checkbox":
        return answer if isinstance(answer, bool) else None
    if isinstance(answer, list) and field.multiple:
        return list(answer)
    if not isinstance(answer, str) or not answer.strip():
        return None
    return answer if field.max_length is None or utf16_length(answer) <= field.max_length else None


def _among_options(field: Field, remembered: Remembered) -> Answer | None:
    shown = remembered.answer_label
    if shown is None:
        shown = "yes" if remembered.answer is True else "no" if remembered.answer is False else remembered.answer
    wanted = shown if isinstance(shown, list) else [shown]
    kept = remembered.answer if isinstance(remembered.answer, list) else [remembered.answer] * len(wanted)
    if not wanted or (len(wanted) > 1 and not field.multiple):
        return None
    found = [_option(field, text, value) for text, value in zip(wanted, kept, strict=False)]
    values = [value for value in found if value is not None]
    if len(values) != len(wanted):
        return None
    return values if field.multiple else values[0]


def _option(field: Field, text: str, value: object) -> str | None:
    """Return the value of the one option that reads `text`; of several that read alike, the one with `value`."""
    same = [option.answer for option in field.options if normalise(option.text) == normalise(text)]
    if len(same) > 1:
        same = [answer for answer in same if answer == value]
    if not same:
        same = [option.answer for option in field.options if option.answer == text and not option.label]
    return same[0] if len(same) == 1 else None
