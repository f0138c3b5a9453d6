"""Labels that name a whole and then one of its parts, and words that several languages know."""

from __future__ import annotations

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.messages import Field, Option
from fillwright.providers import create_drafts
from fillwright.questions import analyze, beside
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
        (Field(label="Name (first and last)"), "name"),
        (Field(label="Name (last, first)"), "name"),
        (Field(label="Name (as on your passport)"), "name"),
        (Field(label="Full name (first last)"), "name"),
        (Field(label="Address", placeholder="Street, city, postal code"), "street-address"),
    ],
)
def test_the_whole_is_asked_for_where_no_single_part_is_named(field: Field, key: str) -> None:
    assert analyze(field).key == key


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Name (First)", "given-name"),
        ("Name (Last)", "family-name"),
        ("Your name (Middle)", "additional-name"),
        ("Name – First", "given-name"),
        ("Name - Last", "family-name"),
        ("Name (Vorname)", "given-name"),
        ("Name (Nachname)", "family-name"),
        ("Nom (prénom)", "given-name"),
        ("Nom (de famille)", "family-name"),
        ("Nombre (de pila)", "given-name"),
        ("Nombre (apellidos)", "family-name"),
        ("Nome (nome)", "given-name"),
        ("Nome – cognome", "family-name"),
        ("Nome (primeiro)", "given-name"),
        ("Nome (último)", "family-name"),
        ("Naam (voornaam)", "given-name"),
        ("Naam – achternaam", "family-name"),
    ],
)
def test_a_name_with_its_part_behind_it_is_that_part(label: str, key: str) -> None:
    assert analyze(Field(label=label)).key == key


@pytest.mark.parametrize(
    ("label", "section", "key"),
    [
        ("First", "Name", "given-name"),
        ("Last", "Name", "family-name"),
        ("Primero", "Nombre", "given-name"),
        ("Último", "Nome", "family-name"),
    ],
)
def test_a_part_under_the_heading_of_a_name_is_that_part(label: str, section: str, key: str) -> None:
    assert analyze(Field(label=label, section=section)).key == key


@pytest.mark.parametrize("label", ["Emergency contact name – First", "Reference's name (Last)", "Referee name: First"])
def test_a_part_of_another_persons_name_is_nobodys(label: str) -> None:
    assert analyze(Field(label=label)).key is None


def _keys(*fields: Field) -> list[str | None]:
    return [verdict.key for verdict in beside(fields, [analyze(field) for field in fields])]


def test_a_subject_is_one_of_study_only_where_schooling_is_asked_for() -> None:
    subject = Field(label="Subject")
    assert _keys(subject, Field(label="Your message", type="textarea"))[0] is None
    assert _keys(Field(label="Email"), subject)[1] is None
    assert _keys(Field(label="Subject", section="Education"))[0] == "field-of-study"
    assert _keys(Field(label="University"), subject) == ["school", "field-of-study"]
    assert _keys(subject, Field(label="Degree"))[0] == "field-of-study"


@pytest.mark.parametrize("number", ["Número", "Número *", "Nº"])
def test_a_bare_number_is_the_houses_beside_a_street(number: str) -> None:
    assert _keys(Field(label="Calle"), Field(label=number))[1] == "house-number"
    assert _keys(Field(label="Rua", section="Endereço"), Field(label=number, section="Endereço"))[1] == "house-number"


def test_a_bare_number_is_the_phones_beside_an_address_for_mail() -> None:
    assert _keys(Field(label="Correo electrónico"), Field(label="Número"))[1] == "tel"
    assert _keys(Field(label="E-mail"), Field(label="Número", section="Documento"))[1] is None


@pytest.mark.parametrize("label", ["Número", "Number", "Nr."])
def test_a_bare_number_alone_is_nothing(label: str) -> None:
    verdict = analyze(Field(label=label))
    assert (verdict.strategy, verdict.key) == ("extract", None)


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


async def test_what_stands_behind_a_house_number_goes_where_that_is_asked_for() -> None:
    assert await _answers("Dorpsstraat 12 B", "Straat", "Huisnummer", "Toevoeging") == ["Dorpsstraat", "12", "B"]
    assert await _answers("Dorpsstraat 12", "Straat", "Huisnummer", "Toevoeging") == ["Dorpsstraat", "12", None]
    assert await _answers("Dorpsstraat 12 B", "Straat", "Huisnummer") == ["Dorpsstraat", "12 B"]


async def test_no_line_of_an_address_is_told_twice() -> None:
    lines = "Mill House\n4 Dock Road\nWestferry"
    assert await _answers(lines, "Address", "Address line 2") == ["Mill House", "4 Dock Road, Westferry"]
    assert await _answers(lines, "Address", "Address", "Address") == ["Mill House", "4 Dock Road", "Westferry"]
    assert await _answers(lines, "Address") == ["Mill House, 4 Dock Road, Westferry"]


@pytest.mark.parametrize(
    ("label", "section", "key"),
    [
        ("Select all that apply", "Race & ethnicity", "race"),
        ("Please choose one of the following", "Gender", "gender"),
        ("Bitte Zutreffendes ankreuzen", "Geschlecht", "gender"),
        ("Marque todas las que correspondan", "Raza", "race"),
        ("Kies een optie", "Geslacht", "gender"),
        ("Select one", "Are you legally authorized to work in the US?", "work-authorization"),
    ],
)
def test_choices_that_only_say_how_to_choose_are_told_by_their_heading(label: str, section: str, key: str) -> None:
    options = tuple(Option(value=text, label=text) for text in ("Yes", "No"))
    assert analyze(Field(label=label, section=section, type="radio", options=options)).key == key


def test_choices_that_say_of_what_are_not_told_by_their_heading() -> None:
    options = tuple(Option(value=text, label=text) for text in ("Welding", "Forklift"))
    field = Field(label="Select all trades you have worked in", section="Gender", type="checkbox", options=options)
    assert analyze(field).strategy != "sensitive"
