"""The theme's reference.docx: opening it with care, and a document to try it with."""

import zlib
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import LxmlError

from advocate.documents.blocks import Document
from advocate.documents.markup import parse
from advocate.documents.write.theme import read_theme, unusable

_STYLES = (
    *("Normal", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number", "Footer"),
    *("Say", "Say Title", "Note", "Note Title", "Frame", "Frame Title", "Table Text", "Table Head"),
    *("Address Lines", "Fill Line", "Check Item", "Spacer", "Blank", "Blank Label", "Hyperlink"),
)
_MOST_UNPACKED = 200_000_000


def open_reference(theme: Path) -> WordDocument:
    """Open the theme's reference.docx; raises TemplateError naming what it lacks."""
    data = read_theme(theme, "reference.docx")
    try:
        unpacked = sum(part.file_size for part in ZipFile(BytesIO(data)).infolist())
        if unpacked > _MOST_UNPACKED:
            raise unusable(theme, "reference.docx", "it unpacks to more than 200 MB")
        word = docx.Document(BytesIO(data))
        missing = [name for name in _STYLES if name not in word.styles]
        word.part.numbering_part.element  # noqa: B018 - python-docx looks for it only now
        word.sections[0].footer.paragraphs[0]
    except BROKEN:
        raise unusable(theme, "reference.docx", "it is not a whole Word document") from None
    if missing:
        raise unusable(theme, "reference.docx", f"it has no style named {', '.join(missing)}")
    return word


# What python-docx, zipfile and lxml raise for files that only look like a Word document.
BROKEN = (
    *(BadZipFile, KeyError, ValueError, IndexError, AttributeError, TypeError, OSError),
    *(LxmlError, PackageNotFoundError, NotImplementedError, RuntimeError, EOFError, zlib.error),
)


# Something of all that a document can hold, in words that cannot be at fault.
TRIAL = Document(
    kind="brief",
    title="A trial",
    language="en",
    author="",
    made=date(2026, 1, 1),
    footer="A trial",
    blocks=parse(
        "# One\n\n## Two\n\n### Three\n\n*a* **b** [c](https://example.org) [d](blank:9)\n\n"
        "- a\n\n1. a\n\n- [ ] a\n\n| a | b |\n|---|---|\n| c | [](blank:9) |\n\n---\n\n"
        ":::: say 9 a\n::: lines 2\n:::\n::::\n\n::: note a\n- a\n:::\n\n::: frame a\nb\n:::\n\n"
        "::: address\na\\\nb\n:::\n\n::: lines 2\n:::\n"
    ),
    large_print=True,
)
