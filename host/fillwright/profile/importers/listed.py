"""Sections that are lists: skills, languages, certificates, awards, publications, interests, the summary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from fillwright.profile.importers.blocks import paragraphs
from fillwright.profile.importers.dates import periods
from fillwright.profile.importers.lexicon import certificate_levels, plain
from fillwright.profile.importers.lexicon import languages as language_names
from fillwright.profile.importers.lines import GAP, Line
from fillwright.profile.importers.model import Collector
from fillwright.profile.importers.parts import strip_edges

_SEPARATORS: Final = re.compile(r"\s*[,;|•·▪●/]\s+(?![^()]*\))|\s*[|•·▪●;]\s*(?![^()]*\))|,(?![^()]*\))")
_RATING: Final = re.compile(r"[●○◉◯★☆■□▮▯⬤]{2,}|\b\d{1,3}\s?%|\b\d/\d{1,2}\b")
_LABELLED: Final = re.compile(r"^([^:,;]{2,40}?)\s*:\s+(.+)$")
_MAX_SKILL_WORDS: Final = 7
_MAX_SKILL: Final = 60
_BEGINS: Final = re.compile(r"(?:^|[;,:/|•·]\s*)$")
_BRACKET: Final = re.compile(r"\(([^()]{1,20})\)")
_HEAD: Final = re.compile(r"^(?P<head>.+?)\s*(?:,|\s[–—|·-]|\t|\()\s*(?P<rest>[^,|\t]+?)\)?$")

Left = Iterator[tuple[Line, str]]


def skills(lines: Sequence[Line], out: Collector) -> Left:
    """Put each skill, or each labelled group of them with its keywords; yield sentences."""
    for text, line, _ in _rows(lines):
        if GAP in text and ":" not in text and len(text.split(GAP)) == 2 and _listing(text.split(GAP)[1]):  # noqa: PLR2004
            text = text.replace(GAP, ": ", 1)  # noqa: PLW2901 - a label and its list side by side
        told = _LABELLED.match(" ".join(text.split()))
        if told and _listing(told[2]):
            path = f"skills[{out.count('skills')}]"
            out.put(f"{path}.name", told[1], line.where)
            for number, keyword in enumerate(_items(told[2])):
                out.put(f"{path}.keywords[{number}]", keyword, line.where)
            continue
        for item in (item for part in text.split(GAP) for item in _items(part)):
            if len(item.split()) > _MAX_SKILL_WORDS or len(item) > _MAX_SKILL:
                yield line, item
            else:
                out.put(f"skills[{out.count('skills')}].name", item, line.where)


def _rows(lines: Sequence[Line]) -> Iterator[tuple[str, Line, bool]]:
    """Yield lines as they stand, a list that goes on in the next line joined to it."""
    held: tuple[str, Line, bool] | None = None
    for line in lines:
        if held and held[0].rstrip().endswith((",", ";")) and not line.bullet:
            held = (f"{held[0]} {line.text}", held[1], held[2])
            continue
        if held:
            yield held
        held = (line.text, line, line.bullet)
    if held:
        yield held


def _listing(text: str) -> bool:
    return bool(_items(text)) and all(len(item.split()) <= _MAX_SKILL_WORDS for item in _items(text))


def _items(text: str) -> list[str]:
    text = _RATING.sub(" ", text)
    return [
        item for item in (strip_edges(part).rstrip(".") for part in _SEPARATORS.split(text)) if re.search(r"\w", item)
    ]


def languages(lines: Sequence[Line], out: Collector) -> Left:
    """Put each language with its level; yield what names none."""
    waiting = False
    for line in lines:
        found = list(_spoken(line.text))
        if not found:
            level = strip_edges(_RATING.sub(" ", line.text)).strip("()")
            if waiting and level and len(level.split()) <= _MAX_SKILL_WORDS:
                out.put(f"languages[{out.count('languages') - 1}].fluency", level, line.where)
                waiting = False
            elif level:
                yield line, line.text
            continue
        for name, level in found:
            path = f"languages[{out.count('languages')}]"
            out.put(f"{path}.language", name, line.where)
            out.put(f"{path}.fluency", level, line.where)
        waiting = not found[-1][1]


def _spoken(text: str) -> Iterator[tuple[str, str]]:
    """Yield the languages that `text` names, each with the words up to the next."""
    names = [
        word
        for word in re.finditer(r"[^\W\d_]+", text)
        if plain(word[0]) in language_names()
        and (word[0][0].isupper() or text.islower() or _BEGINS.search(text[: word.start()]))
    ]
    names = [word for number, word in enumerate(names) if not _inside_level(text, names, number)]
    for number, word in enumerate(names):
        end = names[number + 1].start() if number + 1 < len(names) else len(text)
        level = _RATING.sub(" ", text[word.end() : end]).replace(GAP, " ")
        level = re.sub(r"^[\s:,;–—|/·•()-]+|[\s:,;–—|/·•(-]+$", "", level)
        if level.count(")") > level.count("("):
            level = level.rstrip(")") if level.endswith(")") else level.replace(")", "", 1)
        yield word[0], " ".join(level.split())


def _inside_level(text: str, names: list[re.Match[str]], number: int) -> bool:
    """Say whether the name stands in brackets after another ("English (Cambridge English: C1)")."""
    if number == 0:
        return False
    between = text[names[number - 1].end() : names[number].start()]
    return between.count("(") > between.count(")")


def titled(lines: Sequence[Line], out: Collector, section: str, keys: tuple[str, str, str]) -> Left:
    """Put each line as an entry of `section`; `keys` name its title, who gave it, and its date."""
    title, giver, date = keys
    last: Line | None = None
    for text, line, bullet in paragraphs(lines):
        del bullet
        text = "\t".join(line.parts) if " ".join(line.parts) == text else text  # noqa: PLW2901 - with its wide gaps
        dates = [period for period in periods(text) if period.stop or period.start]
        told = dates[-1] if dates else None
        rest = strip_edges(f"{text[: told.begin]} {text[told.end :]}") if told else text
        if rest.count("(") > rest.count(")"):  # the bracket closed behind the date
            rest = rest.replace("(", GAP, 1)
        if not re.search(r"\w", rest):
            if last is not None and told and date not in out.profile[section][-1]:
                out.put(f"{section}[{out.count(section) - 1}].{date}", told.stop or told.start, line.where)
            continue
        path = f"{section}[{out.count(section)}]"
        name, given = _name_and_giver(rest)
        out.put(f"{path}.{title}", name, line.where)
        out.put(f"{path}.{giver}", given, line.where)
        if told:
            out.put(f"{path}.{date}", told.stop or told.start, line.where)
        last = line
    yield from ()


def _name_and_giver(text: str) -> tuple[str, str]:
    """Return a certificate's name, with its abbreviation and level, and who gave it, "" where nobody is named."""
    hidden = _BRACKET.sub(lambda found: f"\x02{found[1]}\x03" if _names_it(found, text) else found[0], text)
    head = _HEAD.match(hidden)
    name, given = (head["head"], head["rest"]) if head else (hidden.replace(GAP, " "), "")
    if given and plain(given).split()[:1] and plain(given).split()[0] in certificate_levels():
        name, given = hidden.replace(GAP, " "), ""
    shown = [strip_edges(part.replace("\x02", "(").replace("\x03", ")")) for part in (name, given)]
    return shown[0], shown[1]


