"""Opening a pack's files, and an alert's, with care: bounded, inside their folder, text, TOML."""

import re
from pathlib import Path

from advocate.errors import reason_of, shown
from advocate.issues.walk import Report
from advocate.reading import UnreadableError, read_ordinary, tables_of, text_of

PACK_FILE = "pack.toml"
BACKGROUND_FILE = "background.md"
MOST_BYTES = 200_000
_MOST_DOTS = 400  # in one line
_LINE = re.compile(r"line (\d+),")
_TWICE = re.compile(r"Cannot (?:overwrite|declare|mutate)")
_HEAD = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_OTHER_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}(?:[/.]|-\d-|-\d\d-\d\b)")


def load_text(folder: Path, name: str, *, what: str = "part of a pack") -> str:
    """Return a file of the pack as text; raises UnreadableError saying why it cannot be used."""
    return text_of(_bytes(folder, name), most=MOST_BYTES, what=what)


def load_toml(folder: Path, name: str = PACK_FILE, *, what: str = "pack") -> dict[str, object]:
    """Return the tables of a file; raises UnreadableError with line and column."""
    text = load_text(folder, name, what="part of a pack" if what == "pack" else what)
    try:
        return tables_of(text, most_dots=_MOST_DOTS, what=what, private=False)
    except UnreadableError as wrong:
        number = _LINE.search(str(wrong))
        lines = text.splitlines() or [""]
        at = int(number[1]) if number else len(lines)  # else it says: at its end
        line = lines[at - 1] if at <= len(lines) else ""
        likely = _told_twice(str(wrong), line) or (_likely(line) if number else "")
        raise UnreadableError(f"{wrong} {likely}".rstrip()) from None


def load_tables(
    folder: Path, report: Report, name: str = PACK_FILE, *, what: str = "pack"
) -> dict[str, object] | None:
    """Return the tables of a file, or None after reporting why there are none."""
    try:
        return load_toml(folder, name, what=what)
    except UnreadableError as wrong:
        report("", str(wrong))
        return None


def _told_twice(wrong: str, line: str) -> str:
    """Return what to do about a name that TOML has already, or nothing."""
    if not _TWICE.search(wrong):
        return ""
    if found := _HEAD.match(line):
        name = shown(found[2])
        if found[1] == "[[":
            return f"“{name}” stands above in another form: write [[{name}]] each time."
        return (
            f"[{name}] is there already. Where there may be several, as of [[asks]], write each "
            "with two brackets; else keep one."
        )
    key = shown(line.partition("=")[0].strip())
    return f"“{key}” is there already in this part: keep one of the two." if key else ""


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
            raise UnreadableError("leads out of its folder; put the file itself there.")
        return read_ordinary(path, MOST_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableError("is missing.") from None
    except ValueError:
        raise UnreadableError("is not a file.") from None
    except OSError as wrong:
        raise UnreadableError(f"cannot be read: {reason_of(wrong)}.") from None
    except RuntimeError:
        raise UnreadableError("cannot be read: it leads in a circle.") from None
