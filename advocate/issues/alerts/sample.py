"""Writing a commented sample alert that passes the check, for an author to fill in."""

import re
from datetime import date, timedelta
from pathlib import Path

from advocate.directory.records import Senator
from advocate.errors import AlertError, shown
from advocate.files import PRIVATE, PUBLIC, unwritable, write_file
from advocate.settings import own_folder

_SAMPLE = Path(__file__).parent / "sample_alert.toml"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAYS = (("2000-01-12", 11), ("2000-01-15", 14), ("2000-01-01", 0))


def write_sample_alert(
    slug: str,
    folder: Path,
    *,
    number: int,
    senator: Senator,
    today: date,
    force: bool = False,
    private: bool = False,
) -> Path:
    """Write the sample alert to `folder` as NUMBER-slug.toml, and return that file.

    `senator` stands in where an action names one. With `private`, for a place in the user's own
    folder, nobody else can read it. Raises AlertError for a slug of the wrong form,
    OutputExistsError, or OutputError.
    """
    if not _SLUG.fullmatch(slug) or len(slug) > 60:
        raise AlertError(
            f"“{shown(slug)}” cannot name an alert.",
            hint="Use a–z, 0–9 and single hyphens, for example clean-water.",
        )
    text = _SAMPLE.read_text(encoding="utf-8").replace("sample-slug", slug)
    text = text.replace("number = 1  ", f"number = {number}  ", 1)
    text = text.replace("{bioguide}", senator.bioguide).replace("{name}", senator.full_name)
    for day, later in _DAYS:
        text = text.replace(day, str(today + timedelta(days=later)))
    path = folder / f"{number}-{slug}.toml"
    try:
        own_folder(folder) if private else folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None
    write_file(path, text.encode(), force=force, mode=PRIVATE if private else PUBLIC)
    return path
