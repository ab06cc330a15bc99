"""Where the chunks of a batch go: files that only grow, and a journal of how far they are good.

Chunks count once a line in the journal says so, which is written after all else of them has reached
the disk; what stands behind the last such line is cut off when the batch is resumed.
"""

import csv
import io
import json
import os
import shutil
import time
from collections.abc import Sequence
from datetime import date
from math import inf
from pathlib import Path
from typing import BinaryIO

from advocate import __version__
from advocate.batch.job import Job, Totals
from advocate.batch.making import DOCUMENTS, PRINTED, Chunk, manifest_of
from advocate.batch.zipping import archive_end
from advocate.errors import OutputError
from advocate.files import PRIVATE, PRIVATE_FOLDER
from advocate.members import rejected_headings
from advocate.outreach.cells import safe_cell
from advocate.text import long_date

NOTED_EVERY = 0.2  # seconds: to wait for the disk after each chunk takes a tenth of all the time
WORK, JOURNAL, LOCK = ".batch", "journal.jsonl", "lock"
ARCHIVE, TABLE, REJECTS = "documents.zip", "manifest.csv", "rejects.csv"
OWN = (WORK, ARCHIVE, DOCUMENTS, PRINTED, TABLE, REJECTS)


class Sink:
    """Takes the chunks of a job, in order."""

    def __init__(self, job: Job, identity: str, *, resume: bool) -> None:
        self._job, self._work = job, job.folder / WORK
        self.done, self.totals = 0, Totals()
        self.finished = False  # whether an earlier run made all of it
        self._noted = -inf
        self._ends = {TABLE: 0, REJECTS: 0, ARCHIVE: 0, "index": 0}
        begun = {
            "identity": identity,
            "today": job.order.today.isoformat(),
            "toolkit": __version__,
        }
        if resume:
            self._read_journal(begun)
        if self.finished:
            self._put_in_place()
            return
        self._files = {name: self._open(name, end) for name, end in self._ends.items()}
        self._journal = (self._work / JOURNAL).open("ab")
        if not self._journal.tell():
            self._write(TABLE, "\ufeff".encode() + _line(manifest_of(job.order, job.forms)))
            headings = rejected_headings(job.columns.headings)
            self._write(REJECTS, "\ufeff".encode() + _line([*map(safe_cell, headings)]))
            self._note({"begun": begun, "ends": self._ends})

    def _open(self, name: str, end: int) -> BinaryIO:
        descriptor = os.open(self._work / name, os.O_RDWR | os.O_CREAT, PRIVATE)
        file = os.fdopen(descriptor, "r+b")
        file.truncate(end)
        file.seek(end)
        return file

    def _read_journal(self, begun: dict[str, str]) -> None:
        path = self._work / JOURNAL
        good = 0
        for line in path.read_bytes().splitlines(keepends=True) if path.exists() else ():
            try:
                note = json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                note = None
            if note is None:  # the line that was being written when the end came
                break
            if "begun" in note and note["begun"] != begun:
                raise _other(note["begun"], begun)
            good += len(line)
            self._ends = note["ends"]
            if "done" in note:
                self.done, self.totals = note["done"], Totals.read(note["totals"])
            self.finished = note.get("finished", False)
        if path.exists():
            os.truncate(path, good)
        for name, end in self._ends.items() if not self.finished else ():
            kept = self._work / name
            if end and (not kept.exists() or kept.stat().st_size < end):
                raise OutputError(
                    f"The batch cannot go on: {name} is shorter than it was.",
                    hint="Start anew with --force.",
                )

    def take(self, chunk: Chunk) -> None:
        """Write a chunk down, and then that it is done."""
        self.totals.add(chunk)
        self._write(TABLE, chunk.manifest)
        self._write(REJECTS, chunk.rejects)
        if chunk.archive:
            self._write("index", chunk.archive.index(self._ends[ARCHIVE]))
            self._write(ARCHIVE, chunk.archive.data)
        elif chunk.files and self._job.order.per_file:
            self._write_prints(chunk)
        elif chunk.files:
            self._write_shard(chunk)
        self.done = chunk.number
        if time.monotonic() - self._noted > NOTED_EVERY:
            self.note_done()

    def _write(self, name: str, data: bytes) -> None:
        self._files[name].write(data)
        self._ends[name] += len(data)

    def note_done(self) -> None:
        """Write into the journal how far all is on the disk."""
        self._note({"done": self.done, "ends": self._ends, "totals": self.totals.told()})
        self._noted = time.monotonic()

    def _note(self, note: dict[str, object]) -> None:
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        if not self._job.zipped and hasattr(os, "sync"):  # the files of their own, all at once
            os.sync()
        self._journal.write(json.dumps(note).encode() + b"\n")
        self._journal.flush()
        os.fsync(self._journal.fileno())

    def _write_shard(self, chunk: Chunk) -> None:
        """Write a chunk's files into a folder of their own, which appears whole."""
        name = f"{chunk.number:05}"
        staged, place = self._work / f"{name}.part", self._job.folder / DOCUMENTS / name
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        for path, data in chunk.files:
            (staged / path.partition("/")[2]).write_bytes(data)
        place.parent.mkdir(PRIVATE_FOLDER, exist_ok=True)
        shutil.rmtree(place, ignore_errors=True)  # of a run that ended before it said so
        staged.rename(place)

    def _write_prints(self, chunk: Chunk) -> None:
        """Write a chunk's print files, each of which appears whole."""
        for name, data in chunk.files:
            staged, place = self._work / "print.part", self._job.folder / name
            staged.write_bytes(data)
            place.parent.mkdir(PRIVATE_FOLDER, exist_ok=True)
            staged.replace(place)

    def finish(self) -> None:
        """Close the archive, and put everything in its place."""
        self.note_done()
        if self._job.zipped:
            with (self._work / "index").open("rb") as index:
                shutil.copyfileobj(index, self._files[ARCHIVE], 1 << 20)
            end = archive_end(self.totals.files, self._ends[ARCHIVE], self._ends["index"])
            self._files[ARCHIVE].write(end)
        self._note({"finished": True, "ends": self._ends})
        self.close()
        self._put_in_place()

    def _put_in_place(self) -> None:
        """Put what is finished in its place, all that is not there yet."""
        kept = [TABLE]
        kept += [ARCHIVE] * self._job.zipped + [REJECTS] * bool(self.totals.rejected)
        for name in kept:
            if (self._work / name).exists():
                (self._work / name).replace(self._job.folder / name)
        clear(self._work)

    def close(self) -> None:
        """Close the files."""
        for file in (*self._files.values(), self._journal):
            file.close()


