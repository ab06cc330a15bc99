"""What a Word file has once: its properties, paper, size of type, the address in the window, its
footer."""

from datetime import UTC, datetime

from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from advocate.documents.blocks import Document
from advocate.documents.kinds import KINDS, Kind

_LETTER_LINE = 13.2  # points, of the addresses of a letter


def clear(word: WordDocument) -> None:
    """Take the text of reference.docx out, and leave its styles and its sheet."""
    body = word.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def set_properties(word: WordDocument, document: Document) -> None:
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


def set_sizes(word: WordDocument, scale: float) -> None:
    """Make all type larger or smaller, but for the footer's."""
    for style in word.styles:
        if isinstance(style, ParagraphStyle) and style.font.size and style.name != "Footer":
            style.font.size = Pt(style.font.size.pt * scale)


def set_paper(word: WordDocument, paper: str) -> None:
    """Lay the document out on its paper."""
    if paper == "a4":
        section = word.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)


def place_in_window(word: WordDocument) -> None:
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


def write_footer(word: WordDocument, document: Document) -> None:
    """Write what stands at the foot of each page."""
    if document.page != "sheet":
        return  # cards and envelopes are cut or mailed: their text says its own date
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.text = document.footer
    if KINDS[Kind(document.kind)].pages == 1:
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
