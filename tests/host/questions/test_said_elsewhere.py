"""What is told by the heading, the hint or the example of a control, and what a word in an essay does not tell."""

from __future__ import annotations

import pytest

from fillwright.messages import Field, Option
from fillwright.questions import analyze

YES_NO = (Option(label="Yes", value="1"), Option(label="No", value="0"))


@pytest.mark.parametrize(
    "label",
    [
        "Enter the 6-digit code we just texted you",
        "Bestätigungscode aus der E-Mail",
        "Recopiez le code de vérification reçu par SMS",
        "Introduce el código que te hemos enviado al móvil",
        "Inserisci il codice ricevuto via SMS",
        "Digite o código recebido por e-mail",
        "Vul de code in die we je hebben gestuurd",
        "Sicherheitsabfrage: Was ist 7 + 4?",
        "Quanto fa 3 + 5? Dimostra di non essere un robot",
        "Geben Sie die Zeichen aus dem Bild ein",
        "Nutzername oder E-Mail",
        "For office use only - interviewer's comments",
        "Stellen durchsuchen",
        "Pesquisar vagas",
    ],
)
def test_codes_sums_and_sign_in_boxes_are_left_alone(label: str) -> None:
    assert analyze(Field(label=label, type="text")).strategy == "skip"


@pytest.mark.parametrize(
    "label",
    ["Middle name (leave blank if none)", "Codice fiscale", "Saisir votre code postal", "Apt. 3 + 4 floor", "PIN code"],
)
def test_words_like_those_leave_no_question_alone(label: str) -> None:
    assert analyze(Field(label=label, type="text")).reason != "a one-time code"
    assert analyze(Field(label=label, type="text")).reason not in {"a captcha", "a honeypot"}


def test_a_hint_that_speaks_of_robots_leaves_the_control_alone() -> None:
    hint = "Enter website. This input is for robots only, do not enter if you're human."
    assert analyze(Field(label="Website", type="text", help=hint)).strategy == "skip"
    assert analyze(Field(label="Website", type="text", placeholder="Leave blank if you have none")).key == "website"


def test_what_to_choose_from_is_not_left_alone_for_a_faint_likeness() -> None:
    colours = tuple(Option(label=text, value=text) for text in ("Green", "Blue", "Gold", "None"))
    assert analyze(Field(label="Building site card", type="select", options=colours)).strategy == "choice"


@pytest.mark.parametrize(
    ("label", "section", "key"),
    [("Upload", "Résumé", "resume"), ("Datei auswählen", "Anschreiben", "cover-letter"), ("Attach", "Photo", "photo")],
)
def test_a_files_control_that_says_only_so_is_for_what_its_heading_names(label: str, section: str, key: str) -> None:
    assert analyze(Field(label=label, type="file", section=section)).key == key


def test_a_files_own_label_is_meant_first() -> None:
    assert analyze(Field(label="Cover letter", type="file", section="Résumé")).key == "cover-letter"


@pytest.mark.parametrize(
    ("label", "section"),
    [("RAL", "Posizione attuale"), ("Salary", "Current position"), ("Gehalt", "Derzeitige Anstellung")],
)
def test_pay_below_the_present_position_is_the_present_one(label: str, section: str) -> None:
    assert analyze(Field(label=label, type="text", section=section)).key == "current-salary"
    assert analyze(Field(label=label, type="text")).key == "salary-expectation"


def test_an_address_of_one_site_in_the_empty_control_tells_what_is_asked() -> None:
    verdict = analyze(Field(label="Social", type="text", placeholder="linkedin.com/in/"))
    assert verdict.key == "linkedin"


@pytest.mark.parametrize("label", ["I currently work here", "Ich arbeite derzeit hier", "Trabajo aquí actualmente"])
def test_a_box_for_a_position_still_held_is_no_promise(label: str) -> None:
    verdict = analyze(Field(label=label, type="checkbox", section="Work experience 1"))
    assert (verdict.strategy, verdict.key) == ("extract", None)


@pytest.mark.parametrize(
    "label",
    [
        "How would you screen tenants fairly where one has a criminal record?",
        "Describe your experience working with veterans or military families",
        "How has your gender or first language shaped the way you lead?",
        "Was bedeutet Vielfalt (Alter, Geschlecht, Herkunft) für Sie?",
        "Comment rendriez-vous notre entreprise plus accessible aux personnes en situation de handicap ?",
        "De que forma a diversidade de raça e gênero melhora um produto, na sua visão?",
        "What security clearance process improvements have you led?",
    ],
)
def test_a_case_that_is_put_is_written_whatever_it_names(label: str) -> None:
    assert analyze(Field(label=label, type="textarea")).strategy == "generate"


@pytest.mark.parametrize(
    "label",
    [
        "How would you describe your gender?",
        "Comment décririez-vous votre genre ?",
        "Wie würden Sie Ihre ethnische Herkunft beschreiben?",
        "Tell us about any convictions",
        "Please describe your disability",
    ],
)
def test_the_person_asked_about_stays_sensitive(label: str) -> None:
    assert analyze(Field(label=label, type="textarea")).strategy == "sensitive"
    assert analyze(Field(label=label, type="text")).strategy == "sensitive"


@pytest.mark.parametrize("label", ["Do you have reliable transportation?", "How would you normally get to work?"])
def test_the_way_to_work_is_no_readiness_to_be_there(label: str) -> None:
    assert analyze(Field(label=label, type="radio", options=YES_NO)).key is None
