"""Running a batch: chunk after chunk in the list's order, so that it can stop and go on."""

import errno
import os
import pickle
import shutil
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from advocate.batch.job import Job, Totals
from advocate.batch.making import DOCUMENTS, PRINTED, Chunk, Refusal, begin, make, maker_of, refused
from advocate.batch.seen import Seen
from advocate.batch.sink import LOCK, OWN, TABLE, WORK, Sink, clear, remove
from advocate.errors import OutputError, OutputExistsError, TemplateError, reason_of, shown
from advocate.files import (
    PRIVATE,
    PRIVATE_FOLDER,
    is_folder,
    is_free,
    is_taken,
    make_folder,
    take_lock,
    unwritable,
)
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
    ended: Callable[[Path, str], None] = lambda *_: None,
) -> Totals:
    """Run a batch to its end and return the totals; `told` hears of them after each chunk, and
    `ended` of the manifest and the job's identity when all is made: what it raises is made up for
    with `resume`.

    Raises OutputExistsError for a folder that holds something, OutputError when the disk takes no
    more or another batch was begun there; then `resume` goes on where it stopped. TemplateError is
    raised before anything is made, where a template or the look is at fault.
    """
    work = job.folder / WORK
    _require_no_links(job.folder)
    if resume and not is_taken(work):
        raise _nothing_begun(job)
    if not resume:
        _require_room(job, force=force)
    identity, new = job.identity(), not is_taken(job.folder)
    make_folder(job.folder, PRIVATE_FOLDER)  # names and addresses
    with _disk(job.folder), _tidied(job.folder, new=new):
        make_folder(work, PRIVATE_FOLDER)
        with _alone(job.folder):
            if not resume:
                _require_room(job, force=force, work=True)  # somebody may have been quicker
                clear(work)
                for name in OWN:
                    if name != WORK:
                        remove(job.folder / name)
            return _run(job, identity, resume=resume, told=told, ended=ended)


def _run(
    job: Job,
    identity: str,
    *,
    resume: bool,
    told: Callable[[Totals], None],
    ended: Callable[[Path, str], None],
) -> Totals:
    sink = Sink(job, identity, resume=resume)
    if sink.finished:
        return sink.totals
    try:
        with closing(_made(job, sink.done)) as chunks:
            for chunk in chunks:
                sink.take(chunk)
                told(sink.totals)
        sink.note_done()
        if job.identity() != identity:
            raise OutputError(
                "The list, a template or a correction of yours was changed while the documents "
                "were made.",
                hint="Start anew with --force.",
            )
        ended(job.folder / WORK / TABLE, identity)
        sink.finish()
    except TemplateError:
        sink.close()
        if not sink.done:
            clear(job.folder / WORK)
        raise
    finally:
        sink.close()
    return sink.totals


@contextmanager
def _tidied(folder: Path, *, new: bool) -> Iterator[None]:
    """Remove what the work needed, when it is done, and the folder too where nothing came of it."""
    try:
        yield
    except TemplateError:
        _remove_work(folder)
        if new:
            with suppress(OSError):  # it holds what is done
                folder.rmdir()
        raise
    finally:
        _remove_work(folder)


def _remove_work(folder: Path) -> None:
    with suppress(OSError):  # another batch may have begun there already
        if _is_idle(folder / WORK):
            (folder / WORK / LOCK).unlink()
            (folder / WORK).rmdir()


def _nothing_begun(job: Job) -> OutputError:
    try:
        (job.folder / WORK).lstat()
    except FileNotFoundError:
        pass
    except OSError as error:  # a file in the folder's place, or one that is closed: nobody knows
        where = shown(str(job.folder), limit=200)
        return OutputError(
            f"Could not look into {where}: {reason_of(error)}.",
            hint="Name the folder of the batch with --out, one that is open to you.",
        )
    sentence = "There is no batch to go on with in this folder"
    if is_taken(job.folder / TABLE):
        hint = f"To make it anew, give {job.order.again} instead of --resume."
        return OutputError(f"{sentence}: the one there is done.", hint=hint)
    return OutputError(f"{sentence}.", hint="Leave --resume out.")


