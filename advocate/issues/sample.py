"""Writing a commented sample pack that passes the check, for an author to fill in."""

import secrets
import shutil
from datetime import date, timedelta
from pathlib import Path

from advocate.errors import OutputExistsError, PackError, shown
from advocate.files import PRIVATE, PUBLIC, is_taken, unwritable, write_file
from advocate.issues.load import BACKGROUND_FILE, PACK_FILE
from advocate.settings import is_slug, own_folder

_SAMPLE = Path(__file__).parent / "sample_pack"
_GOOD_FOR = timedelta(days=180)


def write_sample(slug: str, parent: Path, *, today: date, private: bool = False) -> Path:
    """Write the sample pack to `parent`/`slug`, whole or not at all, and return that folder.

    With `private`, for a place in the user's own folder, nobody else can read what is made.
    Raises PackError for a slug of the wrong form, OutputExistsError, or OutputError.
    """
    if not is_slug(slug) or len(slug) > 60:
        raise PackError(
            f"“{shown(slug)}” cannot name an issue pack.",
            hint="Use a–z, 0–9 and single hyphens, for example clean-water.",
        )
    folder = parent / slug
    if is_taken(folder):
        raise _exists(folder)
    beside = parent / f".{slug}.{secrets.token_hex(4)}.part"
    try:
        own_folder(beside) if private else beside.mkdir(parents=True)
        _fill(beside, slug, today, mode=PRIVATE if private else PUBLIC)
        beside.rename(folder)
    except OSError as error:
        raise _exists(folder) if is_taken(folder) else unwritable(folder, error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder


def _fill(folder: Path, slug: str, today: date, *, mode: int) -> None:
    text = (_SAMPLE / PACK_FILE).read_text(encoding="utf-8")
    text = text.replace("sample-slug", slug)
    text = text.replace("2000-01-01", str(today)).replace("2000-06-29", str(today + _GOOD_FOR))
    write_file(folder / PACK_FILE, text.encode(), mode=mode)
    write_file(folder / BACKGROUND_FILE, (_SAMPLE / BACKGROUND_FILE).read_bytes(), mode=mode)


def _exists(folder: Path) -> OutputExistsError:
    error = OutputExistsError(folder)
    error.hint = "Choose another slug, or move that folder away first."  # there is no --force here
    return error
