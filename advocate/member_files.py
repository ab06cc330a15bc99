"""Files with a list of members, read line by line: CSV of any make, JSON Lines, Parquet."""

import csv
import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from advocate.errors import MembersError, reason_of, shown
from advocate.members import FIELDS, Columns, Row, delimiter_of
from advocate.text import counted_word

MOST_LINE = 200_000  # bytes; a longer one is no member, and is never held whole
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


@dataclass(slots=True)
class Notes:
    """What was noticed while reading, to be said."""

    said: list[str] = field(default_factory=list)
    other_lines: int = 0  # that are not UTF-8

    def sentences(self) -> list[str]:
        """Return what to say of the file."""
        return [*self.said, *self.of_lines()]

    def of_lines(self) -> list[str]:
        """Return what to say of its lines, once they were read."""
        if not self.other_lines:
            return []
        lines = counted_word(self.other_lines, "line")
        were = "is" if self.other_lines == 1 else "are"
        return [f"{lines} {were} not UTF-8, and read as Windows-1252, as Excel writes."]


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
        lines = sum(block.count(b"\n") for block in self.blocks())
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
            lines = _Lines(file, self.notes)
            first = next(lines, "")
        self._delimiter = delimiter_of(first)
        headings = next(csv.reader([first], delimiter=self._delimiter), [])
        by = _DELIMITERS[self._delimiter]
        self.notes.said.append(f"Read as CSV, its cells parted by {by}{lines.made_by}.")
        return tuple(headings)

    @property
    def is_json(self) -> bool:
        """Whether it is JSON Lines, in which each row names its own columns."""
        return self._kind in (".jsonl", ".ndjson", ".json")

    def _entries(self) -> Iterator[Entry]:
        if self._kind == ".parquet":
            yield from _from_parquet(self.path, self.name)
            return
        with self.path.open("rb") as file:
            lines = _Lines(file, self.notes)
            if self.is_json:
                yield from _from_json(lines, self.told)
            else:
                next(lines, "")  # the headings
                yield from _from_csv(lines, self._delimiter, len(self.headings))


def _require_ordinary(path: Path, name: str) -> None:
    from advocate.reading import read_ordinary

    try:
        read_ordinary(path, 1)
    except (OSError, ValueError) as error:
        raise MembersError(f"{name} cannot be read: {reason_of(error)}.") from None


class _Lines:
    """The lines of a file as text; each that is too long comes as None, and is not held.

    A line that was taken can be put back, to be read anew.
    """

    def __init__(self, file: BinaryIO, notes: Notes) -> None:
        self._file, self._notes = file, notes
        self._back: deque[str | None] = deque()
        self.number = 0
        begin = file.read(4)
        self.made_by, skip = "", 0
        if begin.startswith(b"\xef\xbb\xbf"):
            self.made_by, skip = ", UTF-8 with a mark, as Excel writes", 3
        elif begin.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise MembersError(
                "The list is UTF-16 text, which Excel calls “Unicode text”.",
                hint="Save it as “CSV UTF-8”.",
            )
        file.seek(skip)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.take()
        return "" if line is None else line

    def take(self) -> str | None:
        """Return the next line, or None for one that is too long; raises StopIteration."""
        self.number += 1
        if self._back:
            return self._back.popleft()
        data = self._file.readline(MOST_LINE)
        if not data:
            self.number -= 1
            raise StopIteration
        if len(data) == MOST_LINE and not data.endswith(b"\n"):
            while len(data) == MOST_LINE and not data.endswith(b"\n"):
                data = self._file.readline(MOST_LINE)
            return None
        try:
            return data.decode()
        except UnicodeDecodeError:
            self._notes.other_lines += 1
            return data.decode("cp1252", "replace")

    def some(self, most: int) -> list[str | None]:
        """Return the next lines, as many as there are and no more than `most`."""
        found: list[str | None] = []
        with suppress(StopIteration):
            while len(found) < most:
                found.append(self.take())
        return found

    def put_back(self, lines: Sequence[str | None]) -> None:
        """Put lines back that were taken last, in their order."""
        self.number -= len(lines)
        self._back.extendleft(reversed(lines))


_TOO_LONG = f"The line has more than {MOST_LINE:,} bytes: that is no member."


def _from_csv(lines: _Lines, delimiter: str, wide: int) -> Iterator[Entry]:
    while True:
        try:
            first = lines.take()
        except StopIteration:
            return
        number = lines.number
        if first is None:
            yield Entry(number, (), _TOO_LONG)
        elif '"' not in first:
            yield _checked(number, tuple(first.rstrip("\r\n").split(delimiter)), wide)
        else:
            yield _quoted(first, lines, delimiter, wide)


def _quoted(first: str, lines: _Lines, delimiter: str, wide: int) -> Entry:
    """Read a row that has a quotation mark; a cell in them may go over several lines."""
    number, taken = lines.number, [first]
    while True:
        try:
            # strict: an unclosed mark is an error, and not the rest of the file in one cell.
            cells = next(csv.reader(taken, delimiter=delimiter, strict=True), [])
            return _checked(number, tuple(cells), wide)
        except csv.Error as wrong:
            unclosed = "unexpected end" in str(wrong)
        more = lines.some(1) if unclosed and len(taken) < _MOST_LINES else []
        if not more or more[0] is None:
            lines.put_back([*taken[1:], *more])  # each may be a row of its own
            return Entry(number, tuple(taken[:1]), _UNCLOSED if unclosed else _BROKEN)
        taken.append(more[0])


_UNCLOSED = "A quotation mark is opened and not closed."
_BROKEN = "Its quotation marks do not fit together."


def _checked(number: int, cells: tuple[str, ...], wide: int) -> Entry:
    if len(cells) > wide and any(cell.strip() for cell in cells[wide:]):
        return Entry(number, cells, "It has more cells than there are headings.")
    if any(len(cell) > _MOST_CELL for cell in cells):
        return Entry(number, (), "A cell is too long to be a member's.")
    return Entry(number, cells)


def _from_json(lines: _Lines, told: Mapping[str, str]) -> Iterator[Entry]:
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
        places = Columns.places_of(tuple(values), told)
        cells = list(values.values())
        yield Entry(lines.number, tuple(cells[places[f]] if f in places else "" for f in FIELDS))


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, str | int | float) else json.dumps(value)


def _parquet(path: Path | Source, name: str) -> Any:
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise MembersError(
            f"{name} is a Parquet file, and reading those needs pyarrow.",
            hint="pip install 'advocate-toolkit[parquet]'",
        ) from None
    try:
        return parquet.ParquetFile(path if isinstance(path, Path) else path.open())
    except (OSError, ValueError):
        raise MembersError(f"{name} is no Parquet file that can be read.") from None


def _from_parquet(path: Path | Source, name: str) -> Iterator[Entry]:
    number = 1
    for batch in _parquet(path, name).iter_batches(batch_size=1_000):
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            yield Entry(number, tuple(_text(value) for value in values))
