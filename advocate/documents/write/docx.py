"""Word by python-docx over the theme's reference.docx: real styles, headings, lists and tables."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from advocate.documents.blocks import (
    AddressBlock,
    Block,
    Box,
    Card,
    Document,
    FillLines,
    Heading,
    Inline,
    Item,
    ListBlock,
    PageBreak,
    Paragraph,
    Picture,
    Qr,
    Span,
    Table,
    inlines,
    is_fill_cell,
    words_in,
)
from advocate.documents.kinds import KINDS, Kind
from advocate.documents.write.docx_sheets import SHEETS, add_picture, lay_cards, lay_envelope
from advocate.documents.write.layout import LETTER_SIZE, column_shares, has_window, type_size
from advocate.documents.write.qr import qr_png
from advocate.documents.write.reference import BROKEN, TRIAL, open_reference
from advocate.documents.write.theme import read_logo, unusable
from advocate.errors import shown

_PICTURE = 5.6  # inches
_LINE_WIDTH = 6.5  # inches between the margins of reference.docx
_BOX_STYLES = {"say": "Say", "note": "Note", "frame": "Frame"}
_LETTER_LINE = 13.2  # points, of the addresses of a letter
_WHOLE_TABLE = 14  # rows
_WHOLE_BOX = 150  # words
_BOX_LINE_END = Inches(6.2)
_KINDS = frozenset(kind.value for kind in KINDS)  # a report on the log is of none
_TICK = Span("☐ ")
_WRITING_ROOM = Pt(12)
_NBSP = "\u00a0"


def write_docx(document: Document, theme: Path) -> bytes:
    """Return the document as a .docx file over the theme's reference.docx."""
    try:
        return _written(document, theme)
    except BROKEN:
        _require_fit(theme)
        raise


def _require_fit(theme: Path) -> None:
    """Raise TemplateError if not even a plain document can be written over reference.docx."""
    try:
        _written(TRIAL, theme)
    except BROKEN as error:
        reason = f"its styles are not as the shipped one's ({shown(str(error), limit=80)})"
        raise unusable(theme, "reference.docx", reason) from None


def _written(document: Document, theme: Path) -> bytes:
    word = open_reference(theme)
    _clear(word)
    _set_properties(word, document)
    _set_paper(word, document.paper)
    scale = type_size(document) / LETTER_SIZE
    _set_sizes(word, scale)
    writer = _Writer(word, scale)
    if document.page == "envelope":
        lay_envelope(word, document, writer.block)
    elif document.page in SHEETS:
        lay_cards(word, document, writer.block)
    else:
        for block in document.blocks:
            writer.block(block)
    if has_window(document):
        _place_in_window(word)
    _write_footer(word, document)
    logo = read_logo(theme)
    if logo and logo.media == "image/png" and document.page == "sheet":  # Word takes no SVG here
        paragraph = word.sections[0].header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        try:
            add_picture(paragraph, logo.data, "Logo", inches=1.2)
        except BROKEN:
            raise unusable(theme, logo.name, "it is not a whole picture") from None
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


def _set_sizes(word: WordDocument, scale: float) -> None:
    for style in word.styles:
        if isinstance(style, ParagraphStyle) and style.font.size and style.name != "Footer":
            style.font.size = Pt(style.font.size.pt * scale)


def _set_paper(word: WordDocument, paper: str) -> None:
    if paper == "a4":
        section = word.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)


def _place_in_window(word: WordDocument) -> None:
    """Put the inside address 2.5 in, and the letter 3.6 in, below the top of the sheet."""
    sender, day, inside, *letter = word.paragraphs
    line = Pt(_LETTER_LINE)
    used = word.sections[0].top_margin or Pt(0)
    for paragraph in (sender, day, inside):
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, line
        form.space_before = form.space_after = Pt(0)
    day.paragraph_format.space_before = line
    above = used + line * (_lines(sender) + 2)
    inside.paragraph_format.space_before = max(Pt(0), Inches(2.5) - above)
    if letter:
        below = Inches(1.1) - line * _lines(inside)
        letter[0].paragraph_format.space_before = max(Pt(0), below)


def _lines(paragraph: WordParagraph) -> int:
    return 1 + len(paragraph._p.findall(f".//{qn('w:br')}"))


def _write_footer(word: WordDocument, document: Document) -> None:
    if document.page != "sheet":
        return  # cards and envelopes are cut or mailed: their text says its own date
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.text = document.footer
    if document.kind in _KINDS and KINDS[Kind(document.kind)].pages == 1:
        return
    paragraph.add_run().add_break()
    paragraph.add_run(f"{document.title} · Page ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: WordParagraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")  # what is shown until the program counts
    field.append(run._r)
    paragraph._p.append(field)


