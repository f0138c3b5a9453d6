"""Labels of pages of any kind, checkouts to surveys: which ask for the person's own contact data, and which do not.

`contact_labels.tsv` holds a key ("-" for none) and a label a line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fillwright.messages import Field
from fillwright.questions import analyze

LABELS: Final = Path(__file__).with_name("contact_labels.tsv")
ALIKE: Final = {"address-line1": "street-address", "website": "url"}
CONTACT: Final = frozenset(
    {"name", "given-name", "family-name", "email", "tel", "street-address", "address-line2", "address-level2"}
    | {"address-level1", "postal-code", "country", "organization", "organization-title", "url"}
)
PRECISION: Final = 0.99
RECALL: Final = 0.97


def _read() -> list[tuple[str | None, str, str | None]]:
    """Return each label's own key, the label, and the contact key it is read as."""
    rows = []
    for line in LABELS.read_text("utf-8").splitlines():
        wanted, label = line.split("\t")
        key = analyze(Field(label=label, type="text")).key
        found = ALIKE.get(key, key) if key else None
        rows.append((None if wanted == "-" else wanted, label, found if found in CONTACT else None))
    return rows


def test_what_is_taken_for_contact_data_is_contact_data() -> None:
    taken = [(wanted, label, found) for wanted, label, found in _read() if found]
    wrong = [row for row in taken if row[0] != row[2]]
    assert 1 - len(wrong) / len(taken) >= PRECISION, wrong


def test_contact_data_is_found_under_its_many_names() -> None:
    asked = [(wanted, label, found) for wanted, label, found in _read() if wanted]
    missed = [row for row in asked if row[0] != row[2]]
    assert 1 - len(missed) / len(asked) >= RECALL, missed
