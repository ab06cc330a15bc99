"""A block's shape and its words apart: documents of one shape differ in their words alone.

What a writer makes of the words themselves (a link, a gap, a table's widths, a count of words)
belongs to the shape.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from advocate.documents.blocks import (
    AddressBlock,
    Block,
    Box,
    Heading,
    Inline,
    Item,
    ListBlock,
    Paragraph,
    Span,
    Table,
    words_in,
)
from advocate.documents.write.layout import WHOLE_BOX, column_lengths

LEAD, MARK, END = " ", "\ue000", "\ue001"  # a mark stands where words go; no fonts have these


@dataclass(frozen=True, slots=True)
class Slot:
    """Where words go: how they look, whether they begin or end with a space, whether they are a
    link, whose address comes behind them."""

    bold: bool
    italic: bool
    spaced: bool
    linked: bool = False


class Href(str):
    """The address of a link, among the words."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A block without its words: its own form, with slots in the place of spans."""

    form: Block
    inside: tuple[Any, ...]


def taken_apart(block: Block, words: list[str]) -> Shape:
    """Return a block's shape, and add its words to `words`, in their order."""
    match block:
        case Paragraph(text):
            return Shape(Paragraph(()), _slots(text, words))
        case Heading(level, text):
            return Shape(Heading(level, ()), _slots(text, words))
        case AddressBlock(lines):
            return Shape(AddressBlock(()), tuple(_slots(line, words) for line in lines))
        case ListBlock(items, ordered):
            inside = tuple(
                (item.checkbox, tuple(taken_apart(one, words) for one in item.blocks))
                for item in items
            )
            return Shape(ListBlock((), ordered), inside)
        case Table(header, rows) if not block.lengths:
            return Shape(
                Table((), (), column_lengths(block)),
                tuple(_row(cells, words) for cells in (header, *rows)),
            )
        case Box(blocks=blocks) if _is_short(block):
            title = _slot(Span(block.title), words)
            form = replace(block, title="" if isinstance(title, Slot) else block.title, blocks=())
            return Shape(form, (title, *(taken_apart(one, words) for one in blocks)))
    return Shape(block, ())


def plain_shape(
    block: Paragraph | AddressBlock | ListBlock, words: list[str]
) -> tuple[type, tuple[Any, ...]]:
    """Return what tells apart the shapes of plain blocks, and add their words to `words`: quicker
    than `taken_apart`, for what is new with every member."""
    marks: list[Any] = []
    for text in texts_of(block):
        for span in text:
            slot = _slot(span, words)
            marks.append(slot.spaced if isinstance(slot, Slot) else span.text)
        marks.append(None)
    return type(block), tuple(marks)


def texts_of(block: Paragraph | AddressBlock | ListBlock) -> tuple[Inline, ...]:
    """Return the runs of text of a plain block."""
    match block:
        case Paragraph(text):
            return (text,)
        case AddressBlock(lines):
            return lines
    plain = (item.blocks[0] for item in block.items)
    return tuple(one.text for one in plain if isinstance(one, Paragraph))


def put_together(shape: Shape, mark: Callable[[Slot], str]) -> Block:
    """Return the block of a shape, with the marks for its slots as words."""
    match shape.form:
        case Paragraph():
            return Paragraph(_spans(shape.inside, mark))
        case Heading(level):
            return Heading(level, _spans(shape.inside, mark))
        case AddressBlock(lines) if not lines:
            return AddressBlock(tuple(_spans(line, mark) for line in shape.inside))
        case ListBlock(items, ordered) if not items:
            return ListBlock(tuple(_items(shape.inside, mark)), ordered)
        case Table(header) if not header and shape.inside:
            cells = [tuple(_spans(one, mark) for one in row) for row in shape.inside]
            return replace(shape.form, header=cells[0], rows=tuple(cells[1:]))
        case Box(blocks=blocks) if not blocks and shape.inside:
            first, *others = shape.inside
            title = mark(first) if isinstance(first, Slot) else shape.form.title
            inside = tuple(put_together(one, mark) for one in others)
            return replace(shape.form, title=title, blocks=inside)
    return shape.form


def _row(cells: tuple[Inline, ...], words: list[str]) -> tuple[tuple[Span | Slot, ...], ...]:
    return tuple(_slots(cell, words) for cell in cells)


def _items(inside: tuple[Any, ...], mark: Callable[[Slot], str]) -> Iterator[Item]:
    for checkbox, shapes in inside:
        yield Item(tuple(put_together(one, mark) for one in shapes), checkbox)


def _slots(text: Inline, words: list[str]) -> tuple[Span | Slot, ...]:
    return tuple(_slot(span, words) for span in text)


def _slot(span: Span, words: list[str]) -> Span | Slot:
    text = span.text
    if span.blank or "\n" in text or "\t" in text or MARK in text or END in text:
        return span
    bare = text.strip()
    if not bare or (span.href and not _PLAIN_LINK.fullmatch(span.href)):
        return span
    words.append(text)
    if span.href:
        words.append(Href(span.href))
    return Slot(span.bold, span.italic, len(bare) < len(text), bool(span.href))


# Signs that stand in the file as they are, or as they do in a text.
_PLAIN_LINK = re.compile(r"[!#-;=?-~]+")


def _spans(inside: tuple[Span | Slot, ...], mark: Callable[[Slot], str]) -> Inline:
    return tuple(_span(one, mark) if isinstance(one, Slot) else one for one in inside)


def _span(slot: Slot, mark: Callable[[Slot], str]) -> Span:
    text = mark(slot)
    return Span(text, slot.bold, slot.italic, mark(_ADDRESS) if slot.linked else "")


_ADDRESS = Slot(False, False, False)


def _is_short(box: Box) -> bool:
    # A mark counts as a word, so that there may be as many more as there are slots.
    words: list[str] = []
    for one in box.blocks:
        taken_apart(one, words)
    return words_in(box.blocks) + len(words) <= WHOLE_BOX
