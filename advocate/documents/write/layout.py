"""What the paged writers share: the size of the type, and how a table's width is divided."""

from advocate.documents.blocks import (
    AddressBlock,
    Document,
    Inline,
    ListBlock,
    Paragraph,
    Span,
    Table,
)
from advocate.documents.kinds import Kind
from advocate.text import NBSP

# A column no wider than this many characters keeps its natural width.
NARROW = 24
_WIDEST = 80
_LINE = 95  # characters between the margins at the usual size
WHOLE_BOX = 150  # words; Word keeps so short a box on one page


LETTER_SIZE = 11.0  # points; the sizes of reference.docx are a letter's
_LARGE_SIZE = 18.0
_CLOSE_SIZE = 10.0
_USUAL_SIZE = 10.5
# What has to fit on a side, to lie beside the phone or to be handed round, is set closer.
_CLOSE = (Kind.SCRIPT, Kind.WEBFORM, Kind.ALERT, Kind.LEAVE_BEHIND, Kind.EVENT)


def joint(gap: Span) -> str:
    """Return the space between a gap and its label: both stay on one line if that is short."""
    return NBSP if gap.blank + len(gap.text) <= _SHORT_GAP else " "


_SHORT_GAP = 50  # characters


def type_size(document: Document) -> float:
    """Return the size of the running text in points."""
    if document.large_print:
        return _LARGE_SIZE
    if has_window(document) or document.kind == Kind.FAX or document.page != "sheet":
        return LETTER_SIZE
    return _CLOSE_SIZE if document.kind in _CLOSE else _USUAL_SIZE


def has_window(document: Document) -> bool:
    """Say whether a letter begins as one does: return address, date, inside address.

    Then the inside address is put where a #10 envelope's window shows it: from 2.5 in below the
    sheet's top, 1 in from its left.
    """
    match document.blocks[:3]:
        case (AddressBlock(), Paragraph(), AddressBlock()):
            return document.page == "sheet"
    return False


def column_weights(table: Table) -> list[int]:
    """Return a weight a column: 0 for one that keeps its natural width, else its share."""
    longest = column_lengths(table)
    weights = [0 if length <= NARROW else min(length, _WIDEST) for length in longest]
    return weights if any(weights) else [*weights[:-1], 1]


def column_shares(table: Table, scale: float = 1) -> list[float]:
    """Return each column's part of the line, adding up to 1, for a writer that must say widths.

    `scale` is how much larger than usual the type is: narrow columns need more of the line then.
    """
    longest = table.lengths or column_lengths(table)
    lengths = [min(max(length + 4, 8), _WIDEST) for length in longest]
    narrow = [length if length <= NARROW + 4 else 0 for length in lengths]
    # Narrow columns get what they need of a line, wide ones the rest.
    fixed = [length * scale / _LINE for length in narrow]
    wide = sum(length for length, kept in zip(lengths, narrow, strict=True) if not kept)
    rest = max(0.2, 1 - sum(fixed))
    if wide:
        parts = [part or rest * length / wide for part, length in zip(fixed, lengths, strict=True)]
    else:
        parts = [*fixed[:-1], fixed[-1] + max(0.0, 1 - sum(fixed))]
    return [part / sum(parts) for part in parts]


def column_lengths(table: Table) -> tuple[int, ...]:
    """Return the characters of each column's longest cell."""
    columns = zip(table.header, *table.rows, strict=True)
    return tuple(max(_length(cell) for cell in column) for column in columns)


def _length(text: Inline) -> int:
    return sum(max(len(span.text), span.blank) for span in text)


def is_short(block: ListBlock) -> bool:
    """Say whether a list stays in one piece: two to five bullets, as page.typ has it."""
    return not block.ordered and 2 <= len(block.items) <= 5 and not block.items[0].checkbox
