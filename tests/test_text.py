"""Small steps over text: what is typed or pasted is cleaned, and its words stay apart."""

import pytest

from advocate.text import clean_line, clean_paragraphs


@pytest.mark.parametrize(
    "between",
    ["\n", "\r\n", "\r", "\t", "\x0b", "\x0c", "\x1e", "\x85", "\u2028", "\u2029", "\xa0"],
)
def test_whatever_ends_a_line_parts_words(between: str) -> None:
    assert clean_line(f"Ana{between}Ruiz{between}") == "Ana Ruiz"
    assert clean_paragraphs(f"Ana{between}Ruiz\n\nBo") == "Ana Ruiz\n\nBo"


def test_what_has_no_width_parts_nothing() -> None:
    assert clean_line("Ru\u00adiz\u200b \x07Bo") == "Ruiz Bo"
