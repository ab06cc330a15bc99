"""Word by python-docx over the theme's reference.docx: real styles, headings, lists and tables."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Inches, Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph

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
    words_in,
)
from advocate.documents.write.docx_letter import place_in_window, write_logo
from advocate.documents.write.docx_page import (
    clear,
    set_paper,
    set_properties,
    set_sizes,
    widen_lines,
    write_footer,
)
from advocate.documents.write.docx_sheets import SHEETS, add_picture, lay_cards, lay_envelope
from advocate.documents.write.docx_tables import add_table
from advocate.documents.write.docx_text import add_spans, set_style
from advocate.documents.write.layout import (
    LETTER_SIZE,
    WHOLE_BOX,
    has_window,
    is_short,
    type_size,
)
from advocate.documents.write.qr import qr_png
from advocate.documents.write.reference import BROKEN, TRIAL, open_reference
from advocate.documents.write.theme import unusable
from advocate.errors import shown

_PICTURE = 5.6  # inches
_BOX_STYLES = {"say": "Say", "note": "Note", "frame": "Frame"}
_BOX_INDENT = Inches(0.15)
_TICK = Span("☐ ")
_WRITING_ROOM_IN_BOX = 4  # points above a line to write on, in type of a letter's size


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
    clear(word)
    set_properties(word, document)
    set_paper(word, document.paper)
    scale = type_size(document) / LETTER_SIZE
    set_sizes(word, scale)
    if document.large_print and document.page == "sheet":
        widen_lines(word, scale)
    writer = _Writer(word, scale)
    if document.page == "envelope":
        lay_envelope(word, document, writer.block)
    elif document.page in SHEETS:
        lay_cards(word, document)
    else:
        for block in document.blocks:
            writer.block(block)
        writer.finish()
    if has_window(document):
        place_in_window(word, type_size(document))
    write_footer(word, document)
    if document.page == "sheet":
        write_logo(word, theme)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


class _Writer:
    """Adds blocks to the end of a Word document."""

    def __init__(self, word: WordDocument, scale: float) -> None:
        self._word = word
        self._scale = scale
        self._break_before = False
        self._space_owed = False  # Word joins neighbouring tables, and boxes of one border
        section = word.sections[0]
        margins = (section.left_margin or 0) + (section.right_margin or 0)
        self._line = (section.page_width or 0) - margins

    def block(self, block: Block) -> None:  # noqa: C901 - one case for each kind of block
        """Add one block that stands in no box."""
        self._set_apart(block)
        match block:
            case Heading(level, text):
                self._paragraph(text, f"Heading {min(level, 3)}")
            case Paragraph(text):
                self._paragraph(text, "Normal")
            case ListBlock():
                self._list(block)
            case Table():
                add_table(self._word, block, line=self._line, scale=self._scale)
                self._space_owed = True
            case AddressBlock(lines):
                self._address(lines)
            case FillLines(count):
                for _ in range(count):
                    self._paragraph((), "Fill Line")
                self._space_owed = True
            case PageBreak():
                self._break_before = True
            case Qr(data, alt):
                add_picture(self._paragraph((), "Normal"), qr_png(data), alt)
            case Picture(data, alt):
                add_picture(self._paragraph((), "Normal"), data, alt, inches=_PICTURE)
            case Card(title, front, back):
                self._box(Box("frame", title, (*front, *back)))
            case Box():
                self._box(block)

    def _paragraph(self, text: Inline, style: str) -> WordParagraph:
        paragraph = self._word.add_paragraph()
        set_style(paragraph, style)
        if self._break_before:
            paragraph.paragraph_format.page_break_before = True
            self._break_before = False
        add_spans(paragraph, text)
        return paragraph

    def _set_apart(self, block: Block) -> None:
        """Leave the space that the block before is owed; a table cannot begin a page itself."""
        owed = self._space_owed and not isinstance(block, Heading | PageBreak)
        if owed or (self._break_before and isinstance(block, Table)):
            self._paragraph((), "Spacer")
        self._space_owed = False

    def finish(self) -> None:
        """End the document: Word wants a paragraph after a table."""
        if self._space_owed:
            self._paragraph((), "Spacer")

    def _list(self, block: ListBlock) -> None:
        number = _new_numbering(self._word) if block.ordered else None
        before = len(self._word.paragraphs) if is_short(block) else None
        for item in block.items:
            self._item(item, number)
        if before is not None:
            for paragraph in self._word.paragraphs[before:-1]:
                paragraph.paragraph_format.keep_with_next = True

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

    def _address(self, lines: Sequence[Inline], style: str = "Address Lines") -> WordParagraph:
        joined: list[Span] = []
        for line in lines:
            joined += [Span("\n")] * bool(joined) + list(line)
        for above in self._word.paragraphs[-1:]:  # what one signs stays with its greeting
            above.paragraph_format.keep_with_next = True
        return self._paragraph(tuple(joined), style)

    def _box(self, box: Box) -> None:
        """A box is a run of paragraphs in one bordered style, all on one page when short."""
        style = _BOX_STYLES.get(box.kind, "Frame")
        paragraphs = []
        if box.title:
            paragraphs.append(self._paragraph((Span(box.title),), f"{style} Title"))
        for block in box.blocks:
            paragraphs += self._boxed(block, style)
        if words_in(box.blocks) <= WHOLE_BOX:
            for paragraph in paragraphs[:-1]:
                paragraph.paragraph_format.keep_with_next = True
        self._space_owed = True

    def _boxed(self, block: Block, style: str) -> list[WordParagraph]:
        match block:
            case FillLines(count):
                return [self._line_in_box(style) for _ in range(count)]
            case AddressBlock(lines):
                return [self._address(lines, style)]
            case ListBlock(items):
                return [made for item in items for made in self._boxed_item(item, style)]
            case Qr(data, alt):
                paragraph = self._paragraph((), style)
                add_picture(paragraph, qr_png(data), alt)
                return [paragraph]
            case Box(title=title, blocks=blocks):
                return self._boxed_part(title, blocks, style)
            case Card(title, front, back):
                return self._boxed_part(title, (*front, *back), style)
            case _:
                return [self._paragraph(text, style) for text in inlines(block)]

    def _boxed_item(self, item: Item, style: str) -> Iterator[WordParagraph]:
        for block in item.blocks:
            if isinstance(block, Paragraph):
                mark = _TICK if item.checkbox else Span("• ")
                yield self._paragraph((mark, *block.text), style)
            else:
                yield from self._boxed(block, style)

    def _boxed_part(self, title: str, blocks: Sequence[Block], style: str) -> list[WordParagraph]:
        # Word's borders do not nest: a box inside a box is a part of it, with its title.
        head = [self._paragraph((Span(title, bold=True),), style)] if title else []
        return [*head, *(made for block in blocks for made in self._boxed(block, style))]

    def _line_in_box(self, style: str) -> WordParagraph:
        paragraph = self._paragraph((), style)
        paragraph.paragraph_format.space_before = Pt(_WRITING_ROOM_IN_BOX * self._scale)
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(
            Length(self._line - _BOX_INDENT), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES
        )
        paragraph.add_run("\t")
        return paragraph


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
