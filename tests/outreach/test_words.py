"""What the log holds, in words that are read in a line."""

import pytest

from advocate.outreach.records import FollowUpDraft, Promise
from advocate.outreach.words import in_one_line, to_do_words

THEIRS, OURS, OWN = Promise.THEIRS, Promise.OURS, Promise.FOLLOW_UP


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


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ([(THEIRS, "an answer")], "Ask for what they promised: an answer"),
        ([(OURS, "send a letter")], "You promised: send a letter"),
        ([(OWN, "call again.")], "Call again"),
        (
            [(THEIRS, "an answer"), (OURS, "send a letter"), (THEIRS, "the dates")],
            "Ask for what they promised: an answer; the dates. You promised: send a letter",
        ),
        ([(OURS, "the map"), (OWN, "call again")], "You promised: the map. Call again"),
    ],
)
def test_whose_promise_it_is_says_what_is_to_do(due: list[tuple[Promise, str]], words: str) -> None:
    drafts = [FollowUpDraft(promise=whose, text=text) for whose, text in due]
    assert to_do_words(drafts) == words
