"""What enters the log: cleaned text, bounded lengths, times that have passed."""

from datetime import timedelta

import pytest

from advocate.errors import StoreError
from advocate.outreach.drafts import clean_draft
from tests.outreach.examples import NOW, made

HOSTILE = "\x1b[31mred\x1b[0m\u202e\x00  a\tb\r\nc"
CLEAN = "[31mred[0m a b c"


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("staffer", f" {HOSTILE} ", CLEAN),
        ("note", HOSTILE, CLEAN),
        ("words", "one\ntwo\n\n\n three ", "one two\n\nthree"),
        ("note", "x" * 5_000, "x" * 5_000),
        ("minutes", 0, 0),
        ("when", NOW, NOW),
    ],
)
def test_typed_text_is_cleaned(field: str, typed: object, kept: object) -> None:
    assert getattr(clean_draft(made(**{field: typed}), now=NOW), field) == kept


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("when", NOW + timedelta(seconds=1), "in the future"),
        ("note", "secret " * 1_000, "The note has 6,999 characters; at most 5,000 fit"),
        ("words", "x" * 5_001, "words has 5,001 characters"),
        ("staffer", "x" * 201, "staffer's name has 201 characters; at most 200"),
        ("minutes", -1, "Minutes go from 0 to 1,440"),
        ("minutes", 1_441, "Minutes go from 0 to 1,440"),
    ],
)
def test_what_does_not_fit_is_said(field: str, value: object, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        clean_draft(made(**{field: value}), now=NOW)
    assert "secret" not in caught.value.sentence
