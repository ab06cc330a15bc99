"""Making the documents of some rows at once: in this process, or in one beside it."""

import csv
import io
import os
import pickle
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import Any

from advocate.batch.alike import Alike, Likeness
from advocate.batch.plan import Order, Planned, Planner
from advocate.batch.zipping import Segment, segment
from advocate.documents.batches.composing import Composer, Laid, Someone
from advocate.documents.kinds import Format
from advocate.errors import AdvocateError, LookupFailedError, OutputError, TemplateError
from advocate.member_files import Entry
from advocate.members import Columns, Row, rejected_cells
from advocate.outreach.cells import safe_cell
from advocate.text import slug

# What costs a row its documents, and no other row.
LEFT_OUT = (LookupFailedError, TemplateError, OutputError)
MANIFEST = ("line", "name", "state", "zip", "document", "senator", "office", "file", "warnings")
PRINTED = "print"  # the folder of print files


def manifest_of(order: Order) -> tuple[str, ...]:
    """Return the manifest's headings; of print files it tells pages too."""
    return (*MANIFEST[:-1], "page", "pages", MANIFEST[-1]) if order.per_file else MANIFEST


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

    def count(self, planned: Planned) -> None:
        """Count a member whose documents are made."""
        self.states[planned.state] += 1
        self.alike.members += 1
        self.alike.with_words += bool(planned.story.text)


class Maker:
    """Makes the documents of rows, chunk by chunk; use it in a `with` statement."""

    def __init__(
        self, order: Order, columns: Columns, forms: Sequence[Format], *, zipped: bool
    ) -> None:
        self._order, self._columns, self._forms = order, columns, tuple(forms)
        self._zipped = zipped
        # Folders that have another name where the batch was asked for: a reason names that one.
        self.homes: dict[str, str] = {}
        self._stack = ExitStack()

    def __enter__(self) -> "Maker":
        from advocate.documents.bounds import Watch

        watch = self._stack.enter_context(Watch())
        self._planner = Planner(self._order, Composer(self._order.looks.folders, watch))
        if Format.DOCX in self._forms:
            from advocate.documents.batches.word import WordMaker

            self._word = WordMaker(self._order.looks.theme)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def made(self, number: int, entries: Sequence[Entry]) -> Chunk:
        """Return what becomes of these entries; one that fails is rejected, and no other."""
        chunk, likeness = Chunk(number), Likeness()
        table, rejects = io.StringIO(), io.StringIO()
        listed, left = csv.writer(table), csv.writer(rejects)
        for entry in entries:
            chunk.rows += 1
            reason = self._row(chunk, entry, listed, likeness)
            if reason:
                chunk.rejected += 1
                left.writerow(rejected_row(entry, self._columns.headings, reason))
        chunk.manifest, chunk.rejects = table.getvalue().encode(), rejects.getvalue().encode()
        chunk.alike.add(likeness.counts)
        return self.closed(chunk)

    def closed(self, chunk: Chunk) -> Chunk:
        """Return a chunk with its files as a segment, where all go into one archive."""
        if self._zipped:
            chunk.archive, chunk.files = segment(chunk.files), []
        return chunk

    def pages(self, entries: Sequence[Entry]) -> dict[str, bytes]:
        """Return the pages of these entries' documents as pictures, by the names of the files."""
        from advocate.documents.contact_sheet import page_files

        named = []
        for entry in entries:
            made = self.composed(entry)
            if isinstance(made, Composed):
                stem = _stem(1, made.row, made.planned)
                each = zip(made.planned.place.names, made.laid, strict=True)
                named += [(f"{stem}-{name}", laid.composed.document) for name, laid in each]
        return page_files(named, self._order.looks.theme, ppi=80)

    def _row(self, chunk: Chunk, entry: Entry, listed: Any, likeness: Likeness) -> str:
        """Make one row's documents; return why there are none, or nothing."""
        made = self.composed(entry)
        if isinstance(made, str):
            return made
        try:
            files, lines = self._files(chunk.number, made)
        except LEFT_OUT as error:
            return self.reason(error)
        chunk.files += files
        listed.writerows(lines)
        for laid in made.laid:
            likeness.look(laid)
        chunk.count(made.planned)
        return ""

    def composed(self, entry: Entry) -> "Composed | str":
        """Return what was composed for a row, or why there is nothing."""
        if entry.reason:
            return entry.reason
        row = entry.row or self._columns.row(entry.line, entry.cells)
        if row.reason:
            return row.reason
        try:
            planned = self._planner.planned(row)
            if planned.place.where is None:
                return planned.place.reason
            someone = Someone(planned.member, planned.story)
            return Composed(row, planned, [one.composed(someone) for one in planned.place.prepared])
        except LEFT_OUT as error:
            return self.reason(error)

    def reason(self, error: AdvocateError) -> str:
        """Return what an error says of the row that it leaves out."""
        said = error.of_row
        for here, home in self.homes.items():
            said = said.replace(here, home)
        return said

    def _files(
        self, number: int, made: "Composed"
    ) -> tuple[list[tuple[str, bytes]], list[tuple[object, ...]]]:
        files: list[tuple[str, bytes]] = []
        lines: list[tuple[object, ...]] = []
        row, planned = made.row, made.planned
        member, stem = planned.member, _stem(number, row, planned)
        told = (row.line, safe_cell(member.name), planned.state, member.zip)
        for laid, name in zip(made.laid, planned.place.names, strict=True):
            notices = [*row.warnings, *self.told(laid)]
            request = laid.prepared.request
            for form in self._forms:
                files.append((f"{stem}-{name}.{form.value}", self._written(laid, form)))
                whom = (request.senator.full_name, request.office.city)
                lines.append((*told, request.kind.value, *whom, files[-1][0], " ".join(notices)))
        return files, lines

    def told(self, laid: Laid) -> list[str]:
        """Return what to know of a document; raises TooLongError: --strict asks to look."""
        return [*(_SAID.get(one.code, one.text) for one in laid.notices), *self._lengths(laid)]

    def _lengths(self, laid: Laid) -> list[str]:
        """Return what is said of its length; raises TooLongError: --strict asks to look."""
        if not self._order.strict:
            return []
        from advocate.desk import require_lengths
        from advocate.documents.lengths import page_notices

        found = page_notices(laid.composed.document, self._order.looks.theme)
        require_lengths([*laid.notices, *found])
        return [one.text for one in found]

    def _written(self, laid: Laid, form: Format) -> bytes:
        if form is Format.DOCX:
            return self._word.file(laid)
        from advocate.documents.write import write_document

        return write_document(laid.composed.document, form, self._order.looks.theme).data


