"""Files that are broken in any way: each ends in a profile or in an error of ours, and in time."""

from __future__ import annotations

import json
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fillwright.errors import InvalidProfile, NotJson, TooLarge, UnreadableFile
from fillwright.profile import sample_profile
from fillwright.profile.importers import Imported, import_resume
from tests.host.profile.importers.test_formats import packed
from tools.resumes.make import resumes

KNOWN = (InvalidProfile, NotJson, TooLarge, UnreadableFile)
LONGEST = 40_000

YAML = b"""cv:
  name: Ada Example
  location: Springfield, US
  email: ada@example.com
  sections:
    experience:
      - company: Example Robotics
        position: Engineer
        start_date: 2020-03
        end_date: present
        highlights: [Cut the response time of the parcel planner.]
    education:
      - institution: Example State University
        area: Computer Science
        degree: BSc
"""
LINKEDIN = {
    "Profile.csv": b"First Name,Last Name,Headline,Summary\nAda,Example,Engineer,Plain systems.\n",
    "Positions.csv": b"Company Name,Title,Description,Location,Started On,Finished On\nExample,Engineer,,,Mar 2020,\n",
    "Skills.csv": b"Name\nPython\n",
}
ODD = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\n" * 50,
    b"[" * 400,
    b'{"a":' * 400,
    b"&a [*a,*a]",
    b"%PDF-1.7",
    b"PK\x03\x04",
)


@cache
def samples() -> dict[str, bytes]:
    """Return a whole file of each format."""
    made = {resume.name.rpartition(".")[2]: resume.data for resume in resumes() if len(resume.data) < LONGEST}
    text = b"cv:\n" + YAML.split(b"\n", 1)[1]
    return {**made, "json": sample_profile(), "yaml": text, "zip": packed(LINKEDIN)}


def bent(data: bytes, source: Random) -> bytes:
    """Return `data` with a few bytes turned, taken out, doubled or put in, or cut."""
    wrong = bytearray(data)
    for _ in range(source.randrange(1, 6)):
        at = source.randrange(len(wrong) or 1)
        match source.randrange(5):
            case 0 if wrong:
                wrong[at] ^= 1 << source.randrange(8)
            case 1:
                del wrong[at : at + source.randrange(1, 40)]
            case 2:
                wrong[at:at] = source.choice(ODD)
            case 3:
                wrong[at:at] = wrong[at : at + source.randrange(1, 400)]
            case _ if source.random() < 0.3:
                del wrong[at:]
    return bytes(wrong)


def read(data: bytes) -> Imported | None:
    try:
        return import_resume(data)
    except KNOWN:
        return None


@pytest.mark.parametrize("kind", ["json", "yaml", "zip", "pdf", "docx"])
def test_a_whole_file_is_read(kind: str) -> None:
    assert read(samples()[kind]) is not None


@pytest.mark.parametrize("kind", ["json", "yaml", "zip", "pdf", "docx"])
@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_no_damage_ends_in_anything_but_a_profile_or_a_named_error(kind: str, seed: int) -> None:
    read(bent(samples()[kind], Random(seed)))  # noqa: S311 - damage, not a secret


@given(data=st.binary(max_size=400))
def test_no_bytes_end_in_anything_but_a_profile_or_a_named_error(data: bytes) -> None:
    for start in (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"{", b"cv:\n"):
        read(start + data)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
PARTS = ("basics", "work", "education", "skills", "languages", "projects", "application", "meta")


@given(tree=st.dictionaries(st.sampled_from(PARTS), json_values, max_size=4))
def test_no_json_of_the_known_parts_ends_in_anything_else(tree: dict[str, object]) -> None:
    read(json.dumps(tree).encode())


@given(tree=st.dictionaries(st.sampled_from(["name", "email", "sections", "location", "social_networks"]), json_values))
def test_no_tree_under_cv_ends_in_anything_else(tree: dict[str, object]) -> None:
    read(b"cv: " + json.dumps(tree).encode())
