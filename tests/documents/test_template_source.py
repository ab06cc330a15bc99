"""What a template holds that comes to nothing is told with its line."""

from pathlib import Path

import pytest

from advocate.documents.template_source import written_oversights
from tests.documents.conftest import TEMPLATES, written

NAME = "letter/default.md"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dear\n\n{% if\n0 %}a <b>{% endif %}", "line 4, prints “<b>” as it stands: HTML does not"),
        ("{{ me.name }}\n<script src='{{ x }}'>", "line 2, prints “<script src='…'>” as it stands"),
        ("<!-- Dear", "line 1, prints “<!--” as it stands"),
        ("a\n![logo](logo.png)", "line 2, prints “![logo](logo.png)” as text: a document has no"),
        (
            "::: qr javascript:alert(1) Go\n:::",
            "line 1, has a QR code of “javascript:alert(1)”, and",
        ),
        (
            "::: qr Call\n:::",
            "has a QR code of “Call”, and none is made: it takes https, http, tel",
        ),
        (
            "[a](javascript:x) [b](tel:+1{{ phone }})",
            "line 1, links to “javascript:x”, and no link",
        ),
        ("[a](page.html)", "links to “page.html”, and no link is made"),
        (
            "a\n{% if 'phne' not in me.knows %}{% endif %}",
            "line 2, asks for “phne” in me.knows, which never holds it. Did you mean “phone”?",
        ),
        ("{{ 'x9' in me.knows }}", "which never holds it: it may hold name, "),
        ("a\n{% include 'letter/end.md' %}", "letter/end.md, line 3, prints “<i>”"),
    ],
)
def test_it_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    written(tmp_path / NAME, text)
    written(tmp_path / "letter/end.md", "a\n\n<i>")
    (told,) = written_oversights(NAME, (tmp_path, TEMPLATES))
    assert said in told


@pytest.mark.parametrize(
    "text",
    [
        "a < b > c, 3<4, \\<b>, <https://example.org>, <ana@example.org>, [ ](blank:9)",
        "[x]({{ url }}) {{ '<b>' if 'phone' in me.knows }} !\\[a](b) {# <b> #}",
        "::: qr {{ url }} Go\n:::\n\n{% include 'default:letter/default.md' %}",
        "{% if %} <b>",  # filling it in says more
    ],
)
def test_the_rest_is_let_be(tmp_path: Path, text: str) -> None:
    written(tmp_path / NAME, text)
    assert list(written_oversights(NAME, (tmp_path, TEMPLATES))) == []
