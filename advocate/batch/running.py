"""Running a batch: chunk after chunk in the list's order, so that it can stop and go on anywhere.

Chunks count once a line in the journal says so, which is written after all else of them has reached
the disk; what stands behind the last such line is cut off when the batch is resumed.
"""

import csv
import io
import json
import os
import shutil
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from itertools import chain, islice
from math import inf
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO

from advocate.batch.alike import Alike
from advocate.batch.making import PRINTED, Chunk, begin, make, maker_of, manifest_of
from advocate.batch.plan import Order
from advocate.batch.seen import Seen
from advocate.batch.zipping import archive_end
from advocate.documents.kinds import Format
from advocate.errors import OutputError, OutputExistsError
from advocate.files import is_free, is_taken, make_folder, unwritable
from advocate.member_files import Entry, MemberFile
from advocate.members import Columns

ROWS = 200  # of a chunk
NOTED_EVERY = 0.2  # seconds: to wait for the disk after each chunk takes a tenth of all the time
_WAITING = 3  # chunks for each worker
WORK, JOURNAL = ".batch", "journal.jsonl"
_SORTING = "sorting"
ARCHIVE, DOCUMENTS, TABLE, REJECTS = "documents.zip", "documents", "manifest.csv", "rejects.csv"
OWN = (WORK, ARCHIVE, DOCUMENTS, PRINTED, TABLE, REJECTS)


@dataclass(slots=True)
class Totals:
    """What a batch has come to so far."""

    rows: int = 0
    rejected: int = 0
    files: int = 0
    states: Counter[str] = field(default_factory=Counter)
    alike: Alike = field(default_factory=Alike)

    def add(self, chunk: Chunk) -> None:
        """Add a chunk that is done."""
        self.rows += chunk.rows
        self.rejected += chunk.rejected
        self.files += len(chunk.archive.names) if chunk.archive else len(chunk.files)
        self.states.update(chunk.states)
        self.alike.add(chunk.alike)

    def told(self) -> dict[str, object]:
        """Return totals as the journal has them."""
        counts = {"rows": self.rows, "rejected": self.rejected, "files": self.files}
        return {**counts, "states": dict(self.states), "alike": asdict(self.alike)}

    @classmethod
    def read(cls, told: dict[str, object]) -> "Totals":
        """Return totals as the journal has them."""
        values = json.loads(json.dumps(told))
        alike, states = Alike(**values.pop("alike")), Counter(values.pop("states"))
        return cls(**values, states=states, alike=alike)


@dataclass(frozen=True, slots=True)
class Job:
    """A batch to run: the order, the list, and where its files go."""

    order: Order
    members: MemberFile
    columns: Columns
    forms: tuple[Format, ...]
    folder: Path
    zipped: bool
    workers: int = 1
    cluster: str = ""  # the address of a scheduler of Dask

    def identity(self) -> str:
        """Return a digest of all that the result depends on."""
        digest = sha256()
        with self.members.path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        order = self.order
        how = (order.strict, order.per_file)
        told = (order.pack, order.pieces, order.wishes, how, order.dataset.manifest)
        digest.update(repr((told, self.columns.places, self.forms, self.zipped)).encode())
        for folder in order.looks.folders:
            for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
                if path.is_file():
                    digest.update(path.read_bytes())
        return digest.hexdigest()


def chunks_of(members: MemberFile, columns: Columns) -> Iterator[list[Entry]]:
    """Yield a list's entries in chunks; whoever stands on it before is marked as such."""
    seen = Seen()

    def marked() -> Iterator[Entry]:
        for entry in members.entries():
            if not entry.reason:
                entry.row = row = columns.row(entry.line, entry.cells)
                earlier = 0 if row.reason else seen.earlier(row.member, entry.line)
                if earlier:
                    entry.reason = f"The same member stands on line {earlier:,} already."
            yield entry

    entries = marked()
    while chunk := list(islice(entries, ROWS)):
        yield chunk


def run(
    job: Job,
    *,
    resume: bool,
    force: bool,
    told: Callable[[Totals], None],
    ended: Callable[[Path], None] = lambda _: None,
) -> Totals:
    """Run a batch to its end and return the totals; `told` hears of them after each chunk, and
    `ended` of the manifest when all is made: what it raises is made up for with `resume`.

    Raises OutputExistsError for a folder that holds something, OutputError when the disk takes no
    more or another batch was begun there; then `resume` goes on where it stopped.
    """
    work = job.folder / WORK
    if resume and not is_taken(work):
        raise OutputError(
            "There is no batch to go on with in this folder.", hint="Leave --resume out."
        )
    if not resume:
        _clear(job.folder, force=force)
    with _disk(job.folder):
        make_folder(work)
        sink = _Sink(job, resume=resume)
        try:
            with closing(_made(job, sink.done)) as chunks:
                for chunk in chunks:
                    sink.take(chunk)
                    told(sink.totals)
            sink.note_done()
            ended(work / TABLE)
            sink.finish()
        finally:
            sink.close()
    return sink.totals


