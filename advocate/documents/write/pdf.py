"""PDF by typst: US Letter, tagged, fonts embedded; the document goes in as JSON, never as code."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from advocate.documents.blocks import (
    AddressBlock,
    Block,
    Box,
    Document,
    FillLines,
    Heading,
    Inline,
    ListBlock,
    PageBreak,
    Paragraph,
    Table,
    words_in,
)
from advocate.documents.write.layout import column_weights
from advocate.documents.write.theme import read_theme
from advocate.errors import OutputError, TemplateError, shown


def write_pdf(document: Document, theme: Path) -> bytes:
    """Return the document as PDF/UA-1; as plain tagged PDF when no font here has a character.

    Raises TemplateError when the theme's page.typ is at fault.
    """
    import typst

    source = read_theme(theme, "page.typ")
    inputs = {"document": json.dumps(_document(document))}
    # First the fonts that come with typst, so that the same input gives the same page everywhere;
    # the machine's own fonts only for a character that those lack.
    for system_fonts, standard in ((False, "ua-1"), (True, "ua-1"), (True, "1.7")):
        try:
            compiled = typst.compile(
                source,
                format="pdf",
                sys_inputs=inputs,
                pdf_standards=[standard],  # type: ignore[list-item]
                ignore_system_fonts=not system_fonts,
                timestamp=0,
            )
        except typst.TypstError as error:
            if "could not be displayed with font" not in str(error):
                raise TemplateError(
                    f"The theme's page.typ failed: {shown(str(error), limit=160)}.",
                    hint="Mend it, or use the shipped theme.",
                ) from None
            continue
        if isinstance(compiled, bytes):
            return compiled
    raise OutputError("The PDF could not be made; the other formats can.")


def _document(document: Document) -> dict[str, Any]:
    made = document.made
    return {
        "kind": document.kind,
        "title": document.title,
        "language": document.language,
        "author": document.author,
        "made": [made.year, made.month, made.day],
        "footer": document.footer,
        "large": document.large_print,
        "blocks": _blocks(document.blocks),
    }


def _blocks(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, text):
            return {"t": "heading", "level": level, "text": _inline(text)}
        case Paragraph(text):
            return {"t": "paragraph", "text": _inline(text)}
        case ListBlock(items, ordered):
            rows = [{"checkbox": i.checkbox, "blocks": _blocks(i.blocks)} for i in items]
            return {"t": "list", "ordered": ordered, "items": rows}
        case Table():
            return _table(block)
        case AddressBlock(lines):
            return {"t": "address", "lines": [_inline(line) for line in lines]}
        case FillLines(count):
            return {"t": "lines", "count": count}
        case PageBreak():
            return {"t": "break"}
        case Box(kind, title, inside):
            # page.typ keeps a short box on one page and lets a long one run over.
            words = words_in(inside)
            rows = _blocks(inside)
            return {"t": "box", "kind": kind, "title": title, "words": words, "blocks": rows}


def _table(table: Table) -> dict[str, Any]:
    return {
        "t": "table",
        "header": [_inline(cell) for cell in table.header],
        "rows": [[_inline(cell) for cell in row] for row in table.rows],
        "weights": column_weights(table),
    }


def _inline(text: Inline) -> list[dict[str, Any]]:
    return [
        {
            "text": span.text,
            "bold": span.bold,
            "italic": span.italic,
            "href": span.href,
            "blank": span.blank,
        }
        for span in text
    ]
