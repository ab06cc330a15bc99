"""Writing a commented sample alert that passes the check, for an author to fill in."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from advocate.directory.records import Senator
from advocate.errors import AlertError, shown
from advocate.files import PRIVATE, PUBLIC, unwritable, write_file
from advocate.issues.alerts.cross import texts
from advocate.settings import is_slug, own_folder
from advocate.text import word_count

_SAMPLE = Path(__file__).parent / "sample_alert.toml"
_WORDS = 3  # fewer are no sentence, which an alert may share with the sample by chance
_OWN_KEYS = ("url", "phone", "short_code", "keyword")  # but these it never shares
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
    require_slug(slug)
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


def require_slug(slug: str) -> None:
    """Raise AlertError for a slug of the wrong form."""
    if not is_slug(slug) or len(slug) > 60 or slug.isdecimal():
        raise AlertError(
            f"“{shown(slug)}” cannot name an alert.",
            hint="Use a–z, 0–9 and single hyphens, for example clean-water.",
        )


@cache
def sample_texts() -> frozenset[str]:
    """Return the sentences of the sample, and what else in it stands for the author's own."""
    tables = tomllib.loads(_SAMPLE.read_text(encoding="utf-8"))
    return frozenset(
        text.strip()
        for place, text in texts(tables)
        if word_count(text) >= _WORDS or place.rpartition(".")[2] in _OWN_KEYS
    )
