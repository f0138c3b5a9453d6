"""Facts on every kind of control: what is given is right, and what is not sure is left to the person."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.messages import Field, JobContext, Option
from fillwright.profile import Profile, parse_profile
from fillwright.questions import FactAnswer, analyze, answer_fact, beside
from tests.host.questions.people import PERSON, TODAY, ask

JOB = JobContext(company="Example", title="Engineer", location="Berlin, Germany")
YES_NO = ("Yes", "No")


def shown(found: FactAnswer) -> Any:  # noqa: ANN401 - whatever the control takes
    """Return what a person reads in the control afterwards, None where nothing is put there without them."""
    if found.answer is None or found.reason:
        return None
    return found.answer if found.answer_label is None else found.answer_label


def given_to(label: str, *texts: str, **parts: Any) -> Any:  # noqa: ANN401 - whatever the control takes
    """Return what the person's profile puts into the control `label`."""
    return shown(ask(label, *texts, job=JOB, **parts))


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("Are you legally authorized to work in Germany?", "Yes"),
        ("Are you authorized to work in the US?", "No"),
        ("Are you authorized to work in the United States without sponsorship?", "No"),
        ("Can you work in Germany without visa sponsorship?", "Yes"),
        ("Will you require sponsorship to work in Germany?", "No"),
        ("Will you now or in the future require sponsorship for the US?", "Yes"),
        ("I do not require sponsorship to work in Germany", "Yes"),
        ("Dürfen Sie in Deutschland arbeiten?", "Yes"),
        ("Benötigen Sie für die Arbeit in Deutschland ein Visum?", "No"),
        ("Do you have the right to work in the EU?", None),
        ("Are you unable to work in Germany?", None),
        ("Are you a US citizen?", "No"),
        ("Are you an EU citizen?", "Yes"),
        ("Are you not a US citizen?", None),
        ("Are you located in the US?", "No"),
        ("Do you live in Germany?", "Yes"),
        ("Are you based in Munich?", None),
        ("Do you have at least 5 years of Python experience?", "Yes"),
        ("Do you have more than 6 years of Python experience?", "No"),
        ("Hast du mehr als 6 Jahre Erfahrung mit Python?", "No"),
        ("Do you have at least 10 years of professional experience?", "No"),
        ("Do you have at least 5 years of experience in Java?", None),
        ("Do you have a Bachelor's degree?", "Yes"),
        ("Do you have a PhD?", "No"),
        ("Are you fluent in English?", "Yes"),
        ("Do you speak French fluently?", "No"),
        ("Do you speak Spanish?", None),
        ("Are you willing to travel 50% of the time?", "No"),
        ("Can you travel 10%?", "Yes"),
        ("Are you willing to work onsite?", None),
        ("Do you have a class C license?", "No"),
        ("Have you previously been employed by Tallis AG?", "Yes"),
        ("Does the range 60,000-70,000 EUR work for you?", None),
        ("Can you start by January 1?", None),
        ("Do you have a disability?", None),
    ],
)
def test_a_yes_or_no_has_the_polarity_of_its_wording(label: str, answer: str | None) -> None:
    assert given_to(label, *YES_NO, type="radio") == answer
    assert given_to(label, *reversed(YES_NO), type="select") == answer


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("I agree to the privacy policy", True),
        ("I am authorized to work in Germany", True),
        ("I will require visa sponsorship in Germany", False),
        ("I consent to being contacted for other jobs (talent pool)", False),
        ("Keep me out of the talent pool", None),
        ("I do not agree to the processing of my data under the privacy policy", None),
        ("Ich stimme der Datenschutzerklärung nicht zu", None),
        ("Je refuse la politique de confidentialité", None),
        ("No acepto la política de privacidad", None),
        ("Non acconsento al trattamento dei dati (privacy)", None),
        ("Não aceito a política de privacidade", None),
        ("Ik ga niet akkoord met het privacybeleid", None),
    ],
)
def test_a_box_is_ticked_only_for_what_it_plainly_says(label: str, answer: bool | None) -> None:  # noqa: FBT001 - a tick
    assert given_to(label, type="checkbox") is answer


