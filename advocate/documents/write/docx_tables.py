"""Tables in Word: rows that stay whole, heads that come again, cells to write in."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from advocate.documents.blocks import Inline, Table, is_fill_cell
from advocate.documents.write.docx_text import add_spans, set_style
from advocate.documents.write.layout import column_shares

_CELL_TYPE = 10.5  # points, the shipped Table Text's
_WHOLE_TABLE = 14  # rows
_WRITING_ROOM = 8  # points above a line to write on, in type of a letter's size


def add_table(word: WordDocument, table: Table, *, line: int, scale: float) -> None:
    """Add a table to the end of a document, `line` wide; `scale` is how much larger than a
    letter's its type is."""
    headed = any(table.header)
    rows = [table.header, *table.rows] if headed else list(table.rows)
    grid = word.add_table(rows=len(rows), cols=len(table.header))
    grid.autofit = False
    _rule_below_rows(grid)
    widths = [Length(int(line * share)) for share in column_shares(table, scale)]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for index, (row, cells) in enumerate(zip(grid.rows, rows, strict=True)):
        header = headed and not index
        _keep_row_whole(row, header=header)
        roomy = any(map(is_fill_cell, cells))
        # A short table stays on one page: each row holds on to the next.
        hold = len(rows) <= _WHOLE_TABLE and index < len(rows) - 1
        for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = widths[place]
            head = header or (not headed and not place)
            style = "Table Head" if head else "Table Text"
            most = int(widths[place].pt / (_CELL_TYPE * scale / 2)) - 2
            paragraph = _fill_cell(cell, text, style, hold=hold, longest=most)
            if roomy:  # the words stand on the line that one writes on
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            if is_fill_cell(text):
                paragraph.paragraph_format.space_before = Pt(_WRITING_ROOM * scale)


def _fill_cell(cell: _Cell, text: Inline, style: str, *, hold: bool, longest: int) -> WordParagraph:
    paragraph: WordParagraph = cell.paragraphs[0]
    set_style(paragraph, style)
    if hold:
        paragraph.paragraph_format.keep_with_next = True
    if not is_fill_cell(text):
        add_spans(paragraph, text, longest=longest)
    return paragraph


def _keep_row_whole(row: Any, *, header: bool) -> None:
    properties = row._tr.get_or_add_trPr()
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
    table._tbl.tblPr.append(borders)
