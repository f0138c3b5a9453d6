"""Pages to be read and filled in a real browser: a form of many fields, and large pages around a form."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from html import escape
from typing import Final

KINDS: Final = ("text", "text", "email", "select", "radio", "text", "textarea", "checkbox", "number", "date")
WORDS: Final = (
    *("harbour", "lantern", "compass", "rudder", "anchor", "tide", "mooring", "galley", "beacon", "keel"),
    *("voyage", "signal", "chart", "cargo", "quay", "deck", "bosun", "pilot", "watch", "rope"),
    *("sail", "mast", "helm", "buoy", "channel", "crew", "storm", "fleet", "dock", "pier"),
)
AROUND: Final = 25
COUNTRIES: Final = tuple(f"Country of {first} and {second}" for first in WORDS for second in WORDS[:8])


def _words(source: random.Random, count: int) -> str:
    return " ".join(source.choice(WORDS) for _ in range(count))


def _control(source: random.Random, kind: str, name: str) -> str:
    if kind == "select":
        options = "".join(f'<option value="{place}">{text}</option>' for place, text in enumerate(COUNTRIES, 1))
        return f'<select id="{name}" name="{name}"><option value="">Select…</option>{options}</select>'
    if kind == "radio":
        return "".join(
            f'<label class="choice"><input type="radio" name="{name}" value="{text}"><span>{text}</span></label>'
            for text in ("Yes", "No", "Not yet")
        )
    if kind == "textarea":
        return f'<textarea id="{name}" name="{name}" rows="4" maxlength="2000"></textarea>'
    return (
        f'<input id="{name}" name="{name}" type="{kind}" placeholder="{_words(source, 2)}" aria-describedby="{name}-h">'
    )


def field(source: random.Random, place: int) -> str:
    """Return the markup of one question as application systems nest it: label, control, help, error, in boxes."""
    kind, name = KINDS[place % len(KINDS)], f"question_{place}"
    asked = f"{_words(source, 4).capitalize()} {place}"
    tag, tied = ("div", "") if kind == "radio" else ("label", f' for="{name}"')
    parts = (
        f'<div class="field field--{kind}"><div class="field__inner">',
        f'<{tag} class="field__label"{tied}><span>{asked}</span><span class="mark" aria-hidden="true">*</span></{tag}>',
        f'<div class="field__control"><div class="box">{_control(source, kind, name)}</div></div>',
        f'<div class="field__help" id="{name}-h">{_words(source, 8)}</div><div class="field__error" hidden></div>',
        "</div></div>",
    )
    return "".join(parts)


def form(count: int, seed: int = 1) -> str:
    """Return a form of `count` fields, in sections of ten."""
    source = random.Random(seed)  # noqa: S311 - no secret, the same page each time
    parts = [
        (f"<h3>{_words(source, 2).capitalize()}</h3>" if not place % 10 else "") + field(source, place)
        for place in range(count)
    ]
    return f'<form id="application" action="#">{"".join(parts)}<button>Apply</button></form>'


_STYLE: Final = "".join(
    f".{name}{{display:block;margin:{size}px;padding:2px}}.{name} .inner-{size}{{color:#333}}"
    for size, name in enumerate(("field", "field__inner", "field__control", "box", "choice", "card", "row", "col"))
)


def page(body: str) -> str:
    """Return a whole page around `body`."""
    head = f'<meta charset="utf-8"><title>Deckhand</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def _surroundings(source: random.Random, size: int) -> Iterator[str]:
    """Yield sections of text, links and drawings until they have `size` characters."""
    written = 0
    while written < size:
        path = " ".join(str(source.randrange(999)) for _ in range(60))
        links = "".join(f'<li class="row"><a href="#">{_words(source, 3)}</a></li>' for _ in range(12))
        data = escape(json.dumps({"id": source.randrange(9999), "tags": [_words(source, 20)]}))
        part = (
            f'<section class="card" data-state="{data}"><div class="row"><div class="col">'
            f'<svg viewBox="0 0 24 24"><path d="M{path}z"/></svg><h4>{_words(source, 5)}</h4>'
            f'<p>{_words(source, 60)}</p><ul>{links}</ul><button type="button">{_words(source, 1)}</button>'
            "</div></div></section>"
        )
        written += len(part)
        yield part


def large(size: int, seed: int) -> str:
    """Return a page of about `size` bytes: a job's description, links and drawings around a form of AROUND fields."""
    source = random.Random(seed)  # noqa: S311 - no secret, the same page each time
    questions = form(AROUND, seed)
    around = list(_surroundings(source, max(0, size - len(questions))))
    middle = len(around) // 2
    return page(f"<main>{''.join(around[:middle])}<h1>Deckhand</h1>{questions}{''.join(around[middle:])}</main>")
