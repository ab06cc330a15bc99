"""Markdown: for a wiki, a shared note or an editor; reads back as the same text."""

import re
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
)
from advocate.text import with_ordinary_spaces

_MARKS = re.compile(r"([\\`*_\[\]<>&~|#])")
_LINE_START = re.compile(r"^(\s*)([-+=:])|^(\s*\d+)([.)])")


def write_md(document: Document) -> str:
    """Return the document as Markdown, ending in a newline."""
    return f"{_blocks(document.blocks)}\n\n---\n\n{escape_md(document.footer)}\n"


def escape_md(text: str) -> str:
    """Return text with a backslash before what Markdown would read as markup, and no more."""
    escaped = _MARKS.sub(r"\\\1", text)
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[3]}\\{m[4]}", escaped)


def _inline(text: Inline) -> str:
    return "".join(_span(span) for span in text)


def _span(span: Span) -> str:
    if span.text == "\n":
        return "\\\n"
    if span.blank:
        gap = r"\_" * span.blank
        return f"{gap} ({escape_md(with_ordinary_spaces(span.text))})" if span.text else gap
    text = escape_md(with_ordinary_spaces(span.text))
    if span.href:
        text = f"[{text}](<{span.href}>)"
    # Markup may not begin or end with a space: the space moves outside.
    bare = text.strip(" ")
    mark = "**" * span.bold + "*" * span.italic
    return text.replace(bare, f"{mark}{bare}{mark[::-1]}", 1) if mark and bare else text


def _blocks(blocks: Sequence[Block]) -> str:
    return "\n\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:  # noqa: C901 - one case for each kind of block
    match block:
        case Heading():
            return f"{'#' * block.level} {_inline(block.text)}"
        case Paragraph():
            return _inline(block.text)
        case ListBlock():
            return _list(block)
        case Table():
            return _table(block)
        case AddressBlock():
            return "\\\n".join(_inline(line) for line in block.lines)
        case FillLines():
            return "\n\n".join([r"\_" * 60] * block.count)
        case PageBreak():
            return "---"
        case Card():
            sides = [f"*{name}*\n\n{_blocks(blocks)}" for name, blocks in block.sides() if blocks]
            text = "\n\n".join([f"**{escape_md(block.title)}**", *sides])
            return _indented(text, "> ", "> ")
        case Qr():
            return f"[{escape_md(block.alt)}](<{block.data}>)"
        case Picture():
            return f"*{escape_md(block.alt)}*"
        case Box():
            title = f"**{escape_md(block.title)}**\n\n" if block.title else ""
            return _indented(title + _blocks(block.blocks), "> ", "> ")


def _list(block: ListBlock) -> str:
    items = []
    for number, item in enumerate(block.items, start=1):
        mark = f"{number}. " if block.ordered else "- "
        box = "[ ] " if item.checkbox else ""
        items.append(_indented(box + _blocks(item.blocks), mark, " " * len(mark)))
    return "\n".join(items)


def _table(table: Table) -> str:
    rows = [table.header, *table.rows]
    lines = [f"| {' | '.join(_inline(cell) for cell in row)} |" for row in rows]
    lines.insert(1, "|" + "---|" * len(table.header))
    return "\n".join(lines)


def _indented(text: str, first: str, rest: str) -> str:
    head, *tail = text.split("\n")
    return "\n".join([first + head, *((rest + line).rstrip() for line in tail)])
