"""What a written answer may draw on, and what it may never hold."""

import json

from fillwright.profile import Profile, parse_profile, passages, private_values, sample_profile

SAMPLE = parse_profile(sample_profile())
PIECES = passages(SAMPLE)
WHOLE = "\n".join(f"{piece.title}\n{piece.text}" for piece in PIECES)


def test_an_empty_profile_has_no_material() -> None:
    assert passages(Profile()) == []


def test_every_path_leads_to_its_text() -> None:
    tree = json.loads(sample_profile())
    for piece in PIECES:
        value = tree
        for step in piece.path.replace("[", ".").replace("]", "").split("."):
            value = value[int(step) if step.isdigit() else step]
        told = value["text"] if piece.path.startswith("application.stories") else value
        assert piece.text == told or isinstance(told, dict)


def test_each_path_stands_once() -> None:
    assert len({piece.path for piece in PIECES}) == len(PIECES)


def test_all_kinds_of_work_material_are_there() -> None:
    kinds = {piece.path.split("[")[0] for piece in PIECES}
    assert kinds == {
        "basics.summary", "work", "volunteer", "projects", "education", "skills", "certificates", "awards",
        "publications", "application.stories",
    }  # fmt: skip


def test_a_position_without_summary_is_told_by_its_description() -> None:
    (piece,) = passages(parse_profile({"work": [{"position": "Baker", "name": "Acme", "description": "Bread"}]}))
    assert (piece.path, piece.title, piece.text) == ("work[0].description", "Baker, Acme", "Bread")


def test_a_title_tells_the_time() -> None:
    work = [
        {"name": "A", "summary": "x", "startDate": "2020", "endDate": "2021"},
        {"name": "B", "summary": "x", "startDate": "2020"},
        {"name": "C", "summary": "x", "endDate": "2021"},
    ]
    assert [piece.title for piece in passages(parse_profile({"work": work}))] == [
        "A, 2020 to 2021",
        "B, since 2020",
        "C, until 2021",
    ]


def test_what_is_blank_is_left_out() -> None:
    assert passages(parse_profile({"work": [{"summary": " \n", "highlights": ["", "Did it"]}]}))[0].text == "Did it"


def test_no_contact_data_pay_or_self_identification_is_in_the_material() -> None:
    application = SAMPLE.application
    foreign = [
        *private_values(SAMPLE),
        SAMPLE.basics.name,
        SAMPLE.basics.location.postal_code,
        *(profile.url for profile in SAMPLE.basics.profiles),
        application.eeo.gender,
        application.eeo.pronouns,
        application.eeo.veteran,
        "82000",
        "78000",
        "2027-03-01",
    ]
    assert [value for value in foreign if value in WHOLE] == []


def test_private_values_are_how_to_reach_the_person_and_their_birth() -> None:
    profile = parse_profile(
        {
            "basics": {"email": "a@example.com", "phone": "1", "location": {"address": "Street 1\nFloor 2"}},
            "application": {"birth_date": "1990-01-02"},
        }
    )
    assert private_values(profile) == ["a@example.com", "1", "Street 1", "Floor 2", "1990-01-02"]


def test_nothing_private_is_told_where_nothing_is_known() -> None:
    assert private_values(Profile()) == []


def test_a_position_without_a_word_on_it_is_still_told() -> None:
    profile = parse_profile({"work": [{"name": "Northwind", "position": "Engineer", "startDate": "2020-01"}]})
    assert [(piece.path, piece.text) for piece in passages(profile)] == [
        ("work[0]", "Engineer, Northwind, since 2020-01")
    ]
