"""The person's facts as the controls get them, and every case in which none may be given."""

from __future__ import annotations

from typing import Any

import pytest

from fillwright.messages import Field, JobContext, Option
from fillwright.profile import parse_profile
from fillwright.questions import analyze, answer_fact
from tests.host.questions.people import PERSON, TODAY, ask

YES_NO = ("Yes", "No")
GERMAN_JOB = JobContext(company="Acme", title="Engineer", location="Berlin, Germany")
AMERICAN_JOB = JobContext(company="Acme", location="Austin, TX")


@pytest.mark.parametrize(
    ("label", "parts", "answer"),
    [
        ("First name", {}, "Mara"),
        ("Last name", {}, "Lindqvist"),
        ("Nachname, Vorname", {}, "Lindqvist, Mara"),
        ("Email", {"type": "email"}, "mara.lindqvist@example.com"),
        ("Phone", {"type": "tel"}, "+49 30 23125014"),
        ("Phone (without country code)", {"type": "tel"}, "030 23125014"),
        ("Address", {}, "Beispielweg 4, Hinterhaus"),
        ("Address line 2", {}, "Hinterhaus"),
        ("Land", {}, "Deutschland"),
        ("Location (City)", {}, "Berlin, Germany"),
        ("Location", {"max_length": 8}, "Berlin"),
        ("LinkedIn", {}, "https://social.example.org/in/mara"),
        ("Current company", {}, "Kornblum GmbH"),
        ("Current title", {}, "Data Engineer"),
        ("Years of experience", {"type": "number"}, "8"),
        ("How many years of experience do you have with Python?", {"type": "number"}, "6"),
        ("Languages", {}, "German – Native speaker, English – C1, French – A2"),
        ("Languages", {"max_length": 30}, "German – Native speaker"),
        ("What is your level of English?", {}, "C1"),
        ("University", {}, "Example University"),
        ("Graduation date", {"type": "month"}, "2017-09"),
        ("Graduation year", {"type": "number"}, "2017"),
        ("Gehaltsvorstellung (brutto pro Jahr)", {}, "72.000–78.000 EUR pro Jahr"),
        ("Gehaltsvorstellung (brutto p. a.)", {}, "72.000–78.000 EUR pro Jahr"),
        ("Minimum salary (EUR per year)", {"type": "number"}, "72000"),
        ("Notice period in weeks", {"type": "number"}, "13"),
        ("Kündigungsfrist", {}, "3 Monate"),
        ("Start date", {"type": "date"}, "2027-03-01"),
        ("Start date (MM/DD/YYYY)", {}, "03/01/2027"),
        ("Eintrittstermin (TT.MM.JJJJ)", {}, "01.03.2027"),
        ("When can you start?", {}, "1 March 2027"),
        ("Are you willing to relocate?", {"type": "checkbox"}, True),
        ("Sind Sie bereit umzuziehen?", {}, "Ja"),
        ("How did you hear about us?", {}, "LinkedIn"),
        ("Full name", {}, "Mara Lindqvist"),
        ("City", {}, "Berlin"),
        ("State", {}, "Berlin"),
        ("Postal code", {"type": "number"}, "10115"),
        ("Address line 1", {}, "Beispielweg 4"),
        ("Personal website", {"type": "url"}, "https://mara.example.org"),
        ("Portfolio URL", {}, "https://mara.example.org"),
        ("Country code", {}, "+49"),
        ("Field of study", {}, "Statistics"),
        ("Degree", {}, "Master of Science"),
        ("Highest level of education", {}, "Master"),
        ("Graduation date", {}, "September 2017"),
        ("Date d'obtention du diplôme", {}, "septembre 2017"),
        ("Start month", {"section": "Work experience"}, "05"),
        ("¿Cuándo podrías incorporarte?", {}, "1 de marzo de 2027"),
        ("Ab wann könnten Sie anfangen?", {}, "1. März 2027"),
        ("Salary currency", {}, "EUR"),
        ("Prétentions salariales", {}, "72\u202f000–78\u202f000 EUR par an"),
        ("Expected salary in thousands (EUR per year)", {"type": "number"}, "72"),
        ("How much are you willing to travel?", {}, "20 %"),
        ("Driver's license class", {}, "B"),
        ("Citizenship", {}, "Germany"),
        ("What is your native language?", {}, "German"),
        ("Preferred work arrangement", {}, "Hybrid"),
        ("Preferred location", {}, "Hamburg, Berlin"),
        ("Preferred location", {"max_length": 8}, "Hamburg"),
        ("Do you need visa sponsorship for the US?", {}, "Yes"),
        ("Benötigen Sie ein Visum für Deutschland?", {}, "Nein"),
    ],
)
def test_a_fact_fits_its_control(label: str, parts: dict[str, Any], answer: object) -> None:
    fact = ask(label, **parts)
    assert fact.answer == answer
    assert fact.reason is None
    assert fact.evidence


