"""Print files: members sorted by state and ZIP code, their letters in PDFs of at most so many."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from advocate.batch.alike import Likeness
from advocate.batch.documents import DocumentFiles
from advocate.batch.making import LEFT_OUT, PRINTED, Chunk, rejected_row
from advocate.batch.plan import Order, Places, Planned, row_of
from advocate.batch.sorting import Sorter
from advocate.documents.kinds import Piece
from advocate.documents.plain import plain_line
from advocate.member_files import Entry
from advocate.members import Columns, Row
from advocate.outreach.cells import safe_cell

if TYPE_CHECKING:
    from advocate.documents.batches.composing import Laid
    from advocate.documents.batches.pdf import Placed

_REJECTED = "~"  # sorts behind every state
_REJECTS = 200  # that are told at once


def print_groups(
    entries: Iterable[Entry], columns: Columns, order: Order, folder: Path
) -> Iterator[list[Entry]]:
    """Yield the members of each print file, in the order of state, ZIP code and list; behind them
    the rows that cannot be done. `folder` is for sorting, and removed.

    A file holds one state's members, and none is parted over two.
    """
    places, sorter = Places(order), Sorter(folder)
    for entry in entries:
        sorter.add(_key(entry, columns, places), entry)
    group: list[Entry] = []
    state, count = "", 0
    for key, entry in sorter.sorted():
        many = key[3] if key[0] != _REJECTED else 1
        most = order.per_file if key[0] != _REJECTED else _REJECTS
        if group and (key[0] != state or count + many > most):
            yield group
            group, count = [], 0
        group.append(entry)
        state, count = key[0], count + many
    if group:
        yield group


def _key(entry: Entry, columns: Columns, places: Places) -> tuple[str, str, int, int]:
    """Return what a row is sorted by: state, ZIP code, line; and how many letters it gets."""
    row = row_of(entry, columns)
    where = None if isinstance(row, str) else places.place_of(row).where
    if isinstance(row, str) or where is None:
        return _REJECTED, "", entry.line, 0
    return where.state.code, row.member.zip, entry.line, max(1, len(where.senators))


@dataclass(slots=True)
class _Kept:
    """A member whose documents are composed, with the table's rows once they are drawn."""

    entry: Entry
    row: Row
    planned: Planned
    made: list["Laid"]
    told: list[list[str]]  # what to know of each document
    lines: list[tuple[object, ...]] = field(default_factory=list)


# A file's name and content, and whose rows of the table it brings.
_Drawn = tuple[str, bytes, list[tuple[_Kept, tuple[object, ...]]]]


