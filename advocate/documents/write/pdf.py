"""PDF by typst: US Letter, tagged, fonts embedded; the document goes in as JSON, never as code."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, count
from pathlib import Path
from typing import Any, Literal

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
    words_in,
)
from advocate.documents.write.layout import column_weights, has_window, type_size
from advocate.documents.write.qr import qr_rows
from advocate.documents.write.theme import read_logo, read_typst
from advocate.documents.write.typst_engine import Refused, asked, engine_of, query_of
from advocate.errors import OutputError
from advocate.notices import Notice
from advocate.text import slug

# First the fonts that come with typst, so that the same input gives the same page everywhere; the
# machine's own fonts only for a character that those lack; PDF/UA only if every one can be drawn.
ATTEMPTS: tuple[tuple[bool, Literal["ua-1", "1.7"]], ...] = (
    (False, "ua-1"),
    (True, "ua-1"),
    (True, "1.7"),
)


def write_pdf(document: Document, theme: Path) -> tuple[bytes, tuple[Notice, ...]]:
    """Return the document as PDF/UA-1; as plain tagged PDF, with a notice, when it cannot meet that
    standard, mostly for a character that no font on this machine has.

    A notice also names the machine's own fonts where typst's lack a character. Raises
    TemplateError when the theme's page.typ is at fault.
    """
    source, content = read_typst(theme), _content(document, theme)
    notices: list[Notice] = []
    for system_fonts, standard in ATTEMPTS:
        data = _drawn(source, content, theme, system_fonts=system_fonts, standard=standard)
        if isinstance(data, bytes):
            return data, (*notices, *_font_notices(data, system_fonts=system_fonts))
        if system_fonts:
            notices = [_UNDRAWN if data.characters else _PLAIN]
    raise OutputError("The PDF could not be drawn.", hint="The other formats can be made.")


_UNDRAWN = Notice(
    "pdf-characters",
    "No font on this machine has some of the characters; the PDF shows a box in their place. "
    "The web page and the Word file have them.",
)
_PLAIN = Notice(
    "pdf-characters",
    "The PDF is tagged, but does not meet the accessibility standard PDF/UA-1. "
    "For a screen reader, the web page is the better one.",
)
_FONT = re.compile(rb"/BaseFont\s*/[A-Z]{6}\+([\w-]+)")
_TYPST_FONTS = ("Libertinus", "LibertinusSerif", "NewCM", "DejaVuSansMono")


def _font_notices(data: bytes, *, system_fonts: bool) -> Iterator[Notice]:
    if system_fonts:
        names = {name.decode().split("-Identity")[0] for name in _FONT.findall(data)}
        own = sorted(name for name in names if not name.startswith(_TYPST_FONTS))
        if own:
            text = f"Some characters of the PDF are drawn with {', '.join(own)}, of this machine."
            yield Notice("pdf-font", text)


def page_count(document: Document, theme: Path) -> int:
    """Return how many pages the document fills in the theme's look."""
    return pages_of(write_pdf(document, theme)[0])


def pages_of(data: bytes) -> int:
    """Return how many pages a PDF has."""
    found = _PAGES.search(data)
    return int(found[1]) if found else 1


_PAGES = re.compile(rb"/Type\s*/Pages\s*/Count\s+(\d+)")


def _content(document: Document, theme: Path, *, fit: bool = False) -> str:
    """Return what page.typ gets: the document, the name of the theme's logo if there is one, and
    whether it is only asked what does not `fit`."""
    logo = read_logo(theme)
    more = {"logo": f"/{logo.name}" if logo else None, "fit": fit}
    return json.dumps(as_data(document) | more)


