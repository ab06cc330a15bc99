"""What a person types appears unchanged as text in each format, and makes no markup."""

import html
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from advocate.documents.blocks import inlines, plain, walk
from advocate.documents.kinds import Format, Kind
from advocate.documents.markup import parse
from advocate.documents.write import write_document
from advocate.settings import Constituent, changed
from tests.documents.conftest import ANA, THEME, Ask, document

NASTY = [
    "<b>Bold</b> & Sons",
    "*star* _under_ `tick` ~~no~~",
    "\"double\" 'single' “curly”",
    "1) first",
    "- dash",
    "# hash",
    "= equals",
    "[x](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "::: say",
    "a | b | c",
    "{{ 7*7 }} {% raw %}",
    "\\ back \\| slash \\",
    "&amp; &lt; &#42;",
    "https://evil.example",
    "שלום עולם",
    "محمد",
    "Nguyễn Thị Ánh",
    "😀 🏳️‍🌈",
    "[ ] box",
    "#let x = 1; $x$ @ref",
    "</w:t></w:r>",
]

typed_names = st.text(min_size=1, max_size=60).map(
    lambda t: changed(Constituent(), {"name": t}).name
)


def text_of_html(page: str) -> str:
    body = page[page.index("<main") :]
    return _squeezed(html.unescape(re.sub(r"<[^>]*>", "", body.replace("<br>", " "))))


def text_of_docx(data: bytes) -> str:
    root = etree.fromstring(zipfile.ZipFile(BytesIO(data)).read("word/document.xml"))
    return _squeezed("".join(node.text or "" for node in root.iter("{*}t")))


def text_of_md(source: str) -> str:
    words = [plain(text) for block in walk(parse(source)) for text in inlines(block)]
    return _squeezed(" ".join(words))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def readings(ask_for: Ask, person: Constituent) -> Iterator[tuple[str, str]]:
    """Yield what a reader of each format sees of a letter."""
    made = document(ask_for(Kind.LETTER, constituent=person))
    yield "txt", _squeezed(write_document(made, Format.TXT, THEME).data.decode())
    yield "md", text_of_md(write_document(made, Format.MD, THEME).data.decode())
    yield "html", text_of_html(write_document(made, Format.HTML, THEME).data.decode())
    yield "docx", text_of_docx(write_document(made, Format.DOCX, THEME).data)


def tags(ask_for: Ask, person: Constituent) -> list[str]:
    """Return the markup of the HTML and Word letters, without their text."""
    made = document(ask_for(Kind.LETTER, constituent=person))
    page = write_document(made, Format.HTML, THEME).data.decode()
    word = zipfile.ZipFile(BytesIO(write_document(made, Format.DOCX, THEME).data))
    root = etree.fromstring(word.read("word/document.xml"))
    return [*re.findall(r"<[a-z/!][^>\s]*", page), *(str(node.tag) for node in root.iter())]


@pytest.mark.parametrize("typed", NASTY)
def test_a_nasty_name_appears_as_typed(ask_for: Ask, typed: str) -> None:
    person = replace(ANA, name=typed, street=typed, city=typed, story=typed)
    for form, text in readings(ask_for, person):
        assert text.count(_squeezed(typed)) >= 4, form
    assert tags(ask_for, person) == tags(ask_for, replace(ANA, story="x"))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(name=typed_names)
def test_any_name_appears_as_typed(ask_for: Ask, name: str) -> None:
    person = replace(ANA, name=name)
    for form, text in readings(ask_for, person):
        assert _squeezed(name) in text, form
    if name:
        assert tags(ask_for, person) == tags(ask_for, ANA)


@pytest.mark.parametrize(
    "typed", ["<b>Bold</b> & Sons", "#let x = 1; $x$", "שלום", "Nguyễn Thị Ánh"]
)
def test_a_nasty_name_appears_in_the_pdf(ask_for: Ask, typed: str) -> None:
    from pypdf import PdfReader

    made = document(ask_for(Kind.LETTER, constituent=replace(ANA, name=typed)))
    written = write_document(made, Format.PDF, THEME)
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(written.data)).pages)
    seen = typed if typed.isascii() or "N" in typed else typed[::-1]
    assert seen in text or typed in text
    assert not written.notices


def test_a_character_without_a_font_is_said(ask_for: Ask) -> None:
    made = document(ask_for(Kind.LETTER, constituent=replace(ANA, name="\U0001fae8 \u1bc0")))
    written = write_document(made, Format.PDF, THEME)
    assert written.data.startswith(b"%PDF-")
    assert [notice.code for notice in written.notices] == ["pdf-characters"]


def test_the_pdf_gets_the_document_as_data_only(ask_for: Ask) -> None:
    from advocate.documents.write.pdf import as_data

    made = document(ask_for(Kind.LETTER, constituent=replace(ANA, name='"); #panic("x')))
    assert '"); #panic("x' in str(json.loads(json.dumps(as_data(made))))
    assert write_document(made, Format.PDF, THEME).data.startswith(b"%PDF-")
