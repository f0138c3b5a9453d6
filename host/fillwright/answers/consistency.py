"""The whole form read once more: answers that contradict or repeat each other get a warning, never a change."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from fillwright.messages import FieldResponse

_SAME_STORY = 92.0
_LONG_ENOUGH = 80
_NO = frozenset({"no", "nein", "non", "não", "nee", "false"})


def inconsistencies(responses: Sequence[FieldResponse]) -> Iterator[tuple[int, str]]:
    """Yield `(position, warning)` for answers that do not go together.

    Not authorised to work and yet in no need of sponsorship is a contradiction; two written answers of at least 80
    characters that are the same to 92 % (rapidfuzz's ratio) are one story told twice.
    """
    yield from _authorisation(responses)
    yield from _same_story(responses)


def _authorisation(responses: Sequence[FieldResponse]) -> Iterator[tuple[int, str]]:
    authorised = [place for place, response in enumerate(responses) if response.key == "work-authorization"]
    sponsored = [place for place, response in enumerate(responses) if response.key == "visa-sponsorship"]
    for left in authorised:
        for right in sponsored:
            if _says_no(responses[left]) and _says_no(responses[right]):
                warning = "says not authorised to work, while another answer says no sponsorship is needed"
                yield left, warning
                yield right, warning


def _same_story(responses: Sequence[FieldResponse]) -> Iterator[tuple[int, str]]:
    written = [
        (place, response.answer)
        for place, response in enumerate(responses)
        if response.source in {"generated", "cached", "drafted"}
        and isinstance(response.answer, str)
        and len(response.answer) >= _LONG_ENOUGH
    ]
    for (first, one), (second, other) in combinations(written, 2):
        if fuzz.ratio(one, other, score_cutoff=_SAME_STORY):
            yield second, f"tells the same story as “{responses[first].label[:80]}”"


def _says_no(response: FieldResponse) -> bool:
    shown = response.answer_label if response.answer_label is not None else response.answer
    if shown is False:
        return True
    words = shown.casefold().replace(",", " ").split() if isinstance(shown, str) else []
    return bool(words) and words[0] in _NO