def page_pictures(document: Document, theme: Path, *, ppi: int = 50) -> list[bytes]:
    """Return the document's pages as PNG pictures, `ppi` dots to the inch."""
    source, content = read_typst(theme), _content(document, theme)
    draw = engine_of(theme, system_fonts=True).compile
    made = asked(draw, source, content, theme, format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else list(made)


def card_pictures(document: Document, theme: Path, *, ppi: int = 300) -> dict[str, bytes]:
    """Return each side of each card as PNG for a phone's screen, by "TITLE-SIDE"; a name that
    an earlier card has gets a number."""
    draw = engine_of(theme, system_fonts=True).compile
    source = read_typst(theme)
    pictures: dict[str, bytes] = {}
    names: set[str] = set()
    for number, block in enumerate(document.blocks):
        if not isinstance(block, Card):
            continue
        title = slug(block.title)
        numbered = (f"{title}-{again}" for again in count(2))
        name = next(one for one in chain([title], numbered) if one not in names)
        names.add(name)
        for side, inside in block.sides():
            if inside:
                content = json.dumps(as_data(document) | {"only": [number, side]})
                made = asked(draw, source, content, theme, format="png", ppi=ppi)
                pictures[f"{name}-{side}"] = made if isinstance(made, bytes) else made[0]
    return pictures


def too_full(document: Document, theme: Path) -> list[str]:
    """Return the cards whose text does not fit, as "TITLE, SIDE"."""
    found = asked(
        query_of(theme),
        read_typst(theme),
        _content(document, theme, fit=True),
        theme,
        selector="<too-full>",
        field="value",
    )
    return list(dict.fromkeys(json.loads(found)))


# What is drawn to count its pages is written right afterwards.
@lru_cache(maxsize=8)
def _drawn(
    source: bytes,
    content: str,
    theme: Path,
    *,
    system_fonts: bool,
    standard: Literal["ua-1", "1.7"],
) -> bytes | Refused:
    """Return the PDF, or Refused when the document cannot be drawn to this standard."""
    made: bytes | Refused = asked(
        engine_of(theme, system_fonts=system_fonts).compile,
        source,
        content,
        theme,
        format="pdf",
        pdf_standards=[standard],
        timestamp=0,
    )
    return made


def as_data(document: Document) -> dict[str, Any]:
    """Return what page.typ gets of a document."""
    made = document.made
    return {
        "kind": document.kind,
        "title": document.title,
        "language": document.language.split("-")[0],
        "region": _region(document.language),
        "author": document.author,
        "made": [made.year, made.month, made.day],
        "footer": document.footer,
        "large": document.large_print,
        "points": type_size(document),
        "paper": document.paper,
        "window": has_window(document),
        "page": document.page,
        "only": None,
        "logo": None,
        "first": 1,  # its first page
        "pages": None,  # how many it has, where that is known
        "blank": False,  # whether the page after it is left empty
        "blocks": _blocks(document.blocks),
    }


# A word may have to break when it has so many characters; page.typ decides by its width.
_LONG_WORD = re.compile(r"(\S{22,})")
_BROAD = re.compile(r"[^a-z0-9 -/:;]|[mw]")
# Typst itself breaks a web address, and better: at its marks, and anywhere in a part of 16 letters
# or more, except in its last.
_ADDRESS = re.compile(
    r"https?://[A-Za-z][A-Za-z0-9_!#$%&*+,./:;=?@~'-]*(?<![A-Za-z0-9])[A-Za-z0-9]{1,15}/?"
)


def _pieces(text: str) -> list[tuple[str, float]]:
    """Return a text's long words, and what stands between them, each with its width in ems as
    estimated, 0 for what needs no help to break; nothing when there is no long word."""
    parts = _LONG_WORD.split(text)
    if len(parts) == 1:
        return []
    widths = (
        0.6 * len(part) + 0.4 * len(_BROAD.findall(part))
        if number % 2 and not _ADDRESS.fullmatch(part)
        else 0
        for number, part in enumerate(parts)
    )
    return list(zip(parts, widths, strict=True))


def _region(language: str) -> str | None:
    """Return the country of a language code such as en-US or zh-Hant-TW; English means the US."""
    parts = [part for part in language.split("-")[1:] if len(part) == 2]
    return parts[0].upper() if parts else "US" if language == "en" else None


def _blocks(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> dict[str, Any]:  # noqa: C901 - one case for each kind of block
    match block:
        case Heading(level, text):
            return {"t": "heading", "level": level, "text": _inline(text)}
        case Paragraph(text):
            return {"t": "paragraph", "text": _inline(text)}
        case ListBlock(items, ordered):
            rows = [{"checkbox": i.checkbox, "blocks": _blocks(i.blocks)} for i in items]
            return {"t": "list", "ordered": ordered, "items": rows}
        case Table():
            return _table(block)
        case AddressBlock(lines):
            return {"t": "address", "lines": [_inline(line) for line in lines]}
        case FillLines(count):
            return {"t": "lines", "count": count}
        case PageBreak():
            return {"t": "break"}
        case Card(title, front, back):
            words = words_in((*front, *back))
            sides = {name: _blocks(side) for name, side in block.sides()}
            return {"t": "card", "title": title, "words": words, **sides}
        case Qr(data, alt):
            return {"t": "qr", "alt": alt, "rows": qr_rows(data)}
        case Picture(data, alt):
            return {"t": "picture", "alt": alt, "svg": data.decode()}
        case Box(kind, title, inside):
            # page.typ keeps a short box on one page and lets a long one run over.
            words = words_in(inside)
            rows = _blocks(inside)
            return {"t": "box", "kind": kind, "title": title, "words": words, "blocks": rows}


def _table(table: Table) -> dict[str, Any]:
    return {
        "t": "table",
        "header": [_inline(cell) for cell in table.header],
        "rows": [[_inline(cell) for cell in row] for row in table.rows],
        "weights": column_weights(table),
    }


def _inline(text: Inline) -> list[dict[str, Any] | str]:
    return [_span(span) for span in text]


def _span(span: Span) -> dict[str, Any] | str:
    """Return a span for page.typ: words that look like all others are a text alone."""
    text, pieces = span.text, _pieces(span.text)
    looks = span.bold or span.italic or span.href or span.blank
    if not (looks or pieces or text == "\n"):
        return text
    return {
        "text": text,
        "bold": span.bold,
        "italic": span.italic,
        "href": span.href,
        "blank": span.blank,
        "pieces": pieces,
    }
