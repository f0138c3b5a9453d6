"""Single lines of a résumé's lists: languages with their levels, certificates with who gave them."""

from __future__ import annotations

import io

import pytest
from docx import Document

from fillwright.profile.importers import import_resume


def resume(*lines: str) -> bytes:
    document, out = Document(), io.BytesIO()
    for line in ("Camille Exemple", "camille@example.com", *lines):
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Anglais : courant ; Allemand : notions", [("Anglais", "courant"), ("Allemand", "notions")]),
        ("Anglais courant ; allemand scolaire", [("Anglais", "courant"), ("allemand", "scolaire")]),
        ("anglais (C1) ; espagnol (B1)", [("anglais", "C1"), ("espagnol", "B1")]),
        ("English: fluent; German: B1; Welsh", [("English", "fluent"), ("German", "B1"), ("Welsh", None)]),
        ("English (Cambridge English: C1)", [("English", "Cambridge English: C1")]),
    ],
)
def test_each_language_has_its_own_level(line: str, told: list[tuple[str, str | None]]) -> None:
    languages = import_resume(resume("Langues", line)).profile["languages"]
    assert [(each["language"], each.get("fluency")) for each in languages] == told


@pytest.mark.parametrize(
    ("line", "name", "issuer"),
    [
        ("Certified Kubernetes Administrator (CKA), 2021", "Certified Kubernetes Administrator (CKA)", None),
        ("Project Management Professional (PMP), PMI, 2019", "Project Management Professional (PMP)", "PMI"),
        ("Professional Scrum Master (PSM I) – Scrum.org – 2020", "Professional Scrum Master (PSM I)", "Scrum.org"),
        ("Cloud Architect – Associate (SAA-C03), 2022", "Cloud Architect – Associate (SAA-C03)", None),
        ("TOEFL (110/120)", "TOEFL (110/120)", None),
        ("ITIL 4 Foundation (Axelos) 2020", "ITIL 4 Foundation", "Axelos"),
        ("DELF B2 (Institut français), 2015", "DELF B2", "Institut français"),
    ],
)
def test_an_abbreviation_is_no_issuer(line: str, name: str, issuer: str | None) -> None:
    (certificate,) = import_resume(resume("Certificates", line)).profile["certificates"]
    assert (certificate["name"], certificate.get("issuer")) == (name, issuer)
