"""A letter in Word: the logo at its top, and the address where an envelope's window shows it."""

from copy import deepcopy
from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section
from docx.section import _Footer as Footer
from docx.section import _Header as Header
from docx.shared import Inches, Length, Pt
from docx.text.paragraph import Paragraph

from advocate.documents.write.docx_sheets import add_picture
from advocate.documents.write.layout import LETTER_SIZE
from advocate.documents.write.reference import BROKEN
from advocate.documents.write.theme import read_logo, unusable
from advocate.documents.write.typst_engine import svg_as_png

_LINE, _WRITTEN_LINE = 1.2, 1.5  # times the type: a line of an address, typed and to be written
_LOGO_WIDTH, _LOGO_HEIGHT = 2.5, 0.35  # inches at most


def write_logo(word: WordDocument, theme: Path) -> None:
    """Put the theme's logo at the top right of the first page, as page.typ does; raises
    TemplateError when it cannot be drawn."""
    logo = read_logo(theme)
    if not logo:
        return
    paragraph = _first_header(word.sections[0]).paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    # A header higher than its room would push the address out of the window.
    paragraph.paragraph_format.space_after = Pt(0)
    picture = logo.data if logo.media == "image/png" else svg_as_png(theme, logo.name)
    try:
        shape = add_picture(paragraph, picture, "Logo")
    except BROKEN:
        raise unusable(theme, logo.name, "it is not a whole picture") from None
    fit = min(Inches(_LOGO_WIDTH) / shape.width, Inches(_LOGO_HEIGHT) / shape.height)
    shape.width, shape.height = Length(int(shape.width * fit)), Length(int(shape.height * fit))


def _first_header(section: Section) -> Header:
    """Return the header of the first page alone, which says besides what all say, and gets a footer
    like theirs; the one of all pages where a picture stands in either, which would be lost."""
    if section.different_first_page_header_footer:  # the theme has its own
        return section.first_page_header
    pairs: tuple[tuple[Header | Footer, Header | Footer], ...] = (
        (section.header, section.first_page_header),
        (section.footer, section.first_page_footer),
    )
    told = [(of_all, first) for of_all, first in pairs if not of_all.is_linked_to_previous]
    if any(of_all.part.rels for of_all, _ in told):
        return section.header
    section.different_first_page_header_footer = True
    for of_all, first in told:
        first.is_linked_to_previous = False  # it begins with an empty paragraph
        inside, copied = first._element, deepcopy(of_all._element)
        inside[:] = copied[:]
    return section.first_page_header


def place_in_window(word: WordDocument, points: float) -> None:
    """Put the inside address 2.5 in below the top of the sheet, in type that fits the window, and
    the letter 3.6 in, or below a long address; `points` is the size of the type."""
    sender, day, inside, *letter = word.paragraphs
    if points > LETTER_SIZE:
        for run in inside.runs:
            run.font.size = Pt(LETTER_SIZE)
    for paragraph, size in ((sender, points), (day, points), (inside, min(points, LETTER_SIZE))):
        form = paragraph.paragraph_format
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(size * (_WRITTEN_LINE if _is_written(paragraph) else _LINE))
        form.space_before = form.space_after = Pt(0)
    line = Pt(points * _LINE)
    day.paragraph_format.space_before = line
    above = (word.sections[0].top_margin or 0) + _height(sender) + line + _height(day)
    inside.paragraph_format.space_before = Length(max(0, Inches(2.5) - above))
    if letter:
        below = Inches(1.1) - _height(inside)
        letter[0].paragraph_format.space_before = Length(max(line, below))


def _is_written(paragraph: Paragraph) -> bool:
    return any(run.style is not None and run.style.name == "Blank" for run in paragraph.runs)


def _height(paragraph: Paragraph) -> int:
    lines = 1 + len(paragraph._p.findall(f".//{qn('w:br')}"))
    return lines * int(paragraph.paragraph_format.line_spacing or 0)
