"""Runs of text in Word: looks, line breaks, gaps to write in, links."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from advocate.documents.blocks import Inline, Span

_NBSP = "\u00a0"


def add_spans(paragraph: WordParagraph, text: Inline, *, longest: int = 70) -> None:
    """Add an inline run; a blank is at most `longest` characters wide, to stay on its line."""
    for span in text:
        if span.text == "\n":
            paragraph.add_run().add_break()
        elif span.blank:
            paragraph.add_run(_NBSP * (min(span.blank, longest) * 2), style="Blank")
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