@pytest.mark.parametrize(
    ("label", "options", "answer"),
    [
        ("Höchster Abschluss", ("Abitur", "Bachelor", "Master", "Promotion"), "Master"),
        ("Niveau d'études", ("Bac", "Bac+3", "Bac+5", "Doctorat"), "Bac+5"),
        ("Nivel de estudios", ("Secundaria", "Grado", "Máster", "Doctorado"), "Máster"),
        ("Titolo di studio", ("Diploma", "Laurea triennale", "Laurea magistrale", "Dottorato"), "Laurea magistrale"),
        ("Escolaridade", ("Ensino médio", "Graduação", "Mestrado", "Doutorado"), "Mestrado"),
        ("Hoogst genoten opleiding", ("MBO", "HBO", "WO Master", "PhD"), "WO Master"),
        ("English level", ("A1", "A2", "B1", "B2", "C1", "C2"), "C1"),
        ("Niveau d'anglais", ("Débutant", "Intermédiaire", "Courant", "Bilingue"), "Courant"),
        ("Deutschkenntnisse", ("Keine", "Gut", "Verhandlungssicher", "Muttersprache"), "Muttersprache"),
        ("Spanish level", ("None", "Basic", "Fluent"), None),
        ("Notice period", ("Immediately", "2 weeks", "1 month", "3 months"), "3 months"),
        ("Notice period", ("0-30 days", "31-60 days", "61-90 days", "More than 90 days"), "61-90 days"),
        ("Notice", ("1 week", "2 weeks", "4 weeks", "8 weeks"), None),
        ("Salary currency", ("USD", "EUR", "GBP"), "EUR"),
        ("Salary period", ("per hour", "per month", "per year"), "per year"),
        ("Salary expectation ($)", ("$50-70k", "$70-80k", "$80k+"), None),
        ("Years of experience", ("0–2", "3–5", "6–10", "10+"), "6–10"),
        ("Graduation year", ("2015", "2016", "2017", "2018"), "2017"),
        ("Graduation month", ("01", "02", "09"), "09"),
        ("Country code", ("+1", "+44", "+49"), "+49"),
        ("Führerschein", ("Keiner", "Klasse B", "Klasse C"), "Klasse B"),
        ("Work model", ("Vor Ort", "Hybrid", "Remote"), "Hybrid"),
        ("How did you hear about us?", ("LinkedIn Post", "LinkedIn Ad", "Other"), None),
        ("What is your work authorization status in the US?", ("US Citizen", "Green card", "Other"), None),
    ],
)
def test_a_list_gets_the_one_option_that_says_the_fact(
    label: str, options: tuple[str, ...], answer: str | None
) -> None:
    assert given_to(label, *options, type="select") == answer


@pytest.mark.parametrize(
    ("label", "parts", "answer"),
    [
        ("Expected monthly salary", {"type": "number"}, "6000"),
        ("Salary expectation in k€", {"type": "number"}, "72"),
        ("Maximum salary", {"type": "number"}, "78000"),
        ("Minimum salary", {"type": "number"}, "72000"),
        ("Expected salary in USD", {"type": "number"}, None),
        ("Desired hourly rate", {"type": "number"}, None),
        ("Notice period in months", {"type": "number"}, "3"),
        ("Notice period in days", {"type": "number"}, "90"),
        ("Notice period", {"type": "number"}, None),
        ("Kündigungsfrist in Wochen", {"type": "text"}, "3 Monate"),
        ("Start date (MM/DD/YYYY)", {"type": "text"}, "03/01/2027"),
        ("Eintrittsdatum (TT.MM.JJJJ)", {"type": "text"}, "01.03.2027"),
        ("Earliest start date", {"type": "month"}, "2027-03"),
        ("Graduation (MM/YYYY)", {"type": "text"}, "09/2017"),
        ("Graduation date", {"type": "date"}, None),
        ("Full address", {"type": "text"}, "Beispielweg 4, Hinterhaus, 10115 Berlin, Germany"),
        ("Vollständige Adresse", {"type": "text"}, "Beispielweg 4, Hinterhaus, 10115 Berlin, Deutschland"),
        ("Address line 2", {"type": "text"}, "Hinterhaus"),
        ("City, State", {"type": "text"}, "Berlin"),
        ("City, State, Country", {"type": "text"}, "Berlin, Germany"),
        ("Area code", {"type": "text"}, None),
        ("Phone", {"type": "tel", "autocomplete": "tel-local"}, None),
        ("Phone", {"type": "tel", "autocomplete": "tel-national"}, "030 23125014"),
        ("Phone (10 digits)", {"type": "tel"}, None),
        ("Phone (12 digits)", {"type": "tel"}, None),
        ("Other link", {"type": "url"}, None),
        ("Paste your resume", {"type": "textarea"}, None),
    ],
)
def test_a_box_gets_the_fact_in_its_own_form(label: str, parts: dict[str, Any], answer: str | None) -> None:
    assert given_to(label, **parts) == answer


