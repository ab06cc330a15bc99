"""How lines end: no word alone in a PDF, no bill's number and no gap's label in two parts."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from advocate.desk import Looks
from advocate.documents.blocks import Block, Box, Document, Paragraph, Span
from advocate.documents.markup import blank, escape, parse
from advocate.documents.paste import pasted_text, ready_to_paste
from advocate.documents.write.docx import write_docx
from advocate.documents.write.html import write_html
from advocate.documents.write.md import write_md
from advocate.documents.write.pdf import write_pdf
from advocate.documents.write.txt import write_txt
from advocate.resources import bundled
from advocate.text import unparted

THEME = Looks((bundled("templates"),)).theme
SENTENCE = "I do not know where you stand on this and I hope that you will say yes either way "


def letter(blocks: tuple[Block, ...]) -> Document:
    """Return a document of these blocks."""
    return Document(
        kind="letter",
        title="A letter",
        language="en",
        author="",
        made=date(2026, 11, 24),
        footer="",
        blocks=blocks,
    )


def pdf_lines(document: Document) -> list[str]:
    """Return the lines of a document's PDF."""
    data, _ = write_pdf(document, THEME)
    pages = (page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return [line.replace("\u00a0", " ").rstrip() for page in pages for line in page.splitlines()]


def test_no_word_stands_alone_on_a_last_line() -> None:
    texts = [(SENTENCE * 4)[:length].strip() for length in range(60, 300, 5)]
    lines = pdf_lines(letter(tuple(Paragraph((Span(f"{text} END"),)) for text in texts)))
    ends = [line for line in lines if line.endswith("END")]
    assert len(ends) == len(texts)
    assert "END" not in ends


def indented(text: str) -> str:
    """Return paragraphs that end in `text`, so that it comes to stand at each place of a line."""
    return "\n\n".join(f"{(SENTENCE * 2)[:length].strip()} {text}" for length in range(60, 160, 3))


@pytest.mark.parametrize(
    "number",
    ["S. 455", "H.R. 1061", "H. R. 12", "S. Res. 5", "S.Res. 5", "S.J. Res. 7", "H. Con. Res. 14"],
)
def test_no_line_ends_within_a_bills_number(number: str) -> None:
    document = letter(parse(indented(f"cosponsor {escape(number)} now")))
    many = indented("").count("\n\n") + 1
    for lines in (pdf_lines(document), write_txt(document).splitlines()):
        assert sum(number in line for line in lines) == many
    assert number.replace(" ", "\u00a0") in write_html(document, THEME)
    assert number in write_md(document)


@pytest.mark.parametrize(
    "text",
    ["U.S. 50 is a road", "grades 5 to 8", "Call Ann S. or H. Lee", "12 S. Main St.", "H. 5"],
)
def test_what_is_no_bills_number_is_left_alone(text: str) -> None:
    assert unparted(text) == text


def test_no_line_ends_within_a_gap_and_its_label() -> None:
    document = letter(parse(indented(blank("your street address", 12))))
    many = indented("").count("\n\n") + 1
    text = write_txt(document).splitlines()
    assert sum("____________ (your street address)" in line for line in text) == many
    drawn = pdf_lines(document)
    assert sum("(your street address)" in line for line in drawn) == many
    assert not any(line.startswith("(") for line in drawn)
    words = ZipFile(BytesIO(write_docx(document, THEME))).read("word/document.xml").decode()
    assert "\u00a0(your\u00a0street\u00a0address)" in words


def test_a_form_gets_ordinary_spaces() -> None:
    (box,) = parse("::: paste Message\nPlease cosponsor S. 455.\n:::")
    assert isinstance(box, Box)
    assert pasted_text(ready_to_paste(box)[0]) == "Please cosponsor S. 455."
