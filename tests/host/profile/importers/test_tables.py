"""RenderCV's YAML and LinkedIn's export."""

from __future__ import annotations

import io
import zipfile

import pytest

from fillwright.errors import UnreadableFile
from fillwright.profile import parse_profile
from fillwright.profile.importers import import_resume

RENDERCV = b"""\
cv:
  name: Ada Example
  headline: Engineer
  location: Berlin, Germany
  email: ada@example.com
  phone: tel:+49 30 23125 148
  website: https://ada.example.com
  social_networks:
    - network: LinkedIn
      username: ada-example
    - network: Mastodon
      username: "@ada@example.org"
  sections:
    summary:
      - Backend engineer.
      - Likes plain systems.
    experience:
      - company: Example Robotics
        position: Engineer
        location: Berlin
        start_date: 2020-03
        end_date: present
        highlights:
          - Cut the response time.
      - company: Example Parcels
        position: Intern
        start_date: 2018-06
        end_date: 2018-09
    education:
      - institution: Example University
        area: Computer science
        degree: BSc
        start_date: 2014
        end_date: 2018-02-28
        highlights:
          - Compilers
    languages:
      - label: German
        details: native
    technical_skills:
      - label: Backend
        details: Python, Go
    projects:
      - name: Planner
        date: 2021
        summary: A planner.
    publications:
      - title: On Plans
        authors: [Ada Example]
        date: 2022-01
        journal: Example Letters
    hobbies:
      - Chess
    odd_section:
      - bullet: Something else
design:
  theme: classic
"""


def test_rendercv_becomes_a_profile() -> None:
    imported = import_resume(RENDERCV)
    assert imported.profile == {
        "basics": {
            "name": "Ada Example",
            "label": "Engineer",
            "location": {"city": "Berlin, Germany"},
            "email": "ada@example.com",
            "phone": "+49 30 23125 148",
            "url": "https://ada.example.com",
            "profiles": [
                {
                    "network": "LinkedIn",
                    "username": "ada-example",
                    "url": "https://linkedin.com/in/ada-example",
                },
                {"network": "Mastodon", "username": "@ada@example.org"},
            ],
            "summary": "Backend engineer.\nLikes plain systems.",
        },
        "work": [
            {
                "name": "Example Robotics",
                "position": "Engineer",
                "location": "Berlin",
                "startDate": "2020-03",
                "highlights": ["Cut the response time."],
            },
            {"name": "Example Parcels", "position": "Intern", "startDate": "2018-06", "endDate": "2018-09"},
        ],
        "education": [
            {
                "institution": "Example University",
                "area": "Computer science",
                "studyType": "BSc",
                "startDate": "2014",
                "endDate": "2018-02-28",
                "courses": ["Compilers"],
            }
        ],
        "languages": [{"language": "German", "fluency": "native"}],
        "skills": [{"name": "Backend", "keywords": ["Python", "Go"]}],
        "projects": [{"name": "Planner", "endDate": "2021", "description": "A planner."}],
        "publications": [{"name": "On Plans", "releaseDate": "2022-01", "publisher": "Example Letters"}],
        "interests": [{"name": "Chess"}],
    }
    parse_profile(imported.profile)
    assert imported.not_understood == ["line 55: odd_section: Something else"]


def test_rendercv_values_name_their_line() -> None:
    found = {finding.path: finding.where for finding in import_resume(RENDERCV).found}
    assert (found["basics.name"], found["work[0].startDate"]) == ("line 2", "line 21")


def test_yaml_that_makes_objects_makes_text() -> None:
    imported = import_resume(b"cv:\n  name: !!python/object/apply:os.system ['true']\n  email: ada@example.com\n")
    assert imported.profile == {"basics": {"email": "ada@example.com"}}


def test_yaml_aliases_do_not_explode() -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    with pytest.raises(UnreadableFile, match="more than 50000 values"):
        import_resume("\n".join([*rows, "cv:", "  name: *i"]).encode())


def test_a_yaml_circle_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        import_resume(b"cv: &a\n  name: *a\n")


def test_deep_yaml_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="nested"):
        import_resume(b"cv: " + b"[" * 5_000 + b"]" * 5_000)


def test_broken_yaml_names_its_line() -> None:
    with pytest.raises(UnreadableFile, match="line 3"):
        import_resume(b"cv:\n  name: Ada\n email: {\n")


