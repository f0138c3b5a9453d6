"""The whole form read once more: answers that contradict or repeat each other get a warning, never a change."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz, process

from fillwright.messages import FieldResponse

_SAME_STORY = 92.0
_LONGEST_ALIKE = (200 - _SAME_STORY) / _SAME_STORY
"""How much longer a text may be than one it is the same as: the ratio counts what they share twice, of both lengths."""

_LONG_ENOUGH = 80
_NO = frozenset({"no", "nein", "non", "não", "nee", "false"})


def inconsistencies(responses: Sequence[FieldResponse]) -> Iterator[tuple[int, str]]:
    """Yield `(position, warning)` for answers that do not go together.

    Not authorised to work in a country and yet in no need of sponsorship there is a contradiction, and so are more
    years with one skill than of all experience; two written answers of at least 80 characters that are the same to
    92 % (rapidfuzz's ratio) are one story told twice.
    """
    yield from _authorisation(responses)
    yield from _years(responses)
    yield from _same_story(responses)


def _authorisation(responses: Sequence[FieldResponse]) -> Iterator[tuple[int, str]]:
    authorised = [place for place, response in enumerate(responses) if response.key == "work-authorization"]
    sponsored = [place for place, response in enumerate(responses) if response.key == "visa-sponsorship"]
    warning = "says not authorised to work, while another answer says no sponsorship is needed"
    for left, right in product(authorised, sponsored):
        one, other = responses[left], responses[right]
        if _says_no(one) and _says_no(other) and _of_one_country(one, other):
            yield left, warning
            yield right, warning


def _of_one_country(one: FieldResponse, other: FieldResponse) -> bool:
    """Whether both rest on the same profile entries; without evidence (the person's own word) they may."""
    return not one.evidence or not other.evidence or bool(set(one.evidence) & set(other.evidence))


def _years(responses: Sequence[FieldResponse]) -> Iterator[tuple[int, str]]:
    """Compare skills with the whole where both are numbers; a choice such as "3–5 years" is left to its own rule."""
    told = [
        (place, years)
        for place, response in enumerate(responses)
        if response.key == "years-experience" and (years := _number(response)) is not None
    ]
    for place, response in enumerate(responses):
        years = _number(response) if response.key == "skill-experience" else None
        for other, whole in told:
            if years is not None and years > whole:
                yield place, f"says {years:g} years, while another answer says {whole:g} years of experience in all"
                yield other, f"says {whole:g} years in all, while another answer says {years:g} years with one skill"


def _number(response: FieldResponse) -> float | None:
    text = response.answer
    if not isinstance(text, str) or response.answer_label is not None:
        return None
    return float(text) if text.replace(".", "", 1).isdecimal() else None


def _same_story(responses: Sequence[FieldResponse]) -> Iterator[tuple[int, str]]:
    written = [
        (place, response.answer)
        for place, response in enumerate(responses)
        if response.source in {"generated", "cached", "drafted"}
        and isinstance(response.answer, str)
        and len(response.answer) >= _LONG_ENOUGH
    ]
    written.sort(key=lambda each: len(each[1]))
    alike = [(written[one][0], written[other][0]) for one, other in _alike(tuple(text for _, text in written))]
    for first, second in sorted((min(pair), max(pair)) for pair in alike):
        yield second, f"tells the same story as “{responses[first].label[:80]}”"


@lru_cache(maxsize=4)
def _alike(texts: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return the places of those of `texts`, the shortest first, that tell the same, in pairs.

    Kept for the next time: a form that is filled again has most of its answers from the memory.
    """
    lengths = [len(text) for text in texts]
    found: list[tuple[int, int]] = []
    for at, one in enumerate(texts):
        near = texts[at + 1 : bisect_right(lengths, len(one) * _LONGEST_ALIKE + 1)]
        hits = process.extract_iter(one, near, scorer=fuzz.ratio, processor=None, score_cutoff=_SAME_STORY)
        found += [(at, at + 1 + behind) for _, _, behind in hits]
    return tuple(found)


def _says_no(response: FieldResponse) -> bool:
    shown = response.answer_label if response.answer_label is not None else response.answer
    if shown is False:
        return True
    words = shown.casefold().replace(",", " ").split() if isinstance(shown, str) else []
    return bool(words) and words[0] in _NO