def test_a_box_headed_skills_lists_those_of_the_profile() -> None:
    person = parse_profile({**PERSON, "skills": [{"name": "Data", "keywords": ["SQL", "dbt"]}, {"name": "Python"}]})
    field = Field(label="Key skills (comma separated)", type="text")
    assert answer_fact(field, analyze(field), person, job=JOB, today=TODAY).answer == "SQL, dbt, Python"


edges = st.lists(st.integers(1, 40), min_size=2, max_size=5, unique=True).map(sorted)


@given(edges)
def test_of_any_ranges_of_years_only_the_one_that_holds_them_is_chosen(bounds: list[int]) -> None:
    options = [f"{low + 1}–{high}" for low, high in zip([-1, *bounds], bounds, strict=False)]
    chosen = given_to("Years of experience with Python", *options, type="select")
    holding = [text for text in options if int(text.split("–")[0]) <= 6 <= int(text.split("–")[1])]
    assert chosen in {*holding, None}


@given(edges)
def test_of_any_pay_bands_only_the_one_that_holds_both_ends_is_chosen(bounds: list[int]) -> None:
    thousands = [bound * 4 for bound in bounds]
    options = [f"{low},000 – {high},000 EUR" for low, high in zip([1, *thousands], thousands, strict=False)]
    chosen = given_to("Expected annual salary", *options, type="select")
    if chosen is not None:
        low, high = (int(number.replace(",", "")) for number in re.findall(r"[\d,]+", str(chosen)))
        assert low <= 72000
        assert high >= 78000


@given(st.lists(st.tuples(st.integers(1, 13), st.sampled_from(("week", "month"))), min_size=1, max_size=5, unique=True))
def test_of_any_notice_periods_only_the_persons_own_is_chosen(periods: list[tuple[int, str]]) -> None:
    options = [f"{count} {unit}{'s' if count > 1 else ''}" for count, unit in periods]
    assert given_to("Notice period", *options, type="select") in {"3 months", None}


def read(*fields: Field, person: Profile | None = None) -> list[Any]:
    """Return what is put into the `fields` of one form."""
    person = person or parse_profile(PERSON)
    verdicts = beside(fields, [analyze(field) for field in fields])
    return [
        shown(answer_fact(field, verdict, person, job=JOB, today=TODAY))
        for field, verdict in zip(fields, verdicts, strict=True)
    ]


CODE = Field(
    label="Country code",
    type="select",
    options=(Option(label="Germany (+49)"), Option(label="Austria (+43)"), Option(label="United States (+1)")),
)
PHONE = Field(label="Phone", type="tel")


def test_a_number_beside_its_country_code_is_the_national_one() -> None:
    assert read(Field(label="Email"), CODE, PHONE)[1:] == ["Germany (+49)", "030 23125014"]
    assert read(PHONE, CODE)[0] == "030 23125014"


@pytest.mark.parametrize(
    ("held", "options", "number"),
    [
        ("US", {"US": "United States (+1)", "DE": "Germany (+49)"}, "+49 30 23125014"),
        ("DE", {"US": "United States (+1)", "DE": "Germany (+49)"}, "030 23125014"),
        ("DE", {"US": "United States", "DE": "Germany"}, "030 23125014"),
        ("US", {"US": "United States", "DE": "Germany"}, "+49 30 23125014"),
        ("ZZ", {"ZZ": "International", "DE": "Germany"}, "+49 30 23125014"),
        ("United States +1", {}, "+49 30 23125014"),
        ("+49", {}, "030 23125014"),
        (None, {"1": "United States (+1)", "44": "United Kingdom (+44)"}, "+49 30 23125014"),
        (None, {"DE": "Germany"}, "030 23125014"),
        (None, {}, "030 23125014"),
    ],
)
def test_a_number_is_national_only_beside_a_code_that_can_be_its_own(
    held: str | None, options: dict[str, str], number: str
) -> None:
    choices = tuple(Option(value=value, label=label) for value, label in options.items())
    code = Field(label="Country code", type="select", options=choices, value=held)
    assert read(code, PHONE)[1] == number