def test_time_in_two_positions_counts_once() -> None:
    assert ask("Years of experience", "5-7", "8-9", "10+").answer_label == "8-9"


def test_more_years_told_than_the_work_dates_hold_are_given_with_a_warning() -> None:
    label = "How many years of experience do you have?"
    assert ask(label, changes={"years_experience": 9}).warnings == ()
    fact = ask(label, changes={"years_experience": 15})
    assert (fact.answer, fact.warnings) == ("15", ("your work dates tell of 8 years at most",))


def test_a_skill_without_told_years_is_not_invented() -> None:
    assert ask("How many years of experience do you have with Rust?", type="number").answer is None


def test_relevant_experience_is_only_proposed() -> None:
    fact = ask("How many years of relevant experience do you have?")
    assert (fact.answer, fact.reason is None) == ("8", False)


def test_a_value_that_does_not_fit_is_not_cut() -> None:
    fact = ask("Email", max_length=10)
    assert fact.answer is None
    assert fact.reason
    assert "10 characters" in fact.reason


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("Are you legally authorized to work in Germany?", "Yes"),
        ("Are you legally authorized to work in the United States?", "No"),
        ("Are you authorized to work in Germany without sponsorship?", "Yes"),
        ("Will you now or in the future require sponsorship to work in the US?", "Yes"),
        ("Do you require visa sponsorship for Germany?", "No"),
        ("I will not require sponsorship to work in Germany", "Yes"),
        ("I do not need sponsorship to work in the US", "No"),
        ("Are you based in Germany?", "Yes"),
        ("Do you live in France?", "No"),
        ("Are you a German citizen?", "Yes"),
        ("Are you an EU citizen?", "Yes"),
        ("Do you speak English?", "Yes"),
        ("Are you fluent in French?", "No"),
        ("Do you have a Bachelor's degree?", "Yes"),
        ("Do you have a PhD degree?", "No"),
        ("Do you have at least 5 years of experience with Python?", "Yes"),
        ("Do you have at least 10 years of experience with Python?", "No"),
        ("Are you willing to travel up to 50% of the time?", "No"),
        ("Do you have a driver's license?", "Yes"),
        ("Haben Sie einen Führerschein der Klasse C?", "No"),
        ("Are you authorized to work in Germany permanently?", "Yes"),
        ("Have you previously worked at Tallis?", "Yes"),
        ("Have you previously worked at Globex?", "No"),
        ("Are you able to work from our office 2 days a week?", "Yes"),
    ],
)
def test_yes_and_no_follow_the_wording(label: str, answer: str) -> None:
    assert ask(label, *YES_NO).answer_label == answer


@pytest.mark.parametrize(
    "label",
    [
        "Are you legally authorized to work in France?",
        "Are you authorized to work?",
        "Do you require sponsorship to work in Switzerland?",
        "Are you authorized to work in Germany or the US?",
        "Are you authorized to work in the US and do you require sponsorship?",
        "Do you have the right to work in the EU?",
        "Are you based in the Munich area?",
        "Are you able to commute to our Berlin office?",
        "Do you speak Italian?",
        "Do you speak French?",
        "Have you worked at Kornblum before?",
        "Do you hold a security clearance?",
        "Will you require relocation assistance?",
        "Would you object to hybrid work?",
        "Do you have any points on your driving licence?",
        "Do you have a Bachelor's degree in a related field?",
        "Are you a citizen of a country outside the EU?",
        "Do you live within 30 miles of our office?",
        "Do you have a visa for Germany?",
        "Are you authorized to work in Switzerland permanently?",
        "Have you ever been convicted of a felony?",
    ],
)
def test_what_the_profile_does_not_tell_is_not_answered(label: str) -> None:
    fact = ask(label, *YES_NO)
    assert fact.answer is None
    assert fact.reason


def test_the_jobs_country_counts_where_the_question_names_none() -> None:
    assert ask("Are you authorized to work?", *YES_NO, job=GERMAN_JOB).answer_label == "Yes"
    assert ask("Are you authorized to work?", *YES_NO, job=AMERICAN_JOB).answer_label == "No"


def test_an_elaborated_yes_has_to_agree_on_sponsorship() -> None:
    label = "Are you authorized to work in Germany?"
    assert ask(label, "Yes, without sponsorship", "No").answer_label == "Yes, without sponsorship"
    assert ask(label, "Yes, with sponsorship", "No").answer is None


