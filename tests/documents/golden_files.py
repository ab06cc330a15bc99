"""Comparing a document with the file that a person has read, format by format.

After a change that is meant, run with ADVOCATE_UPDATE_GOLDEN=1 and read the difference.
"""

import os
import re
import zipfile
from io import BytesIO
from pathlib import Path

from advocate.documents.blocks import Document
from advocate.documents.context import Request
from advocate.documents.kinds import Format
from advocate.documents.write import write_document
from tests.documents.conftest import THEME, document

GOLDEN = Path(__file__).parent / "golden"


def compare(case: str, request: Request, form: Format) -> None:
    """Fail when the document of this case is not as it was when a person read it."""
    compare_document(case, document(request), form)


def compare_document(case: str, made: Document, form: Format) -> None:
    """The same, for a document that is composed already."""
    text = readable(write_document(made, form, THEME).data, form)
    path = GOLDEN / f"{case}.{form.value}{_ENDINGS.get(form, '')}"
    if os.environ.get("ADVOCATE_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


_ENDINGS = {Format.DOCX: ".xml", Format.PDF: ".txt"}


def readable(data: bytes, form: Format) -> str:
    """Return a file as text that can be compared and read: a Word part by part, a PDF's words."""
    if form is Format.DOCX:
        return _parts(data)
    if form is Format.PDF:
        from pypdf import PdfReader

        # Where a space or a line ends is the reader's guess, and differs between its versions.
        pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
        return "\n".join("".join(page.split()) for page in pages) + "\n"
    if form is Format.HTML:  # the look is the theme's own file
        return re.sub(r"<style>.*?</style>", "<style></style>", data.decode(), flags=re.DOTALL)
    return data.decode()


def _parts(data: bytes) -> str:
    # styles and the like are reference.docx's own; these three are what the writer makes
    word = zipfile.ZipFile(BytesIO(data))
    names = ("docProps/core.xml", "word/document.xml", "word/footer1.xml")
    return "\n".join(word.read(name).decode().replace("><", ">\n<") for name in names) + "\n"
