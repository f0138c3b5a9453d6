import pytest

from fillwright.cli.tables import PIPE_WIDTH, show_table

REMARK = "optional: you have not chosen to share this (application.eeo.share, or application.consents.gender)"


def test_every_word_of_a_long_row_is_shown_within_the_width(capsys: pytest.CaptureFixture[str]) -> None:
    row = (1, "Why do you want to work here and nowhere else in the world?", "I grew up " * 15, "extracted", REMARK)
    show_table(("#", "Question", "Answer", "Source", "Remark"), [row])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= PIPE_WIDTH
    words = " ".join(lines).split()
    assert [word for word in REMARK.split() if word not in words] == []
