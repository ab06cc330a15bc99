"""The user's own corrections of offices: kept apart from the dataset, and laid over it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from advocate.directory.dataset import OWN_OFFICES
from advocate.directory.records import Office, Senator
from advocate.errors import SettingsError, UnknownOfficeError, reason_of, shown
from advocate.files import PRIVATE, unwritable, write_file
from advocate.reading import UnreadableError, read_ordinary, tables_of, text_of
from advocate.settings import own_folder
from advocate.text import PHONE, clean_line, fold

OWN_OFFICES_LOCK = "offices.lock"
_MOST_BYTES = 1_000_000
_MOST_DOTS = 200
_LONGEST = 300  # characters
_MOST_NAMED = 8  # offices of one city

# What can be corrected, and what can be noted; each with its line of help.
FIELDS = {
    "phone": "the number: 518-555-0100",
    "fax": "the fax number",
    "address": "street and number",
    "suite": "suite, room or floor",
    "building": "the building's name",
    "city": "the city",
    "zip": "the ZIP code",
    "hours": "when it is open: Monday-Friday 9am-5pm",
}
NOTES = {
    "scheduler": "who keeps the calendar",
    "access": "ramps, doors, security, where to park",
    "note": "anything else worth knowing",
}
_PHONES = ("phone", "fax")
_WAS = "was_"

_HEAD = """\
# What you know of offices and the published data does not. A group can share this file.
#   id         the office's, as `advocate offices --json` lists it
#   corrected  the day on which you last corrected something
#   confirmed  the day on which you found the number right
#   was_…      what the data said then; when it says as you do, the correction is dropped

"""


@dataclass(frozen=True, slots=True)
class OwnOffice:
    """What the user knows of one office: values by field, and what the data said of each then."""

    id: str
    values: Mapping[str, str] = field(default_factory=dict)
    published: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    corrected: date | None = None
    confirmed: date | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is told of the office."""
        return not (self.values or self.notes or self.confirmed)


def with_own_office(office: Office, own: OwnOffice, zones: Mapping[str, str]) -> Office:
    """Return the office as the user knows it, with the days on which they said so.

    `zones` are the time zones of the state's offices by city, as `fold` writes it: one that moved
    to another city keeps its own only where that holds in the whole state.
    """
    changed: dict[str, Any] = {
        name: value for name, value in own.values.items() if getattr(office, name) != value
    }
    moved = {"address", "city", "zip"} & changed.keys()
    if moved:  # where it lies on the map is not known any more
        zone = _zone(office, own.values.get("city", office.city), zones)
        changed |= {"latitude": None, "longitude": None, "timezone": zone}
    changed |= own.notes
    changed["corrected_fields"] = tuple(name for name in FIELDS if name in changed)
    changed["corrected"] = own.corrected if changed["corrected_fields"] else None
    return replace(office, **changed, confirmed=own.confirmed)


def _zone(office: Office, city: str, zones: Mapping[str, str]) -> str:
    if fold(city) == fold(office.city) or set(zones.values()) <= {office.timezone}:
        return office.timezone
    return zones.get(fold(city), "")


def corrected(
    own: OwnOffice, office: Office, values: Mapping[str, str], *, today: date
) -> OwnOffice:
    """Return what is known of `office`, as published, once these fields are corrected.

    A value that the data has already is no correction. Raises ValueError completing “the phone …”.
    """
    told, published = dict(own.values), dict(own.published)
    for name, typed in values.items():
        value = _checked(name, typed)
        told.pop(name, None)
        published.pop(name, None)
        if value != getattr(office, name):
            told[name], published[name] = value, getattr(office, name)
    confirmed = None if "phone" in values else own.confirmed
    day = today if told else None
    return replace(own, values=told, published=published, corrected=day, confirmed=confirmed)


def noted(own: OwnOffice, notes: Mapping[str, str]) -> OwnOffice:
    """Return what is known with these notes; an empty one forgets what was noted."""
    told = dict(own.notes)
    for name, typed in notes.items():
        told.pop(name, None)
        if text := _fitting(typed):
            told[name] = text
    return replace(own, notes=told)