LINKEDIN = {
    "Profile.csv": (
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
        "Twitter Handles,Websites,Instant Messengers\n"
        'Ada,Example,,,May 3,Engineer at Example,"Backend engineer, plain.",Robotics,10115,"Berlin, Germany",,'
        "[PERSONAL:https://ada.example.com],\n"
    ),
    "Email Addresses.csv": (
        "Email Address,Confirmed,Primary,Updated On\nold@example.com,Yes,No,1/1/20\nada@example.com,Yes,Yes,1/1/20\n"
    ),
    "PhoneNumbers.csv": "Extension,Number,Type\n,+49 30 23125 148,Mobile\n",
    "Positions.csv": (
        "Company Name,Title,Description,Location,Started On,Finished On\n"
        'Example Robotics,Engineer,"Built things.\nAnd others.",Berlin,Mar 2020,\n'
        "Example Parcels,Intern,,,Jun 2018,Sep 2018\n"
    ),
    "Education.csv": (
        "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
        "Example University,2014,2018,With honours,BSc Computer science,Chess\n"
    ),
    "Skills.csv": "Name\nPython\nGo\n",
    "Languages.csv": "Name,Proficiency\nGerman,Native or bilingual proficiency\n",
    "Certifications.csv": (
        "Name,Url,Authority,Started On,Finished On,License Number\n"
        "Example Cert,https://example.org/c,Example Org,Apr 2021,,77\n"
    ),
    "Projects.csv": "Title,Description,Url,Started On,Finished On\nPlanner,A planner,,Jan 2021,someday\n",
    "Connections.csv": 'Notes:\n"x"\n\nFirst Name,Last Name\nEve,Other\n',
}


def export(files: dict[str, str], folder: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(folder + name, text.encode("utf-8-sig"))
    return out.getvalue()


def test_a_linkedin_export_becomes_a_profile() -> None:
    imported = import_resume(export(LINKEDIN))
    assert imported.profile == {
        "basics": {
            "name": "Ada Example",
            "label": "Engineer at Example",
            "summary": "Backend engineer, plain.",
            "location": {"postalCode": "10115", "city": "Berlin"},
            "url": "https://ada.example.com",
            "email": "ada@example.com",
            "phone": "+49 30 23125 148",
        },
        "work": [
            {
                "name": "Example Robotics",
                "position": "Engineer",
                "summary": "Built things.\nAnd others.",
                "location": "Berlin",
                "startDate": "2020-03",
            },
            {"name": "Example Parcels", "position": "Intern", "startDate": "2018-06", "endDate": "2018-09"},
        ],
        "education": [
            {
                "institution": "Example University",
                "startDate": "2014",
                "endDate": "2018",
                "studyType": "BSc Computer science",
            }
        ],
        "skills": [{"name": "Python"}, {"name": "Go"}],
        "languages": [{"language": "German", "fluency": "Native or bilingual proficiency"}],
        "certificates": [
            {"name": "Example Cert", "url": "https://example.org/c", "issuer": "Example Org", "date": "2021-04"}
        ],
        "projects": [{"name": "Planner", "description": "A planner", "startDate": "2021-01"}],
    }
    parse_profile(imported.profile)


def test_what_an_export_holds_beside_is_listed() -> None:
    assert import_resume(export(LINKEDIN)).not_understood == [
        "Profile.csv, row 2, Industry: Robotics",
        "Education.csv, row 2, Notes: With honours",
        "Education.csv, row 2, Activities: Chess",
        "Projects.csv, row 2, Finished On: someday is no date",
        "Connections.csv: not part of a profile",
    ]


def test_values_of_an_export_name_their_cell() -> None:
    found = {finding.path: finding.where for finding in import_resume(export(LINKEDIN, "Basic_Export/")).found}
    assert found["work[1].position"] == "Positions.csv, row 3, Title"


def test_an_export_of_some_files_is_read() -> None:
    assert import_resume(export({"Skills.csv": "Name\nPython\n"})).profile == {"skills": [{"name": "Python"}]}


def test_a_broken_table_leaves_the_others() -> None:
    files = {"Skills.csv": "Name\nPython\n", "Positions.csv": 'Company Name,Title\n"unclosed'}
    assert import_resume(export(files)).profile["skills"] == [{"name": "Python"}]
