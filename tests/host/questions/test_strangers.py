"""Whose data a field asks for: somebody else's, or an address where the person does not live, is never theirs."""

from __future__ import annotations

from typing import Any

import pytest

from fillwright.messages import Field
from fillwright.questions import analyze


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("Name", {"section": "In an emergency notify"}),
        ("E-mailadres", {"section": "Ontvanger"}),
        ("Telefon", {"section": "Angaben zum Kind"}),
        ("First name", {"section": "Guest 2"}),
        ("Name", {"section": "Datos del niño/a"}),
        ("Nome", {"section": "Dados do amigo"}),
        ("Téléphone", {"section": "Personne à contacter en cas d'urgence", "type": "tel"}),
        ("Name", {"name": "friend_name"}),
        ("Phone", {"name": "emergencyContactPhone", "type": "tel"}),
        ("Postcode", {"section": "Your old address", "autocomplete": "postal-code"}),
        ("City", {"name": "previous_city"}),
        ("Code postal de départ", {}),
        ("Location", {"section": "Work Experience 1"}),
    ],
)
def test_what_heading_or_name_give_to_others_has_no_key(label: str, parts: dict[str, Any]) -> None:
    assert analyze(Field(label=label, **parts)).key is None


@pytest.mark.parametrize(
    ("label", "parts", "key"),
    [
        ("Email", {"autocomplete": "email username", "type": "email"}, "email"),
        ("Calle", {"autocomplete": "new-password"}, "street-address"),
        ("Name", {"name": "nachname"}, "family-name"),
        ("Name", {"autocomplete": "family-name"}, "family-name"),
        ("First name", {"autocomplete": "name"}, "given-name"),
        ("Address", {"name": "billing[address2]"}, "address-line2"),
        ("Ciudad de envío", {}, "address-level2"),
        ("Your name", {"section": "Guest details"}, "name"),
        ("Name", {"section": "Owner"}, "name"),
        ("Email Address", {"name": "username", "type": "email"}, "email"),
        ("Pincode", {"name": "pin"}, "postal-code"),
        ("Street Address: Line 2", {}, "address-line2"),
    ],
)
def test_what_the_browser_is_told_does_not_hide_what_is_asked(label: str, parts: dict[str, Any], key: str) -> None:
    assert analyze(Field(label=label, **parts)).key == key


def test_a_box_of_which_only_a_password_is_known_is_left_alone() -> None:
    assert analyze(Field(label="Abc", type="text", autocomplete="new-password")).strategy == "skip"
