"""Labels that name a whole and then one of its parts, and words that several languages know."""

from __future__ import annotations

import pytest

from fillwright.messages import Field
from fillwright.questions import analyze


@pytest.mark.parametrize(
    ("field", "key"),
    [
        (Field(label="What's your name? Last name"), "family-name"),
        (Field(label="Name: First"), "given-name"),
        (Field(label="Mailing address - City"), "address-level2"),
        (Field(label="Name", placeholder="First"), "given-name"),
        (Field(label="Name", placeholder="Last name"), "family-name"),
        (Field(label="Address", placeholder="City"), "address-level2"),
    ],
)
def test_the_part_is_asked_for(field: Field, key: str) -> None:
    assert analyze(field).key == key


@pytest.mark.parametrize(
    ("field", "key"),
    [
        (Field(label="Name", placeholder="First and last name"), "name"),
        (Field(label="Name", placeholder="Jane Doe"), "name"),
        (Field(label="Name (first)"), "name"),
        (Field(label="Address", placeholder="Street, city, postal code"), "street-address"),
    ],
)
def test_the_whole_is_asked_for_where_no_single_part_is_named(field: Field, key: str) -> None:
    assert analyze(field).key == key


def test_the_forms_language_tells_a_company_from_a_signature() -> None:
    firma = Field(label="Firma *")
    assert analyze(firma, tongue="de").key == "organization"
    assert analyze(firma, tongue="it").key == "certify"
    assert analyze(firma).key == "certify"
