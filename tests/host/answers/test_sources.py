from fillwright.answers import Sources
from fillwright.messages import Passage

MATERIAL = (
    Passage("work[0].highlights[0]", "Engineer, Tallis AG", "Cut the delay of invoices from 6 days to two hours."),
    Passage("work[1].highlights[0]", "Analyst, Kornblum", "Planned the routes of forty lorries in three harbours."),
    Passage("skills[0]", "Skill", "Python: asyncio, pytest"),
)
ANSWER = "At Tallis I cut the delay of our invoices, and everybody slept better."


def test_the_passages_an_answer_rests_on_are_named_best_first() -> None:
    assert Sources(MATERIAL).of(ANSWER) == ("work[0].highlights[0]",)
    both = Sources(MATERIAL).of("Routes of lorries between harbours, and the delay of invoices.")
    assert both == ("work[1].highlights[0]", "work[0].highlights[0]")


def test_words_of_the_question_prove_nothing() -> None:
    assert Sources(MATERIAL).of("The delay of invoices matters.", "What about the delay of invoices?") == ()


def test_one_word_in_common_is_no_source_of_a_text_but_of_an_option() -> None:
    assert Sources(MATERIAL).of("I like Python.") == ()
    assert Sources(MATERIAL).of("Python", least=1) == ("skills[0]",)


def test_without_material_there_is_no_source() -> None:
    assert Sources(()).of(ANSWER) == ()
