"""Word by python-docx over the theme's reference.docx: real styles, headings, lists and tables."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from advocate.documents.blocks import (
    AddressBlock,
    Block,
    Box,
    Document,
    FillLines,
    Heading,
    Inline,
    Item,
    ListBlock,
    PageBreak,
    Paragraph,
    Span,
    Table,
)
from advocate.documents.write.layout import column_shares
from advocate.documents.write.theme import read_theme

_LINE_WIDTH = 6.5  # inches between the margins of reference.docx
_LARGE_PRINT = Pt(16)
_BOX_STYLES = {"say": "Say", "note": "Note", "frame": "Frame"}
_NBSP = "\u00a0"


def write_docx(document: Document, theme: Path) -> bytes:
    """Return the document as a .docx file over the theme's reference.docx."""
    word = docx.Document(BytesIO(read_theme(theme, "reference.docx")))
    _clear(word)
    _set_properties(word, document)
    writer = _Writer(word)
    for block in document.blocks:
        writer.block(block)
    _write_footer(word, document)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _clear(word: WordDocument) -> None:
    body = word.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def _set_properties(word: WordDocument, document: Document) -> None:
    """Say whose document it is: python-docx would stamp its own author and a date of 2013."""
    core = word.core_properties
    made = datetime(document.made.year, document.made.month, document.made.day, tzinfo=UTC)
    core.title = document.title[:255]
    core.author = core.last_modified_by = document.author[:255]
    core.language = document.language
    core.subject = core.keywords = core.comments = core.category = ""
    core.created = core.modified = made.replace(tzinfo=None)
    core.revision = 1
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        language = defaults.find(qn("w:lang"))
        if language is None:
            language = OxmlElement("w:lang")
            defaults.append(language)
        code = "en-US" if document.language == "en" else document.language
        language.set(qn("w:val"), code)
    if document.large_print:
        for name in ("Normal", "Say", "Note", "Frame", "List Bullet", "List Number", "Table Text"):
            word.styles[name].font.size = _LARGE_PRINT


def _write_footer(word: WordDocument, document: Document) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.text = document.footer


class _Writer:
    """Adds blocks to the end of a Word document, or of one of its table cells."""

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._break_before = False

    def block(self, block: Block, box: str = "") -> None:
        """Add one block; `box` is the style of the box it stands in, if any."""
        match block:
            case Heading(level, text):
                self._paragraph(text, f"Heading {min(level, 3)}")
            case Paragraph(text):
                self._paragraph(text, box or "Normal")
            case ListBlock():
                self._list(block)
            case Table():
                self._table(block)
            case AddressBlock(lines):
                self._address(lines)
            case FillLines(count):
                for _ in range(count):
                    self._paragraph((), "Fill Line")
                self._paragraph((), box or "Normal").paragraph_format.space_after = Pt(0)
            case PageBreak():
                self._break_before = True
            case Box():
                self._box(block)

    def _paragraph(self, text: Inline, style: str) -> WordParagraph:
        paragraph = self._word.add_paragraph(style=style)
        if self._break_before:
            paragraph.paragraph_format.page_break_before = True
            self._break_before = False
        _add_spans(paragraph, text)
        return paragraph

    def _list(self, block: ListBlock) -> None:
        number = _new_numbering(self._word) if block.ordered else None
        for item in block.items:
            self._item(item, number)

    def _item(self, item: Item, number: int | None) -> None:
        style = "List Bullet" if number is None else "List Number"
        for index, block in enumerate(item.blocks):
            if index or not isinstance(block, Paragraph):
                self.block(block)
            elif item.checkbox:
                self._paragraph((Span("☐ "), *block.text), "Check Item")
            else:
                paragraph = self._paragraph(block.text, style)
                if number is not None:
                    _number(paragraph, number)

    def _address(self, lines: Sequence[Inline]) -> None:
        joined: list[Span] = []
        for line in lines:
            joined += [Span("\n")] * bool(joined) + list(line)
        self._paragraph(tuple(joined), "Address Lines")

    def _box(self, box: Box) -> None:
        style = _BOX_STYLES[box.kind]
        if box.title:
            self._paragraph((Span(box.title),), f"{style} Title")
        for block in box.blocks:
            self.block(block, style)
        # Word joins neighbouring paragraphs of one border style: this one parts two boxes.
        self._paragraph((), "Normal").paragraph_format.space_after = Pt(0)

    def _table(self, table: Table) -> None:
        headed = any(table.header)
        rows = [table.header, *table.rows] if headed else list(table.rows)
        grid = self._word.add_table(rows=len(rows), cols=len(table.header))
        grid.autofit = False
        _rule_below_rows(grid)
        widths = [Inches(_LINE_WIDTH * share) for share in column_shares(table)]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        for index, (row, cells) in enumerate(zip(grid.rows, rows, strict=True)):
            _keep_row_whole(row, header=headed and not index)
            for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
                cell.width = widths[place]
                head = (headed and not index) or (not headed and not place)
                _fill_cell(cell, text, "Table Head" if head else "Table Text")
        self._paragraph((), "Normal").paragraph_format.space_after = Pt(0)


def _fill_cell(cell: _Cell, text: Inline, style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    _add_spans(paragraph, text)


def _add_spans(paragraph: WordParagraph, text: Inline) -> None:
    for span in text:
        if span.text == "\n":
            paragraph.add_run().add_break()
        elif span.blank:
            paragraph.add_run(_NBSP * (span.blank * 2), style="Blank")
            if span.text:
                paragraph.add_run(f" ({span.text})", style="Blank Label")
        elif span.href:
            _add_link(paragraph, span)
        else:
            _style_run(paragraph.add_run(span.text), span)


def _style_run(run: Run, span: Span) -> None:
    if span.bold:
        run.bold = True
    if span.italic:
        run.italic = True


def _add_link(paragraph: WordParagraph, span: Span) -> None:
    relation = paragraph.part.relate_to(span.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(span.text, style="Hyperlink")
    _style_run(run, span)
    link.append(run._r)  # noqa: SLF001 - python-docx reads hyperlinks but has no way to make one
    paragraph._p.append(link)  # noqa: SLF001


def _new_numbering(word: WordDocument) -> int:
    """Return the id of a fresh count from 1 over List Number's own numbering."""
    numbering: Any = word.part.numbering_part.element
    style: Any = word.styles["List Number"].element
    base = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(base).abstractNumId.val
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def _number(paragraph: WordParagraph, number: int) -> None:
    properties: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _keep_row_whole(row: Any, *, header: bool) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _rule_below_rows(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "BFBFBF")):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    table._tbl.tblPr.append(borders)  # noqa: SLF001
