"""Composing: a request and a template become a document of blocks, with what to warn about."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from advocate.documents.blocks import (
    AddressBlock,
    Block,
    Box,
    Card,
    Document,
    FillLines,
    Heading,
    PageBreak,
    Qr,
    Table,
    inlines,
    plain,
    walk,
    with_inner,
    words_in,
)
from advocate.documents.bounds import time_limit
from advocate.documents.context import Request, build_context
from advocate.documents.environment import render
from advocate.documents.kinds import KINDS, Kind, Page, Piece
from advocate.documents.markup import CONTAINERS, MOST_GAP, MOST_LINES, parse
from advocate.documents.paste import ready_to_paste
from advocate.documents.plain import plain_line
from advocate.errors import TemplateError, shown
from advocate.notices import Notice
from advocate.stories import Story
from advocate.text import long_date, spoken_seconds, strip_controls

_PART = re.compile(r"^ {0,3}:{3,}[ \t]*([^\s:]+)", re.MULTILINE)
_LINES = re.compile(r":{3,}[ \t]*lines[ \t]+0*([0-9]+)")
_GAP = re.compile(r"\]\(<?blank:0*([0-9]+)")


@dataclass(frozen=True, slots=True)
class Composed:
    """A document and what the user should know about it."""

    document: Document
    notices: tuple[Notice, ...]


def compose(request: Request, folders: Sequence[Path]) -> Composed:
    """Return the document for a request; `folders` is the template search path, shipped last."""
    blocks, notices = laid_out(template_of(request), lambda: filled_in(request, folders))
    return finished(request, blocks, notices)


def finished(request: Request, blocks: tuple[Block, ...], notices: Sequence[Notice]) -> Composed:
    """Return the document of a request whose template has become these blocks."""
    author = request.constituent.name if not request.blanks else ""
    document = Document(
        kind=request.kind.value,
        title=title_of(request),
        language=request.pack.language,
        author=author,
        made=request.today,
        footer=footer_of(request),
        blocks=blocks,
        large_print=request.large_print,
        page=_page(KINDS[request.kind].page, blocks),
        paper=request.paper,
    )
    more = _sheet_notices(document, template_of(request))
    if is_empty(blocks):
        text = f"The template {template_of(request)} makes an empty document."
        more.append(Notice("empty-document", text))
    return Composed(
        document,
        (*notices, *more, *letter_notices(request.kind, request.story, blanks=request.blanks)),
    )


def is_empty(blocks: Iterable[Block]) -> bool:
    """Say whether nothing would be on the pages of a document but its footer."""
    return all(isinstance(block, PageBreak) for block in blocks)


def laid_out(name: str, fill: Callable[[], str]) -> tuple[tuple[Block, ...], list[Notice]]:
    """Return a filled template's blocks, and what to warn about; `fill` makes its Markdown.

    Raises TemplateError for an unknown part, and for what would keep a writer busy without end.
    """
    with time_limit(name):
        source = fill()
        require_known_parts(source, name)
        blocks, notices, _ = ready(parse(source))
    require_modest(blocks, name)
    return blocks, notices


def ready(blocks: Iterable[Block], level: int = 0) -> tuple[tuple[Block, ...], list[Notice], int]:
    """Return parsed blocks with their headings an outline and their spoken parts counted, what to
    warn about, and the level of the last heading; `level` is that of the heading before them."""
    outlined, level = _outlined(blocks, level)
    counted, notices = _counted(outlined)
    return counted, notices, level


def filled_in(request: Request, folders: Sequence[Path]) -> str:
    """Return the template of a request with its values in it, as Markdown."""
    return strip_controls(render(template_of(request), folders, build_context(request)))


def template_of(request: Request) -> str:
    """Return the name of a request's template."""
    return f"{request.kind.value}/{request.variant}.md"


def require_known_parts(source: str, name: str) -> None:
    """Raise TemplateError for a misspelt part, which would print as text, and for more room to
    write than there is on a page.

    Typed text is escaped by now and looks like none.
    """
    for word in _PART.findall(source):
        if word not in CONTAINERS:
            raise TemplateError(
                f"The template {name} has a part “:::{shown(word)}” that does not exist.",
                hint=f"Parts: {', '.join(CONTAINERS)}.",
            )
    for count in _LINES.findall(source):
        if _is_over(count, MOST_LINES):
            raise TemplateError(
                f"The template {name} has {shown(count, limit=20)} lines to write on in one part; "
                f"at most {MOST_LINES} are allowed.",
                hint=f"Write a smaller number: ::: lines {MOST_LINES}",
            )
    for width in _GAP.findall(source):
        if _is_over(width, MOST_GAP):
            raise TemplateError(
                f"The template {name} has a gap {shown(width, limit=20)} characters wide; "
                f"at most {MOST_GAP} are allowed.",
                hint="Give it a smaller width, or write lines in its place: ::: lines 3",
            )


