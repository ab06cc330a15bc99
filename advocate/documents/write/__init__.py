"""Writing a document: one writer a format, all from the same blocks."""

from dataclasses import dataclass
from pathlib import Path

from advocate.documents.blocks import Document
from advocate.documents.kinds import Format, Kind
from advocate.errors import OutputError
from advocate.notices import Notice


@dataclass(frozen=True, slots=True)
class Written:
    """A file's bytes, and what the user should know about it."""

    data: bytes
    notices: tuple[Notice, ...] = ()


def write_document(  # noqa: C901 - one case for each format
    document: Document, form: Format, theme: Path, *, to: str = ""
) -> Written:
    """Return the file. `theme` is the folder with page.css, reference.docx, page.typ; `to` is the
    address of whoever gets it as a message, or nobody's.

    Raises TemplateError when the theme lacks a file, OutputError when the engine cannot draw.
    """
    # Each writer loads its own library, so that a text needs neither Word's nor the PDF's.
    match form:
        case Format.TXT if document.kind == Kind.REPORT:
            from advocate.documents.write.report_form import write_form

            return Written(write_form(document).encode())
        case Format.TXT:
            from advocate.documents.write.txt import write_txt

            return Written(write_txt(document).encode())
        case Format.MD:
            from advocate.documents.write.md import write_md

            return Written(write_md(document).encode())
        case Format.HTML if document.kind == Kind.ALERT:
            from advocate.documents.write.email import write_email

            return Written(write_email(document, theme).encode())
        case Format.EML if document.kind == Kind.ALERT:
            from advocate.documents.write.email import write_eml

            return Written(write_eml(document, theme, to=to))
        case Format.HTML:
            from advocate.documents.write.html import write_html

            return Written(write_html(document, theme).encode())
        case Format.DOCX:
            from advocate.documents.write.docx import write_docx

            return Written(write_docx(document, theme))
        case Format.PDF:
            from advocate.documents.write.pdf import write_pdf

            return Written(*write_pdf(document, theme))
        case Format.EML:
            raise OutputError(
                "Only alerts come as an e-mail.",
                hint="Choose another format: txt, md, html, docx or pdf.",
            )
        case Format.PNG:
            raise OutputError(
                "Only cards come as pictures.",
                hint="Choose another format: txt, md, html, docx or pdf.",
            )
