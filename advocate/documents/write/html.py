"""HTML: one file, no script, nothing from the network; prints well on US Letter."""

import base64
from collections.abc import Sequence
from html import escape
from pathlib import Path

from advocate.documents.blocks import (
    AddressBlock,
    Block,
    Box,
    Card,
    Document,
    FillLines,
    Heading,
    Inline,
    Item,
    ListBlock,
    PageBreak,
    Paragraph,
    Picture,
    Qr,
    Span,
    Table,
    is_fill_cell,
)
from advocate.documents.write.layout import joint
from advocate.documents.write.qr import qr_svg
from advocate.documents.write.theme import read_css, read_logo
from advocate.text import NBSP


def write_html(document: Document, theme: Path) -> str:
    """Return the document as one HTML page with the theme's page.css inside it."""
    body = "\n".join(_block(block) for block in document.blocks)
    if not any(isinstance(block, Heading) for block in document.blocks):
        # A letter shows no heading; a screen reader still needs one to find the page by.
        body = f'<h1 class="only-heard">{escape(document.title)}</h1>\n{body}'
    if logo := read_logo(theme):
        picture = base64.b64encode(logo.data).decode()
        body = f'<img class="logo" alt="" src="data:{logo.media};base64,{picture}">\n{body}'
    large = " large" if document.large_print else ""
    footer = f'<footer><p class="foot">{escape(document.footer)}</p></footer>'
    return html_page(
        title=document.title,
        language=document.language,
        author=document.author,
        css=read_css(theme) + ("@page { size: A4; }\n" if document.paper == "a4" else ""),
        body=f'<main class="{document.kind}{large}">\n{body}\n{footer}\n</main>',
    )


_ONLY_HEARD = (
    "@media (min-width: 30rem) { .whole { white-space: nowrap; } }\n"  # a phone is too narrow
    ".only-heard { position: absolute; width: 1px; height: 1px; overflow: hidden; "
    "clip-path: inset(50%); white-space: nowrap; }\n"
    ".picture { display: block; width: 100%; max-width: 38rem; height: auto; "
    "break-inside: avoid; }\n"
    "@media (max-width: 30rem) { .report table { font-size: .78em; } "
    ".report th, .report td { padding: .2em; } }\n"
)


def html_page(*, title: str, language: str, author: str, css: str, body: str) -> str:
    """Return a whole page around `body`, which is HTML already; the other texts are plain."""
    by = f'<meta name="author" content="{escape(author)}">\n' if author else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{by}<title>{escape(title)}</title>\n<style>\n{_ONLY_HEARD}{css}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def inline_html(text: Inline) -> str:
    """Return an inline run as HTML."""
    return "".join(_span(span) for span in text)


def _span(span: Span) -> str:
    if span.text == "\n":
        return "<br>"
    if span.blank:
        gap = f'<span class="gap" style="width:{span.blank / 2:g}em"></span>'
        if not span.text:
            return f'<span class="blank">{gap}</span>'
        label = f'<span class="label">({escape(span.text)})</span>'
        whole = " whole" if joint(span) == NBSP else ""
        return f'<span class="blank{whole}">{gap} {label}</span>'
    html = escape(span.text)
    if span.href:
        html = f'<a href="{escape(span.href)}">{html}</a>'
    if span.italic:
        html = f"<em>{html}</em>"
    return f"<strong>{html}</strong>" if span.bold else html


def _block(block: Block) -> str:  # noqa: C901 - one case for each kind of block
    match block:
        case Heading():
            return f"<h{block.level}>{inline_html(block.text)}</h{block.level}>"
        case Paragraph():
            return f"<p>{inline_html(block.text)}</p>"
        case ListBlock():
            tag = "ol" if block.ordered else "ul"
            return f"<{tag}>\n{_items(block)}\n</{tag}>"
        case Table():
            return _table(block)
        case AddressBlock():
            lines = "<br>\n".join(inline_html(line) for line in block.lines)
            return f'<p class="address">{lines}</p>'
        case FillLines():
            return '<div class="lines">' + '<span class="line"></span>' * block.count + "</div>"
        case PageBreak():
            return '<div class="page-break"></div>'
        case Card():
            sides = (
                f'<div class="side">{"".join(_block(inner) for inner in blocks)}</div>'
                for _, blocks in block.sides()
            )
            title = f'<p class="box-title">{escape(block.title)}</p>'
            return f'<div class="card">\n{title}\n{"".join(sides)}\n</div>'
        case Qr():
            return qr_svg(block)
        case Picture(data, alt):
            svg = base64.b64encode(data).decode()
            return (
                f'<img class="picture" alt="{escape(alt)}" src="data:image/svg+xml;base64,{svg}">'
            )
        case Box():
            title = f'<p class="box-title">{escape(block.title)}</p>\n' if block.title else ""
            inside = "\n".join(_block(inner) for inner in block.blocks)
            return f'<div class="box {block.kind}">\n{title}{inside}\n</div>'


def _items(block: ListBlock) -> str:
    return "\n".join(_item(item) for item in block.items)


def _item(item: Item) -> str:
    mark = '<span class="tick" aria-hidden="true">☐</span> ' if item.checkbox else ""
    match item.blocks:
        case (Paragraph(text=text),):
            inside = inline_html(text)
        case _:
            inside = "\n".join(_block(block) for block in item.blocks)
    return f'<li class="check">{mark}{inside}</li>' if item.checkbox else f"<li>{inside}</li>"


def _table(table: Table) -> str:
    rows = "\n".join(_row(row, headed=not any(table.header)) for row in table.rows)
    head = ""
    if any(table.header):
        cells = "".join(_head(cell, "col") for cell in table.header)
        head = f"<thead><tr>{cells}</tr></thead>\n"
    return f"<table>\n{head}<tbody>\n{rows}\n</tbody>\n</table>"


def _row(cells: Sequence[Inline], *, headed: bool) -> str:
    """A table without a header row has its headings in the first column."""
    first, *rest = cells
    opening = _head(first, "row") if headed else _cell(first)
    return f"<tr>{opening}{''.join(_cell(cell) for cell in rest)}</tr>"


def _head(text: Inline, scope: str) -> str:
    return f'<th scope="{scope}">{inline_html(text)}</th>' if text else "<td></td>"


def _cell(text: Inline) -> str:
    return '<td class="fill"></td>' if is_fill_cell(text) else f"<td>{inline_html(text)}</td>"
