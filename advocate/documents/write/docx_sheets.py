"""Cards, postcards and envelopes in Word: exact tables, and a sheet of its own size."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from docx.table import _Cell

from advocate.documents.blocks import (
    AddressBlock,
    Block,
    Card,
    Document,
    Inline,
    ListBlock,
    Qr,
    Span,
    inlines,
    walk,
)
from advocate.documents.write.docx_text import set_style
from advocate.documents.write.qr import qr_png

AddBlock = Callable[[Block], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How cards of one kind lie on a sheet, in inches; `points` is the type's size, `line` a line's
    height and `gap` what is between paragraphs; `inset` is between the cut and the text. A second
    address stands `to` the right and down; the paper lies sideways if `flipped`."""

    width: float
    height: float
    columns: int
    rows: int
    points: float
    line: float
    gap: float
    inset: float
    to: tuple[float, float] = (0, 0)
    flipped: bool = False


SHEETS = {
    "cards": Sheet(3.5, 2, 2, 5, points=8, line=8.4, gap=0, inset=0.1),
    "postcards": Sheet(
        5.5, 4, 2, 2, points=12, line=15, gap=5, inset=0.35, to=(1.9, 0.5), flipped=True
    ),
}


def lay_envelope(word: WordDocument, document: Document, add: AddBlock) -> None:
    """Put the return address top left and the recipient where the post office looks for it."""
    section = word.sections[0]
    section.page_width, section.page_height = Inches(9.5), Inches(4.125)
    section.left_margin, section.top_margin = Inches(0.5), Inches(0.4)
    section.right_margin = section.bottom_margin = Inches(0.3)
    for block in document.blocks:
        add(block)
    recipient = word.paragraphs[1].paragraph_format
    recipient.left_indent, recipient.space_before = Inches(3.75), Inches(0.75)


def lay_cards(word: WordDocument, document: Document) -> None:
    """Put each side of each card on a sheet of its own, as often as the sheet holds it."""
    sheet = SHEETS[document.page]
    section = word.sections[0]
    if sheet.flipped:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    width, height = (
        side.inches if side else 0.0 for side in (section.page_width, section.page_height)
    )
    margin = max(0.0, (height - sheet.height * sheet.rows) / 2 - 0.05)
    section.top_margin = section.bottom_margin = Inches(margin)
    section.left_margin = section.right_margin = Inches((width - sheet.width * sheet.columns) / 2)
    section.header_distance = section.footer_distance = Inches(0)
    cards = [block for block in document.blocks if isinstance(block, Card)]
    sides = [side for card in cards for _, side in card.sides() if side]
    for number, side in enumerate(sides):
        _lay_side(word, sheet, side, first=not number)


def _lay_side(word: WordDocument, sheet: Sheet, side: tuple[Block, ...], *, first: bool) -> None:
    if not first:
        word.paragraphs[-1].paragraph_format.page_break_before = True
    grid: Any = word.add_table(rows=sheet.rows, cols=sheet.columns)
    grid.autofit, grid.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    _set_inset(grid, sheet.inset)
    for column in grid.columns:
        column.width = Inches(sheet.width)
    for row in grid.rows:
        row.height, row.height_rule = Inches(sheet.height), WD_ROW_HEIGHT_RULE.EXACTLY
        for cell in row.cells:
            cell.width = Inches(sheet.width)
            _dot(cell)
            _fill(cell, side, sheet)
    small = word.add_paragraph().paragraph_format  # Word wants a paragraph after a table
    small.space_after, small.line_spacing = Pt(0), Pt(1)


def _set_inset(grid: Any, inches: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(Inches(inches).twips))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    grid._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _fill(cell: _Cell, side: tuple[Block, ...], sheet: Sheet) -> None:
    begins = _second_address(side)
    for number, (lead, text) in enumerate(_lines(side)):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        set_style(paragraph, "Table Text")
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(0), Pt(sheet.gap)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(sheet.line)
        if lead:
            form.left_indent, form.first_line_indent = Pt(sheet.points), -Pt(sheet.points)
        if begins is not None and number >= begins:
            form.left_indent, form.space_after = Inches(sheet.to[0]), Pt(0)
            form.space_before = Inches(sheet.to[1]) if number == begins else Pt(0)
        for span in (Span(lead), *text) if lead else text:
            run = paragraph.add_run("_" * span.blank or ("\n" if span.text == "\n" else span.text))
            run.font.size, run.bold = Pt(sheet.points), span.bold or None
    for code in walk(side):
        if isinstance(code, Qr):  # below the text, at the right, as in the PDF
            paragraph = cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.space_after = Pt(0)
            add_picture(paragraph, qr_png(code.data), code.alt, inches=0.6)


def _second_address(side: tuple[Block, ...]) -> int | None:
    """Return the number of the line with which a side's second address begins."""
    places = [place for place, block in enumerate(side) if isinstance(block, AddressBlock)]
    if len(places) < 2:
        return None
    return sum(1 for _ in _lines(side[: places[1]]))


def _lines(side: tuple[Block, ...]) -> Iterator[tuple[str, Inline]]:
    """Yield the lines of a card's side, each with what stands before it."""
    for block in side:
        if isinstance(block, ListBlock):
            for item in block.items:
                lead = "☐\t" if item.checkbox else "•\t"
                for inner in walk(item.blocks):
                    for text in inlines(inner):
                        yield lead, text
        else:
            for inner in walk((block,)):
                for text in inlines(inner):
                    yield "", text


def add_picture(paragraph: Any, png: bytes, alt: str, *, inches: float = 0.8) -> Any:
    """Add a picture with its alternative text at the end of a paragraph, and return it."""
    shape = paragraph.add_run().add_picture(BytesIO(png), width=Inches(inches))
    properties = shape._inline.docPr
    properties.set("descr", alt)
    properties.set("title", alt)
    return shape


def _dot(cell: _Cell) -> None:
    """Draw the lines to cut along."""
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", "dotted"), ("sz", "4"), ("space", "0"), ("color", "999999")):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    cell._tc.get_or_add_tcPr().append(borders)
