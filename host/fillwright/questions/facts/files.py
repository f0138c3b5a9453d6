"""Which stored file a file input gets: the person's own choice by kind, else the only one whose name says so."""

from __future__ import annotations

from pathlib import PurePath

from fillwright.questions.facts.base import Ask, Fact, Missing
from fillwright.questions.synonyms import table
from fillwright.questions.wording import normalise


def stored(ask: Ask) -> Fact | Missing:
    """Return the stored file for the input's kind, by name; a text box takes no file."""
    if ask.field.type != "file":
        return Missing(f"a text box: paste the words of your {ask.key} yourself")
    chosen = ask.application.files.get(ask.key)
    if chosen:
        if ask.files and chosen not in ask.files:
            return Missing(f"“{chosen}” is not among your stored files")
        return Fact(texts=(chosen,), evidence=(f"application.files.{ask.key}",))
    found = [name for name in ask.files if kind_of(name) == ask.key]
    if len(found) == 1:
        return Fact(texts=(found[0],), evidence=(f"files/{found[0]}",), confidence=0.85)
    if found:
        return Missing(f"several stored files could be the {ask.key}: set application.files.{ask.key}")
    return Missing(f"no stored {ask.key} (application.files.{ask.key})")


def kind_of(name: str) -> str | None:
    """Return the kind a file's name tells: "resume", "cover-letter" or "photo"; None where it tells none or several."""
    words = f" {normalise(PurePath(name).stem)} "
    kinds = {kind for kind, listed in table("filenames").items() if any(f" {word} " in words for word in listed)}
    return kinds.pop() if len(kinds) == 1 else None
