"""Markdown to blocks: the template language's body, with boxes, addresses and blanks to fill in."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from string import punctuation

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from advocate.documents.blocks import (
    AddressBlock,
    Block,
    Box,
    Card,
    FillLines,
    Heading,
    Inline,
    Item,
    ListBlock,
    PageBreak,
    Paragraph,
    Qr,
    Span,
    Table,
    plain,
)
from advocate.text import NBSP, unparted

BOXES = ("say", "note", "frame", "paste")
CONTAINERS = (*BOXES, "address", "lines", "card", "back", "qr")
_SAFE_LINK = re.compile(r"(?:https?://|tel:|mailto:|blank:)", re.IGNORECASE)
_LONGEST_LINK = 2_000  # characters; PDF readers refuse longer ones
_LONGEST_QR = 1_000  # bytes; a phone's camera reads no more of a printed code
_SHORT_LABEL = 40  # characters
MOST_GAP = 100  # characters that a gap is wide
MOST_LINES = 60  # to write on, in one part
_ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in punctuation})  # ASCII's, all 32


def escape(text: str) -> str:
    """Return typed text so that Markdown reads it as that text and nothing else."""
    return text.translate(_ESCAPES)


def blank(label: str, width: int = 24) -> str:
    """Return the Markdown for a gap to write in, `width` characters wide, with a small label."""
    return f"[{escape(label)}](blank:{width})"


def parse(source: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text. Raw HTML is text; unsafe links lose their address."""
    return _Reader(tokens(source)).blocks()


def is_safe_link(address: str) -> bool:
    """Say whether a link or a QR code may lead to this address; a gap to write in is one too."""
    return bool(_SAFE_LINK.match(address))


def tokens(source: str) -> list[Token]:
    """Return the parser's tokens of a Markdown text, in order."""
    return _markdown().parse(source)


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.disable(["code", "fence", "lheading", "reference", "image", "backticks"])
    for name in CONTAINERS:
        markdown.use(container_plugin, name)
    return markdown


class _Reader:
    """Walks the parser's flat list of tokens and builds the nested blocks."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def blocks(self, end: str = "") -> tuple[Block, ...]:
        """Return the blocks up to the token of type `end` (or the last), stepping over it."""
        found: list[Block] = []
        while self._at < len(self._tokens):
            token = self._next()
            if token.type == end:
                break
            found.extend(self._block(token))
        return tuple(found)

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _block(self, token: Token) -> list[Block]:
        match token.type:
            case "paragraph_open":
                return [Paragraph(self._inline("paragraph_close"))]
            case "heading_open":
                return [Heading(int(token.tag[1]), self._inline("heading_close"))]
            case "bullet_list_open" | "ordered_list_open":
                return [self._list(token.type.replace("open", "close"))]
            case "table_open":
                return [self._table()]
            case "hr":
                return [PageBreak()]
            case "blockquote_open":
                return [Box("frame", "", self.blocks("blockquote_close"))]
            case _ if token.type.startswith("container_"):
                return [self._container(token)]
        return []

    def _inline(self, end: str) -> Inline:
        text: Inline = ()
        while (token := self._next()).type != end:
            if token.type == "inline":
                text = _spans(token.children or [])
        return text

    def _list(self, end: str) -> ListBlock:
        items: list[Item] = []
        while (token := self._next()).type != end:
            if token.type == "list_item_open":
                # The source, not the text: a typed “[ ] ” arrives escaped and stays text.
                checkbox = self._source_ahead().startswith("[ ] ")
                blocks = self.blocks("list_item_close")
                items.append(Item(_without_mark(blocks) if checkbox else blocks, checkbox))
        return ListBlock(tuple(items), ordered=end.startswith("ordered"))

    def _source_ahead(self) -> str:
        ahead = self._tokens[self._at : self._at + 2]
        return ahead[1].content if len(ahead) == 2 and ahead[0].type == "paragraph_open" else ""

    def _table(self) -> Table:
        rows: list[list[Inline]] = []
        while (token := self._next()).type != "table_close":
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(self._inline(token.type.replace("open", "close")))
        return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))

    def _container(self, token: Token) -> Block:
        name, _, rest = token.info.strip().partition(" ")
        inside = self.blocks(token.type.replace("open", "close"))
        if name == "lines":
            return FillLines(_number(rest, 3, most=MOST_LINES))
        if name == "address":
            return AddressBlock(_address_lines(inside))
        if name == "card":
            return _card(inline_text(rest), inside)
        limit, _, title = rest.strip().partition(" ")
        if name == "qr":
            words = inline_text(title)
            short = len(limit.encode()) <= _LONGEST_QR
            safe = short and is_safe_link(limit)
            return Qr(limit, words) if safe else Paragraph((Span(words),))
        if name in ("say", "paste") and limit.isdecimal():
            return Box(name, inline_text(title), inside, limit=_number(limit, 0, most=9_999))
        return Box(name, inline_text(rest), inside)


def _card(title: str, inside: tuple[Block, ...]) -> Card:
    """The part of a card inside `::: back` is its back; all the rest its front."""
    backs = [block for block in inside if isinstance(block, Box) and block.kind == "back"]
    front = tuple(block for block in inside if block not in backs)
    return Card(title, front, tuple(inner for box in backs for inner in box.blocks))


def _number(text: str, default: int, *, most: int) -> int:
    """Read a template's number; a pack or a template may hold any, and gets no more than `most`."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal()):
        return default
    return min(int(digits[:9]), most)


