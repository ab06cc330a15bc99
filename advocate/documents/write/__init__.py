"""Writing a document: one writer a format, all from the same blocks."""

from pathlib import Path

from advocate.documents.blocks import Document
from advocate.documents.kinds import Format


def write_document(document: Document, form: Format, theme: Path) -> bytes:
    """Return the file's bytes. `theme` is the folder with page.css, reference.docx, page.typ.

    Raises TemplateError when the theme lacks a file, OutputError when the engine cannot draw.
    """
    # Each writer loads its own library, so that a text needs neither Word's nor the PDF's.
    match form:
        case Format.TXT:
            from advocate.documents.write.txt import write_txt

            return write_txt(document).encode()
        case Format.MD:
            from advocate.documents.write.md import write_md

            return write_md(document).encode()
        case Format.HTML:
            from advocate.documents.write.html import write_html

            return write_html(document, theme).encode()
        case Format.DOCX:
            from advocate.documents.write.docx import write_docx

            return write_docx(document, theme)
        case Format.PDF:
            from advocate.documents.write.pdf import write_pdf

            return write_pdf(document, theme)
