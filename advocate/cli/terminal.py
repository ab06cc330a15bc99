"""A terminal of which single keys are read while a clock runs; it is left as it was found."""

import os
import re
import select
import shutil
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

from advocate.text import ascii_only

if TYPE_CHECKING:
    from advocate.planning.rows import Row, Size

try:
    import termios
    import tty
except ImportError:  # Windows
    HAS_KEYS = False
else:
    HAS_KEYS = True

# Another screen, so that what was written before comes back; the cursor is not shown on it. A
# terminal that has only one screen is left empty.
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l\x1b[2J", "\x1b[2J\x1b[1;1H\x1b[?25h\x1b[?1049l"
# What arrow and function keys send: one key each, and none that means anything here.
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|O)?$")
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?", re.DOTALL)


_SOON = 0.1


class Closed(Exception):  # noqa: N818 - not an error: the other end has gone
    """No more keys will come."""


def is_plain() -> bool:
    """Say whether only lines can be used here: no terminal, a dumb one, or no way to read keys."""
    streams = (sys.stdin, sys.stdout)
    if not HAS_KEYS or any(one is None or not one.isatty() for one in streams):
        return True
    return os.environ.get("TERM", "dumb") in ("", "dumb")


@contextmanager
def opened() -> Iterator["Terminal"]:
    """Yield the terminal, ready to be drawn on; whatever happens, it is put back at the end."""
    terminal = Terminal()
    stopping = signal.signal(signal.SIGTSTP, terminal.suspend)
    try:
        terminal.enter()
        yield terminal
    finally:
        signal.signal(signal.SIGTSTP, stopping)
        terminal.leave()


class Terminal:
    """The screen and the keys of the terminal that the program runs in."""

    def __init__(self) -> None:
        self._keys: deque[str] = deque()
        self._input = sys.stdin.fileno()
        self._found: list[Any] = termios.tcgetattr(self._input)
        self._rows: list[str] = []
        self._size: Size | None = None

    def enter(self) -> None:
        """Turn to a screen of its own, and read single keys; Ctrl-C works as before."""
        tty.setcbreak(self._input, termios.TCSANOW)
        self._size = None
        self._write(_ENTER)

    def leave(self) -> None:
        """Turn back; a terminal that is gone by now is no matter."""
        with suppress(OSError, ValueError):
            self._write(_LEAVE)
        with suppress(OSError, termios.error):
            termios.tcsetattr(self._input, termios.TCSANOW, self._found)

    def suspend(self, _number: int, _frame: FrameType | None) -> None:
        """Stop as Ctrl-Z asks, with the terminal as it was; draw anew on return."""
        self.leave()
        os.kill(os.getpid(), signal.SIGSTOP)
        self.enter()

    @property
    def size(self) -> "Size":
        """How large the terminal is now."""
        from advocate.planning.rows import Size

        found = shutil.get_terminal_size((80, 24))
        with suppress(OSError):
            found = os.get_terminal_size(sys.stdout.fileno())
        return Size(found.columns or 80, found.lines or 24)

    def draw(self, rows: Sequence["Row"], size: "Size") -> None:
        """Show these rows: only those are written that are not there yet, so nothing flickers."""
        fresh = size != self._size
        self._size = size
        texts = [_styled(row, size.width) for row in rows]
        shown = [] if fresh else self._rows
        out = ["\x1b[2J"] if fresh else []
        for number in range(max(len(texts), len(shown))):
            text = texts[number] if number < len(texts) else ""
            if number >= len(shown) or shown[number] != text:
                out.append(f"\x1b[{number + 1};1H{text}\x1b[K")
        self._rows = texts
        if out:
            self._write("".join(out))

    def key(self, seconds: float) -> str | None:
        """Return the next key, or None when none came in so many seconds; raises Closed."""
        if not self._keys:
            ready, _, _ = select.select([self._input], [], [], seconds)
            if not ready:
                return None
            data = self._read()
            while _UNFINISHED.search(data) and self._more():  # a slow line parts a sequence
                data += self._read()
            typed = _SEQUENCE.sub("", data.decode(errors="ignore"))
            self._keys.extend(typed.replace("\r", "\n").lower())
        return self._keys.popleft() if self._keys else None

    def _more(self) -> bool:
        return bool(select.select([self._input], [], [], _SOON)[0])

    def _read(self) -> bytes:
        try:
            data = os.read(self._input, 1024)
        except OSError:  # the line is cut
            raise Closed from None
        if not data or data == b"\x04":  # Ctrl-D
            raise Closed
        return data

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()


def _styled(row: "Row", width: int) -> str:
    text = row.text
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    if not text.isascii() and not encoding.startswith("utf"):
        text = ascii_only(text)[:width]  # a letter may have become two
    return f"\x1b[1m{text}\x1b[0m" if row.bold and text else text
