"""The user's own dates: what they add to the published schedule, and what they take out of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from advocate.clock import YEARS
from advocate.directory.dataset import OWN_CALENDAR
from advocate.directory.records import CALENDAR_KINDS, CalendarEntry
from advocate.errors import SettingsError, reason_of, shown
from advocate.files import PRIVATE, unwritable, write_file
from advocate.reading import UnreadableError, read_ordinary, tables_of, text_of
from advocate.settings import own_folder
from advocate.text import clean_line

OWN_CALENDAR_LOCK = "calendar.lock"
_MOST_BYTES = 200_000
_MOST_DOTS = 200
_LONGEST = 200  # characters
_KEYS = ("from", "to", "what", "note", "source")

_HEAD = """\
# Your own dates: what the published schedule lacks, and what has changed.
#   [[add]]   from, to (left out: one day), what, note, source
#   [[drop]]  from: the published entry that begins on this day is left out
# `what` is one of: {kinds}.

"""


@dataclass(frozen=True, slots=True)
class OwnCalendar:
    """What the user adds, and the days whose published entries they leave out."""

    added: tuple[CalendarEntry, ...] = ()
    dropped: tuple[date, ...] = ()


def with_own(entries: Iterable[CalendarEntry], own: OwnCalendar) -> tuple[CalendarEntry, ...]:
    """Return the schedule as the user knows it, in order of date."""
    kept = (entry for entry in entries if entry.start not in own.dropped)
    return tuple(sorted((*kept, *own.added), key=lambda entry: (entry.start, entry.end)))


def read_own_calendar(home: Path) -> OwnCalendar:
    """Return the user's own dates; raises SettingsError naming the file and what is wrong."""
    path = home / OWN_CALENDAR
    try:
        text = text_of(read_ordinary(path, _MOST_BYTES + 1), most=_MOST_BYTES, what="calendar")
        return _own(tables_of(text, most_dots=_MOST_DOTS, what="calendar", private=False))
    except FileNotFoundError:
        return OwnCalendar()
    except UnreadableError as error:
        raise _unusable(path, str(error)) from None
    except (OSError, ValueError) as error:
        raise _unusable(path, f"cannot be read: {reason_of(error)}.") from None


def save_own_calendar(home: Path, own: OwnCalendar) -> Path:
    """Write the user's own dates, and return the file; raises OutputError when it cannot be."""
    import tomli_w

    rows = [("add", _row(entry)) for entry in own.added]
    rows += [("drop", {"from": day}) for day in own.dropped]
    text = "\n".join(f"[[{name}]]\n{tomli_w.dumps(row)}" for name, row in rows)
    try:
        own_folder(home)
    except OSError as error:
        raise unwritable(home, error) from None
    path = home / OWN_CALENDAR
    head = _HEAD.format(kinds=", ".join(CALENDAR_KINDS))
    write_file(path, (head + text).encode(), force=True, mode=PRIVATE)
    return path


def own_entry(start: date, end: date | None, *, what: str, note: str, source: str) -> CalendarEntry:
    """Return a date of the user's; raises ValueError completing “entry 2 …”."""
    if what not in CALENDAR_KINDS:
        raise ValueError(f"says what = “{shown(what)}”; it can be: {', '.join(CALENDAR_KINDS)}.")
    if end is not None and end < start:
        raise ValueError(f"ends on {end}, before it begins on {start}.")
    for day in (start, end or start):
        if day.year not in YEARS:
            raise ValueError(f"names {day}, which is too far away.")
    for name, text in (("note", note), ("source", source)):
        if len(text) > _LONGEST:
            raise ValueError(f"has a {name} of more than {_LONGEST} characters.")
    said = clean_line(note) or CALENDAR_KINDS[what]
    return CalendarEntry(start, end or start, what, said, clean_line(source), own=True)


def _own(data: Mapping[str, object]) -> OwnCalendar:
    unknown = [key for key in data if key not in ("add", "drop")]
    if unknown:
        raise UnreadableError(f"has a part “{shown(unknown[0])}”; it can have: add, drop.")
    added = [_entry(row, n) for n, row in enumerate(_tables(data, "add"), 1)]
    dropped = [_day(row, "from", f"[[drop]] {n}") for n, row in enumerate(_tables(data, "drop"), 1)]
    return OwnCalendar(tuple(added), tuple(day for day in dropped if day))


def _tables(data: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableError(f"has “{name}” as something else than [[{name}]] tables.")
    return rows


def _entry(row: Mapping[str, object], number: int) -> CalendarEntry:
    where = f"[[add]] {number}"
    unknown = [key for key in row if key not in _KEYS]
    if unknown:
        raise UnreadableError(
            f"has in {where} a key “{shown(unknown[0])}”; keys: {', '.join(_KEYS)}."
        )
    start, end = _day(row, "from", where), _day(row, "to", where)
    if start is None:
        raise UnreadableError(f"has in {where} no day: write from = 2027-02-15.")
    words = {name: row.get(name, "") for name in ("what", "note", "source")}
    texts = {name: word for name, word in words.items() if isinstance(word, str)}
    if len(texts) < len(words):
        raise UnreadableError(f"has in {where} something else than text in quotes.")
    try:
        return own_entry(start, end, **texts)
    except ValueError as error:
        raise UnreadableError(f"has in {where} what cannot be used: it {error}") from None


def _day(row: Mapping[str, object], name: str, where: str) -> date | None:
    found = row.get(name)
    if found is None and name == "to":
        return None
    if not isinstance(found, date) or isinstance(found, datetime):
        raise UnreadableError(f"has in {where} no day: write {name} = 2027-02-15.")
    return found


def _row(entry: CalendarEntry) -> dict[str, object]:
    row: dict[str, object] = {"from": entry.start, "to": entry.end, "what": entry.kind}
    return row | {"note": entry.note, "source": entry.source}


def _unusable(path: Path, what: str) -> SettingsError:
    return SettingsError(
        f"{shown(str(path), limit=200)} {what}",
        hint="Mend the file, or delete it: then the published schedule holds alone.",
    )


def added(own: OwnCalendar, entry: CalendarEntry) -> tuple[OwnCalendar, CalendarEntry | None]:
    """Return the user's dates with one more, and the one whose place it takes: theirs of the same
    kind that begins on the same day. Of deadlines, a day can have several."""

    def place(one: CalendarEntry) -> tuple[date, str, str]:
        return one.start, one.kind, one.note if one.kind == "deadline" else ""

    was = next((old for old in own.added if place(old) == place(entry)), None)
    others = tuple(old for old in own.added if place(old) != place(entry))
    return replace(own, added=(*others, entry)), was


def dropped(own: OwnCalendar, day: date) -> OwnCalendar:
    """Return the user's dates without their own of `day`, or else with the published one of that
    day left out."""
    kept = tuple(entry for entry in own.added if entry.start != day)
    if len(kept) < len(own.added):
        return replace(own, added=kept)
    return replace(own, dropped=tuple(sorted({*own.dropped, day})))
