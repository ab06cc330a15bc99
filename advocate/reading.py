"""Reading files with care: ordinary ones, no longer than they can be meant to be, text and TOML."""

import os
import re
import stat
from pathlib import Path

_AT = re.compile(r"^(.*?) \(at (line \d+, column \d+|end of document)\)$", re.DOTALL)


class UnreadableError(Exception):
    """A file cannot be used; the message completes “pack.toml …”."""


def read_ordinary(path: Path, most: int) -> bytes:
    """Return the first `most` bytes of a file that is one: no folder, no device, no pipe.

    Raises OSError, and ValueError, with the reason, for something else of that name.
    """
    kind = path.stat().st_mode
    if stat.S_ISDIR(kind):
        raise ValueError("it is a folder")
    if not stat.S_ISREG(kind):  # a device may never end, and a pipe never begin
        raise ValueError("it is no ordinary file")
    with path.open("rb") as file:
        return file.read(most)


def is_inside(path: Path, folder: Path) -> bool:
    """Say whether a file really lies in a folder: no link in its way leads out of it."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def text_of(data: bytes, *, most: int, what: str) -> str:
    """Return a file's bytes as text; raises UnreadableError for more than `most` or no UTF-8.

    Its lines end with a newline alone, whatever system they were written on. `what` says what the
    file is meant to be: a profile, a story, a pack.
    """
    if len(data) > most:
        raise UnreadableError(f"is larger than {most:,} bytes: it is no {what}.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise UnreadableError(f"is not UTF-8 text (line {line}); save it as UTF-8.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tables_of(text: str, *, most_dots: int, what: str, private: bool) -> dict[str, object]:
    """Return a TOML text's tables; raises UnreadableError with the place.

    Of a private text only the place is repeated: what the parser says besides may quote it.
    """
    import tomllib

    # tomllib needs quadratic time for a key of many dots.
    if any(line.count(".") > most_dots for line in text.splitlines()):
        raise UnreadableError(f"has a line with too many dots to be a {what}.")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise UnreadableError(_no_toml(str(wrong), private=private)) from None
    except (RecursionError, ValueError):
        raise UnreadableError("holds lists in lists, or a number, beyond all measure.") from None


def _no_toml(message: str, *, private: bool) -> str:
    found = _AT.match(message)
    reason = f": {found[1] if found else message}" * (not private)
    at = f" at {found[2].replace('end of document', 'its end')}" if found else ""
    return f"is not TOML{at}{reason}."