@dataclass(frozen=True, slots=True)
class Composed:
    """A row that is a member's, with the documents that were composed for them."""

    row: Row
    planned: Planned
    laid: list[Laid]


# What is said of one document, in the words of a list.
_SAID = {"no-story": "It has no words of the member’s own: put some into the column “story”."}


def _stem(number: int, row: Row, planned: Planned) -> str:
    """Return how the names of a member's files begin."""
    # Digits come first, so that no name is one that a system keeps for itself, such as CON.
    return f"{number:05}/{row.line:07}-{slug(planned.member.name or 'member')}"


def maker_of(order: Order, columns: Columns, forms: Sequence[Format], *, zipped: bool) -> Maker:
    """Return what makes an order's documents: a file each, or print files."""
    if not order.per_file:
        return Maker(order, columns, forms, zipped=zipped)
    from advocate.batch.printing import PrintFiles

    return PrintFiles(order, columns, forms, zipped=zipped)


def rejected_row(entry: Entry, headings: Sequence[str], reason: str) -> list[object]:
    """Return a row of rejects.csv."""
    return [*map(safe_cell, rejected_cells(entry.cells, headings, entry.line, reason))]


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


def make(number: int, entries: Sequence[Entry]) -> Path | tuple[str, str]:
    """Make a chunk in a process that is ready; return its file, or an error's sentence and hint.

    A pipe takes 64 KB at a time, and each time waits until the other side's Python has a moment.
    """
    maker, folder = _here[0]
    try:
        chunk = maker.made(number, entries)
    except AdvocateError as error:
        return error.sentence, error.hint
    path = folder / f"{number:05}"
    with path.open("wb") as file:
        pickle.dump(chunk, file, pickle.HIGHEST_PROTOCOL)
    return path
