import pytest

from fillwright.answers import check_choice, check_text
from fillwright.errors import ContentFiltered, InvalidAnswer
from fillwright.messages import Field, Option
from fillwright.text import utf16_length

ESSAY = Field(label="Why do you want to work here?", type="textarea")
CHOICE = Field(label="Which team?", type="select", options=(Option("a", "Red"), Option("b", "Blue")))
SEVERAL = Field(label="Which teams?", type="checkbox", options=CHOICE.options, multiple=True)


@pytest.mark.parametrize(
    "refusal",
    [
        "I'm sorry, but I can't help with that.",
        "I am sorry, I cannot assist with this request.",
        "As an AI language model, I do not have experience.",
        "I cannot answer this question.",
        "Unfortunately, I don't have enough information.",
        "Es tut mir leid, aber dabei kann ich Ihnen nicht helfen.",
        "Je suis désolé, mais je ne peux pas répondre.",
        "Lo siento, no puedo ayudar con eso.",
        "Als KI habe ich keine Erfahrung.",
        "I’m sorry, but I can’t assist with that request.",
        "I apologize, but I cannot write this application answer.",
        "I don't feel comfortable writing this.",
        "I must decline to answer this question.",
        "Ich bin ein KI-Sprachmodell und kann keine Bewerbung schreiben.",
    ],
)
def test_a_refusal_never_becomes_an_answer(refusal: str) -> None:
    with pytest.raises(ContentFiltered):
        check_text(refusal, ESSAY)


@pytest.mark.parametrize(
    "honest",
    [
        "I cannot imagine a better place to apply what I learned at Example GmbH.",
        "I built an AI assistant for support teams that cut handling time.",
        "Sorry is a word I learned to say early: owning mistakes matters to me.",
        "I work with language models every day.",
        "I can't wait to get started.",
    ],
)
def test_an_honest_answer_is_not_taken_for_a_refusal(honest: str) -> None:
    assert check_text(honest, ESSAY).text == honest


@pytest.mark.parametrize(
    "raw",
    [
        "Here is your answer: I like rockets.",
        "Here are your answers: I like rockets.",
        "Sure! Here's a draft:\n\nI like rockets.",
        '"I like rockets."',
        "**I like rockets.**",
        "```\nI like rockets.\n```",
        "I like rockets.\n\nLet me know if you want changes!",
        "I like rockets.\n\n(Word count: 3)",
        "Antwort: I like rockets.",
        "**Answer:** I like rockets.",
        "Certainly. Below is a response in the first person.\n---\nI like rockets.",
        "\u202eI like \x07rockets.",
    ],
)
def test_what_models_put_around_an_answer_is_taken_away(raw: str) -> None:
    assert check_text(raw, ESSAY).text == "I like rockets."


@pytest.mark.parametrize("raw", ["", "  \n ", '""', "\u200f"])
def test_an_empty_answer_is_an_error(raw: str) -> None:
    with pytest.raises(InvalidAnswer):
        check_text(raw, ESSAY)


def test_a_text_over_the_limit_is_cut_at_a_sentence_and_says_so() -> None:
    field = Field(label="Why?", type="textarea", max_length=30)
    written = check_text("I like rockets. I like them a lot, really.", field)
    assert written.text == "I like rockets."
    assert written.warnings == ("shortened to the limit",)


@pytest.mark.parametrize("count", [5, 20])
def test_the_limit_counts_utf16_units(count: int) -> None:
    written = check_text("😀" * count, Field(label="Why?", type="textarea", max_length=7))
    assert utf16_length(written.text) <= 7


def test_a_limit_in_words_is_kept() -> None:
    written = check_text("One two three. Four five six.", Field(label="Why? Max 5 words", type="textarea"))
    assert written.text == "One two three. Four five six."
    written = check_text("One two three. " * 20, Field(label="Why? Max 20 words", type="textarea"))
    assert len(written.text.split()) <= 20


