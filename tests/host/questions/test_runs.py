"""What a question means behind the one before it: lines of an address, and data of somebody named before."""

from __future__ import annotations

import pytest

from fillwright.messages import Field, Option
from fillwright.questions import analyze, beside


def _keys(*fields: Field) -> list[str | None]:
    return [verdict.key for verdict in beside(fields, [analyze(field) for field in fields])]


def test_one_label_over_several_lines_asks_for_one_after_the_other() -> None:
    fields = (Field(label="Address"), Field(label="Address"), Field(label="Address"), Field(label="Address"))
    assert _keys(*fields) == ["street-address", "address-line2", "address-line3", None]


def test_the_same_label_under_another_heading_begins_anew() -> None:
    fields = (Field(label="Address", section="You"), Field(label="Address", section="Delivery"))
    assert _keys(*fields) == ["street-address", "street-address"]


def test_what_is_asked_again_behind_somebody_elses_name_is_theirs() -> None:
    fields = ("Name", "Phone", "Emergency contact", "Phone", "Favourite colour")
    assert _keys(*(Field(label=label) for label in fields)) == ["name", "tel", None, None, None]


def test_what_is_asked_for_the_first_time_behind_it_is_the_persons() -> None:
    assert _keys(Field(label="Name"), Field(label="Emergency contact"), Field(label="Postcode"))[2] == "postal-code"


@pytest.mark.parametrize(
    "label",
    [
        "And their phone number?",
        "What is her email address?",
        "Deren Telefonnummer",
        "Quel est son numéro ?",
        "Telefone dele",
        "Wat is hun telefoonnummer?",
    ],
)
def test_a_word_that_goes_back_to_somebody_asks_for_their_data(label: str) -> None:
    assert analyze(Field(label=label, type="tel")).key is None


@pytest.mark.parametrize("label", ["Bairro", "Colonia", "Stadtteil"])
def test_a_quarter_of_a_town_is_no_line_of_an_address(label: str) -> None:
    assert analyze(Field(label=label, name="address2")).key not in {"street-address", "address-line2"}


def test_a_bare_number_is_the_houses_where_its_name_says_street() -> None:
    assert analyze(Field(label="Número", name="street[1]")).key == "house-number"


def test_an_x_behind_a_phone_is_its_extension() -> None:
    assert _keys(Field(label="Phone"), Field(label="x"))[1] == "tel-extension"
    assert _keys(Field(label="Phone"), Field(label="X"))[1] != "tel-extension"


def test_forms_of_address_are_no_name() -> None:
    options = tuple(Option(value=text, label=text) for text in ("Mr", "Mrs", "Miss", "Ms", "Dr", "Rev"))
    field = Field(label="Your name", name="title", type="select", options=options)
    assert analyze(field).key == "honorific-prefix"


def test_where_to_send_something_is_no_address() -> None:
    options = tuple(Option(value=text, label=text) for text in ("Same as shipping address", "Another address"))
    assert analyze(Field(label="Billing address", type="radio", options=options)).key is None


@pytest.mark.parametrize("label", ["Coupon", "Código promocional", "Gutscheincode", "Kortingscode", "Code promo"])
def test_a_voucher_is_asked_of_nobody(label: str) -> None:
    assert analyze(Field(label=label)).strategy == "skip"


@pytest.mark.parametrize(
    "label",
    [
        "E-mail me specials and clearance offers",
        "SMS me special offers",
        "Yes, put me on the mailing list",
        "Angebote per E-Mail erhalten",
        "Desidero ricevere offerte",
        "Ja, stuur mij aanbiedingen",
    ],
)
def test_mail_about_offers_is_consented_to(label: str) -> None:
    assert analyze(Field(label=label, type="checkbox")).key == "consent"