@pytest.mark.parametrize(
    ("area", "rest", "phone", "answers"),
    [
        ("Area code", "Phone number", "+1 202 555 0123", ["202", "555-0123"]),
        ("Area code", "Number", "+44 20 7946 0958", ["020", "7946 0958"]),
        ("Vorwahl", "Rufnummer", "+49 30 23125014", ["030", "23125014"]),
        ("Vorwahl", "Nummer", "+49 171 3920045", ["0171", "3920045"]),
        ("DDD", "Celular", "+55 11 96123-4567", ["11", "96123-4567"]),
        ("Código de área", "Número", "+34 91 123 45 67", [None, None]),
        ("Código de área", "Teléfono", "+52 55 1234 5678", ["55", "1234 5678"]),
        ("Indicatif régional", "Téléphone", "+1 514 555 0123", ["514", "555-0123"]),
        ("Prefisso locale", "Telefono", "+39 06 1234 5678", ["06", "1234 5678"]),
        ("Netnummer", "Telefoonnummer", "+31 20 123 4567", ["020", "123 4567"]),
        ("Area code", "Phone number", "+44 7911 123456", [None, None]),
        ("Area code", "Phone number", "+1 800 555 0123", [None, None]),
    ],
)
def test_a_number_beside_its_area_code_is_the_rest(area: str, rest: str, phone: str, answers: list[str | None]) -> None:
    person = parse_profile({**PERSON, "basics": {**PERSON["basics"], "phone": phone}})
    assert read(Field(label=area), Field(label=rest, type="tel"), person=person) == answers


def test_a_number_is_not_split_beside_another_area_code() -> None:
    assert read(Field(label="Area code", value="040"), PHONE)[1] is None
    assert read(Field(label="Area code", value="(030)"), PHONE)[1] == "23125014"


def test_an_area_code_far_from_any_number_is_left_to_the_person() -> None:
    assert read(Field(label="Area code"), Field(label="City")) == [None, "Berlin"]


def test_a_list_of_dial_codes_is_the_countrys_whatever_it_is_called() -> None:
    assert read(Field(label="Vorwahl", type="select", options=CODE.options), PHONE) == ["Germany (+49)", "030 23125014"]
    assert read(Field(label="Vorwahl", placeholder="+49"), PHONE) == ["+49", "030 23125014"]
    assert read(Field(label="Vorwahl (Land)"), PHONE) == ["+49", "030 23125014"]
    assert read(Field(label="Vorwahl", type="combobox"), PHONE) == ["+49", "030 23125014"]


def test_a_number_far_from_any_country_code_is_international() -> None:
    between = [Field(label=label) for label in ("First name", "Last name", "Email")]
    elsewhere = Field(label=CODE.label, type=CODE.type, options=CODE.options, section="Referee")
    assert read(CODE, *between, PHONE)[-1] == "+49 30 23125014"
    assert read(elsewhere, PHONE)[-1] == "+49 30 23125014"


@pytest.mark.parametrize(
    ("location", "answer", "sure"),
    [
        ("Berlin, Germany", "No", True),
        ("Berlin, DE", "No", True),
        ("Remote - Germany", "No", True),
        ("Austin, TX", "Yes", True),
        ("Berlin", "No", False),
        ("Hybrid - Munich", "No", False),
        ("San Francisco", "Yes", False),
        ("London or Berlin", None, False),
        ("Remote", None, False),
    ],
)
def test_sponsorship_without_a_country_is_that_of_the_jobs_place(
    location: str, answer: str | None, *, sure: bool
) -> None:
    found = ask("Will you require visa sponsorship?", *YES_NO, job=JobContext(location=location), type="radio")
    assert found.answer_label == answer
    assert (found.answer is not None and found.reason is None) is sure


def test_a_visa_of_another_country_than_the_jobs_leaves_open_which_is_meant() -> None:
    assert given_to("Will you require sponsorship (e.g. H-1B)?", *YES_NO, type="radio") is None
    assert ask("Will you require sponsorship (e.g. H-1B)?", *YES_NO, type="radio").answer_label == "Yes"