class _Writer:
    """Adds blocks to the end of a Word document."""

    def __init__(self, word: WordDocument, scale: float) -> None:
        self._word = word
        self._scale = scale
        self._break_before = False

    def block(self, block: Block) -> None:  # noqa: C901 - one case for each kind of block
        """Add one block that stands in no box."""
        match block:
            case Heading(level, text):
                self._paragraph(text, f"Heading {min(level, 3)}")
            case Paragraph(text):
                self._paragraph(text, "Normal")
            case ListBlock():
                self._list(block)
            case Table():
                self._table(block)
            case AddressBlock(lines):
                self._address(lines)
            case FillLines(count):
                for _ in range(count):
                    self._paragraph((), "Fill Line")
                self._space()
            case PageBreak():
                self._break_before = True
            case Qr(data, alt):
                add_picture(self._word.add_paragraph(), qr_png(data), alt)
            case Picture(data, alt):
                add_picture(self._word.add_paragraph(), data, alt, inches=_PICTURE)
            case Card(title, front, back):
                self._box(Box("frame", title, (*front, *back)))
            case Box():
                self._box(block)

    def _paragraph(self, text: Inline, style: str) -> WordParagraph:
        paragraph = self._word.add_paragraph(style=style)
        if self._break_before:
            paragraph.paragraph_format.page_break_before = True
            self._break_before = False
        _add_spans(paragraph, text)
        return paragraph

    def _space(self) -> None:
        # Word joins neighbouring tables, and neighbouring paragraphs of one border.
        self._paragraph((), "Spacer")

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
                self._paragraph((_TICK, *block.text), "Check Item")
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
        """A box is a run of paragraphs in one bordered style, all on one page when short."""
        style = _BOX_STYLES.get(box.kind, "Frame")
        paragraphs = []
        if box.title:
            paragraphs.append(self._paragraph((Span(box.title),), f"{style} Title"))
        for block in box.blocks:
            paragraphs += self._boxed(block, style)
        if words_in(box.blocks) <= _WHOLE_BOX:
            for paragraph in paragraphs[:-1]:
                paragraph.paragraph_format.keep_with_next = True
        self._space()

    def _boxed(self, block: Block, style: str) -> list[WordParagraph]:
        match block:
            case FillLines(count):
                return [self._line_in_box(style) for _ in range(count)]
            case ListBlock(items):
                return [
                    self._paragraph((_TICK if item.checkbox else Span("• "), *text), style)
                    for item in items
                    for inner in item.blocks
                    for text in inlines(inner)
                ]
            case _:
                return [self._paragraph(text, style) for text in inlines(block)]

    def _line_in_box(self, style: str) -> WordParagraph:
        paragraph = self._paragraph((), style)
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(_BOX_LINE_END, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        paragraph.add_run("\t")
        return paragraph

    def _table(self, table: Table) -> None:
        headed = any(table.header)
        rows = [table.header, *table.rows] if headed else list(table.rows)
        grid = self._word.add_table(rows=len(rows), cols=len(table.header))
        grid.autofit = False
        _rule_below_rows(grid)
        widths = [Inches(_LINE_WIDTH * share) for share in column_shares(table, self._scale)]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        for index, (row, cells) in enumerate(zip(grid.rows, rows, strict=True)):
            header = headed and not index
            _keep_row_whole(row, header=header)
            # A short table stays on one page: each row holds on to the next.
            hold = len(rows) <= _WHOLE_TABLE and index < len(rows) - 1
            for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
                cell.width = widths[place]
                head = header or (not headed and not place)
                _fill_cell(cell, text, "Table Head" if head else "Table Text", hold=hold)
        self._space()


def _fill_cell(cell: _Cell, text: Inline, style: str, *, hold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    if hold:
        paragraph.paragraph_format.keep_with_next = True
    if is_fill_cell(text):
        paragraph.paragraph_format.space_before = _WRITING_ROOM
    else:
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
    link.append(run._r)
    paragraph._p.append(link)


def _new_numbering(word: WordDocument) -> int:
    """Return the id of a fresh count from 1 over List Number's own numbering."""
    numbering: Any = word.part.numbering_part.element
    style: Any = word.styles["List Number"].element
    base = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(base).abstractNumId.val
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def _number(paragraph: Any, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


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
