"""A batch on a cluster: the same chunks, made by workers of Dask, taken back in the list's order.

A few chunks are under way at a time, so that memory does not grow on any side. One whose worker
ended, or is not heard of, is given to another; one that no worker can make is left out, row by row.
"""

import csv
import io
import logging
import pickle
import time
import warnings
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

from advocate.batch import trouble, worker
from advocate.batch.making import Chunk, refused, rejected_row
from advocate.batch.parcel import packed
from advocate.batch.worker import State
from advocate.member_files import Entry

if TYPE_CHECKING:
    from distributed import Client, Future

    from advocate.batch.job import Job

CONNECT = 10.0  # seconds for the scheduler to answer
AWAIT_WORKERS = 60.0  # seconds for a worker to be there
# A chunk is given to another worker after this many times the longest so far, and never sooner
# than after LEAST seconds; before there is one, after FIRST.
SLOW, LEAST, FIRST = 20.0, 60.0, 300.0
TRIES = 3  # of a chunk that fails or takes too long
KILLS = 2  # times that Dask gives a chunk up: each time it has ended several workers
STREAK = 5  # chunks that fail one after the other
_EACH = 2  # chunks under way for each process
_LOOK = 5.0  # seconds between looks at which workers there are


@dataclass(slots=True)
class _Task:
    """A chunk that is under way."""

    number: int
    entries: Sequence[Entry]
    future: "Future" = None
    sent: int = 0
    failed: int = 0
    killed: int = 0
    slow: int = 0
    since: float = 0.0
    only: set[str] = field(default_factory=set)  # workers that it is for; empty: any
    avoid: set[str] = field(default_factory=set)  # workers that failed at it


def made_far(job: "Job", waiting: Iterable[tuple[int, list[Entry]]]) -> Iterator[Chunk]:
    """Yield the chunks of a job in order, made on its cluster.

    Raises OutputError when the cluster cannot be reached, has no worker, or goes away.
    """
    parcel = packed(job)
    with _connected(job.cluster) as client, _Crew(client, job, parcel) as crew:
        held: list[Chunk] = []
        for chunk, reason in crew.made(waiting):
            if reason:
                held.append(chunk)
                if len(held) >= STREAK:
                    raise trouble.unable(reason)
                continue
            yield from held
            held.clear()
            yield chunk
        yield from held


@contextmanager
def _connected(address: str) -> "Iterator[Client]":
    try:
        from distributed import Client
    except ImportError:
        raise trouble.not_installed() from None
    # What it has to tell is told by this program; its own words would stand between.
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            client = Client(address, timeout=CONNECT)
    except (OSError, ValueError, TypeError, RuntimeError):
        raise trouble.silent(address) from None
    try:
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=2)


@contextmanager
def _asked(address: str) -> Iterator[None]:
    """Tell what comes of asking the scheduler; what touches the disk has no place in it."""
    try:
        yield
    except (OSError, TimeoutError):
        raise trouble.gone(address) from None