def test_a_month_salary_is_converted_and_says_so() -> None:
    fact = ask("Salary expectation per month (EUR)", type="number")
    assert fact.answer == "6000"
    assert any("converted" in warning for warning in fact.warnings)


def test_another_currency_is_not_converted() -> None:
    assert ask("Desired salary in USD", type="number").answer is None


def test_an_hourly_rate_is_not_made_from_a_salary() -> None:
    assert ask("Desired hourly rate (EUR)", type="number").answer is None


def test_a_bare_number_for_a_job_paid_in_another_currency_is_not_given() -> None:
    assert ask("Desired salary", type="number", job=AMERICAN_JOB).answer is None


def test_a_band_has_to_hold_the_whole_range() -> None:
    assert ask("Salary (EUR)", "60k-70k", "70k-80k", "80k-90k").answer_label == "70k-80k"
    assert ask("Salary (EUR)", "60k-75k", "75k-90k").answer is None


def test_a_notice_of_no_named_unit_is_only_proposed_as_a_number() -> None:
    assert ask("Notice period", type="number").reason


def test_notice_finds_its_option() -> None:
    assert (
        ask("Notice period", "Immediately", "4 weeks", "2-3 months", "More than 3 months").answer_label == "2-3 months"
    )


@pytest.mark.parametrize(
    ("label", "shown", "answer"),
    [
        ("Country", ("Österreich", "Deutschland"), "Deutschland"),
        ("State", ("Bavaria", "Berlin"), "Berlin"),
        ("Degree", ("BSc", "MSc", "PhD"), "MSc"),
        ("Graduation year", ("2016", "2017"), "2017"),
        ("Start month", ("April", "May", "June"), "May"),
        ("Salary currency", ("USD", "EUR"), "EUR"),
        ("Preferred work arrangement", ("Remote", "Hybrid (3 days)", "On-site"), "Hybrid (3 days)"),
        ("Preferred location", ("Munich", "Berlin"), "Berlin"),
        ("Work authorization status in Germany", ("Citizen", "Work permit", "Other"), "Citizen"),
        ("Are you authorized to work in Germany?", ("Yes, for any employer", "No"), "Yes, for any employer"),
        ("Are you authorized to work in Switzerland?", ("Yes, for any employer", "No"), None),
        ("Notice period", ("1 month", "3 months", "6 months"), "3 months"),
        ("When can you start?", ("Immediately", "Within 1 month", "2-4 months"), "2-4 months"),
        ("What is your level of French?", ("None", "Basic", "Fluent"), "Basic"),
        ("How much are you willing to travel?", ("0-10%", "11-25%", "26-50%"), "11-25%"),
        ("Years of experience with SQL", ("1-3", "4-6", "7+"), "4-6"),
        ("Years of experience with SQL", ("3-5", "5-7"), None),
        ("How did you hear about us?", ("Indeed", "Job fair"), None),
    ],
)
def test_a_fact_finds_its_option_or_none(label: str, shown: tuple[str, ...], answer: str | None) -> None:
    section = "Work experience" if "month" in label else ""
    assert ask(label, *shown, section=section).answer_label == answer


def test_no_notice_is_immediately() -> None:
    none = {"notice": {"value": 0, "unit": "day"}}
    assert ask("Notice period", "Immediately", "1 month", changes=none).answer_label == "Immediately"


def test_notice_stands_for_a_start_where_no_date_is_told() -> None:
    assert (
        ask("When can you start?", "Immediately", "2-4 months", changes={"start_date": ""}).answer_label == "2-4 months"
    )


def test_a_start_counted_from_the_notice_is_only_proposed() -> None:
    counted = ask("Start date", type="date", changes={"start_date": ""})
    assert counted.answer == "2027-02-23"
    assert counted.reason == "counted from today by your notice period of 3 months"
    short_month = {"start_date": "", "notice": {"value": 2, "unit": "week"}}
    assert ask("Start date", type="date", changes=short_month).answer == "2026-12-07"


def test_a_handle_is_the_name_and_not_the_page() -> None:
    page = {"network": "GitHub", "username": "mlind", "url": "https://code.example.org/mlind"}
    person = parse_profile({"basics": {"profiles": [page]}})

    def told(label: str, kind: str = "text") -> str | None:
        field = Field(label=label, type=kind)
        answer = answer_fact(field, analyze(field), person, job=JobContext(), today=TODAY).answer
        assert answer is None or isinstance(answer, str)
        return answer

    assert told("What is your GitHub username?") == "mlind"
    assert told("GitHub handle", "url") == told("GitHub") == "https://code.example.org/mlind"