def inline_text(line: str) -> str:
    """Return the words of a line of Markdown. A box's title is one, as typed values are escaped."""
    return plain(_spans(_markdown().parseInline(line.strip())[0].children or []))


def _address_lines(blocks: tuple[Block, ...]) -> tuple[Inline, ...]:
    lines: list[list[Span]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append([])
            for span in block.text:
                if span.text == "\n":
                    lines.append([])
                else:
                    lines[-1].append(span)
    return tuple(tuple(line) for line in lines if line)


def _without_mark(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    match blocks:
        case (Paragraph(text=(head, *rest)), *others):
            bare = replace(head, text=head.text.removeprefix("[ ] "))
            return (Paragraph((bare, *rest)), *others)
    return blocks


def _spans(tokens: Sequence[Token]) -> Inline:
    reader = _InlineReader()
    for token in tokens:
        reader.take(token)
    return tuple(map(_unparted, reader.spans))


def _unparted(span: Span) -> Span:
    """No line ends within a bill's number, nor within the few words under a gap."""
    short = span.blank and len(span.text) <= _SHORT_LABEL
    text = span.text.replace(" ", NBSP) if short else unparted(span.text)
    return span if text == span.text else replace(span, text=text)


class _InlineReader:
    """Walks the parser's inline tokens and keeps track of the look that the next text has."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self._marks = {"strong": 0, "em": 0}
        self._href = ""

    def take(self, token: Token) -> None:
        """Take one token in: text becomes a span, marks change the look of what follows."""
        name, _, edge = token.type.rpartition("_")
        if name in self._marks:
            self._marks[name] += 1 if edge == "open" else -1
        elif name == "link":
            self._link(str(token.attrs.get("href", "")) if edge == "open" else "")
        elif token.type == "hardbreak":
            self.spans.append(Span("\n"))
        elif token.type == "softbreak":
            self._add(self._span(" "))
        elif token.content:
            self._add(self._span(token.content))

    def _link(self, href: str) -> None:
        self._href = href
        if href.startswith("blank:"):  # a gap may have no label, and two gaps never join
            self.spans.append(self._span(""))

    def _span(self, text: str) -> Span:
        bold, italic = bool(self._marks["strong"]), bool(self._marks["em"])
        if self._href.startswith("blank:"):
            width = _number(self._href.removeprefix("blank:"), 24, most=MOST_GAP)
            return Span(text, bold, italic, blank=max(width, 1))
        safe = is_safe_link(self._href) and len(self._href) <= _LONGEST_LINK
        href = self._href if safe else ""
        return Span(text, bold, italic, href)

    def _add(self, new: Span) -> None:
        """Append `new`, joined to the span before it if both look alike: escapes split a text."""
        last = self.spans[-1] if self.spans else None
        if last and last.text != "\n" and replace(last, text="") == replace(new, text=""):
            self.spans[-1] = replace(new, text=last.text + new.text)
        else:
            self.spans.append(new)
