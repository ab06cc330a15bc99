"""What the log holds, in words that are read in a line."""

import pytest

from advocate.outreach.words import in_one_line


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("Who went: Ana\n\nHow many came: 42", "Who went: Ana; How many came: 42"),
        ("They sat down.\n\nAsk again!\n\nBo did", "They sat down. Ask again! Bo did"),
        ("one\nline", "one line"),
        ("\n\nlate; \n\n\n\nsoon\n\n", "late; soon"),
        ("They set the day.", "They set the day."),
        ("", ""),
    ],
)
def test_a_notes_paragraphs_are_parted_in_a_line(note: str, line: str) -> None:
    assert in_one_line(note) == line