class PrintFiles(DocumentFiles):
    """Makes of each group of members one PDF a kind of document."""

    def __enter__(self) -> "PrintFiles":
        super().__enter__()
        from advocate.documents.batches.pdf import PrintMaker

        self._printer = PrintMaker(self._order.looks.theme)
        return self

    def made(self, number: int, entries: Sequence[Entry]) -> Chunk:
        """Return the print files of these entries; one that fails is rejected, and no other."""
        chunk, reasons, kept = Chunk(number), dict[int, str](), list[_Kept]()
        self._likeness = Likeness()
        self.begin(number)
        for entry in entries:
            found = self._kept(entry)
            if isinstance(found, str):
                reasons[entry.line] = found
            else:
                kept.append(found)
        kept = self._printed(chunk, kept, reasons)
        self._tell(chunk, kept)
        rejects = io.StringIO()
        left = csv.writer(rejects)
        headings = self._columns.headings
        for entry in entries:
            if entry.line in reasons:
                left.writerow(rejected_row(entry, headings, reasons[entry.line]))
        chunk.rejects = rejects.getvalue().encode()
        chunk.rows, chunk.rejected = len(entries), len(reasons)
        return self.closed(chunk)

    def _kept(self, entry: Entry) -> "_Kept | str":
        found = self.composed(entry)
        if isinstance(found, str):
            return found
        try:
            told = [
                [*found.row.warnings, *self.told(laid, found.planned.place)] for laid in found.laid
            ]
        except LEFT_OUT as error:
            return self.reason(error)
        self._failed = []
        return _Kept(entry, found.row, found.planned, found.laid, told)

    def _printed(self, chunk: Chunk, kept: list[_Kept], reasons: dict[int, str]) -> list[_Kept]:
        """Add the files of these members to the chunk, and return who is in them."""
        if not kept:
            return kept
        try:
            drawn = [self._file(chunk.number, piece, kept) for piece in self._order.pieces]
        except LEFT_OUT:
            good = [one for one in kept if not self._fails(one, reasons)]
            if len(good) == len(kept):  # it is none of them
                raise
            return self._printed(chunk, good, reasons)
        for name, data, lines in drawn:  # only now: a later file may not have come to be
            chunk.files.append((name, data))
            for one, line in lines:
                one.lines.append(line)
        return kept

    def _fails(self, one: _Kept, reasons: dict[int, str]) -> bool:
        """Say whether a member's documents cannot be drawn even alone, and keep the reason."""
        from advocate.documents.write.pdf import write_pdf

        try:
            for laid in one.made:
                write_pdf(laid.composed.document, self._order.looks.theme)
        except LEFT_OUT as error:
            reasons[one.entry.line] = self.reason(error)
            return True
        self._sound = True
        return False

    def _file(self, number: int, piece: Piece, kept: Sequence[_Kept]) -> _Drawn:
        """Draw one kind of document of all members."""
        laids, places = [], []
        for one in kept:
            for place, laid in enumerate(one.made):
                request = laid.prepared.request
                if (request.kind, request.variant) == piece:
                    laids.append(laid)
                    places.append((one, place))
        name = self._name(number, piece, kept)
        data, placed = self._printer.file(laids, self._title(piece, kept))
        lines = [
            (one, _line(one, one.made[place], one.told[place], where, name))
            for (one, place), where in zip(places, placed, strict=True)
        ]
        return name, data, lines

    def _title(self, piece: Piece, kept: Sequence[_Kept]) -> str:
        first, last = (one.planned.member.zip[:5] or "no ZIP code" for one in (kept[0], kept[-1]))
        where = kept[0].planned.place.where
        state = where.state.name if where else ""
        span = first if first == last else f"{first} to {last}"
        return f"{piece.label}: {plain_line(self._order.pack.title)}, from {state}, {span}"

    def _name(self, number: int, piece: Piece, kept: Sequence[_Kept]) -> str:
        """Return the file's name: state, first and last ZIP code, its number among all."""
        state = kept[0].planned.state.lower()
        kind = f"-{piece.kind.value}" if len(self._order.pieces) > 1 else ""
        return f"{PRINTED}/{state}-{_label(kept[0])}-{_label(kept[-1])}-{number:04}{kind}.pdf"

    def _tell(self, chunk: Chunk, kept: Sequence[_Kept]) -> None:
        """Put down in the chunk who is in its files."""
        table = io.StringIO()
        listed = csv.writer(table)
        for one in kept:
            listed.writerows(one.lines)
            self.count(chunk, one.planned, one.made)
        chunk.manifest = table.getvalue().encode()
        chunk.alike.add(self._likeness.counts)


def _label(one: _Kept) -> str:
    return one.planned.member.zip[:5] or "nozip"


def _line(
    one: _Kept, laid: "Laid", told: Sequence[str], where: "Placed", name: str
) -> tuple[object, ...]:
    """Return a document's row of the manifest."""
    request, member = laid.prepared.request, one.planned.member
    warnings = " ".join([*told, *(notice.text for notice in where.notices)])
    return (
        one.row.line,
        safe_cell(member.name),
        one.planned.state,
        member.zip,
        request.kind.value,
        request.senator.full_name,
        request.office.city,
        name,
        where.page,
        where.pages,
        warnings,
    )
