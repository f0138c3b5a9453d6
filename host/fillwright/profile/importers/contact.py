"""Who the person is and how to reach them, from a résumé's head."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from fillwright.profile.importers.address import address
from fillwright.profile.importers.dates import periods
from fillwright.profile.importers.lexicon import bare, headings, languages, plain, section_of, words
from fillwright.profile.importers.lines import Line, Link
from fillwright.profile.importers.model import Collector
from fillwright.profile.importers.parts import is_place, is_school, leaning, pieces

_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_URL: Final = re.compile(
    r"(?<![@\w.])(?:https?://|www\.)[^\s|,;<>()]+|(?<![@\w.])(?:[\w-]+\.)+(?:com|org|net|io|dev|de|fr|es|eu|me|co|uk|at|ch|info|app|site|name|tech|design|xyz)(?:/[^\s|,;<>()]*)?(?![\w@])",
    re.IGNORECASE,
)
_NETWORK: Final = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?P<site>linkedin|github|gitlab|xing|twitter|x|stackoverflow|behance|dribbble|medium|researchgate|orcid|kaggle|instagram|facebook|tiktok|youtube|vimeo|pinterest|leetcode|hackerrank|huggingface)\.(?:com|org|net|io|co)/(?:(?:in|profile|users|pub|c|channel|u)/)?@?(?P<user>[^/?#\s]+)",
    re.IGNORECASE,
)
_NETWORKS: Final = {
    "linkedin": "LinkedIn",
    "github": "GitHub",
    "gitlab": "GitLab",
    "xing": "XING",
    "twitter": "Twitter",
    "x": "X",
    "stackoverflow": "Stack Overflow",
    "behance": "Behance",
    "dribbble": "Dribbble",
    "medium": "Medium",
    "researchgate": "ResearchGate",
    "orcid": "ORCID",
    "kaggle": "Kaggle",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "vimeo": "Vimeo",
    "pinterest": "Pinterest",
    "leetcode": "LeetCode",
    "hackerrank": "HackerRank",
    "huggingface": "Hugging Face",
}
_REGIONS: Final = (None, "DE", "FR", "ES", "GB", "US", "AT", "CH")
_BARS: Final = re.compile(r"[|·•▪●,;\t]|\s[–—]\s|\s{2,}")
_MIN_DIGITS: Final = 7
_LABEL: Final = re.compile(r"^\s*([^\d:@\t]{1,30}?)\s*[:\t]\s*")
_PARTICLES: Final = frozenset(
    {
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "la",
        "le",
        "du",
        "da",
        "dos",
        "di",
        "y",
        "zu",
        "zum",
        "zur",
        "ten",
        "bin",
        "ibn",
        "al",
        "el",
        "of",
    }
)
_NAME_WORD: Final = re.compile(r"[^\W\d_][^\W\d_.’'-]*(?:[’'.-][^\W\d_]*)*\.?")
_TITLE: Final = re.compile(
    r"^(?:(?:dr|prof|ing|dipl|mag|mr|mrs|ms|herr|frau|m|mme|sr|sra|d|dña)\b\.?(?:-\w+\.)?\s+)+", re.IGNORECASE
)
_LABEL_LENGTH: Final = 70
_NAME_LINES: Final = 15
_NAME_WORDS: Final = (2, 5)


class Contact:
    """Reads the head's lines; `used` are those of which nothing more is to be told, `rest` what is left of others."""

    def __init__(self, out: Collector) -> None:
        self._out = out
        self.used: set[int] = set()
        self._left: dict[int, str] = {}

    def rest(self, line: Line) -> str:
        """Return what of `line` was not taken yet."""
        return self._left.get(id(line), line.text)

    def _take(self, line: Line, text: str) -> None:
        left = self.rest(line).replace(text, " ", 1)
        self._left[id(line)] = left
        if not re.search(r"\w", left):
            self.used.add(id(line))

    def email(self, lines: Sequence[Line], links: Sequence[Link]) -> None:
        """Put the first address."""
        for line in lines:
            found = _EMAIL.search(line.text)
            if found:
                self._out.put("basics.email", found[0], line.where)
                self._take(line, found[0])
                return
        for link in links:
            if link.url.lower().startswith("mailto:"):
                self._out.put("basics.email", link.url[len("mailto:") :].split("?")[0], link.where)
                return

    def phone(self, lines: Sequence[Line]) -> None:
        """Put the first number, as it is written; one without "+" has to be valid somewhere or be labelled."""
        for strict in (True, False):
            for line in lines:
                number = _phone(self.rest(line), strict=strict)
                if number:
                    self._out.put("basics.phone", number, line.where)
                    self._take(line, number)
                    return

    def pages(self, lines: Sequence[Line], links: Sequence[Link]) -> None:
        """Put networks' pages as profiles and the first other page as the person's own."""
        told: set[str] = set()
        shown = [
            (found[0].rstrip(".:"), line.where, line)
            for line in lines
            for found in _URL.finditer(_EMAIL.sub(" ", line.text))
        ]
        hidden = [(link.url, link.where, None) for link in links if link.url.lower().startswith("http")]
        number = 0
        for url, where, line in [*shown, *hidden]:
            bare_url = re.sub(r"^https?://(?:www\.)?|^www\.", "", url.lower()).rstrip("/")
            if line is not None:
                self._take(line, url)
            network = _NETWORK.match(url)
            if bare_url in told or (line is None and not network):
                continue
            told.add(bare_url)
            full = url if "://" in url else f"https://{url}"
            if network:
                path = f"basics.profiles[{number}]"
                number += 1
                self._out.put(f"{path}.network", _NETWORKS[network["site"].lower()], where)
                self._out.put(f"{path}.username", network["user"], where)
                self._out.put(f"{path}.url", full, where)
            elif "url" not in self._out.profile.get("basics", {}):
                self._out.put("basics.url", full, where)

    def name(self, lines: Sequence[Line]) -> Line | None:
        """Put the name: the one labelled so, else the largest line of the head that can be one; return its line."""
        for line in lines:
            label = _LABEL.match(line.text)
            if label and words().labels.get(plain(label[1])) == "name" and name_in(line.text[label.end() :]):
                return self._named(line, name_in(line.text[label.end() :]))
        head = lines[:_NAME_LINES]
        whole = [(line, name_in(line.text)) for line in head]
        pairs = [
            (first, f"{first.text.strip()} {second.text.strip()}")
            for first, second in itertools.pairwise(head)
            if first.size == second.size and _lone(first) and _lone(second) and name_in(f"{first.text} {second.text}")
        ]
        candidates = [(line, name) for line, name in whole if name] + pairs
        if not candidates:
            return None
        order = {id(line): number for number, line in enumerate(head)}
        line, name = max(candidates, key=lambda found: (round(found[0].size), -order[id(found[0])]))
        if (line, name) in pairs:
            self.used.add(id(head[order[id(line)] + 1]))
            self.used.add(id(line))
        return self._named(line, name)

    def _named(self, line: Line, name: str) -> Line:
        self._out.put("basics.name", _cased(name), line.where)
        self._take(line, name)
        return line

    def label(self, lines: Sequence[Line], name: Line | None) -> None:
        """Put the profession that stands beside or below the name."""
        if name is None:
            return
        at = next(number for number, line in enumerate(lines) if line is name)
        for line in lines[at : at + 3]:
            text = self.rest(line).strip(" \t|,–—-·•")
            short = 0 < len(text) <= _LABEL_LENGTH and not text.endswith(".") and not list(periods(text))
            if short and leaning(text) > 0 and not _EMAIL.search(text):
                self._out.put("basics.label", " ".join(text.split()), line.where)
                self.used.add(id(line))
                return

    def place(self, lines: Sequence[Line]) -> None:
        """Put the address: street, postal code, city, region and country as far as they are told."""
        for line in lines:
            if id(line) in self.used:
                continue
            for piece in pieces(self.rest(line)):
                label = _LABEL.match(piece)
                told = bool(label) and words().labels.get(plain(label[1] if label else "")) == "place"
                text = piece[label.end() :] if label else piece
                if label and not told:
                    continue
                if self._place(text.strip(), line, labelled=told):
                    self._take(line, piece)

    def _place(self, text: str, line: Line, *, labelled: bool) -> bool:
        location = self._out.profile.get("basics", {}).get("location", {})
        parts = [part.strip() for part in text.split(",") if part.strip()]
        fields, taken = address(parts)
        if not fields and labelled and parts and not any(char.isdigit() for char in parts[0]):
            fields, taken = {"city": parts[0]}, {0}
        if "address" in fields and len(fields) == 1 and not labelled and len(parts) > 1:
            return False
        if not fields or any(key in location for key in fields):
            return False
        for key, value in fields.items():
            self._out.put(f"basics.location.{key}", value, line.where)
        return len(taken) == len(parts)


