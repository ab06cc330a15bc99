"""Making what some rows of a list ask for at once: in this process, or in one beside it."""

import csv
import io
import os
import pickle
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, overload

from advocate.batch.alike import Alike
from advocate.batch.plan import AlertOrder, DocumentOrder, Order, row_of
from advocate.batch.zipping import Segment, segment
from advocate.documents.batches.composing import Composer
from advocate.documents.kinds import Format
from advocate.errors import (
    AdvocateError,
    LookupFailedError,
    OutputError,
    TemplateError,
    TooLongError,
)
from advocate.member_files import Entry
from advocate.members import Columns, Row, rejected_cells
from advocate.outreach.cells import safe_cell
from advocate.text import slug

if TYPE_CHECKING:
    from advocate.batch.documents import DocumentFiles

# What costs a row its documents, and no other row.
LEFT_OUT = (LookupFailedError, TemplateError, OutputError)
_SAME = 3  # members one after the other for whom the same went wrong
DOCUMENTS, PRINTED = "documents", "print"  # the folders of files


def manifest_of(order: Order, forms: Sequence[Format]) -> tuple[str, ...]:
    """Return the manifest's headings: a document a line, and of print files pages too; of alerts
    a member a line, with whom and what to send."""
    if isinstance(order, AlertOrder):
        return ("line", "name", "email", "state", "zip", *forms, "warnings")
    where = ("file", "page", "pages") if order.per_file else ("file",)
    return ("line", "name", "state", "zip", "document", "senator", "office", *where, "warnings")


@dataclass(slots=True)
class Chunk:
    """What became of some rows: files to write or a segment of an archive, and table rows."""

    number: int
    files: list[tuple[str, bytes]] = field(default_factory=list)
    archive: Segment | None = None
    manifest: bytes = b""
    rejects: bytes = b""
    rows: int = 0
    rejected: int = 0
    states: Counter[str] = field(default_factory=Counter)
    alike: Alike = field(default_factory=Alike)


class Maker(ABC):
    """Makes the documents of rows, chunk by chunk; use it in a `with` statement."""

    def __init__(
        self, order: Order, columns: Columns, forms: Sequence[Format], *, zipped: bool
    ) -> None:
        self._order, self._columns, self._forms = order, columns, tuple(forms)
        self._zipped = zipped
        # Folders that have another name where the batch was asked for: a reason names that one.
        self.homes: dict[str, str] = {}
        self._stack = ExitStack()
        self._sound = False  # whether anything could be made yet
        self._failed: list[str] = []

    def __enter__(self) -> "Maker":
        from advocate.documents.bounds import Watch

        watch = self._stack.enter_context(Watch())
        self._composer = Composer(self._order.looks.folders, watch)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def made(self, number: int, entries: Sequence[Entry]) -> Chunk:
        """Return what becomes of these entries; one that fails is rejected, and no other."""
        chunk = Chunk(number)
        self.begin(number)
        table, rejects = io.StringIO(), io.StringIO()
        listed, left = csv.writer(table), csv.writer(rejects)
        for entry in entries:
            chunk.rows += 1
            row = row_of(entry, self._columns)
            try:
                reason = row if isinstance(row, str) else self._row(chunk, row, listed)
            except LEFT_OUT as error:
                reason = self.reason(error)
            if reason:
                chunk.rejected += 1
                left.writerow(rejected_row(entry, self._columns.headings, reason))
            self._sound = self._sound or not reason
        chunk.manifest, chunk.rejects = table.getvalue().encode(), rejects.getvalue().encode()
        return self.closed(chunk)

    @abstractmethod
    def _row(self, chunk: Chunk, row: Row, listed: Any) -> str:
        """Add one row's documents to a chunk and their lines to the table; return why there are
        none, or nothing. Raises what LEFT_OUT names."""

    def listed(self, name: str) -> str:
        """Return a file's name as the manifest has it: from there on, or in the archive."""
        return name if self._zipped else f"{DOCUMENTS}/{name}"

    def closed(self, chunk: Chunk) -> Chunk:
        """Return a chunk with its files as a segment, where all go into one archive."""
        if self._zipped:
            chunk.archive, chunk.files = segment(chunk.files), []
        return chunk

    def begin(self, number: int) -> None:
        """Begin a chunk: in the first it shows whether the template and the look are sound."""
        self._sound, self._failed = number > 1, []

    def reason(self, error: AdvocateError) -> str:
        """Return what an error says of the row that it leaves out.

        Raises the error where it is no row's: the first members all fail of it.
        """
        if not (self._sound or isinstance(error, LookupFailedError | TooLongError)):
            self._failed.append(error.sentence)
            if len(self._failed) == _SAME and len(set(self._failed)) == 1:
                raise error
        said = error.of_row
        for here, home in self.homes.items():
            said = said.replace(here, home)
        return said


