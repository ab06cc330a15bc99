"""Plain text, 72 columns wide: for the terminal, for e-mail, for a screen reader."""

import textwrap
from collections.abc import Sequence

from advocate.documents.blocks import (
    AddressBlock,
    Block,
    Box,
    Card,
    Document,
    FillLines,
    Heading,
    Inline,
    ListBlock,
    PageBreak,
    Paragraph,
    Picture,
    Qr,
    Span,
    Table,
    is_fill_cell,
)
from advocate.documents.paste import pasted_text
from advocate.documents.write.layout import joint
from advocate.text import with_ordinary_spaces

WIDTH = 72
_NARROWEST = 8  # for parts inside parts inside parts
_CELL_GAP = "  "
_FILL = "_" * 34  # asks for this much of a column; the line drawn is as long as the column


def write_txt(document: Document) -> str:
    """Return the document as plain text, ending in a newline."""
    body = _blocks(document.blocks, WIDTH)
    text = f"{body}\n\n{_fill(document.footer, WIDTH)}\n"
    return with_ordinary_spaces(text)  # lines are parted by now


def text_of(text: Inline) -> str:
    """Return an inline run as plain text: a blank is a line with its label behind it."""
    return "".join(_span(span) for span in text)


def _span(span: Span) -> str:
    if span.blank:
        label = f"{joint(span)}({span.text})" if span.text else ""
        return "_" * span.blank + label
    if span.href.startswith("http") and span.href != span.text:
        return f"{span.text} <{span.href}>"
    return span.text


def _blocks(blocks: Sequence[Block], width: int) -> str:
    return "\n\n".join(text for block in blocks if (text := _block(block, width)))


def _block(block: Block, width: int) -> str:  # noqa: C901 - one case for each kind of block
    match block:
        case Heading():
            return _heading(block, width)
        case Paragraph():
            return _fill(text_of(block.text), width)
        case ListBlock():
            return _list(block, width)
        case Table():
            return _table(block, width)
        case AddressBlock():
            return "\n".join(text_of(line) for line in block.lines)
        case FillLines():
            return "\n\n".join(["_" * width] * block.count)
        case PageBreak():
            return "-" * width
        case Box():
            return _box(block, width)
        case Card():
            return _card(block, width)
        case Qr():
            return f"{block.alt}: {block.data.removeprefix('tel:')}"
        case Picture():
            return _fill(f"[Picture: {block.alt}]", width)


def _card(card: Card, width: int) -> str:
    sides = [f"[{name}]\n\n{_blocks(blocks, width - 4)}" for name, blocks in card.sides() if blocks]
    rows = "\n\n".join([card.title, *sides]).splitlines()
    return "\n".join(("  # " + row).rstrip() for row in rows)


def _heading(heading: Heading, width: int) -> str:
    text = _fill(text_of(heading.text), width)
    line = {1: "=", 2: "-"}.get(heading.level, "")
    return f"{text}\n{line * max(map(len, text.splitlines()), default=0)}" if line else text


def _list(block: ListBlock, width: int) -> str:
    items = []
    for number, item in enumerate(block.items, start=1):
        mark = "[ ] " if item.checkbox else f"{number}. " if block.ordered else "- "
        inside = _blocks(item.blocks, width - len(mark))
        items.append(mark + inside.replace("\n", "\n" + " " * len(mark)))
    return "\n".join(items)


def _box(box: Box, width: int) -> str:
    inside = _blocks(box.blocks, width - 4)
    title = f"{_fill(box.title, width - 4)}\n\n" if box.title else ""
    if box.kind == "paste":
        return _to_copy(box, width)
    bar = "  | " if box.kind == "say" else "  : "
    return "\n".join((bar + row).rstrip() for row in f"{title}{inside}".splitlines())


def _to_copy(box: Box, width: int) -> str:
    """A text to copy stands bare between two lines, a paragraph a line: it pastes unbroken."""
    line = "-" * width
    title = f"{_fill(box.title, width)}\n" if box.title else ""
    return f"{title}{line}\n{pasted_text(box)}\n{line}"


def _table(table: Table, width: int) -> str:
    rows = [[_cell(cell) for cell in row] for row in (table.header, *table.rows)]
    widths = _column_widths(rows, width)
    lines = [_row(row, widths) for row in rows if any(row)]
    if any(text_of(cell) for cell in table.header):
        lines.insert(1, _CELL_GAP.join("-" * column for column in widths))
    return "\n".join(lines)


def _cell(text: Inline) -> str:
    return _FILL if is_fill_cell(text) else text_of(text)


def _column_widths(rows: list[list[str]], width: int) -> list[int]:
    """Give each column what it needs; the widest ones give way when a row is too long."""
    widths = [max(1, *(len(cell) for cell in column)) for column in zip(*rows, strict=True)]
    room = width - len(_CELL_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: list[str], widths: list[int]) -> str:
    wrapped = [
        ["_" * column] if cell == _FILL else _wrap(cell, column) or [""]
        for cell, column in zip(cells, widths, strict=True)
    ]
    height = max(len(lines) for lines in wrapped)
    padded = [lines + [""] * (height - len(lines)) for lines in wrapped]
    return "\n".join(
        _CELL_GAP.join(
            part.ljust(column) for part, column in zip(parts, widths, strict=True)
        ).rstrip()
        for parts in zip(*padded, strict=True)
    )


def _fill(text: str, width: int) -> str:
    width = max(width, _NARROWEST)
    return "\n".join("\n".join(_wrap(line, width)) for line in text.split("\n"))


def _wrap(text: str, width: int) -> list[str]:
    # A word is never cut: a typed name or an address has to stay findable as it is.
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
