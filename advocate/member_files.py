"""Files with a list of members, read line by line: CSV of any make, JSON Lines, Parquet."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from advocate.errors import MembersError, reason_of, shown
from advocate.member_lines import MOST_LINE, Lines, Notes
from advocate.member_parquet import parquet_file, rows_of
from advocate.members import FIELDS, Columns, Row, delimiter_of, not_among

_MOST_CELL = 100_000  # characters
_MOST_LINES = 60  # of one row: a quotation mark that is never closed would swallow the file
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}


@dataclass(slots=True)
class Entry:
    """A row as it stands in the file, or the reason why it could not be read."""

    line: int
    cells: tuple[str, ...]
    reason: str = ""
    row: Row | None = None  # once it was read


class Source(Protocol):
    """A file that lies elsewhere, and is read as one here is."""

    suffix: str

    def open(self, mode: str = "rb") -> BinaryIO:
        """Open it to be read."""


class MemberFile:
    """A list of members: its headings, and its entries one by one, however many there are."""

    def __init__(self, path: Path | Source, told: Mapping[str, str] | None = None) -> None:
        """Open a list to look at its headings; raises MembersError when it is none.

        `told` says of a heading what it holds.
        """
        self.path, self.notes, self.told = path, Notes(), dict(told or {})
        self.name = shown(str(path), limit=200)
        self._kind = path.suffix.casefold()
        if isinstance(path, Path):
            _require_ordinary(path, self.name)
        self.headings = self._headings()

    def entries(self) -> Iterator[Entry]:
        """Yield the entries in the file's order; what has no word in it is left out."""
        self.notes.other_lines = 0
        self.notes.unfound = set(self.told) if self.is_json else set()
        try:
            for entry in self._entries():
                if entry.reason or any(cell.strip() for cell in entry.cells):
                    yield entry
        except OSError as error:
            raise self._unreadable(error) from None

    def blocks(self) -> Iterator[bytes]:
        """Yield the file's bytes as they are, piece by piece; raises MembersError."""
        try:
            with self.path.open("rb") as file:
                yield from iter(lambda: file.read(1 << 20), b"")
        except OSError as error:
            raise self._unreadable(error) from None

    def columns(self) -> Columns:
        """Return which columns hold what; raises MembersError as they do."""
        # The names of a JSON object are its own, and were looked at where it was read.
        return Columns(self.headings, name=self.name, told={} if self.is_json else self.told)

    def about(self) -> int:
        """Return about how many entries there are: a cell with several lines counts as several."""
        if self._kind == ".parquet":
            return int(_parquet(self.path, self.name).metadata.num_rows)
        end = b"\n" if self.is_json else self._line_end
        lines = sum(block.count(end) for block in self.blocks())
        return max(lines - (not self.is_json), 1)

    def _unreadable(self, error: OSError) -> MembersError:
        return MembersError(f"{self.name} cannot be read: {reason_of(error)}.")

    def _headings(self) -> tuple[str, ...]:
        if self._kind == ".parquet":
            return tuple(_parquet(self.path, self.name).schema_arrow.names)
        if self.is_json:
            self.notes.said.append("Read as JSON Lines: an object a line.")
            return FIELDS
        with self.path.open("rb") as file:
            lines = Lines(file, self.notes, name=self.name)
            self._line_end = lines.end
            self._delimiter, headings = _first_row(lines, self.name)
            self._begins = lines.number  # how many lines the headings take
        by = _DELIMITERS[self._delimiter]
        self.notes.said.append(f"Read as CSV, its cells parted by {by}{lines.made_by}.")
        return headings

    @property
    def is_json(self) -> bool:
        """Whether it is JSON Lines, in which each row names its own columns."""
        return self._kind in (".jsonl", ".ndjson", ".json")

    def _entries(self) -> Iterator[Entry]:
        if self._kind == ".parquet":
            yield from _from_parquet(self.path, self.name)
            return
        with self.path.open("rb") as file:
            lines = Lines(file, self.notes, name=self.name)
            if self.is_json:
                yield from _from_json(lines, self.told, self.notes)
            else:
                lines.some(self._begins)
                yield from _from_csv(lines, self._delimiter, len(self.headings))


def _require_ordinary(path: Path, name: str) -> None:
    from advocate.reading import read_ordinary

    try:
        read_ordinary(path, 1)
    except (OSError, ValueError) as error:
        raise MembersError(f"{name} cannot be read: {reason_of(error)}.") from None


_TOO_LONG = f"The line has more than {MOST_LINE:,} bytes: that is no member."
_UNCLOSED = "A quotation mark is opened and not closed."
_BROKEN = "Its quotation marks do not fit together."
_STRAY = "A line break stands outside of its quotation marks."
_LONG_CELL = "A cell is too long to be a member's."


