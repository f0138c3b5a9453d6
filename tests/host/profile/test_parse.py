"""Profiles parsed and checked."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.errors import InvalidProfile, NotJson
from fillwright.profile import Profile, WorkAuthorization, parse_profile, profile_version, sample_profile


def application(**parts: object) -> dict[str, Any]:
    return {"application": parts}


def test_nothing_is_a_profile() -> None:
    assert parse_profile(b"{}") == Profile()


def test_a_profile_is_returned_as_it_is() -> None:
    profile = parse_profile(sample_profile())
    assert parse_profile(profile) is profile


def test_bytes_and_their_tree_give_the_same() -> None:
    assert parse_profile(sample_profile()) == parse_profile(json.loads(sample_profile()))


def test_what_is_encoded_is_parsed() -> None:
    profile = parse_profile(sample_profile())
    assert parse_profile(msgspec.json.encode(profile)) == profile


def test_json_resume_s_names_become_snake_case() -> None:
    profile = parse_profile({"work": [{"startDate": "2020-04"}], "basics": {"location": {"countryCode": "DE"}}})
    assert profile.work[0].start_date == "2020-04"
    assert profile.basics.location.country_code == "DE"


def test_unknown_keys_are_ignored() -> None:
    assert parse_profile({"$schema": "x", "meta": {"version": 1}, "basics": {"shoe": 43}}) == Profile()


def test_no_part_of_an_application_has_a_default_that_states_something() -> None:
    empty = msgspec.structs.asdict(Profile().application)
    eeo = msgspec.structs.asdict(empty.pop("eeo"))
    assert eeo.pop("share") is False
    assert all(value in ("", None, [], {}) for value in (*empty.values(), *eeo.values()))


def nulled(part: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(part, dict):
        return dict.fromkeys(part)
    return None


@pytest.mark.parametrize("section", json.loads(sample_profile()).keys())
def test_null_stands_for_any_missing_part(section: str) -> None:
    sample = json.loads(sample_profile())
    value = sample[section]
    if isinstance(value, list):
        parse_profile({section: [dict.fromkeys(entry) for entry in value]})
    parse_profile({section: None})
    parse_profile({section: nulled(value) if isinstance(value, dict) else None})


@pytest.mark.parametrize("date", ["", "2020", "2020-02", "2020-02-29"])
def test_dates_may_be_a_year_a_month_or_a_day(date: str) -> None:
    assert parse_profile({"work": [{"endDate": date}]}).work[0].end_date == date


@pytest.mark.parametrize(
    "date", ["2020-13", "2020-02-30", "20", "2020-1", "May 2020", "2020-01-01T00:00", "0000", "٢٠٢٠"]
)
@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("work", "startDate"),
        ("volunteer", "endDate"),
        ("education", "startDate"),
        ("projects", "endDate"),
        ("awards", "date"),
        ("certificates", "date"),
        ("publications", "releaseDate"),
    ],
)
def test_what_is_no_date_is_refused_with_its_path(section: str, name: str, date: str) -> None:
    with pytest.raises(InvalidProfile, match="write YYYY, YYYY-MM or YYYY-MM-DD") as caught:
        parse_profile({section: [{}, {name: date}]})
    assert caught.value.field == f"{section}[1].{name}"


def test_an_end_that_has_not_come_is_left_out() -> None:
    with pytest.raises(InvalidProfile, match="leave it out for what has not ended"):
        parse_profile({"work": [{"endDate": "Present"}]})


def test_yes_and_no_in_the_self_identification_may_be_true_and_false() -> None:
    eeo = parse_profile(application(eeo={"share": True, "veteran": False, "disability": True})).application.eeo
    assert (eeo.share, eeo.veteran, eeo.disability) == (True, "No", "Yes")


def test_an_empty_list_says_none_and_a_missing_one_nothing() -> None:
    assert parse_profile(application(drivers_license=[])).application.drivers_license == []
    assert parse_profile(application()).application.drivers_license is None


def test_authorisation_is_told_by_country() -> None:
    told = parse_profile(application(work_authorization={"US": {"authorized": False, "needs_sponsorship": True}}))
    assert told.application.work_authorization == {"US": WorkAuthorization(authorized=False, needs_sponsorship=True)}


@pytest.mark.parametrize(
    ("tree", "path", "mend"),
    [
        ({"basics": {"name": 7}}, "basics.name", "takes text, not a whole number"),
        ({"work": {}}, "work", "takes a list, not an object"),
        ({"work": [None]}, "work[0]", "not null"),
        ([], "$", "The profile: takes an object"),
        (application(relocate="yes"), "application.relocate", "without quotes"),
        (application(travel_percent=101), "application.travel_percent", "at most 100"),
        (application(notice={"value": 3}), "application.notice.unit", "is required"),
        (application(notice={"value": 3, "unit": "months"}), "application.notice.unit", "one of day, week, month"),
        (application(notice={"value": -3, "unit": "day"}), "application.notice.value", "at least 0"),
        (application(salary={"period": "annual"}), "application.salary.period", "one of hour, day, week, month, year"),
        (application(salary={"min": 3, "max": 2}), "application.salary.min", "swap them"),
        (application(current_salary={"currency": "€"}), "application.current_salary.currency", "such as EUR"),
        (application(skill_years={"Python": 3, "C++": -1}), "application.skill_years.C++", "at least 0"),
        (application(consents={"privacy": "yes"}), "application.consents.privacy", "takes true or false"),
        (application(files={"resume": 1}), "application.files.resume", "in quotes"),
        (
            application(work_authorization={"DE": {}, "US": {"authorized": "yes"}}),
            "application.work_authorization.US.authorized",
            "takes true or false",
        ),
        (application(work_authorization={"UK": {}}), "application.work_authorization.UK", "write GB"),
        (application(citizenships=["DE", "Germany"]), "application.citizenships[1]", "such as DE"),
        (application(phone_country="de"), "application.phone_country", "such as DE"),
        ({"basics": {"location": {"countryCode": "GER"}}}, "basics.location.countryCode", "such as DE"),
        (application(start_date="soon"), "application.start_date", "YYYY-MM-DD"),
        (application(birth_date="1.2.1990"), "application.birth_date", "YYYY-MM-DD"),
        (application(stories=[{"title": "A"}]), "application.stories[0].text", "is required"),
    ],
)
def test_a_broken_rule_is_named_with_path_and_mend(tree: Any, path: str, mend: str) -> None:  # noqa: ANN401 - any JSON
    with pytest.raises(InvalidProfile) as caught:
        parse_profile(tree)
    assert caught.value.field == path
    assert mend in caught.value.message
    assert caught.value.message.startswith("The profile" if path == "$" else path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{\n "work": [\n  {"startDate": "2020-13"}\n ]\n}', 3),
        ('{\n "basics": {\n\n  "name": 7\n }\n}', 4),
        ('{\n "application": {\n  "skill_years": {\n   "Py": 1,\n   "Go": -1}}}', 5),
        ('{\n "application": {\n  "notice": {"value": 1}}}', 3),
        ('\ufeff{\n\n"basics": 3}', 3),
    ],
)
def test_a_broken_rule_in_a_text_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(InvalidProfile, match=rf"\(line {line}\)\.$"):
        parse_profile(text.encode())


def test_a_rule_that_the_whole_breaks_has_no_line() -> None:
    with pytest.raises(InvalidProfile, match=r"takes an object, not a list\.$"):
        parse_profile(b"[]")


def test_a_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(InvalidProfile):
        parse_profile(application(consents={1: True}))


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", 1),
        (b'{\n"work": [\n', 3),
        (b'{\n"work" 3}', 2),
        (b'{\n"basics": {"name": "\xff"}}', 2),
        (b'{\n"basics": {"summary": "' + "ü".encode() * 50 + b'"},\n\n}', 4),
        (b"{} {}", 1),
    ],
)
def test_what_is_no_json_is_named_with_its_line(raw: bytes, line: int) -> None:
    with pytest.raises(NotJson, match=rf"\(line {line}\)"):
        parse_profile(raw)


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"a":' * 100_000, b'{"basics":' + b"[" * 100_000])
def test_nesting_without_end_is_refused(raw: bytes) -> None:
    with pytest.raises(InvalidProfile, match="nested too deeply"):
        parse_profile(raw)


def test_a_deep_tree_is_refused() -> None:
    tree: dict[str, Any] = {}
    for _ in range(100_000):
        tree = {"a": tree}
    try:
        with pytest.raises(InvalidProfile, match="nested too deeply"):
            parse_profile(tree)
    finally:
        while tree:  # taken apart by hand: the interpreter would do it recursively
            tree = tree.pop("a")


@given(cut=st.integers(0, len(sample_profile()) - 2))
def test_half_a_file_is_never_a_profile(cut: int) -> None:
    with pytest.raises(NotJson):
        parse_profile(sample_profile()[:cut])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(section=st.sampled_from(["basics", "work", "application", "skills"]), value=json_values)
def test_any_json_is_a_profile_or_an_error_with_a_path(section: str, value: object) -> None:
    try:
        parse_profile(json.dumps({section: value}).encode())
    except InvalidProfile as error:
        path = error.field or ""
    else:
        path = section
    assert path.startswith(section)


def changed(**parts: object) -> Profile:
    tree = json.loads(sample_profile())
    for path, value in parts.items():
        *way, last = path.split("__")
        target = tree
        for step in way:
            target = target[int(step) if step.isdigit() else step]
        target[last] = value
    return parse_profile(tree)


SAMPLE_VERSION = profile_version(parse_profile(sample_profile()))


def test_the_version_is_stable() -> None:
    tree = json.loads(sample_profile())
    shuffled = {key: tree[key] for key in reversed(tree)}
    assert profile_version(parse_profile(shuffled)) == SAMPLE_VERSION
    assert len(SAMPLE_VERSION) == 16


@pytest.mark.parametrize(
    "change",
    [
        {"basics__name": "Somebody Else"},
        {"basics__summary": "Another"},
        {"work__0__highlights": ["Another"]},
        {"skills": []},
        {"application__stories": []},
        {"application__skill_years": {"Python": 12}},
        {"application__notice": {"value": 1, "unit": "month"}},
    ],
    ids=str,
)
def test_the_version_changes_with_what_an_answer_depends_on(change: dict[str, object]) -> None:
    assert profile_version(changed(**change)) != SAMPLE_VERSION


@pytest.mark.parametrize(
    "change",
    [
        {"basics__email": "new@example.org"},
        {"basics__phone": "+49 171 3920046"},
        {"basics__location__address": "Musterweg 8"},
        {"application__salary": {"min": 1}},
        {"application__eeo": {"share": True}},
        {"application__files": {}},
        {"application__consents": {}},
        {"meta": {"note": "new"}},
    ],
    ids=str,
)
def test_the_version_stays_with_what_no_answer_depends_on(change: dict[str, object]) -> None:
    assert profile_version(changed(**change)) == SAMPLE_VERSION
