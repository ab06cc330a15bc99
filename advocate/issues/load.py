"""Opening a pack's files with care: bounded, inside the pack's folder, text, TOML."""

from pathlib import Path

from advocate.errors import reason_of
from advocate.issues.walk import Report
from advocate.reading import UnreadableError, read_ordinary, tables_of, text_of

PACK_FILE = "pack.toml"
BACKGROUND_FILE = "background.md"
MOST_BYTES = 200_000
_MOST_DOTS = 400  # in one line


def load_text(folder: Path, name: str) -> str:
    """Return a file of the pack as text; raises UnreadableError saying why it cannot be used."""
    return text_of(_bytes(folder, name), most=MOST_BYTES, what="part of a pack")


def load_toml(folder: Path) -> dict[str, object]:
    """Return the tables of pack.toml; raises UnreadableError with line and column."""
    text = load_text(folder, PACK_FILE)
    return tables_of(text, most_dots=_MOST_DOTS, what="pack", private=False)


def load_tables(folder: Path, report: Report) -> dict[str, object] | None:
    """Return the tables of pack.toml, or None after reporting why there are none."""
    try:
        return load_toml(folder)
    except UnreadableError as wrong:
        report("", str(wrong))
        return None


def _bytes(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        # A pack comes from a stranger: a link in it could show any file of the machine.
        if path.resolve(strict=True).parent != folder.resolve(strict=True):
            raise UnreadableError("leads out of the pack's folder; put the file itself there.")
        return read_ordinary(path, MOST_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableError("is missing.") from None
    except ValueError:
        raise UnreadableError("is not a file.") from None
    except OSError as wrong:
        raise UnreadableError(f"cannot be read: {reason_of(wrong)}.") from None
    except RuntimeError:
        raise UnreadableError("cannot be read: it leads in a circle.") from None