def is_label(text: str) -> bool:
    """Say whether `text` is nothing but a label of contact data: what stood behind it was taken."""
    return ":" in text and plain(text) in words().labels


def _lone(line: Line) -> bool:
    return 0 < len(line.text.split()) <= 2 and all(_NAME_WORD.fullmatch(word) for word in line.text.split())  # noqa: PLR2004


def name_in(text: str) -> str:
    """Return `text`, or its beginning before a separator, where it can be a person's name, else ""."""
    text = _without_title(text)
    text = re.split(r"[|,\t•·(]|\s[–—-]\s", text)[0].strip() if text else ""
    text = _TITLE.sub("", text)
    parts = text.split()
    if not _NAME_WORDS[0] <= len(parts) <= _NAME_WORDS[1] or not all(_NAME_WORD.fullmatch(part) for part in parts):
        return ""
    capitals = [part for part in parts if part.casefold() not in _PARTICLES]
    if len(capitals) < _NAME_WORDS[0] or not all(part[0].isupper() for part in capitals):
        return ""
    known = section_of(text) or is_place(text) or is_school(text) or leaning(text) != 0
    spoken = all(token in languages() for token in plain(text).split())
    return "" if known or spoken else text


def _without_title(text: str) -> str:
    """Return `text` without "Curriculum vitae" and its like before the name."""
    for title in sorted(headings().titles, key=len, reverse=True):
        found = re.match(rf"{re.escape(title)}(?:\s+(?:of|von|de))?\s*[:–—|-]?\s+", bare(text), re.IGNORECASE)
        if found:
            return text[found.end() :]
    return text


