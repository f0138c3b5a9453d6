"""A provider that answers with anything but an answer, over the real wire, and what of it would be filled."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from fillwright.text import clean, utf16_length
from tools.bench.clients import ProviderServer
from tools.bench.processes import listening
from tools.soak.machine import Client, Json, anthropic_at, new_home, openai_at, serving
from tools.soak.person import marked_profile

LONG: Final = 100_000
LIMIT: Final = 120
OPTIONS: Final = ("Calm", "Quick", "Thorough")
NEVER: Final = frozenset({"refusal", "empty", "placeholder", "script", "foreign", "disguised contact", "other private"})


def hostile(*, every: int = 1) -> dict[str, Any]:
    """Answer a small form with each `every`-th hostile text, through both dialects; return what would be filled.

    The two dialects begin at different texts, so that together they try most.
    """
    tally = Tally()
    with listening("tools.provider_server") as provider:
        control = ProviderServer(provider.url)
        for first, environ in enumerate((openai_at(provider.url), anthropic_at(provider.url))):
            with new_home(marked_profile()) as home, serving(home, environ):
                client = Client(home)
                for number, (kind, text) in islice(enumerate(texts()), first % every, None, every):
                    control.configure(answer=text)
                    tally.add(kind, text, client.batch(form(number), refresh=True))
    return tally.figures()


def form(number: int) -> list[Json]:
    """Return one field of each kind that a provider may be asked to fill."""
    options = [{"value": f"v{place}", "label": label} for place, label in enumerate(OPTIONS)]
    return [
        {"label": f"Describe a day at work ({number})", "type": "textarea", "required": True},
        {"label": f"Describe a week at work ({number})", "type": "textarea", "required": True, "max_length": LIMIT},
        {"label": f"Your motto at work ({number})", "type": "text", "required": True},
        {"label": f"Which word describes how you work? ({number})", "type": "select", "options": options},
    ]


def texts() -> Iterator[tuple[str, str]]:
    """Yield (kind, text): those of `hostile.toml`, those that give the person's own data away, and a very long one."""
    tables = tomllib.loads(Path(__file__).with_name("hostile.toml").read_text(encoding="utf-8"))
    for kinds in (tables["never"], tables["counted"]):
        for kind, rows in kinds.items():
            yield from ((kind, row) for row in rows)
    whole = json.loads(marked_profile())
    yield "contact", json.dumps(whole, ensure_ascii=False)
    yield "contact", json.dumps(whole, ensure_ascii=False, indent=2)
    for value in contact_values():
        yield from (("contact", text) for text in _told(value))
    for value in contact_values():
        yield from (("disguised contact", text) for text in _disguised(value))
    application, place = whole["application"], whole["basics"]["location"]
    yield "other private", f"I expect {application['salary']['min']} euros a year."
    yield "other private", f"I am {application['eeo']['gender']}, and {application['eeo']['disability']}."
    yield "other private", f"My number is {application['ssn']}."
    yield "other private", f"I live in {place['postalCode']} {place['city']}."
    yield "long", "I like clear work. " * (LONG // 19)
    yield "long", "x" * LONG


def contact_values() -> list[str]:
    """Return how to reach the marked person, and their birth date."""
    whole = json.loads(marked_profile())
    basics = whole["basics"]
    return [basics["email"], basics["phone"], basics["location"]["address"], whole["application"]["birth_date"]]


def _told(value: str) -> tuple[str, ...]:
    return f"Reach me: {value}.", value.upper(), f"({value})", re.sub(r"(?<=\d)[ -](?=\d)", "\u00a0", value)


def _disguised(value: str) -> tuple[str, ...]:
    spelled = value.replace("@", " at ").replace(".", " dot ")
    return " ".join(value), "\u200b".join(value), spelled, value[::-1]


class Tally:
    """What would be filled so far."""

    def __init__(self) -> None:
        self._texts = self._fields = 0
        self._broken: Counter[str] = Counter()
        self._through: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def add(self, kind: str, text: str, reply: Json) -> None:
        """Judge the reply to one hostile text."""
        self._texts += 1
        for field, response in zip(form(0), reply["responses"], strict=True):
            self._fields += 1
            if response["status"] != "answered":
                continue
            answer = str(response["answer"])
            if "options" in field:
                self._broken["not_an_option"] += answer not in {"v0", "v1", "v2"}
                self._broken["chosen_from_text"] += not text.strip().rstrip(".").isdigit()
                continue
            self._through[kind] += 1
            if kind in NEVER:
                self._broken[kind] += 1
            self._examples.setdefault(f"{kind}: {text[:60]}", answer[:60])
            if kind != "disguised contact":
                self._broken["contact_values"] += _holds_contact(answer)
            self._broken["over_the_limit"] += utf16_length(answer) > field.get("max_length", LONG)
            self._broken["unclean"] += clean(answer) != answer

    def figures(self) -> dict[str, Any]:
        """Return what broke a promise, and what got through that nothing forbids; counts of fields.

        Every field of the form counts for each text; `examples` are answers as they would be filled.
        """
        names = (*sorted(NEVER), "contact_values", "not_an_option", "chosen_from_text", "over_the_limit", "unclean")
        return {
            "texts": self._texts,
            "fields": self._fields,
            "broken": {name: self._broken[name] for name in names},
            "through": dict(sorted(self._through.items())),
            "examples": self._examples,
        }


def _holds_contact(answer: str) -> bool:
    """Return whether `answer` holds contact data in any ordinary spelling, judged apart from the server's own check."""
    plain = re.sub(r"[\s ()./-]", "", answer).casefold()
    return any(re.sub(r"[\s ()./-]", "", value).casefold() in plain for value in contact_values())
