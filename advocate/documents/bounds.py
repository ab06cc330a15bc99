"""Bounds on what a template makes: how much text and how many things, and how long it may take."""

import threading
import time
from collections.abc import ItemsView, Iterable, Iterator, KeysView, ValuesView
from contextlib import contextmanager
from typing import Any

from jinja2.exceptions import SecurityError

from advocate.errors import TemplateError

MOST_OUTPUT = 400_000  # characters of one document's Markdown, and of all that a value holds
MOST_SECONDS = 5.0
_TOO_MUCH = f"make more than {MOST_OUTPUT:,} characters"


def held(value: Any) -> Any:
    """Return a value that holds no more than a document may; raises SecurityError for more.

    What comes one by one (of map, select …) is returned as a list: nothing unbounded is left that
    native code, which nothing can interrupt, would have to walk.
    """
    if isinstance(value, Iterator):
        bag = Bag()
        for one in value:
            bag.add(one, weight(one))
        return list(bag)
    weight(value)
    return value


def weight(value: Any) -> int:
    """Return how many things and characters a value holds; raises SecurityError above the limit.

    A list that holds another twice counts it twice, as printing or comparing it would.
    """
    total, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        total += 1
        if isinstance(one, str | bytes):
            total += len(one)
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple | set | frozenset | KeysView | ValuesView | ItemsView):
            waiting += one
        require_small(total + len(waiting))
    return total


def require_small(size: int) -> None:
    """Raise SecurityError for more than a document may hold."""
    if size > MOST_OUTPUT + 1:
        raise SecurityError(_TOO_MUCH)


class Bag(list[Any]):
    """A list that counts what it takes in, and takes no more than a document may hold."""

    def __init__(self) -> None:
        super().__init__()
        self._size = 0

    def add(self, piece: Any, size: int) -> None:
        """Take one piece in; an empty text needs no place."""
        if size:
            self._size += size
            require_small(self._size)
            super().append(piece)

    # The two that Jinja's own code calls while a template writes into a macro or a block.
    def append(self, piece: Any) -> None:
        """Take in a piece of text."""
        self.add(piece, len(piece))

    def extend(self, pieces: Iterable[Any]) -> None:
        """Take in pieces of text."""
        for piece in pieces:
            self.append(piece)


def collected(pieces: Iterable[str]) -> str:
    """Return pieces of text as one; raises SecurityError once they are too long."""
    size, kept = 0, []
    for piece in pieces:
        size += len(piece)
        if size > MOST_OUTPUT + 1:
            raise SecurityError(_TOO_MUCH)
        kept.append(piece)
    return "".join(kept)


class _TimeUpError(BaseException):
    """Not an Exception: what a template catches or Jinja rewrites must not swallow it."""


@contextmanager
def time_limit(name: str) -> Iterator[None]:
    """Stop what takes too long over a template, with a TemplateError, in whichever thread it runs.

    It is raised between two steps of Python: all that runs natively in between has to be bounded.
    """
    timer = threading.Timer(MOST_SECONDS, _stop, [threading.get_ident()])
    timer.daemon = True
    try:
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()  # what it raised arrives here, not somewhere behind
    except _TimeUpError:
        raise _too_slow(name) from None


class Watch:
    """Keeps the time of one template after another, as `time_limit` does for one alone, from one
    thread: one for each document would take longer than the document."""

    def __init__(self) -> None:
        self._watched = threading.get_ident()
        self._guard = threading.Condition()
        self._turn, self._stopped = 0, 0  # which document this is, and the last that was stopped
        self._since: float | None = None
        self._over = False
        self._keeper = threading.Thread(target=self._keep_time, daemon=True)

    def __enter__(self) -> "Watch":
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._over = True
            self._guard.notify()
        self._keeper.join()

    @contextmanager
    def over(self, name: str) -> Iterator[None]:
        """Stop what takes too long over this template, with a TemplateError."""
        self._turn = turn = self._turn + 1
        try:
            try:
                self._since = time.monotonic()
                yield
            except _TimeUpError:
                self._stopped = 0  # it has arrived
                raise
            finally:
                with self._guard:
                    self._since = None
                while self._stopped == turn:  # what was raised arrives here, not somewhere behind
                    time.sleep(0.001)
        except _TimeUpError:
            raise _too_slow(name) from None

    def _keep_time(self) -> None:
        with self._guard:
            while not self._over:
                since = self._since
                if since is not None and time.monotonic() - since > MOST_SECONDS:
                    self._stopped, self._since = self._turn, None
                    _stop(self._watched)
                self._guard.wait(MOST_SECONDS / 20)


def _stop(thread: int) -> None:
    import ctypes  # only now: it costs time to load

    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(_TimeUpError)
    )


def _too_slow(name: str) -> TemplateError:
    return TemplateError(
        f"The template {name} took more than {MOST_SECONDS:.0f} seconds and was stopped.",
        hint="Look for a loop that does not end.",
    )
