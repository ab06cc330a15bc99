"""A title is plain text wherever it is no text of the page: Markdown's marks are for pages."""

from dataclasses import replace

import pytest

from advocate.documents.kinds import KINDS, Kind
from advocate.documents.plain import plain_line
from advocate.issues.records import Pack, Prose
from tests.documents.conftest import Ask, document

MARKED = Prose("Read [this](https://example.org) *now* \\& tell")
WORDS = "Read this now & tell"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Call about water", "Call about water"),
        (MARKED, WORDS),
        ("**Two** _looks_", "Two looks"),
        ("5 * 3 and snake_case", "5 * 3 and snake_case"),
        ("Food & Farm, R&amp;D", "Food & Farm, R&D"),
        ("A <b>bold</b> word", "A <b>bold</b> word"),
        ("Write to <https://example.org>", "Write to https://example.org"),
        ("1. First, # and - too", "1. First, # and - too"),
        ("", ""),
    ],
)
def test_a_line_loses_its_marks_and_no_words(text: str, words: str) -> None:
    assert plain_line(Prose(text)) == words
    assert type(plain_line(Prose(text))) is str


@pytest.mark.parametrize("kind", KINDS)
def test_the_title_of_every_kind_is_plain_text(ask_for: Ask, pack: Pack, kind: Kind) -> None:
    title = document(ask_for(kind, pack=replace(pack, title=MARKED))).title
    assert f": {WORDS}" in title
    assert "*" not in title