class _Crew:
    """The workers of a cluster, and the chunks that they have."""

    def __init__(self, client: "Client", job: "Job", parcel: bytes) -> None:
        self._client, self._job, self._parcel = client, job, parcel
        self._order = sha256(parcel).hexdigest()
        self._run = f"advocate-{time.time_ns():x}"
        self._workers: list[str] = []
        self._hung: set[str] = set()
        self._met: set[str] = set()  # workers that were sent the parcel
        self._looked = float("-inf")
        self._manned = time.monotonic()  # when there was a worker
        self._tasks: deque[_Task] = deque()
        self._longest = 0.0

    def __enter__(self) -> "_Crew":
        with _asked(self._job.cluster):
            while not self._seen():
                self._require_manned()
                time.sleep(0.2)
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):
            self._client.cancel([task.future for task in self._tasks])
            self._leave()

    def made(self, waiting: Iterable[tuple[int, list[Entry]]]) -> Iterator[tuple[Chunk, str]]:
        """Yield chunks in order, each with the reason why it is not made, if it is not."""
        more, address = iter(waiting), self._job.cluster
        while True:
            with _asked(address):
                room = _EACH * len(self._seen()) + 2 - len(self._tasks)
            for number, entries in islice(more, max(room, 0)):  # which may sort them on the disk
                for entry in entries:
                    entry.row = None  # sooner read once more than sent along
                self._tasks.append(_Task(number, entries))
                with _asked(address):
                    self._send(self._tasks[-1])
            if not self._tasks:
                return
            with _asked(address):
                found = self._outcome(self._tasks[0])
            yield found
            self._tasks.popleft()

    def _seen(self) -> list[str]:
        """Return the workers that there are, looking for them every now and then."""
        if not self._workers or time.monotonic() - self._looked > _LOOK:
            self._look()
        return self._workers

    def _look(self) -> set[str]:
        there = set(self._client.nthreads())
        self._hung &= there
        self._workers = sorted(there - self._hung)
        self._looked = time.monotonic()
        self._manned = self._looked if there else self._manned
        return there

    def _send(self, task: _Task, *, parcel: bool = False) -> None:
        """Give a chunk to a worker, with the parcel as often as there are workers that are new.

        It is for any worker, where it can be: Dask leaves waiting what is for one that is gone.
        """
        fit = {each for each in self._workers if each not in task.avoid}
        new = set(sorted(fit - self._met)[:1])
        self._met |= new
        task.only = fit if self._hung or task.avoid else set()
        task.sent += 1
        task.since = time.monotonic()
        task.future = self._client.submit(
            worker.work,
            self._order,
            worker.tools(),
            task.number,
            pickle.dumps(task.entries),
            self._parcel if new or parcel else None,
            key=f"{self._run}-{task.number}-{task.sent}",
            pure=False,
            workers=sorted(task.only) or None,
            allow_other_workers=bool(task.only),  # these may be gone by now
        )

    def _outcome(self, task: _Task) -> tuple[Chunk, str]:
        """Return a chunk, or the rows that are left out and why."""
        task.since = time.monotonic()  # before, it may have stood in line
        while True:
            for each in self._tasks:
                if _wants_parcel(each.future):
                    self._send(each, parcel=True)
            answer = self._answer(task)
            if isinstance(answer, Chunk):
                return answer, ""
            if answer:
                return self._left_out(task, answer), answer

    def _answer(self, task: _Task) -> Chunk | str:
        """Return a chunk, or why it cannot be made; nothing when it has to be waited for."""
        from distributed import CancelledError, KilledWorker, wait

        try:
            wait([task.future], timeout=_LOOK)
            found = task.future.result(timeout=self._limit(task))
        except TimeoutError:
            return self._waited(task)
        except KilledWorker:
            task.killed += 1
            return self._again(task, task.killed < KILLS, "It ended the workers that made it.")
        except CancelledError:
            if self._client.status != "running":
                raise trouble.gone(self._job.cluster) from None
            return self._failed(task, "CancelledError", "")
        except OSError:
            raise
        except Exception as error:  # whatever a worker's environment may raise
            raise trouble.stranger(self._job.cluster, error) from None
        if found is None:  # made anew, by a worker that had no parcel
            return self._again(task, True, "")
        return self._read(task, *found)

    def _read(self, task: _Task, state: str, content: Any, seconds: float, at: str) -> Chunk | str:
        """Return what a worker's answer says, as `_answer` does."""
        match State(state):
            case State.DONE:
                self._longest = max(self._longest, seconds)
                data = zlib.decompress(content)
                chunk: Chunk = pickle.loads(data)  # noqa: S301 - the user named the cluster
                return chunk
            case State.REFUSED:
                raise refused(content)
            case State.TOOLS:
                raise trouble.other_tools(at, content)
        return self._failed(task, content, at)

    def _failed(self, task: _Task, kind: str, at: str) -> str:
        task.failed += 1
        task.avoid |= {at} if at else set()
        return self._again(task, task.failed < TRIES, f"Workers failed at it ({kind}).")

    def _limit(self, task: _Task) -> float:
        """Return how long a chunk may take; one that took too long gets twice as long."""
        longest = max(LEAST, SLOW * self._longest) if self._longest else FIRST
        return float(longest * 2**task.slow)

    def _waited(self, task: _Task) -> str:
        """See what becomes of a chunk that is not there yet; answer as `_answer` does."""
        there = self._look()
        self._require_manned()
        if task.only and not task.only & there:  # no worker that it is for: Dask would wait on
            return self._again(task, True, "")
        if time.monotonic() - task.since < self._limit(task):
            return ""
        if not self._workers:
            raise trouble.nobody(self._job.cluster)
        held = self._held()
        at = held.get(_key(task))
        return self._overdue(task, at, held) if at else ""  # else it waits for one that is free

    def _overdue(self, task: _Task, at: str, held: dict[str, str]) -> str:
        """Give all that a worker has, which is not heard of, to others."""
        task.slow += 1
        if not set(self._workers) - {at}:
            if task.slow < TRIES:
                return ""
            raise trouble.nobody(self._job.cluster)
        self._hung.add(at)
        self._look()
        for each in self._tasks:
            if each is not task and held.get(_key(each)) == at:
                self._again(each, True, "")
        return self._again(task, task.slow < TRIES, "No worker was done with it in time.")

    def _held(self) -> dict[str, str]:
        """Return which worker has which of the chunks, be it in work or done."""
        held = {str(key): at for at, keys in self._client.processing().items() for key in keys}
        for at, keys in self._client.has_what().items():
            held |= {str(key): at for key in keys}
        return held

    def _again(self, task: _Task, once_more: bool, reason: str) -> str:
        if not once_more:
            return reason
        with suppress(Exception):
            self._client.cancel([task.future])
        self._send(task, parcel=True)
        return ""

    def _left_out(self, task: _Task, reason: str) -> Chunk:
        """Return a chunk in which no row is done."""
        chunk, table = Chunk(task.number), io.StringIO()
        rows, headings = csv.writer(table), self._job.columns.headings
        for entry in task.entries:
            why = entry.reason or f"Not done, with the rows around it. {reason} {_ALONE}"
            rows.writerow(rejected_row(entry, headings, why))
        chunk.rows = chunk.rejected = len(task.entries)
        chunk.rejects = table.getvalue().encode()
        return chunk

    def _leave(self) -> None:
        """Let the workers forget what they were sent."""
        from distributed import wait

        self._look()  # some may have come since, and were given work by the scheduler
        gone = [
            self._client.submit(worker.forget, self._order, workers=[each], pure=False)
            for each in self._workers
        ]
        wait(gone, timeout=_LEAVE)

    def _require_manned(self) -> None:
        if time.monotonic() - self._manned > AWAIT_WORKERS:
            raise trouble.nobody(self._job.cluster)


_ALONE = "Run these rows alone."
_LEAVE = 3.0  # seconds


def _key(task: _Task) -> str:
    return str(task.future.key)


def _wants_parcel(future: "Future") -> bool:
    return future.status == "finished" and future.type is type(None)