def _clear(folder: Path, *, force: bool) -> None:
    """Make room in a folder: it must be free, or hold an older batch that `force` gives up."""
    if is_free(folder):
        return
    held = set(os.listdir(folder))  # noqa: PTH208
    if not force or held - set(OWN):
        raise OutputExistsError(folder)
    with _disk(folder):
        for name in held:
            path = folder / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        cause = unwritable(folder, error).sentence.removesuffix(" Nothing half-written is left.")
        raise OutputError(
            f"{cause} What is done is kept.",
            hint="Make room, and run the same command with --resume.",
        ) from None


def _chunks(job: Job) -> Iterator[list[Entry]]:
    """Yield the list's entries, in chunks of its order, or a print file's members each."""
    chunks = chunks_of(job.members, job.columns)
    if not job.order.per_file:
        return chunks
    from advocate.batch.printing import print_groups

    entries = chain.from_iterable(chunks)
    return print_groups(entries, job.columns, job.order, job.folder / WORK / _SORTING)


def _made(job: Job, done: int) -> Generator[Chunk, None, None]:
    """Yield the chunks that are still to be made, in order."""
    waiting = ((n, c) for n, c in enumerate(_chunks(job), 1) if n > done)
    if job.cluster:
        from advocate.batch.cluster import made_far

        yield from made_far(job, waiting)
        return
    if job.workers < 2:
        with maker_of(job.order, job.columns, job.forms, zipped=job.zipped) as maker:
            for number, entries in waiting:
                yield maker.made(number, entries)
        return
    told = (job.order, job.columns, job.forms, job.zipped)
    pool = ProcessPoolExecutor(job.workers, get_context("spawn"), begin, told)
    try:
        under_way: deque[Future[Chunk | tuple[str, str]]] = deque()
        for number, entries in waiting:
            for entry in entries:
                entry.row = None  # sooner read once more than sent along
            under_way.append(pool.submit(make, number, entries))
            if len(under_way) > _WAITING * job.workers:
                yield _result(under_way.popleft())
        while under_way:
            yield _result(under_way.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _result(future: "Future[Chunk | tuple[str, str]]") -> Chunk:
    try:
        made = future.result()
    except BrokenProcessPool:
        raise OutputError(
            "A process that made documents was ended from outside. What is done is kept.",
            hint="Run the same command with --resume.",
        ) from None
    if isinstance(made, tuple):
        raise OutputError(made[0], hint=made[1])
    return made


class _Sink:
    """Where chunks go: files that only grow, and a journal that says how far they are good."""

    def __init__(self, job: Job, *, resume: bool) -> None:
        self._job, self._work = job, job.folder / WORK
        self.done, self.totals = 0, Totals()
        self._noted = -inf
        self._ends = {TABLE: 0, REJECTS: 0, ARCHIVE: 0, "index": 0}
        begun = {"identity": job.identity(), "today": job.order.today.isoformat()}
        if resume:
            self._read_journal(begun)
        self._files = {name: self._open(name, end) for name, end in self._ends.items()}
        self._journal = (self._work / JOURNAL).open("ab")
        if not self._journal.tell():
            self._write(TABLE, "\ufeff".encode() + _line(manifest_of(job.order)))
            headings = [*job.columns.headings, "line", "reason"]
            self._write(REJECTS, "\ufeff".encode() + _line(headings))
            self._note({"begun": begun, "ends": self._ends})

    def _open(self, name: str, end: int) -> BinaryIO:
        path = self._work / name
        path.touch()
        file = path.open("r+b")
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
                raise OutputError(
                    "The batch in this folder was begun with another list, issue, day or look.",
                    hint="Run it as it was begun, or start anew with --force.",
                )
            good += len(line)
            self._ends = note["ends"]
            if "done" in note:
                self.done, self.totals = note["done"], Totals.read(note["totals"])
        if path.exists():
            os.truncate(path, good)
        for name, end in self._ends.items():
            kept, placed = self._work / name, self._job.folder / name
            if placed.exists() and not kept.exists():  # it ended while all was put in its place
                placed.replace(kept)
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
        place.parent.mkdir(exist_ok=True)
        shutil.rmtree(place, ignore_errors=True)  # of a run that ended before it said so
        staged.rename(place)

    def _write_prints(self, chunk: Chunk) -> None:
        """Write a chunk's print files, each of which appears whole."""
        for name, data in chunk.files:
            staged, place = self._work / "print.part", self._job.folder / name
            staged.write_bytes(data)
            place.parent.mkdir(exist_ok=True)
            staged.replace(place)

    def finish(self) -> None:
        """Close the archive, and put everything in its place."""
        folder = self._job.folder
        self.note_done()
        if self._job.zipped:
            with (self._work / "index").open("rb") as index:
                shutil.copyfileobj(index, self._files[ARCHIVE], 1 << 20)
            end = archive_end(self.totals.files, self._ends[ARCHIVE], self._ends["index"])
            self._files[ARCHIVE].write(end)
        self.close()
        kept = [TABLE]
        kept += [ARCHIVE] * self._job.zipped + [REJECTS] * bool(self.totals.rejected)
        for name in kept:
            (self._work / name).replace(folder / name)
        shutil.rmtree(self._work)

    def close(self) -> None:
        """Close the files."""
        for file in (*self._files.values(), self._journal):
            file.close()


def _line(cells: Sequence[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()