def test_lists_the_person_keeps_are_given() -> None:
    told = {
        "employment_type": ["full-time"],
        "availability_hours": 40,
        "referrer_name": "Ida Beispiel",
        "security_clearance": "None",
    }
    assert ask("Employment type", "Vollzeit", "Teilzeit", changes=told).answer_label == "Vollzeit"
    assert ask("Hours per week", type="number", changes=told).answer == "40"
    assert ask("Which days of the week are you available?", changes=told).answer is None
    assert ask("Who referred you?", changes=told).answer == "Ida Beispiel"
    assert ask("Do you hold a security clearance?", *YES_NO, changes=told).answer_label == "No"


def test_age_and_birth_date_follow_the_opt_in() -> None:
    told = {"eeo": {"share": True}, "birth_date": "1990-12-01"}
    assert ask("Date of birth", type="date", changes=told).answer == "1990-12-01"
    assert ask("Are you at least 18 years old?", *YES_NO, changes=told).answer_label == "Yes"
    assert ask("Age", type="number", changes=told).answer == "35"


def test_a_declaration_answers_only_what_it_plainly_covers() -> None:
    told = {"criminal_history": False, "noncompete": False}
    assert ask("Have you ever been convicted of a felony?", *YES_NO, changes=told).answer_label == "No"
    assert ask("Are you bound by a non-compete agreement?", *YES_NO, changes=told).answer_label == "No"
    assert ask("Are you willing to undergo a background check?", *YES_NO, changes=told).answer is None
    assert ask("Have you signed a non-disclosure agreement?", *YES_NO, changes=told).answer is None


def test_hispanic_is_told_from_ethnicity_alone() -> None:
    told = {"eeo": {"share": True, "race": "White", "ethnicity": "Not Hispanic or Latino"}}
    assert ask("Are you Hispanic or Latino?", *YES_NO, changes=told).answer_label == "No"


def test_a_duration_is_never_found_by_its_number() -> None:
    assert ask("Notice period", "0-30 days", "31-60 days", "90+ days").answer_label == "90+ days"
    assert ask("Notice period", "0-30 days", "31-60 days").answer is None


def test_a_start_date_that_has_passed_is_not_given() -> None:
    assert ask("Start date", type="date", changes={"start_date": "2026-01-01"}).answer is None


def test_a_date_told_by_its_month_does_not_fill_a_full_date() -> None:
    assert ask("Graduation date", type="date").answer is None


def test_the_dial_code_finds_its_country() -> None:
    assert ask("Country code", "Austria (+43)", "Germany (+49)", type="select").answer_label == "Germany (+49)"


def test_several_languages_tick_several_boxes() -> None:
    fact = ask("Languages", "English", "German", "Spanish", type="checkbox", multiple=True)
    assert fact.answer_label == ["German", "English"]
    assert fact.warnings == ("not among the options: French",)


def test_a_name_whose_border_is_not_clear_is_only_proposed() -> None:
    field = Field(label="Last name")
    profile = parse_profile({**PERSON, "basics": {"name": "Ana Torres Quiroga"}})
    assert answer_fact(field, analyze(field), profile, job=JobContext(), today=TODAY).reason


@pytest.mark.parametrize(
    ("label", "shown", "parts"),
    [
        ("Gender", ("Male", "Female"), {}),
        ("Race", ("White", "Asian"), {}),
        ("Veteran status", ("I am not a protected veteran", "I am a veteran"), {}),
        ("Do you have a disability?", YES_NO, {}),
        ("Date of birth", (), {"type": "date"}),
        ("Are you at least 18 years old?", YES_NO, {}),
        ("Social Security Number", (), {}),
        ("Signature", (), {}),
        ("I certify that all information is true", (), {"type": "checkbox"}),
        ("I agree to the terms and conditions", (), {"type": "checkbox"}),
        ("Are you bound by a non-compete agreement?", YES_NO, {}),
    ],
)
def test_nothing_sensitive_is_given_without_an_explicit_entry(
    label: str, shown: tuple[str, ...], parts: dict[str, Any]
) -> None:
    assert ask(label, *shown, **parts).answer is None


SHARED = {
    "eeo": {
        "share": True,
        "gender": "Female",
        "disability": "No, I do not have a disability",
        "veteran": "I am not a protected veteran",
        "race": "White",
    }
}


