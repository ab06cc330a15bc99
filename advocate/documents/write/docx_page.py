"""What a Word file has once: its properties, its paper, the size of its type, its footer."""

from datetime import UTC, datetime

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from advocate.documents.blocks import Document
from advocate.documents.kinds import KINDS, Kind

_CLOSE_STYLES = ("Footer", "Table Text", "Table Head")
_KINDS = frozenset(kind.value for kind in KINDS)  # a report on the log is of none
_LARGE_LINE = 1.12  # times the usual distance of lines


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


def widen_lines(word: WordDocument, scale: float) -> None:
    """Set large print with wider lines, but in tables, and lines to write on farther apart."""
    for style in word.styles:
        if isinstance(style, ParagraphStyle) and style.name not in _CLOSE_STYLES:
            form = style.paragraph_format
            if isinstance(form.line_spacing, float):
                form.line_spacing *= _LARGE_LINE
            elif form.line_spacing:
                form.line_spacing = Length(int(form.line_spacing * scale))


def write_footer(word: WordDocument, document: Document) -> None:
    """Write what stands at the foot of each page."""
    if document.page != "sheet":
        return  # cards and envelopes are cut or mailed: their text says its own date
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.text = document.footer
    one_page = document.kind in _KINDS and KINDS[Kind(document.kind)].pages == 1
    if one_page and not document.large_print:
        return  # in large print it runs over
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