def _cased(name: str) -> str:
    """Return a name in capitals as it is written otherwise."""
    if not name.isupper():
        return name
    return " ".join(
        word.lower() if word.casefold() in _PARTICLES else re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
        for word in name.split()
    )


def _phone(text: str, *, strict: bool) -> str:
    import phonenumbers  # noqa: PLC0415 - it is slow to import, and only an import of a résumé needs it here

    label = re.search(r"([^\W\d_.]+)\.?\s*(?:\([^)]*\))?\s*[:.]?\s*(?=[+(0-9])", text)
    labelled = bool(label) and words().labels.get(plain(label[1] if label else "")) == "phone"
    leniency = phonenumbers.Leniency.VALID if strict and not labelled else phonenumbers.Leniency.POSSIBLE
    for piece in _BARS.split(text) if not strict else [text]:
        number = _number_in(piece, leniency, anywhere=strict or labelled)
        if number:
            return number
    return ""


def _number_in(text: str, leniency: int, *, anywhere: bool) -> str:
    import phonenumbers  # noqa: PLC0415 - as above

    if not anywhere and not re.match(r"^\W*[+(0]", text.strip()):
        return ""
    for region in _REGIONS:
        if region is None and "+" not in text:
            continue
        for match in phonenumbers.PhoneNumberMatcher(text, region, leniency):
            raw = match.raw_string.strip()
            digits = sum(char.isdigit() for char in raw)
            dated = any(period.ranged or len(period.stop) > len("2019") for period in periods(raw))
            if digits >= _MIN_DIGITS and not dated:
                return str(raw)
    return ""
