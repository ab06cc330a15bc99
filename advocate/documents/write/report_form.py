"""The report-back form as a text file to fill in: `advocate log import-report` reads it back."""

import textwrap
from collections.abc import Iterator

from advocate.documents.blocks import Document, Heading, Inline, Paragraph, Table, plain

WIDTH = 72


def write_form(document: Document) -> str:
    """Return the form: what the template says before its first table, then a label a row.

    A label ends in a colon and has its value behind it, or room to write. Headings part the form
    with lines that are not read; other text after the first table is for the printed form only.
    """
    first = next((i for i, b in enumerate(document.blocks) if isinstance(b, Table)), 0)
    head = [
        _filled(plain(block.text)) + "\n" * isinstance(block, Heading) + "=" * _line(block)
        for block in document.blocks[:first]
        if isinstance(block, Heading | Paragraph) and not _parts(block)
    ]
    how = "Write behind the colons, in as many lines as you like; leave empty what you do not know."
    body = [text for block in document.blocks for text in _lines(block)]
    return "\n\n".join([*head, _filled(how), _filled(document.footer), *body]) + "\n"


def _lines(block: object) -> Iterator[str]:
    if isinstance(block, Heading) and _parts(block):
        yield f"== {plain(block.text)} =="
    elif isinstance(block, Table):
        yield from _rows(block)


def _line(block: Heading | Paragraph) -> int:
    return min(WIDTH, len(plain(block.text))) if isinstance(block, Heading) else 0


def _parts(block: Heading | Paragraph) -> bool:
    return isinstance(block, Heading) and block.level > 1


def _rows(table: Table) -> Iterator[str]:
    """A row without a label is one more line to write on, which a text file need not have."""
    for row in (table.header, *table.rows):
        label = plain(row[0])
        if label:
            yield f"{label}: {_value(row[1]) if len(row) > 1 else ''}"


def _value(text: Inline) -> str:
    return plain(tuple(span for span in text if not span.blank))


def _filled(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
