"""Text to paste into a web form: plain ASCII, counted in characters."""

from dataclasses import replace

from advocate.documents.blocks import (
    AddressBlock,
    Block,
    Box,
    Document,
    Inline,
    Paragraph,
    Span,
    inlines,
    plain,
    walk,
)
from advocate.notices import Notice
from advocate.text import ascii_only

SUBJECT_LIMIT = 60


def ready_to_paste(box: Box) -> tuple[Box, list[Notice]]:
    """Return a "paste" box in plain ASCII with its characters counted in the title, and what to
    warn about: a text over its limit, letters that a form may refuse."""
    ready = replace(box, blocks=tuple(_in_ascii(block) for block in box.blocks))
    text = pasted_text(ready)
    notices = []
    if box.limit and len(text) > box.limit:
        notices.append(
            Notice(
                "message-long",
                f"“{box.title}” has {len(text):,} characters; {box.limit:,} are the most. "
                "Shorten it before you paste it.",
            )
        )
    if strange := "".join(dict.fromkeys(char for char in text if not char.isascii())):
        notices.append(
            Notice(
                "message-characters",
                f"The message has characters that the form may refuse: {strange[:20]}",
            )
        )
    count = "1 character" if len(text) == 1 else f"{len(text):,} characters"
    return replace(ready, title=f"{box.title} ({count})".lstrip()), notices


def pasted_text(box: Box) -> str:
    """Return the text of a box as it is pasted: paragraphs parted by an empty line."""
    parts = ("\n".join(plain(text) for text in inlines(block)) for block in walk(box.blocks))
    return "\n\n".join(part for part in parts if part)


def message_of(document: Document) -> str:
    """Return the message that a sheet tells to paste: its first text that is no subject line."""
    boxes = [block for block in document.blocks if isinstance(block, Box) and block.kind == "paste"]
    messages = [box for box in boxes if not box.limit or box.limit > SUBJECT_LIMIT]
    return pasted_text(messages[0]) if messages else ""


def _in_ascii(block: Block) -> Block:
    match block:
        case Paragraph(text):
            return Paragraph(_folded(text))
        case AddressBlock(lines):
            return AddressBlock(tuple(_folded(line) for line in lines))
    return block


def _folded(text: Inline) -> Inline:
    """One look and no links: a form keeps neither. A gap becomes words in brackets."""
    words = "".join(f"[{span.text}]" if span.blank else span.text for span in text)
    return tuple(
        Span(line) if line != "\n" else Span("\n") for line in _lines(ascii_only(words)) if line
    )


def _lines(text: str) -> list[str]:
    first, *rest = text.split("\n")
    return [first, *(part for line in rest for part in ("\n", line.strip()))]