def _names_it(bracket: re.Match[str], text: str) -> bool:
    """Say whether what stands in the bracket is another name of what stands before: its initials, a code, a score."""
    inside = bracket[1]
    words = re.findall(r"[^\W\d_]+", text[: bracket.start()])
    initials = iter("".join(word[0] for word in words).casefold())
    letters = [char for char in inside.split()[0].casefold() if char.isalpha()]
    if inside.split()[0].isupper() and letters and all(letter in initials for letter in letters):
        return True
    return any(char.isdigit() for char in inside) and not re.search(r"[^\W\d_]{4}", inside)


def interests(lines: Sequence[Line], out: Collector) -> Left:
    """Put each interest; yield sentences."""
    for text, line, _ in _rows(lines):
        for item in (item for part in text.split(GAP) for item in _items(part)):
            if len(item.split()) > _MAX_SKILL_WORDS:
                yield line, item
            else:
                out.put(f"interests[{out.count('interests')}].name", item, line.where)


def summary(lines: Sequence[Line], out: Collector) -> Left:
    """Put the text as the summary; a second one is not understood."""
    if "summary" in out.profile.get("basics", {}):
        yield from ((line, line.text) for line in lines)
        return
    told = "\n".join(text for text, _, _ in paragraphs(lines))
    if told:
        out.put("basics.summary", told, lines[0].where)
