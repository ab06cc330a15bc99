"""Opening a pack's files with care: bounded, inside the pack's folder, text, TOML."""

import re
import stat
import tomllib
from pathlib import Path

from advocate.issues.walk import Report

PACK_FILE = "pack.toml"
BACKGROUND_FILE = "background.md"
MOST_BYTES = 200_000
_MOST_DOTS = 400  # tomllib needs quadratic time for a key of many dotted parts
_AT = re.compile(r"^(.*?) \(at (line \d+, column \d+|end of document)\)$", re.DOTALL)

_LINE = re.compile(r"line (\d+),")
_OTHER_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}(?:[/.]|-\d-|-\d\d-\d\b)")


class UnreadableError(Exception):
    """A file cannot be used; the message completes “pack.toml …”."""


def load_text(folder: Path, name: str) -> str:
    """Return a file of the pack as text; raises UnreadableError saying why it cannot be used."""
    data = _bytes(folder, name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise UnreadableError(f"is not UTF-8 text (line {line}); save it as UTF-8.") from None


def load_toml(folder: Path) -> dict[str, object]:
    """Return the tables of pack.toml; raises UnreadableError with line and column."""
    text = load_text(folder, PACK_FILE)
    if any(line.count(".") > _MOST_DOTS for line in text.splitlines()):
        raise UnreadableError("has a line with too many dots to be a pack.")
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as wrong:
        raise UnreadableError(_sentence(str(wrong), text.splitlines())) from None
    except (RecursionError, ValueError):
        raise UnreadableError("holds lists in lists, or a number, beyond all measure.") from None


def load_tables(folder: Path, report: Report) -> dict[str, object] | None:
    """Return the tables of pack.toml, or None after reporting why there are none."""
    try:
        return load_toml(folder)
    except UnreadableError as wrong:
        report("", str(wrong))
        return None


def _sentence(message: str, lines: list[str]) -> str:
    found = _AT.match(message)
    if not found:
        return f"is not TOML: {message}."
    said = f"is not TOML at {found[2].replace('end of document', 'its end')}: {found[1]}."
    number = _LINE.match(found[2])
    line = lines[int(number[1]) - 1] if number and int(number[1]) <= len(lines) else ""
    return f"{said} {_likely(line)}".rstrip()


def _likely(line: str) -> str:
    """Return what most often makes a line like this one wrong, or nothing."""
    _, equals, value = line.partition("=")
    value = value.strip()
    if not equals:
        return ""
    if value.startswith(("“", "”", "‘", "’")):
        return 'Text begins and ends with straight quotation marks: "…".'
    if _OTHER_DATE.match(value):
        return "A date is written as year-month-day: 2026-11-24."
    if value.startswith('"') and value.count('"') != 2 and not value.startswith('"""'):
        return 'A text has one quotation mark at each end; inside it write “these”, or \\".'
    if value[:1].isalpha():
        return 'Text stands in quotation marks: "…".'
    return ""


def _bytes(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        # A pack comes from a stranger: a link in it could show any file of the machine.
        if path.resolve(strict=True).parent != folder.resolve(strict=True):
            raise UnreadableError("leads out of the pack's folder; put the file itself there.")
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableError("is not a file.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableError("is missing.") from None
    except (OSError, RuntimeError) as wrong:
        reason = getattr(wrong, "strerror", None) or "it leads in a circle"
        raise UnreadableError(f"cannot be read: {reason.lower()}.") from None
    if len(data) > MOST_BYTES:
        raise UnreadableError(f"is larger than {MOST_BYTES:,} bytes.")
    return data
