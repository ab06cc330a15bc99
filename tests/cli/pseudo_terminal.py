"""The program in a pseudo-terminal, and what a person sees there.

The screen is strict: it knows only the few sequences that the program may use, and fails for any
other, and for a letter written outside of the terminal.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PATIENCE = 20.0  # seconds: other tests use the machine, too
PROGRAM = """
import sys
from pathlib import Path
from advocate.cli import session
from advocate.resources import bundled
own = {"data": Path(sys.argv.pop(1)), "talking_points": Path(sys.argv.pop(1))}
session.bundled = lambda name: own.get(name) or bundled(name)
from advocate.cli.main import run
run()
"""
PACKS = Path(__file__).parents[1] / "fixtures" / "packs"
_TOKEN = re.compile(r"\x1b\[(\??[\d;]*)([A-Za-z])|\x1b.?|[^\x1b]", re.DOTALL)
_STYLES = {"2", "1", "0", "31", "33", ""}


class Screen:
    """What a terminal of so many columns and rows shows."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.other = False  # whether the program draws on a screen of its own
        self.cursor_shown = True
        self.cells: dict[int, str] = {}
        self.row = self.column = 0
        self.lines = [""]

    def resize(self, columns: int, rows: int) -> None:
        """Become another size; what stands there is drawn anew by the program."""
        self.columns, self.rows = columns, rows

    @property
    def text(self) -> str:
        """Everything that is shown, row by row; on the first screen all that ever was."""
        if not self.other:
            return "\n".join(self.lines)
        return "\n".join(self.cells.get(row, "").rstrip() for row in range(self.rows))

    def feed(self, text: str) -> None:
        """Show what the program writes."""
        for found in _TOKEN.finditer(text):
            if found[2]:
                self._sequence(found[1], found[2])
            else:
                self._put(found[0])

    def _sequence(self, told: str, what: str) -> None:
        if (told, what) in (("?1049", "h"), ("?1049", "l")):
            self.other = what == "h"
            self.cells = {}
        elif (told, what) in (("?25", "h"), ("?25", "l")):
            self.cursor_shown = what == "h"
        elif (told, what) == ("2", "J"):
            self.cells = {}
        elif what == "H":
            row, column = (int(number) for number in told.split(";"))
            assert self.other
            assert row <= self.rows, f"row {row} of {self.rows}"
            self.row, self.column = row - 1, column - 1
        elif (told, what) == ("", "K"):
            self.cells[self.row] = self.cells.get(self.row, "")[: self.column]
        else:
            assert what == "m", f"an unknown sequence: {told}{what}"
            assert set(told.split(";")) <= _STYLES, told

    def _put(self, char: str) -> None:
        if not self.other:
            assert char.isprintable() or char in "\r\n\b", repr(char)
            if char == "\n":
                self.lines.append("")
            elif char.isprintable():
                self.lines[-1] += char
            return
        assert char.isprintable(), repr(char)
        assert self.column < self.columns, f"column {self.column} of {self.columns}: {self.text}"
        row = self.cells.get(self.row, "").ljust(self.column)
        self.cells[self.row] = row[: self.column] + char + row[self.column + 1 :]
        self.column += 1


class Session:
    """The program, run in a terminal of its own."""

    def __init__(self, args: list[str], env: dict[str, str], size: tuple[int, int]) -> None:
        self.master, self._slave = pty.openpty()
        self.screen = Screen(*size)
        self._decoded = b""
        self._set_size(*size)
        self.found = termios.tcgetattr(self._slave)
        self.process = subprocess.Popen(
            args,
            stdin=self._slave, stdout=self._slave, stderr=self._slave,
            env=env, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip

    def see(self, text: str) -> str:
        """Wait until the terminal shows a text, and return all that it shows then."""
        end = time.monotonic() + PATIENCE
        while text not in self.screen.text:
            assert time.monotonic() < end, f"no “{text}” in:\n{self.screen.text}"
            if not self._read(0.1) and self.process.poll() is not None and not self._read(0.1):
                assert text in self.screen.text, f"ended without “{text}”:\n{self.screen.text}"
        return self.screen.text

    def type(self, keys: str, then: str = "") -> str:
        """Press keys, and wait for what shows next."""
        os.write(self.master, keys.encode())
        return self.see(then) if then else ""

    def settle(self) -> None:
        """Wait until the program has nothing more to write, and waits for a key."""
        while self._read(0.3):
            pass

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size under the program."""
        self.settle()
        self.screen.resize(columns, rows)
        self._set_size(columns, rows)

    def end(self) -> int:
        """Wait until the program has ended, and return its exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it does not end:\n{self.screen.text}"
            self._read(0.05)
        while self._read(0.1):
            pass
        return self.process.returncode

    def restored(self) -> bool:
        """Say whether the terminal is as it was before the program began."""
        same = termios.tcgetattr(self._slave) == self.found
        return same and self.screen.cursor_shown and not self.screen.other

    def hang_up(self) -> None:
        """Cut the line, as a dropped connection does."""
        os.close(self._slave)
        os.close(self.master)
        self.master = self._slave = -1

    def close(self) -> None:
        """End what still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for descriptor in (self.master, self._slave):
            if descriptor >= 0:
                with suppress(OSError):
                    os.close(descriptor)

    def _read(self, seconds: float) -> bool:
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = self._decoded + os.read(self.master, 65536)
        except OSError:  # nobody writes there any more
            return False
        # A letter or a sequence may have come in half.
        cut = re.search(rb"(?:\x1b(?:\[[?\d;]*)?|[\xc0-\xff][\x80-\xbf]{0,2})$", data)
        text, self._decoded = data, b""
        if cut:
            whole = data.decode(errors="ignore").encode() == data
            if cut[0][:1] == b"\x1b" or not whole:
                text, self._decoded = data[: cut.start()], cut[0]
        self.screen.feed(text.decode())
        return True

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


@contextmanager
def program(
    *args: str, home: Path, data: Path, size: tuple[int, int] = (80, 24), **env: Any
) -> Iterator[Session]:
    """Run the program with these arguments, with the invented dataset and pack."""
    argv = [sys.executable, "-c", PROGRAM, str(data), str(PACKS), *args]
    around = os.environ | {
        "ADVOCATE_HOME": str(home), "ADVOCATE_TODAY": "2026-11-24T14:10",
        "TZ": "America/New_York", "TERM": "xterm", "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    session = Session(argv, around | env, size)
    try:
        yield session
    finally:
        session.close()


def kill(session: Session) -> None:
    """End the program at once, without a chance to tidy up."""
    session.process.send_signal(signal.SIGKILL)
    session.process.wait()
