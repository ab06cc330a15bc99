"""Whether a document keeps to its pages, and which paragraph to shorten when it does not."""

from pathlib import Path

from advocate.documents.blocks import Document, Paragraph, plain
from advocate.documents.kinds import KINDS, Kind, Page
from advocate.documents.write.pdf import page_count, too_full
from advocate.notices import Notice
from advocate.text import word_count


def page_notices(document: Document, theme: Path) -> tuple[Notice, ...]:
    """Return what to say of a document that fills more pages than its kind may have, or a card
    more than its side."""
    info = KINDS[Kind(document.kind)]
    # Large type is for whoever needs it, and then a second page is no fault.
    if info.page in (Page.CARDS, Page.POSTCARDS):
        return tuple(_card_notice(where) for where in too_full(document, theme))
    if not info.pages or document.large_print:
        return ()
    return notices_of_pages(document, page_count(document, theme))


def notices_of_pages(document: Document, pages: int) -> tuple[Notice, ...]:
    """Return what to say of a document that fills so many pages."""
    info = KINDS[Kind(document.kind)]
    if not info.pages or document.large_print or pages <= info.pages:
        return ()
    most = "one page" if info.pages == 1 else f"{info.pages} pages"
    text = f"The {info.label.lower()} fills {pages} pages; {most} is the most. {_advice(document)}"
    return (Notice("pages-long", text),)


def _card_notice(where: str) -> Notice:
    return Notice("card-long", f"The text of the card “{where}” does not fit; shorten it.")


def _advice(document: Document) -> str:
    texts = [plain(block.text) for block in document.blocks if isinstance(block, Paragraph)]
    longest = max(texts, key=word_count, default="")
    start = " ".join(longest.split()[:5])
    return f"Shorten the paragraph that begins “{start} …” ({word_count(longest)} words)."
