from __future__ import annotations

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.batch_processor.repeats import REASON
from fillwright.messages import Field, FieldResponse
from fillwright.profile import sample_profile
from fillwright.providers import create_drafts
from fillwright.response_generator import ResponseGenerator


async def answered(*fields: Field) -> list[FieldResponse]:
    return (await BatchProcessor(ResponseGenerator(create_drafts())).batch_generate(fields, sample_profile())).responses


BLOCK = [Field(label="Company", section="Employment"), Field(label="Job title", section="Employment")]


async def test_only_the_first_of_several_positions_is_the_present_one() -> None:
    first, title, *others = await answered(*BLOCK, *BLOCK, *BLOCK)
    assert (first.answer, title.answer) == ("Nordkai Logistics", "Senior Backend Engineer")
    assert {(other.status, other.answer, other.reason) for other in others} == {("needs_review", None, REASON)}


@pytest.mark.parametrize(
    ("label", "section"),
    [("Company", "Employment 2"), ("Employer 3", ""), ("School 2", ""), ("School", "Education #2")],
)
async def test_a_number_says_that_a_further_entry_is_meant(label: str, section: str) -> None:
    [response] = await answered(Field(label=label, section=section))
    assert (response.status, response.answer) == ("needs_review", None)


async def test_different_wordings_of_one_fact_are_both_answered() -> None:
    responses = await answered(Field(label="Current company"), Field(label="Who is your current employer?"))
    assert [response.answer for response in responses] == ["Nordkai Logistics"] * 2


async def test_a_first_numbered_entry_and_other_facts_asked_twice_are_answered() -> None:
    fields = [
        Field(label="Company", section="Employment 1"),
        Field(label="E-mail", type="email"),
        Field(label="E-mail", type="email"),
    ]
    assert all(response.status == "answered" for response in await answered(*fields))