def without_agreed(
    own: Mapping[str, OwnOffice], published: Mapping[str, Office]
) -> tuple[dict[str, OwnOffice], list[str]]:
    """Return the corrections without those that the published data now agrees with, and a sentence
    for each that is dropped; those of an office that is gone are kept, and named."""
    kept: dict[str, OwnOffice] = {}
    said = []
    for ident, one in own.items():
        office = published.get(ident)
        if office is None:
            said.append(f"The data has no office {ident} any more; what you noted of it is kept.")
            kept[ident] = one
            continue
        agreed = [name for name, value in one.values.items() if getattr(office, name) == value]
        said += [
            f"The data now says of {office.label} ({ident}) what you did: {n}." for n in agreed
        ]
        values = {name: value for name, value in one.values.items() if name not in agreed}
        then = {name: value for name, value in one.published.items() if name not in agreed}
        left = replace(one, values=values, published=then)
        if not left.is_empty:
            kept[ident] = left if values else replace(left, corrected=None)
    return kept, said


def later(mine: OwnOffice, theirs: OwnOffice) -> OwnOffice:
    """Return what two people know of an office: the later correction, the later confirmation, and
    of notes one's own."""
    newer = (theirs.corrected or date.min) > (mine.corrected or date.min)
    told = theirs if newer else mine
    days = [day for day in (mine.confirmed, theirs.confirmed) if day]
    return replace(
        mine,
        values=told.values,
        published=told.published,
        corrected=told.corrected,
        confirmed=max(days, default=None),
        notes={**theirs.notes, **mine.notes},
    )


def find_own(senators: Iterable[Senator], ident: str) -> tuple[Senator, Office]:
    """Return the office of this id and its senator; raises UnknownOfficeError with ids like it, or
    with those of the city that was named."""
    offices = {office.id: (one, office) for one in senators for office in one.offices}
    found = offices.get(ident) or offices.get(ident.upper()[:7] + ident.lower()[7:])
    if found:
        return found
    there = [
        f"{key} ({senator.last_name})"
        for key, (senator, office) in offices.items()
        if fold(ident) in (fold(office.city), fold(office.label))
    ]
    if there:  # too many to name are those in Washington alone: one of each senator
        raise UnknownOfficeError(ident, near=(), there=there if len(there) <= _MOST_NAMED else ())
    from difflib import get_close_matches  # only for who mistypes

    raise UnknownOfficeError(ident, near=get_close_matches(ident, offices, n=3, cutoff=0.6))


def read_own_offices(home: Path) -> dict[str, OwnOffice]:
    """Return what the user knows, by office id; raises SettingsError naming the file."""
    return read_offices_file(home / OWN_OFFICES, own=True)


def read_offices_file(path: Path, *, own: bool = False) -> dict[str, OwnOffice]:
    """Return what a file of corrections says, by office id; raises SettingsError naming it.

    With `own` it is the user's own, which need not be there.
    """
    try:
        data = read_ordinary(path, _MOST_BYTES + 1)
        text = text_of(data, most=_MOST_BYTES, what="file of corrections")
        rows = tables_of(text, most_dots=_MOST_DOTS, what="file of corrections", private=True)
        return _offices(rows)
    except FileNotFoundError:
        if own:
            return {}
        wrong = "is not there."
    except UnreadableError as error:
        wrong = str(error)
    except (OSError, ValueError) as error:
        wrong = f"cannot be read: {reason_of(error)}."
    hint = "Mend the file, or move it away: then the published data holds alone."
    raise SettingsError(
        f"{shown(str(path), limit=200)} {wrong}",
        hint=hint if own else "Nothing was taken. `advocate data corrections export` writes one.",
    )


def save_own_offices(home: Path, own: Mapping[str, OwnOffice]) -> Path:
    """Write what the user knows, and return the file; raises OutputError when it cannot be."""
    try:
        own_folder(home)
    except OSError as error:
        raise unwritable(home, error) from None
    path = home / OWN_OFFICES
    write_file(path, corrections_file(own.values()).encode(), force=True, mode=PRIVATE)
    return path