def _line(cells: Sequence[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


def _other(before: dict[str, str], begun: dict[str, str]) -> OutputError:
    """Return the error for a batch that is not the one that is to go on."""
    if before["toolkit"] != begun["toolkit"]:
        return OutputError(
            f"The batch in this folder was begun with version {before['toolkit']} of the toolkit, "
            f"and this is {begun['toolkit']}.",
            hint="Go on with that version, or start anew with --force.",
        )
    if before["identity"] == begun["identity"]:
        day = long_date(date.fromisoformat(before["today"]))
        return OutputError(
            f"The batch in this folder was begun on {day}; its documents bear that day.",
            hint=f"Go on with ADVOCATE_TODAY={before['today']} set, or start anew with --force.",
        )
    return OutputError(
        "The batch in this folder was begun with another list, issue, alert, format or look, or "
        "with other corrections of offices or dates.",
        hint="Run it as it was begun, or start anew with --force.",
    )


def clear(work: Path) -> None:
    """Remove what a batch keeps while it is made, but for the lock; the journal, which says what
    the rest is, as the last."""
    for path in sorted(work.iterdir(), key=lambda path: path.name == JOURNAL):
        if path.name != LOCK:
            remove(path)


def remove(path: Path) -> None:
    """Remove a file or a folder, if there is one; of a link, the link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