def _is_over(digits: str, most: int) -> bool:
    # By its length first: Python reads no number of thousands of digits.
    return len(digits) > len(str(most)) or int(digits) > most


def title_of(request: Request) -> str:
    """Return the title of a request's document, as plain text."""
    title = f"{Piece(request.kind, request.variant).label}: {plain_line(request.pack.title)}"
    if KINDS[request.kind].shared:
        return title
    return f"{title}, for Senator {request.senator.last_name}"


def footer_of(request: Request) -> str:
    """Return what stands at the foot of each page."""
    past = " and past its date" if request.pack.expires < request.today else ""
    return (
        f"Addresses and numbers as of {long_date(request.data_as_of)}. "
        f"Issue reviewed {long_date(request.pack.reviewed)}{past}."
    )


def _outlined(blocks: Iterable[Block], level: int) -> tuple[list[Block], int]:
    """Make the headings an outline: the first is of level 1, none skips a level, none is empty.

    A screen reader walks by it, and PDF/UA asks for it.
    """

    def inside(inner: Iterable[Block]) -> list[Block]:
        # What stands inside another part cannot begin a page.
        return [new for one in inner if not isinstance(one, PageBreak) for new in outlined(one)]

    def outlined(block: Block) -> Iterator[Block]:
        nonlocal level
        if not isinstance(block, Heading):
            yield with_inner(block, inside)
        elif plain(block.text).strip():
            level = min(block.level, level + 1)
            yield replace(block, level=level)

    return [new for block in blocks for new in outlined(block)], level


def _page(wanted: Page, blocks: Sequence[Block]) -> Page:
    """Return the page of this kind of document, or a plain one when a template does not fit it."""
    if wanted is Page.SHEET:
        return wanted
    if wanted is Page.ENVELOPE:
        addresses = [isinstance(block, AddressBlock) for block in blocks[:2]] == [True, True]
        fits = addresses and not any(isinstance(block, PageBreak) for block in blocks)
    else:
        fits = any(isinstance(block, Card) for block in blocks)
    return wanted if fits else Page.SHEET


def _sheet_notices(document: Document, name: str) -> list[Notice]:
    if document.page not in (Page.CARDS, Page.POSTCARDS):
        return []
    if all(isinstance(block, Card | PageBreak) for block in document.blocks):
        return []
    return [
        Notice(
            "outside-cards",
            f"The template {name} has text outside its cards, and a sheet of cards leaves it out: "
            "the PDF, the Word file and the pictures are without it. Put it into a card.",
        )
    ]


MOST_PARTS = 10_000  # paragraphs, cells, lines and differently looking runs of text
_MOST_COLUMNS = 30
_QR_PARTS = 100  # its modules are as much to draw as so many cells


def require_modest(blocks: Iterable[Block], name: str, parts: int = 0) -> int:
    """Raise TemplateError for what would keep a writer busy without end: no person reads so much.

    Return how many parts there are, together with those before.
    """
    for block in walk(blocks):
        parts += 1 + sum(1 + len(text) for text in inlines(block))
        parts += block.count if isinstance(block, FillLines) else 0
        parts += _QR_PARTS if isinstance(block, Qr) else 0
        if parts > MOST_PARTS:
            raise TemplateError(
                f"The template {name} makes more than {MOST_PARTS:,} paragraphs, lines and cells.",
                hint="Look for a loop that does not end.",
            )
        if isinstance(block, Table) and len(block.header) > _MOST_COLUMNS:
            raise TemplateError(
                f"The template {name} makes a table of {len(block.header)} columns; "
                f"at most {_MOST_COLUMNS} are allowed."
            )
    return parts


def _counted(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], list[Notice]]:
    """Write each spoken part's length into its title, and warn where it is over its limit."""
    counted: list[Block] = []
    notices: list[Notice] = []
    for block in blocks:
        if isinstance(block, Box) and block.kind == "paste":
            ready, found = ready_to_paste(block)
            counted.append(ready)
            notices += found
            continue
        if not isinstance(block, Box) or not block.limit:
            counted.append(block)
            continue
        words = words_in(block.blocks)
        if words > block.limit:
            notices.append(
                Notice(
                    "script-long",
                    f"“{block.title}” has {words} words; {block.limit} is what an office hears "
                    "out. Shorten it where you can.",
                )
            )
        length = f"{words} words, about {spoken_seconds(words)} seconds"
        counted.append(replace(block, title=f"{block.title} ({length})"))
    return tuple(counted), notices


def letter_notices(kind: Kind, story: Story, *, blanks: bool) -> list[Notice]:
    """Return what to say of a letter that has no words of its own."""
    if kind is Kind.LETTER and not blanks and not story.text:
        return [
            Notice(
                "no-story",
                "The letter has no paragraph of your own yet, and that is the part an office "
                "reads. Write it on the lines, or write it with:  advocate story new NAME",
            )
        ]
    return []
