"""Mistakes in templates are told in plain words, with the file and the line."""

from pathlib import Path

import pytest

from advocate.documents.environment import render
from advocate.documents.mistakes import in_words
from advocate.errors import TemplateError
from tests.documents.conftest import TEMPLATES, written

NAME = "letter/default.md"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ kind is }}", "a name is missing before “}}”"),
        ("a\n{{ kind y }}", "default.md, line 2 cannot be read: “}}” is missing before “y”."),
        ("{{ kind", "“}}” is missing"),
        ("{{ }}", "a value is missing before “}}”"),
        ("{% foo %}", "there is no “{% foo %}”"),
        ("{% endif %}", "“{% endif %}” ends what was never begun with “{% if %}”"),
        ("{% for i in [1] %}{% endif %}", "“{% for %}” is still open: first write {% endfor %}"),
        ("{% if kind %}", "“{% if … %}” is not closed: {% endif %} is missing"),
        ("{% if kind = 'x' %}{% endif %}", "one “=” compares nothing; to compare, write “==”"),
        ("{% for i %}", "“in” is missing before “%}”"),
        ("a\n{# b", "letter/default.md, line 2 cannot be read: a comment is not closed: “#}” is"),
        ("{{ 'a }}", "a quotation mark is missing or one too many"),
        ("{{ kind ? 2 }}", "“?” stands where it cannot"),
        ("{{ (kind] }}", "“]” stands where it cannot; “)” is missing"),
        ("{{ kind | lenght }}", "there is no filter “lenght” (did you mean “length”?)"),
        ("{{ kind | mile }}", "did you mean “miles”?"),
        ("{{ kind is oddly }}", "there is no test “oddly” to put behind “is”"),
        ("a\n\n{{ 'a' + 1 }}", "line 3 failed: “+” joins no text and a number; write “~” to join"),
        ("{{ 'a' - 1 }}", "“-” cannot be used with text and a number"),
        ("{{ 'a' < 1 }}", "“<” cannot compare text and a number"),
        ("{{ 1 / 0 }}", "it divides by zero"),
        ("{{ kind() }}", "text is called with brackets “()”, and takes none"),
        ("{% for i in 5 %}{% endfor %}", "a number holds nothing to loop over"),
        ("{% for i in none %}{% endfor %}", "it loops over a value that is not known"),
        ("{{ blank('a', 1, 2) }}", "“blank” is given more than it takes"),
        ("{{ blank('a', wide=1) }}", "“blank” takes no “wide”"),
        ("\n{{ kind.__class__ }}", "default.md, line 2 does what a template may not"),
        ("\n{{ kind.nam }}", "default.md, line 2 asks for a value that does not exist: text has"),
        ("{% include 'letter/part.md' %}", "The template letter/part.md, line 2 failed"),
    ],
)
def test_a_mistake_is_told_in_plain_words(tmp_path: Path, text: str, said: str) -> None:
    written(tmp_path / NAME, text)
    written(tmp_path / "letter/part.md", "\n{{ 1 / 0 }}")
    with pytest.raises(TemplateError) as caught:
        render(NAME, (tmp_path, TEMPLATES), {"kind": "letter"})
    assert said in caught.value.sentence


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a\nb \xff", "is not UTF-8 text (line 2); save it as UTF-8."),
        (b"x" * 200_001, "more than 200,000 bytes; take out what is no wording, or put parts"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, data: bytes, said: str) -> None:
    written(tmp_path / NAME, data)
    with pytest.raises(TemplateError) as caught:
        render(NAME, (tmp_path, TEMPLATES), {})
    assert said in caught.value.sentence


def test_what_nobody_foresaw_stays_as_it_is() -> None:
    assert in_words("something else.") == "something else"