def _first_row(lines: Lines, name: str) -> tuple[str, tuple[str, ...]]:
    """Return what parts the cells of a table, and its headings; one may go over several lines."""
    first, delimiter = _beginning(lines)
    headings: tuple[str, ...] | str = ()
    if first is None:
        headings = _TOO_LONG
    elif '"' in first:
        headings = _cells(first, lines, delimiter)
        if headings in (_UNCLOSED, _BROKEN, _STRAY):  # then its marks stand for nothing
            headings = _parted(first.replace('"', ""), delimiter)
    elif first.strip():
        headings = _parted(first, delimiter)
    if isinstance(headings, str) or any(len(one) > _MOST_CELL for one in headings):
        raise MembersError(
            f"The headings of {name} cannot be read: they are too long.",
            hint="Its first line names the columns: name,zip,state,email.",
        )
    return delimiter, headings


def _beginning(lines: Lines) -> tuple[str | None, str]:
    """Return the first line, and what parts the cells of the row that begins there."""
    taken = lines.some(1)
    while _is_open(taken) and len(taken) < _MOST_LINES and (more := lines.some(1)):
        taken += more
    # A CR within it is a stray one, and no heading's.
    row = [line and line.replace("\r\n", "\n").replace("\r", " ") for line in taken]
    lines.put_back(row[1:])
    whole = row[:1] if _is_open(row) else row
    return row[0] if row else "", delimiter_of("".join(line or "" for line in whole))


def _is_open(row: Sequence[str | None]) -> bool:
    """Say whether lines end within quotation marks."""
    return None not in row and sum((line or "").count('"') for line in row) % 2 == 1


def _parted(line: str, delimiter: str) -> tuple[str, ...]:
    return tuple(line.rstrip("\r\n").split(delimiter))


def _from_csv(lines: Lines, delimiter: str, wide: int) -> Iterator[Entry]:
    while True:
        try:
            first = lines.take()
        except StopIteration:
            return
        number = lines.number
        if first is None:
            yield Entry(number, (), _TOO_LONG)
        elif '"' not in first:
            yield _checked(number, _parted(first, delimiter), wide)
        elif isinstance(cells := _cells(first, lines, delimiter), str):
            yield Entry(number, () if cells == _LONG_CELL else (first,), cells)
        else:
            yield _checked(number, cells, wide)


def _cells(first: str, lines: Lines, delimiter: str) -> tuple[str, ...] | str:
    """Return the cells of a row that has a quotation mark, or why there are none; a cell in them
    may go over several lines."""
    taken = [first]
    while True:
        try:
            # strict: an unclosed mark is an error, and not the rest of the file in one cell.
            return tuple(next(csv.reader(taken, delimiter=delimiter, strict=True), []))
        except csv.Error as wrong:
            reason = next((why for said, why in _WRONG.items() if said in str(wrong)), _BROKEN)
        more = lines.some(1) if reason == _UNCLOSED and len(taken) < _MOST_LINES else []
        if not more or more[0] is None:
            lines.put_back([*taken[1:], *more])  # each may be a row of its own
            return reason
        taken.append(more[0])


# What csv says, and what it means here.
_WRONG = {"unexpected end": _UNCLOSED, "field limit": _LONG_CELL, "new-line": _STRAY}


def _checked(number: int, cells: tuple[str, ...], wide: int) -> Entry:
    if len(cells) > wide and any(cell.strip() for cell in cells[wide:]):
        return Entry(number, cells, "It has more cells than there are headings.")
    if any(len(cell) > _MOST_CELL for cell in cells):
        return Entry(number, (), _LONG_CELL)
    return Entry(number, cells)


def _from_json(lines: Lines, told: Mapping[str, str], notes: Notes) -> Iterator[Entry]:
    while True:
        try:
            text = lines.take()
        except StopIteration:
            return
        if text is None:
            yield Entry(lines.number, (), _TOO_LONG)
            continue
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            yield Entry(lines.number, (shown(text, limit=200),), "It is no JSON object.")
            continue
        values = {str(key): _text(value) for key, value in row.items()}
        if notes.unfound:
            notes.unfound = not_among(values, notes.unfound)
        places = Columns.places_of(tuple(values), told)
        cells = list(values.values())
        yield Entry(lines.number, tuple(cells[places[f]] if f in places else "" for f in FIELDS))


def _text(value: Any) -> str:
    """Return a value as the text of a cell, whatever it is."""
    if value is None:
        return ""
    if isinstance(value, str):
        # JSON can name half a character, which no file can hold.
        return value if value.isascii() else value.encode(errors="ignore").decode()
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return json.dumps(value, default=_text) if isinstance(value, list | dict) else str(value)


def _parquet(path: Path | Source, name: str) -> Any:
    return parquet_file(path if isinstance(path, Path) else path.open(), name)


def _from_parquet(path: Path | Source, name: str) -> Iterator[Entry]:
    # The headings count as the first line, as in a table.
    for number, values in enumerate(rows_of(_parquet(path, name), name), 2):
        yield Entry(number, tuple(map(_text, values)))
