"""Running a batch: chunk after chunk in the list's order, so that it can stop and go on."""

import os
import pickle
import shutil
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from advocate.batch.job import Job, Totals
from advocate.batch.making import Chunk, begin, make, maker_of
from advocate.batch.seen import Seen
from advocate.batch.sink import OWN, TABLE, WORK, Sink
from advocate.errors import OutputError, OutputExistsError
from advocate.files import is_free, is_taken, make_folder, unwritable
from advocate.member_files import Entry, MemberFile
from advocate.members import Columns

ROWS = 200  # of a chunk
_WAITING = 3  # chunks for each worker
_SORTING, _HANDED = "sorting", "handed"  # folders inside WORK


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
        sink = Sink(job, resume=resume)
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
    folder = job.folder / WORK / _HANDED
    shutil.rmtree(folder, ignore_errors=True)  # of a run that was interrupted
    folder.mkdir(mode=0o700)
    told = (job.order, job.columns, job.forms, job.zipped, folder)
    pool = ProcessPoolExecutor(job.workers, get_context("spawn"), begin, told)
    try:
        under_way: deque[Future[Path | tuple[str, str]]] = deque()
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


def _result(future: "Future[Path | tuple[str, str]]") -> Chunk:
    try:
        made = future.result()
    except BrokenProcessPool:
        raise OutputError(
            "A process that made documents was ended from outside. What is done is kept.",
            hint="Run the same command with --resume.",
        ) from None
    if isinstance(made, tuple):
        raise OutputError(made[0], hint=made[1])
    chunk: Chunk = pickle.loads(made.read_bytes())  # noqa: S301 - of a process of our own
    made.unlink()
    return chunk