def test_a_single_line_control_gets_a_single_line() -> None:
    assert check_text("One.\n\nTwo.", Field(label="Motto")).text == "One. Two."


@pytest.mark.parametrize("text", ["I joined [Company Name] in 2020.", "Dear {company}", "I am [your name]."])
def test_a_placeholder_needs_the_person(text: str) -> None:
    assert check_text(text, ESSAY).problem


@pytest.mark.parametrize("value", ["+49 30 1234567", "ada@example.org", "Musterweg 5"])
def test_contact_data_in_a_written_answer_needs_the_person(value: str) -> None:
    assert check_text(f"Reach me: {value}", ESSAY, [value]).problem


def test_a_phone_number_is_found_however_it_is_spaced() -> None:
    assert check_text("Call 0049-30-123 45 67 now", ESSAY, ["+49301234567"]).problem


@pytest.mark.parametrize(("raw", "value"), [("2", "b"), (" 1. ", "a"), ("Option 2", "b"), ('{"choice": 2}', "b")])
def test_a_choice_is_made_by_number_alone(raw: str, value: str) -> None:
    assert [option.value for option in check_choice(raw, CHOICE)] == [value]


def test_zero_says_that_none_fits() -> None:
    assert check_choice("0", CHOICE) == []
    assert check_choice("0", SEVERAL) == []


@pytest.mark.parametrize(
    ("raw", "values"), [("2", ["b"]), ("1, 2", ["a", "b"]), ("Options 2,1", ["b", "a"]), ("2, 2", ["b"])]
)
def test_several_are_chosen_where_several_may_be(raw: str, values: list[str]) -> None:
    assert [option.value for option in check_choice(raw, SEVERAL)] == values


@pytest.mark.parametrize("raw", ["0, 1", "1, 3", "1 and Blue", "1,"])
def test_a_list_with_anything_else_in_it_is_no_choice(raw: str) -> None:
    with pytest.raises(InvalidAnswer):
        check_choice(raw, SEVERAL)


@pytest.mark.parametrize(
    "raw", ["3", "-1", "Blue", "1 or 2", "1, 2", "", "I would say 2 because blue is my favourite colour"]
)
def test_anything_else_is_no_choice(raw: str) -> None:
    with pytest.raises(InvalidAnswer):
        check_choice(raw, CHOICE)


@pytest.mark.parametrize(
    "told",
    [
        "a d a @ e x a m p l e . o r g",
        "ada at example dot org",
        "gro.elpmaxe@ada",
        "a\u200bda@exam\u200bple.org",
        "5 gewretsuM",
    ],
)
def test_contact_data_in_disguise_needs_the_person(told: str) -> None:
    assert check_text(f"Reach me: {told}", ESSAY, ["ada@example.org", "Musterweg 5"]).problem


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "javascript:alert(1)",
        "<a href='data:text/html,x'>me</a>",
        "{{constructor.constructor('alert(1)')()}}",
        "' onfocus='alert(1)' autofocus='",
        '" onmouseover="window.run(1)',
        "#{alert(1)}",
        "<%= alert(1) %>",
        "</textarea><p>I like rockets.</p>",
    ],
)
def test_markup_needs_the_person(text: str) -> None:
    assert check_text(text, ESSAY).problem


@pytest.mark.parametrize(
    "text",
    ["Latency is < 20 ms, errors <1 %.", "Onboarding = my field (since 2020).", "I map {key: value} pairs; a < b > c."],
)
def test_signs_alone_are_no_markup(text: str) -> None:
    assert check_text(text, ESSAY).problem is None


@pytest.mark.parametrize("piece", ["x", "<", "{{", "A b ", "I like clear work. "])
def test_a_text_longer_than_any_answer_needs_the_person(piece: str) -> None:
    assert check_text(piece * 100_000, ESSAY).problem == "the text is longer than any answer"
