"""The documents made last, so that the log can ask “is this that call?”; names of people are not
among what is kept."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from advocate.errors import OutputError
from advocate.reading import UnreadableError, read_ordinary, text_of

RECENT_FILE = "recent.json"
_MOST_BYTES = 64_000
_KEPT = 12
_FRESH = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Recent:
    """A document that was made: its kind, what it was for and when, and its senator's id."""

    kind: str
    channel: str
    issues: tuple[str, ...]
    senator: str
    senator_name: str
    made: datetime


def remember(home: Path, documents: Sequence[Recent]) -> None:
    """Keep these before those kept so far. A new user's folder is not made for it, and where it
    cannot be written nothing is kept: the document itself is made."""
    from advocate.files import PRIVATE, write_file

    if not home.is_dir():
        return
    each = [*documents, *_read(home)][:_KEPT]
    rows = [asdict(one) | {"made": one.made.isoformat()} for one in each]
    with suppress(OutputError):
        write_file(home / RECENT_FILE, json.dumps(rows).encode(), force=True, mode=PRIVATE)


def fresh(home: Path, *, now: datetime) -> list[Recent]:
    """Return what was made in the last day, the newest first, each senator and channel once."""
    found: dict[tuple[str, str], Recent] = {}
    for one in _read(home):
        if timedelta(0) <= now - one.made <= _FRESH:
            found.setdefault((one.senator, one.channel), one)
    return list(found.values())


def _read(home: Path) -> Iterator[Recent]:
    try:
        data = read_ordinary(home / RECENT_FILE, _MOST_BYTES + 1)
        rows = json.loads(text_of(data, most=_MOST_BYTES, what="list of documents"))
        for row in rows:
            made, issues = datetime.fromisoformat(row.pop("made")), tuple(row.pop("issues"))
            yield Recent(**row, issues=issues, made=made)
    except (OSError, ValueError, TypeError, AttributeError, KeyError, UnreadableError):
        return  # it only saves typing: what cannot be read is begun anew
