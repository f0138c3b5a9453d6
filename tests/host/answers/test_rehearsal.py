"""What the first answer does not wait for."""

from __future__ import annotations

from fillwright.answers import Sources, load, rehearse, unsupported
from fillwright.messages import Field
from tests.support.claimants import grounds_of

HONEST = "At Nordkai I led 4 people for three years with Python; I hold a degree and speak German."


def test_after_a_rehearsal_an_answer_finds_all_it_needs_worked_out() -> None:
    load()
    grounds = grounds_of("leonie")
    rehearse(grounds, Sources(()))
    worked_out = set(vars(grounds))
    unsupported(HONEST, Field(label="Tell us about yourself"), grounds)
    assert worked_out >= {"own", "known", "words", "told_words", "spans"}
    assert set(vars(grounds)) == worked_out