def _is_idle(work: Path) -> bool:
    """Say whether a batch's own folder holds nothing but the lock."""
    return [path.name for path in work.iterdir()] == [LOCK]


def _require_no_links(folder: Path) -> None:
    """Raise OutputError where a link stands for a folder that a batch empties, or writes into."""
    for name in (WORK, DOCUMENTS, PRINTED):
        if os.path.islink(folder / name):  # noqa: PTH114 - it raises in no closed folder
            where = shown(str(folder / name), limit=200)
            raise OutputError(
                f"{where} is a link, and a batch works in no folder but its own.",
                hint="Remove the link, or name another folder with --out.",
            )


def _require_room(job: Job, *, force: bool, work: bool = False) -> None:
    """Raise OutputError for a folder that is not free, and OutputExistsError unless it holds an
    older batch alone, which `force` gives up, and not the list. With `work` the folder for this
    batch's own work is there already."""
    folder = job.folder
    if is_free(folder) or not is_folder(folder):  # that it is a file, making it will say
        return
    if work and [path.name for path in folder.iterdir()] == [WORK] and _is_idle(folder / WORK):
        return
    try:
        held = set(os.listdir(folder))  # noqa: PTH208
    except OSError as error:
        raise unwritable(folder, error) from None
    older = not (held - set(OWN) or _holds(folder, job.members.path))
    if not (force and older):
        raise taken(folder, older=older, begun=is_taken(folder / WORK))


def taken(where: object, *, older: bool, begun: bool = False) -> OutputExistsError:
    """Return the error for a place that holds something: an older batch alone, or not; or one that
    was begun there and not done."""
    error = OutputExistsError(str(where))
    error.hint = "Name another folder, a new or empty one, with --out."
    if begun:
        error.hint = "A batch was begun there: --resume goes on with it."
    error.hint += " --force gives up the batch in this one." * older
    return error


def _holds(folder: Path, listed: object) -> bool:
    """Say whether the list lies in a folder, as rejects.csv does that is to be run alone."""
    return isinstance(listed, Path) and listed.resolve().is_relative_to(folder.resolve())


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other batches out of a folder while one is made there."""
    lock = os.open(folder / WORK / LOCK, os.O_RDWR | os.O_CREAT, PRIVATE)
    try:
        if not take_lock(lock):
            raise OutputError(
                f"Another batch is being made in {shown(str(folder), limit=200)} just now.",
                hint="Wait until it is done, or name another folder with --out.",
            )
        yield
    finally:
        os.close(lock)


_MENDED = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "Make room"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "Let yourself write there"),
}


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        cause = unwritable(folder, error).sentence.removesuffix(" Nothing half-written is left.")
        mended = _MENDED.get(error.errno or 0, "Mend that")
        raise OutputError(
            f"{cause} What is done is kept.",
            hint=f"{mended}, and run the same command with --resume.",
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
    folder.mkdir(PRIVATE_FOLDER)
    told = (job.order, job.columns, job.forms, job.zipped, folder)
    pool = ProcessPoolExecutor(job.workers, get_context("spawn"), begin, told)
    try:
        under_way: deque[Future[Path | Refusal]] = deque()
        for number, entries in waiting:
            for entry in entries:
                entry.row = None  # sooner read once more than sent along
            under_way.append(pool.submit(make, number, entries))
            if len(under_way) > _WAITING * job.workers:
                yield _result(under_way.popleft())
        while under_way:
            yield _result(under_way.popleft())
    except BaseException:  # whoever interrupts need not wait until the chunks in work are made
        for process in (pool._processes or {}).values():
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _result(future: "Future[Path | Refusal]") -> Chunk:
    try:
        made = future.result()
    except BrokenProcessPool:
        raise OutputError(
            "A process that made documents was ended from outside. What is done is kept.",
            hint="Run the same command with --resume.",
        ) from None
    if isinstance(made, tuple):
        raise refused(made)
    chunk: Chunk = pickle.loads(made.read_bytes())  # noqa: S301 - of a process of our own
    made.unlink()
    return chunk