@pytest.mark.parametrize(
    ("label", "shown", "answer"),
    [
        ("Gender", ("Man", "Woman", "I don't wish to answer"), "Woman"),
        ("Race", ("White (Not Hispanic or Latino)", "Asian"), "White (Not Hispanic or Latino)"),
        (
            "Disability status",
            (
                "Yes, I have a disability",
                "No, I do not have a disability and have not had one in the past",
                "I do not want to answer",
            ),
            "No, I do not have a disability and have not had one in the past",
        ),
        (
            "Veteran status",
            ("I identify as a protected veteran", "I am not a protected veteran"),
            "I am not a protected veteran",
        ),
    ],
)
def test_what_the_person_shares_is_given(label: str, shown: tuple[str, ...], answer: str) -> None:
    assert ask(label, *shown, changes=SHARED).answer_label == answer


def test_declining_is_chosen_only_where_the_person_says_so() -> None:
    declined = {"eeo": {"share": True, "gender": "Decline to answer"}}
    assert (
        ask("Gender", "Male", "Female", "I don't wish to answer", changes=declined).answer_label
        == "I don't wish to answer"
    )


def test_a_consent_given_is_ticked_and_one_refused_is_not() -> None:
    assert ask("I have read the privacy policy", type="checkbox").answer is True
    assert ask("Keep my data for future opportunities? I consent", type="checkbox").answer is False


def test_two_consents_in_one_need_both() -> None:
    label = "I agree to the privacy policy and to be contacted about future opportunities"
    assert ask(label, type="checkbox").answer is None


def test_the_file_is_the_one_chosen_for_its_kind() -> None:
    assert ask("Resume", type="file", files=("cv.pdf", "letter.pdf")).answer == "cv.pdf"
    assert ask("Cover letter", type="file", files=("cv.pdf", "cover letter.pdf")).answer == "cover letter.pdf"


def test_a_chosen_file_that_is_not_stored_is_not_given() -> None:
    assert ask("Resume", type="file", files=("other.pdf",)).answer is None


def test_a_pattern_that_could_take_long_is_not_tried() -> None:
    assert ask("First name", pattern="([a-zA-Z]+)*1").answer == "Mara"


def test_a_pattern_chooses_among_the_forms_of_a_number() -> None:
    assert ask("Phone", type="tel", pattern="[0-9]{10,14}").answer == "493023125014"


@pytest.mark.parametrize(
    "label",
    [
        "Which programming languages do you know?",
        "Which of the following technologies have you used?",
        "Welche Technologien beherrschst du?",
        "Quels outils maîtrisez-vous ?",
    ],
)
def test_of_a_list_of_skills_those_of_the_profile_are_chosen(label: str) -> None:
    fact = ask(
        label,
        "Python",
        "Golang",
        "COBOL",
        "None of the above",
        multiple=True,
        changes={"skill_years": {"Python": 6, "Go": 2}},
    )
    assert (fact.answer, fact.answer_label) == (["o0", "o1"], ["Python", "Golang"])
    assert fact.warnings == ("only what your profile names; add what else you know",)


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Which technologies would you like to learn?", ("Python", "COBOL")),
        ("Which of these do you not know?", ("Python", "COBOL")),
        ("Which programming languages do you know?", ("COBOL", "Fortran", "None of the above")),
        ("Which teams would you join?", ("Python", "Java")),
    ],
)
def test_of_a_list_that_asks_otherwise_or_names_no_skill_nothing_is_chosen(label: str, shown: tuple[str, ...]) -> None:
    assert ask(label, *shown, multiple=True).answer is None


def _zone(label: str, *options: str, country: str = "DE") -> tuple[object, bool]:
    """Return what is answered, and whether only as a proposal."""
    person = parse_profile({"basics": {"location": {"city": "Nowhere", "countryCode": country}}})
    field = Field(label=label, options=tuple(Option(label=text) for text in options))
    answer = answer_fact(field, analyze(field), person, job=JobContext(), today=TODAY)
    return answer.answer, answer.reason is not None


def test_a_time_zone_is_proposed_where_the_whole_country_keeps_one_time() -> None:
    assert _zone("What time zone are you in?") == ("Central European Time (CET)", True)
    assert _zone("Time zone", "Select", "PST", "CET", "JST") == ("CET", True)
    windows = ("(UTC+01:00) Amsterdam, Berlin, Rome", "(UTC+01:00) Brussels, Madrid, Paris", "(UTC+02:00) Athens")
    assert _zone("Timezone", *windows) == (windows[0], True)
    assert _zone("Timezone", *windows, country="GR") == (windows[2], True)


def test_a_time_zone_is_not_guessed() -> None:
    assert _zone("Time zone", country="US") == (None, True)
    assert _zone("Time zone", "GMT-5", "GMT", "GMT+1") == (None, True)
    assert _zone("Can you work in the US Eastern time zone?", "Yes", "No") == (None, True)
