"""A document as blocks: what every template becomes, and all that a writer needs to know."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from advocate.text import NBSP, word_count


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one look. `blank` > 0 makes it a gap to write in, that many characters
    wide, with `text` as its small label. A line break is a span whose text is "\\n"."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    blank: int = 0


Inline = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title line."""

    level: int
    text: Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; `checkbox` puts a box to tick before it."""

    blocks: tuple["Block", ...]
    checkbox: bool = False


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; every row has as many cells as the header.

    `lengths` are the characters of each column's longest cell, where others stand there for now.
    """

    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    lengths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressBlock:
    """Lines of a postal address, or of a signature: kept together, never re-flowed."""

    lines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class FillLines:
    """Empty lines to write on."""

    count: int


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks set apart: kind "say" (said aloud), "paste" (copied into a web form), "note" (an
    aside) or "frame" (a framed part).

    `limit` is the most words that a "say" box may hold, the most characters of a "paste" box; 0
    when they are not counted.
    """

    kind: str
    title: str
    blocks: tuple["Block", ...]
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A card to cut out, with two sides."""

    title: str
    front: tuple["Block", ...]
    back: tuple["Block", ...]

    def sides(self) -> tuple[tuple[str, tuple["Block", ...]], ...]:
        """Return the sides with their names, the front first."""
        return (("front", self.front), ("back", self.back))


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code that holds `data` (an address, or tel: and a number); `alt` says what it does."""

    data: str
    alt: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as wide as the text, SVG (PNG for Word); `alt` says what it shows."""

    data: bytes
    alt: str


Block = (
    Heading
    | Paragraph
    | ListBlock
    | Table
    | AddressBlock
    | FillLines
    | PageBreak
    | Box
    | Card
    | Qr
    | Picture
)


@dataclass(frozen=True, slots=True)
class Document:
    """A composed document, free of any format. `title` is plain text, as a file's properties and a
    message's subject want it; `footer` stands small at the foot of each page."""

    kind: str
    title: str
    language: str
    author: str
    made: date
    footer: str
    blocks: tuple[Block, ...]
    large_print: bool = False
    page: str = "sheet"
    paper: str = "letter"


def plain(text: Inline) -> str:
    """Return the words of an inline run, with ordinary spaces; a blank counts as its label."""
    return "".join(span.text for span in text).replace(NBSP, " ")


def is_fill_cell(text: Inline) -> bool:
    """Say whether a table's cell is all blank: it is written on above the row's own line."""
    return len(text) == 1 and text[0].blank > 0 and not text[0].text


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block, outer ones before the ones inside."""
    for block in blocks:
        yield block
        if isinstance(block, Box):
            yield from walk(block.blocks)
        elif isinstance(block, Card):
            yield from walk((*block.front, *block.back))
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from walk(item.blocks)


def with_inner(block: Block, change: Callable[[tuple[Block, ...]], Iterable[Block]]) -> Block:
    """Return a block with `change` done to the blocks directly inside it, if there are any."""
    match block:
        case Box():
            return replace(block, blocks=tuple(change(block.blocks)))
        case Card():
            front, back = change(block.front), change(block.back)
            return replace(block, front=tuple(front), back=tuple(back))
        case ListBlock():
            items = (replace(item, blocks=tuple(change(item.blocks))) for item in block.items)
            return replace(block, items=tuple(items))
    return block


def inlines(block: Block) -> Iterator[Inline]:
    """Yield the runs of text that a block itself holds (not those of blocks inside it)."""
    if isinstance(block, Heading | Paragraph):
        yield block.text
    elif isinstance(block, AddressBlock):
        yield from block.lines
    elif isinstance(block, Table):
        yield from block.header
        for row in block.rows:
            yield from row


def words_in(blocks: Iterable[Block]) -> int:
    """Return how many words the blocks hold; a blank counts as the words of its label."""
    return sum(word_count(plain(text)) for block in walk(blocks) for text in inlines(block))
