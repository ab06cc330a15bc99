"""Runs of text in Word: looks, line breaks, gaps to write in, links."""

from typing import Any
from weakref import WeakKeyDictionary

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from advocate.documents.blocks import Inline, Span
from advocate.documents.write.layout import joint
from advocate.text import NBSP

# To find a style by its name takes a third of a table's time: each is looked for once a document.
_styles: "WeakKeyDictionary[Any, dict[tuple[int, str], str | None]]" = WeakKeyDictionary()


def set_style(paragraph: WordParagraph, name: str) -> None:
    """Give a paragraph the style of this name."""
    paragraph._p.style = _style_id(paragraph.part, WD_STYLE_TYPE.PARAGRAPH, name)


def _style_id(part: Any, sort: Any, name: str) -> str | None:
    known = _styles.setdefault(part, {})
    key = (int(sort), name)
    if key not in known:
        known[key] = part.get_style_id(name, sort)
    return known[key]


def _styled_run(paragraph: WordParagraph, text: str, name: str) -> Run:
    run = paragraph.add_run(text)
    run._r.style = _style_id(paragraph.part, WD_STYLE_TYPE.CHARACTER, name)
    return run


def add_spans(paragraph: WordParagraph, text: Inline, *, longest: int = 70) -> None:
    """Add an inline run; a blank is at most `longest` characters wide, to stay on its line."""
    for span in text:
        if span.text == "\n":
            paragraph.add_run().add_break()
        elif span.blank:
            _styled_run(paragraph, NBSP * (min(span.blank, longest) * 2), "Blank")
            if span.text:
                _styled_run(paragraph, f"{joint(span)}({span.text})", "Blank Label")
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
    run = _styled_run(paragraph, span.text, "Hyperlink")
    _style_run(run, span)
    link.append(run._r)
    paragraph._p.append(link)