def stem_of(number: int, row: Row) -> str:
    """Return how the names of a member's files begin, in the chunk of this number."""
    # Digits come first, so that no name is one that a system keeps for itself, such as CON.
    return f"{number:05}/{row.line:07}-{slug(row.member.name or 'member')}"


@overload
def maker_of(
    order: DocumentOrder, columns: Columns, forms: Sequence[Format], *, zipped: bool
) -> "DocumentFiles": ...
@overload
def maker_of(order: Order, columns: Columns, forms: Sequence[Format], *, zipped: bool) -> Maker: ...
def maker_of(order: Order, columns: Columns, forms: Sequence[Format], *, zipped: bool) -> Maker:
    """Return what makes an order's files: a document each, print files, or alerts."""
    match order:
        case AlertOrder():
            from advocate.batch.alerts import AlertFiles

            return AlertFiles(order, columns, forms, zipped=zipped)
        case DocumentOrder(per_file=0):
            from advocate.batch.documents import DocumentFiles

            return DocumentFiles(order, columns, forms, zipped=zipped)
        case DocumentOrder():
            from advocate.batch.printing import PrintFiles

            return PrintFiles(order, columns, forms, zipped=zipped)
    raise TypeError(order)


def rejected_row(entry: Entry, headings: Sequence[str], reason: str) -> list[object]:
    """Return a row of rejects.csv."""
    return [*map(safe_cell, rejected_cells(entry.cells, headings, entry.line, reason))]


# An error's sentence and hint, and whether the template or the look is at fault.
Refusal = tuple[str, str, bool]


def refusal_of(error: AdvocateError) -> Refusal:
    """Return an error in a form that goes from one process to another."""
    return error.sentence, error.hint, isinstance(error, TemplateError)


def refused(refusal: Refusal) -> AdvocateError:
    """Return the error that another process handed over."""
    sentence, hint, template = refusal
    return (TemplateError if template else OutputError)(sentence, hint=hint)


# One maker a process beside this one, opened when the process begins, and where its chunks go.
_here: list[tuple[Maker, Path]] = []


def begin(
    order: Order, columns: Columns, forms: Sequence[Format], zipped: bool, folder: Path
) -> None:
    """Make a process ready to make chunks, which it hands over in files of this folder."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked ends this one
    keep_to_one_core()
    _end_with_parent()
    _here.append((maker_of(order, columns, forms, zipped=zipped).__enter__(), folder))


def _end_with_parent() -> None:
    """End this process soon after the one that asked, however that ended: nothing else would."""
    asked = parent_process()
    if asked is None:
        return

    def watch() -> None:
        wait([asked.sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def keep_to_one_core() -> None:
    """Let typst draw on one core: processes side by side that use all keep each other waiting."""
    os.environ.setdefault("RAYON_NUM_THREADS", "1")


def make(number: int, entries: Sequence[Entry]) -> Path | Refusal:
    """Make a chunk in a process that is ready; return its file, or the error that ends the batch.

    A pipe takes 64 KB at a time, and each time waits until the other side's Python has a moment.
    """
    maker, folder = _here[0]
    try:
        chunk = maker.made(number, entries)
    except AdvocateError as error:
        return refusal_of(error)
    path = folder / f"{number:05}"
    with path.open("wb") as file:
        pickle.dump(chunk, file, pickle.HIGHEST_PROTOCOL)
    return path
