"""Labels that name a whole and then one of its parts, and words that several languages know."""

from __future__ import annotations

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.messages import Field
from fillwright.providers import create_drafts
from fillwright.questions import analyze
from fillwright.questions.facts.address import split_street
from fillwright.response_generator import ResponseGenerator


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


@pytest.mark.parametrize(
    ("line", "split"),
    [
        ("Musterstraße 5a", ("Musterstraße", "5a")),
        ("Calle Mayor, 12", ("Calle Mayor", "12")),
        ("12 Rue de la Paix", ("Rue de la Paix", "12")),
        ("221B Baker Street", ("Baker Street", "221B")),
        ("350 5th Ave", ("5th Ave", "350")),
        ("Straße des 17. Juni 135", ("Straße des 17. Juni", "135")),
        ("Via Roma 3/B", ("Via Roma", "3/B")),
        ("Main St 12, Apt 4", None),
        ("10 Downing Street 5", None),
        ("P.O. Box 123", None),
        ("Am Markt", None),
    ],
)
def test_a_house_number_is_told_apart_where_it_is_plain(line: str, split: tuple[str, str] | None) -> None:
    assert split_street(line) == split


async def _answers(address: str, *labels: str) -> list[object]:
    processor = BatchProcessor(ResponseGenerator(create_drafts()))
    person = {"basics": {"location": {"address": address}}}
    reply = await processor.batch_generate([{"label": label, "type": "text"} for label in labels], person)
    return [response.answer for response in reply.responses]


async def test_a_street_has_no_number_where_that_is_asked_for_beside_it() -> None:
    assert await _answers("Musterstraße 5a", "Straße", "Hausnummer") == ["Musterstraße", "5a"]
    assert await _answers("Musterstraße 5a", "Straße") == ["Musterstraße 5a"]


async def test_an_address_that_can_not_be_split_stays_whole() -> None:
    assert await _answers("Am Markt", "Street", "House number") == ["Am Markt", None]
