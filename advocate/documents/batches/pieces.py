"""Markdown in pieces that can be read one by one, and a quick reader for those of plain text.

What the pieces give together is what the parser gives for the whole: tests hold both to it.
"""

import re

from advocate.documents.blocks import AddressBlock, Inline, Item, ListBlock, Paragraph, Span
from advocate.text import NBSP, unparted

_OPENS = re.compile(r"(:{3,})[ \t]*[^\s:]")
_CLOSES = re.compile(r"(:{3,})[ \t]*$")
_MARK_ELSEWHERE = re.compile(r"^[^:\n][^\n]*:::", re.MULTILINE)
_EMPTY_LINES = re.compile(r"(\n{2,})")
_LIST = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]|$)", re.MULTILINE)
_LIST_LINE = re.compile(r"^[ \t>]*(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]|$)", re.MULTILINE)


def pieces_of(source: str) -> list[str]:
    """Return a Markdown text in pieces, parted at empty lines where nothing reaches across."""
    if _MARK_ELSEWHERE.search(source):  # a part inside a list, or after spaces: leave it whole
        return [source]
    pieces: list[str] = []
    fence = 0  # the colons of the part that is open
    gap = ""  # the empty lines before a chunk: how many there are can matter inside a list
    for chunk in _EMPTY_LINES.split(source.strip("\n")):
        if not chunk or chunk[0] == "\n":
            gap = chunk
            continue
        if pieces and (fence or _goes_on(chunk, pieces[-1])):
            pieces[-1] = f"{pieces[-1]}{gap}{chunk}"
        else:
            pieces.append(chunk)
        if fence or ":::" in chunk:
            fence = _left_open(chunk, fence)
    return pieces


def _goes_on(chunk: str, before: str) -> bool:
    """Say whether a chunk may belong to what stands before it: indented, or a list's next item."""
    if chunk[0] in " \t":
        return True
    return bool(_LIST.match(chunk)) and bool(_LIST_LINE.search(before))


def _left_open(chunk: str, fence: int) -> int:
    """Return how many colons the part has that is open at a chunk's end, 0 for none."""
    for line in chunk.split("\n"):
        if fence:
            closes = _CLOSES.match(line)
            if closes and len(closes[1]) >= fence:
                fence = 0
        elif opens := _OPENS.match(line):
            fence = len(opens[1])
    return fence


# Words, signs that mean nothing in Markdown where they stand, escapes, hard spaces.
_RUN = r"(?:[^\\`*_\[\]<>&|~\s]++|[ ](?=\S)|\\[!-/:-@\[-`{-~]|&nbsp;)"
_LINE = rf"(?![0-9]+[.)]|[-+#=:.\s]){_RUN}++"
_PLAIN = re.compile(rf"{_LINE}(?:\\?\n{_LINE})*+\Z")
_BULLETS = re.compile(rf"- {_LINE}(?:\n- {_LINE})*+\Z")
_ADDRESS = re.compile(r"::: address\n(.*)\n:::\Z", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)")
_ENTITY = re.compile(r"\\(.)|&nbsp;")


def plain_block(piece: str) -> Paragraph | AddressBlock | ListBlock | None:
    """Return the block of a piece that is a paragraph, an address or a list of plain text, else
    None."""
    if "\\\\" in piece:  # an escaped backslash before a line's end looks like a line break
        return None
    if piece[0] == "-":
        if not _BULLETS.match(piece):
            return None
        lines = piece.split("\n")
        return ListBlock(tuple(Item((Paragraph(_spans(line[2:])),)) for line in lines))
    if piece[0] != ":":
        return Paragraph(_spans(piece)) if _PLAIN.match(piece) else None
    found = _ADDRESS.match(piece)
    if not found or not _PLAIN.match(found[1]):
        return None
    parted = _spans(found[1])
    return AddressBlock(tuple((span,) for span in parted if span.text != "\n"))


def _spans(text: str) -> Inline:
    spans: list[Span] = []
    for line in text.split("\\\n"):
        if spans:
            spans.append(_BREAK)
        words = line.replace("\n", " ")
        if "&nbsp;" in words:
            words = _ENTITY.sub(lambda found: found[1] or NBSP, words)
        elif "\\" in words:
            words = _ESCAPED.sub(r"\1", words)
        spans.append(Span(unparted(words)))
    return tuple(spans)


_BREAK = Span("\n")