def corrections_file(own: Iterable[OwnOffice]) -> str:
    """Return these corrections as the text of a file, by office id."""
    import tomli_w

    told = sorted((one for one in own if not one.is_empty), key=lambda one: one.id)
    return _HEAD + "\n".join(f"[[office]]\n{tomli_w.dumps(_row(one))}" for one in told)


def _row(own: OwnOffice) -> dict[str, Any]:
    days = {"corrected": own.corrected, "confirmed": own.confirmed}
    row: dict[str, Any] = {"id": own.id}
    row |= {name: day for name, day in days.items() if day}
    row |= {**own.values, **own.notes}
    return row | {f"{_WAS}{name}": value for name, value in own.published.items()}


def _offices(data: Mapping[str, object]) -> dict[str, OwnOffice]:
    unknown = [key for key in data if key != "office"]
    rows = data.get("office", [])
    if unknown:
        raise UnreadableError(f"has a part “{shown(unknown[0])}”; it can have: [[office]].")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableError("has “office” as something else than [[office]] tables.")
    found: dict[str, OwnOffice] = {}
    for number, row in enumerate(rows, 1):
        one = _own(row, f"[[office]] {number}")
        if one.id in found:
            raise UnreadableError(f"names the office {shown(one.id)} twice.")
        found[one.id] = one
    return found


def _own(row: Mapping[str, object], where: str) -> OwnOffice:
    known = {"id", "corrected", "confirmed", *FIELDS, *NOTES}
    unknown = [key for key in row if key.removeprefix(_WAS) not in known]
    if unknown:
        raise UnreadableError(f"has in {where} a key “{shown(unknown[0])}” that it cannot have.")
    ident = row.get("id")
    if not isinstance(ident, str) or not re.fullmatch(r"[A-Z]\d{6}-[\w.-]{1,80}", ident):
        raise UnreadableError(f"has in {where} no office's id, such as S000148-albany.")
    return OwnOffice(
        ident,
        values={name: _text(row, name, where) for name in FIELDS if name in row},
        published={n: _text(row, f"{_WAS}{n}", where) for n in FIELDS if f"{_WAS}{n}" in row},
        notes={name: _text(row, name, where) for name in NOTES if name in row},
        corrected=_day(row, "corrected", where),
        confirmed=_day(row, "confirmed", where),
    )


def _text(row: Mapping[str, object], name: str, where: str) -> str:
    value = row[name]
    if not isinstance(value, str):
        raise UnreadableError(f"has in {where} a {name} that is no text in quotes.")
    try:
        # What the data said may be what the user found to be no number at all.
        return _checked(name, value) if name in FIELDS else _fitting(value)
    except ValueError as error:
        raise UnreadableError(f"has in {where} a {name} that {error}.") from None


def _day(row: Mapping[str, object], name: str, where: str) -> date | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise UnreadableError(f"has in {where} no day: write {name} = 2026-11-24.")
    return value


def _checked(name: str, typed: str) -> str:
    """Return a value as the dataset writes it; raises ValueError completing “a phone that …”."""
    value = _fitting(typed)
    if name in _PHONES and value:
        digits = re.fullmatch(r"1?(\d{3})(\d{3})(\d{4})", re.sub(r"[\s().+-]", "", value), re.ASCII)
        if digits is None:
            raise ValueError("is no number of ten digits, such as 518-555-0100")
        number = "-".join(digits.groups())
        if not re.fullmatch(PHONE, number):
            raise ValueError("cannot exist: no area code or exchange begins with 0 or 1")
        return number
    if name == "zip" and not re.fullmatch(r"\d{5}(-\d{4})?", value):
        raise ValueError("is no ZIP code, such as 12207")
    if name in ("address", "city") and not value:
        raise ValueError("says nothing")
    return value


def _fitting(typed: str) -> str:
    if len(typed) > _LONGEST:
        raise ValueError(f"has more than {_LONGEST} characters")
    return clean_line(typed)
