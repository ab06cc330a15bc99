"""The lines of a list of members as text, whatever wrote it; one that is too long is not held."""

import re
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO

from advocate.errors import MembersError, shown
from advocate.text import counted_word

MOST_LINE = 200_000  # bytes; a longer one is no member, and is never held whole
_BEGINNING = 1 << 16  # bytes that are looked at to see what a file is
_TABLES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # .xlsx, .ods, .numbers; .xls


@dataclass(slots=True)
class Notes:
    """What was noticed while reading, to be said."""

    said: list[str] = field(default_factory=list)
    other_lines: int = 0  # that are not UTF-8
    other: str = ""  # how those are read
    unfound: set[str] = field(default_factory=set)  # what --map names, and no row has

    def sentences(self) -> list[str]:
        """Return what to say of the file."""
        return [*self.said, *self.of_lines()]

    def of_lines(self) -> list[str]:
        """Return what to say of its lines, once they were read."""
        said = [
            f"No row has “{shown(name)}”, of which --map tells." for name in sorted(self.unfound)
        ]
        if self.other_lines:
            lines = counted_word(self.other_lines, "line")
            were = "is" if self.other_lines == 1 else "are"
            said.append(f"{lines} {were} not UTF-8, and read as {self.other}.")
        return said


class Lines:
    """The lines of a file as text; each that is too long comes as None, and is not held.

    A line that was taken can be put back, to be read anew.
    """

    def __init__(self, file: BinaryIO, notes: Notes, *, name: str) -> None:
        """Look at how a file begins; raises MembersError for one that is no text to be read."""
        self._notes = notes
        self._back: deque[str | None] = deque()
        self.number = 0
        begin = file.read(_BEGINNING)
        self.made_by, skip = "", 0
        if begin.startswith(b"\xef\xbb\xbf"):
            self.made_by, skip = ", UTF-8 with a mark, as Excel writes", 3
        _require_text(begin, name)
        file.seek(skip)
        self.end, self._other = b"\n", "cp1252"
        self._file: _OldMac | BinaryIO = file
        notes.other = "Windows-1252, as Excel writes"
        if _ends_with_cr(begin):
            self.end, self._file, self._other = b"\r", _OldMac(file), "mac_roman"
            notes.other = "Mac Roman, as Excel's “CSV (Macintosh)” is"

    def take(self) -> str | None:
        """Return the next line, or None for one that is too long; raises StopIteration."""
        self.number += 1
        if self._back:
            return self._back.popleft()
        data = self._file.readline(MOST_LINE)
        if not data:
            self.number -= 1
            raise StopIteration
        if len(data) == MOST_LINE and not data.endswith(b"\n"):
            while len(data) == MOST_LINE and not data.endswith(b"\n"):
                data = self._file.readline(MOST_LINE)
            return None
        try:
            return data.decode()
        except UnicodeDecodeError:
            self._notes.other_lines += 1
            return data.decode(self._other, "replace")

    def some(self, most: int) -> list[str | None]:
        """Return the next lines, as many as there are and no more than `most`."""
        found: list[str | None] = []
        with suppress(StopIteration):
            while len(found) < most:
                found.append(self.take())
        return found

    def put_back(self, lines: Sequence[str | None]) -> None:
        """Put lines back that were taken last, in their order."""
        self.number -= len(lines)
        self._back.extendleft(reversed(lines))


class _OldMac:
    """A file whose lines end with a CR alone, read as if a newline ended them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._kept = file, b""

    def readline(self, most: int) -> bytes:
        """Return the next line, of at most so many bytes."""
        while (end := self._kept.find(b"\r")) < 0 and len(self._kept) < most:
            if not (more := self._file.read(_BEGINNING)):
                break
            self._kept += more
        whole = 0 <= end < most
        taken = end + 1 if whole else min(most, len(self._kept))
        line, self._kept = self._kept[:taken], self._kept[taken:]
        return line[:-1] + b"\n" if whole else line


def _require_text(begin: bytes, name: str) -> None:
    """Raise MembersError for a file that begins as none does that is read line by line."""
    if begin.startswith(_TABLES):
        raise MembersError(
            f"{name} is a spreadsheet program's own file, which is not read here.",
            hint="Open it there, save it as “CSV UTF-8”, and give that file.",
        )
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(begin):
        raise MembersError(
            f"{name} is UTF-16 text, which Excel calls “Unicode text”.",
            hint="Save it as “CSV UTF-8”, and give that file.",
        )


def _is_wide(begin: bytes) -> bool:
    """Say whether a first line is UTF-16 without a mark: then every other byte of it is zero."""
    first = begin.partition(b"\n")[0][:1_000]
    zeros = sorted((first[::2].count(0), first[1::2].count(0)))
    return zeros[1] * 4 > len(first) and zeros[1] > 4 * zeros[0]


def _ends_with_cr(begin: bytes) -> bool:
    """Say whether a file's lines end with a CR alone: the first does, and most, outside of quoted
    cells. Else it is a stray one."""
    plain = b"".join(begin.removesuffix(b"\r").split(b'"')[::2])
    first = re.search(rb"\r\n?|\n", plain)
    alone = plain.count(b"\r") - plain.count(b"\r\n")
    return first is not None and first[0] == b"\r" and alone > plain.count(b"\n")
