"""How a Word file is laid out: what reading its text cannot show."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from docx import Document as WordFile
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Inches, Pt

from advocate.documents.blocks import Document
from advocate.documents.kinds import Format, Kind
from advocate.documents.markup import parse
from advocate.documents.write import write_document
from advocate.documents.write.qr import qr_png
from tests.documents.conftest import ANA, NOBODY, THEME, Ask, document

WIDE_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 9"/>'


def word_of(made: Document, theme: Path = THEME) -> WordDocument:
    return WordFile(BytesIO(write_document(made, Format.DOCX, theme).data))


def sheet(ask_for: Ask, text: str, **more: object) -> Document:
    """Return a brief that says `text` in place of its own."""
    return replace(document(ask_for(Kind.BRIEF, **more)), blocks=parse(text))


def test_a_font_changed_once_is_changed_everywhere(ask_for: Ask, tmp_path: Path) -> None:
    """Somebody changes Normal in reference.docx: lists, tables and boxes go along."""
    theme = tmp_path / "theme"
    copytree(THEME, theme)
    look = WordFile(str(theme / "reference.docx"))
    look.styles["Normal"].font.name = "Comic Sans MS"
    look.save(str(theme / "reference.docx"))
    styles = word_of(document(ask_for(Kind.BRIEF)), theme).styles
    for name in ("List Bullet", "List Number", "Say", "Note", "Frame", "Table Text", "Table Head"):
        style = styles[name]
        while style.font.name is None:
            style = style.base_style
        assert style.font.name == "Comic Sans MS", name


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_tables_end_at_the_margin(ask_for: Ask, paper: str) -> None:
    word = word_of(document(ask_for(Kind.BRIEF, paper=paper)))
    section: Any = word.sections[0]
    line = section.page_width - section.left_margin - section.right_margin
    for table in word.tables:
        assert sum(column.width for column in table.columns) == pytest.approx(line, rel=0.01)


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_postcard_is_longer_along_its_address(ask_for: Ask, paper: str) -> None:
    word = word_of(document(ask_for(Kind.POSTCARD, paper=paper)))
    section: Any = word.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    for table in word.tables:
        assert [column.width for column in table.columns] == [Inches(5.5)] * 2
        assert [row.height for row in table.rows] == [Inches(4)] * 2
        assert 2 * Inches(5.5) <= section.page_width
        assert 2 * Inches(4) + section.top_margin + section.bottom_margin < section.page_height
    lines = word.tables[1].rows[0].cells[0].paragraphs
    begins = [line.text for line in lines].index(next(x.text for x in lines if "Honor" in x.text))
    for number, line in enumerate(lines):
        assert bool(line.paragraph_format.left_indent) == (number >= begins)


def test_cards_keep_their_bullets_and_put_the_code_below_the_text(ask_for: Ask) -> None:
    tables = word_of(document(ask_for(Kind.CARDS))).tables
    sides = [table.rows[0].cells[0] for table in tables]
    assert any(line.text.startswith("•\t") for side in sides for line in side.paragraphs)
    codes = [side for side in sides if side._tc.xpath(".//pic:pic")]
    assert codes
    for side in codes:
        assert [bool(line._p.xpath(".//pic:pic")) for line in side.paragraphs][-1]
        assert side.paragraphs[-1].text == ""


@pytest.mark.parametrize(
    ("constituent", "large", "points"),
    [(ANA, False, 13.2), (NOBODY, False, 16.5), (ANA, True, 21.6)],
)
def test_the_lines_of_an_address_do_not_overlap(
    ask_for: Ask, constituent: object, large: bool, points: float
) -> None:
    made = document(ask_for(Kind.LETTER, constituent=constituent, large_print=large))
    sender, _, inside, *_ = word_of(made).paragraphs
    assert sender.paragraph_format.line_spacing == Pt(points)
    assert inside.paragraph_format.line_spacing >= Pt(13.2)


@pytest.mark.parametrize(("large", "numbered"), [(False, False), (True, True)])
def test_a_letter_in_large_print_numbers_its_pages(
    ask_for: Ask, large: bool, numbered: bool
) -> None:
    word = word_of(document(ask_for(Kind.LETTER, large_print=large)))
    assert ("NUMPAGES" in word.sections[0].footer._element.xml) is numbered


def test_large_print_has_wider_lines(ask_for: Ask) -> None:
    usual, large = (word_of(document(ask_for(Kind.LETTER, large_print=on))) for on in (False, True))
    for name in ("Normal", "Say", "Note"):
        before, after = (word.styles[name].paragraph_format for word in (usual, large))
        assert after.line_spacing == pytest.approx(before.line_spacing * 1.12, abs=0.01)
    before, after = (word.styles["Fill Line"].paragraph_format for word in (usual, large))
    assert after.line_spacing > before.line_spacing


def test_a_line_to_write_on_has_room_above_and_its_words_beside_it(ask_for: Ask) -> None:
    made = sheet(ask_for, "| a | b |\n|---|---|\n| c | [](blank:9) |\n| d | e |\n")
    _, written, printed = word_of(made).tables[0].rows
    assert written.cells[1].paragraphs[0].paragraph_format.space_before >= Pt(7)
    bottom = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    assert {cell.vertical_alignment for cell in written.cells} == {bottom}
    assert {cell.vertical_alignment for cell in printed.cells} == {None}


def test_a_blank_stays_on_its_line(ask_for: Ask) -> None:
    made = sheet(
        ask_for, "| a | b | c |\n|---|---|---|\n| d | [x](blank:70) | e |\n", large_print=True
    )
    cell = word_of(made).tables[0].rows[1].cells[1]
    type_size = word_of(made).styles["Table Text"].font.size.pt
    blank = cell.paragraphs[0].runs[0].text
    assert 0 < len(blank) * type_size / 4 < cell.width.pt


def test_no_page_stays_empty_after_a_box_or_a_table(ask_for: Ask) -> None:
    """A spacer before a page break could begin a page of its own."""
    made = sheet(
        ask_for,
        "::: say 9 a\nb\n:::\n\n---\n\n## c\n\n| d |\n|---|\n| e |\n\n---\n\n| f |\n|---|\n",
    )
    body = [child.tag.rpartition("}")[2] for child in word_of(made).element.body]
    assert body == ["p", "p", "p", "tbl", "p", "tbl", "p", "sectPr"]
    breaks = [p.paragraph_format.page_break_before for p in word_of(made).paragraphs]
    assert breaks == [None, None, True, True, None]


def test_what_one_signs_stays_with_the_greeting(ask_for: Ask) -> None:
    *_, greeting, _ = word_of(document(ask_for(Kind.LETTER))).paragraphs
    assert greeting.text == "Sincerely,"
    assert greeting.paragraph_format.keep_with_next


@pytest.mark.parametrize(
    ("name", "data"), [("logo.png", qr_png("https://example.org")), ("logo.svg", WIDE_SVG)]
)
def test_a_logo_leaves_the_address_where_it_is(
    ask_for: Ask, tmp_path: Path, name: str, data: bytes
) -> None:
    """A header higher than the top margin moves the text down, out of the envelope's window."""
    theme = tmp_path / "theme"
    copytree(THEME, theme)
    (theme / name).write_bytes(data)
    section: Any = word_of(document(ask_for(Kind.LETTER)), theme).sections[0]
    (height,) = section.first_page_header._element.xpath(".//wp:extent/@cy")
    (width,) = section.first_page_header._element.xpath(".//wp:extent/@cx")
    assert section.header_distance + int(height) < section.top_margin
    assert int(width) <= Inches(2.5)
