"""The dataset as it lies in a folder: each part is read once, when it is first asked for."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from advocate.directory.decode import (
    calendar_entry_from,
    committee_from,
    manifest_from,
    senator_from,
    state_from,
    web_form_from,
)
from advocate.directory.records import (
    CalendarEntry,
    Committee,
    Manifest,
    Senator,
    State,
    WebForm,
    ZipPlace,
)
from advocate.errors import DatasetError, DatasetTooNewError, UnknownSenatorError, reason_of, shown
from advocate.text import fold

if TYPE_CHECKING:
    from advocate.directory.own_offices import OwnOffice

SCHEMA = 2  # 2: an office has a time zone
MILITARY = "military"  # stands in a ZIP table where the states would be

MANIFEST = "manifest.json"
STATES = "states.json"
COMMITTEES = "committees.json"
SENATORS = "senators.json"
WEB_FORMS = "web-forms.json"
CALENDAR = "calendar.json"
# In the user's folder:
OWN_CALENDAR = "calendar.toml"
OWN_OFFICES = "offices.toml"
OWN_COPIES = "data/copies.json"  # which newer copy of the data is in use
ZIPS = "zips.tsv"
ZIP_PREFIXES = "zip-prefixes.tsv"
PARTS = (MANIFEST, STATES, COMMITTEES, SENATORS, WEB_FORMS, CALENDAR, ZIPS, ZIP_PREFIXES)

_T = TypeVar("_T")


class Dataset:
    """The senators, offices, ZIP codes and work periods in one folder.

    Every reading raises DatasetError, naming the file, when it is missing, damaged or too new.
    """

    def __init__(self, folder: Path, *, own: Path | None = None) -> None:
        """Read from `folder`; `own` is the user's folder, with what they correct."""
        self.folder = folder
        self.own = own
        self._built: dict[str, Senator] = {}

    def corrected_in(self, home: Path) -> "Dataset":
        """Return the same data with what the user corrects in their folder."""
        return Dataset(self.folder, own=home)

    @cached_property
    def manifest(self) -> Manifest:
        """What the dataset is; its layout is checked here, before any other part is read."""
        row = self._json(MANIFEST)
        schema = row.get("schema") if isinstance(row, dict) else None
        if isinstance(schema, int) and schema > SCHEMA:
            raise DatasetTooNewError(_path(self.folder), schema, SCHEMA)
        return self._decoded(MANIFEST, lambda: manifest_from(row))

    @cached_property
    def states(self) -> dict[str, State]:
        """Every state, district, territory and associated state by its postal code."""
        rows = self._part(STATES)
        return self._decoded(STATES, lambda: {row["code"]: state_from(row) for row in rows})

    @cached_property
    def committees(self) -> dict[str, Committee]:
        """Every Senate and joint committee and subcommittee by its code."""
        rows = self._part(COMMITTEES)
        return self._decoded(COMMITTEES, lambda: {row["code"]: committee_from(row) for row in rows})

    @cached_property
    def senators(self) -> tuple[Senator, ...]:
        """All senators, by state and class."""
        return tuple(self._senator(row) for row in self._senator_rows)

    def senators_of(self, state: str) -> tuple[Senator, ...]:
        """Return a state's senators, the senior one first; empty when none is on file."""
        rows = [r for r in self._senator_rows if r.get("state") == state]
        return tuple(sorted(map(self._senator, rows), key=lambda s: s.state_rank != "senior"))

    def senator(self, bioguide: str) -> Senator:
        """Return the senator with this Bioguide id, or raise UnknownSenatorError."""
        for row in self._senator_rows:
            if row.get("bioguide") == bioguide:
                return self._senator(row)
        raise UnknownSenatorError(bioguide)

    def web_form(self, bioguide: str) -> WebForm | None:
        """Return a senator's web form, or None when none is on file."""
        row = self._web_forms.get(bioguide)
        if row is None:
            return None
        form = self._decoded(WEB_FORMS, lambda: web_form_from(bioguide, row))
        return replace(form, url=self._encrypted(bioguide, form.url))

    def _encrypted(self, bioguide: str, url: str) -> str:
        """Return a form's address with https, where the senator's own page has it: the list of
        forms is the older one, and a name and an address are typed there."""
        own = next((row for row in self._senator_rows if row.get("bioguide") == bioguide), {})
        pages = [urlsplit(str(own.get(key, ""))) for key in ("contact_form", "website")]
        there = urlsplit(url)
        if there.scheme == "http" and ("https", there.netloc) in [page[:2] for page in pages]:
            return there._replace(scheme="https").geturl()
        return url

    @cached_property
    def calendar(self) -> tuple[CalendarEntry, ...]:
        """The Senate's published schedule, as the user corrects it, in order of date."""
        rows = self._part(CALENDAR)
        listed = self._decoded(CALENDAR, lambda: tuple(calendar_entry_from(row) for row in rows))
        if self.own is None or not (self.own / OWN_CALENDAR).exists():
            return listed
        from advocate.directory.own_calendar import read_own_calendar, with_own

        return with_own(listed, read_own_calendar(self.own))

    def zip_place(self, zip_code: str) -> ZipPlace | None:
        """Return where a five-digit ZIP lies, or None when it is on no list."""
        line = _line_at(self._zip_lines, zip_code)
        return None if line is None else self._decoded(ZIPS, partial(_zip_place_from, line))

    def zip_prefix(self, zip_code: str) -> tuple[str, ...]:
        """Return the states that a ZIP's first digits point to, or (MILITARY,), or ()."""
        for length in (5, 4, 3):
            line = _line_at(self._prefix_lines, zip_code[:length])
            if line is not None:
                text = self._decoded(ZIP_PREFIXES, line.decode)
                return tuple(text.partition("\t")[2].split())
        return ()

    def zips(self) -> Iterator[ZipPlace]:
        """Yield every ZIP on the list, in order."""
        for line in self._zip_lines.split(b"\n")[2:-1]:
            yield self._decoded(ZIPS, partial(_zip_place_from, line))

    @cached_property
    def _senator_rows(self) -> list[dict[str, Any]]:
        rows = self._part(SENATORS)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._damaged(SENATORS)
        return rows

    @cached_property
    def _web_forms(self) -> dict[str, Any]:
        rows = self._part(WEB_FORMS)
        if not isinstance(rows, dict):
            raise self._damaged(WEB_FORMS)
        return rows

    @cached_property
    def _zip_lines(self) -> bytes:
        return self._table(ZIPS)

    @cached_property
    def _prefix_lines(self) -> bytes:
        return self._table(ZIP_PREFIXES)

    def _senator(self, row: dict[str, Any]) -> Senator:
        bioguide = str(row.get("bioguide"))
        known = self._built.get(bioguide)
        # Two rows with one id are the check's business: each is built, none hides the other.
        if known is None or known.full_name != row.get("full_name"):
            where = f"{SENATORS}, record {bioguide}"
            known = self._decoded(where, lambda: senator_from(row, self.committees))
            self._built[bioguide] = known = self._as_corrected(known)
        return known

    @cached_property
    def _own_offices(self) -> "dict[str, OwnOffice]":
        if self.own is None or not (self.own / OWN_OFFICES).exists():
            return {}
        from advocate.directory.own_offices import read_own_offices

        return read_own_offices(self.own)

    def _as_corrected(self, senator: Senator) -> Senator:
        """Return the senator with the user's own corrections of the offices."""
        if not any(office.id in self._own_offices for office in senator.offices):
            return senator
        from advocate.directory.own_offices import with_own_office

        own = self._own_offices
        offices = (
            with_own_office(o, own[o.id], self._zones(o.state)) if o.id in own else o
            for o in senator.offices
        )
        return replace(senator, offices=tuple(offices))

    def _zones(self, state: str) -> dict[str, str]:
        """Return the time zones of all offices in a state, by city as `fold` writes it."""

        def read() -> dict[str, str]:
            rows = [office for row in self._senator_rows for office in row["offices"]]
            here = [row for row in rows if row["state"] == state]
            return {fold(row["city"]): str(row.get("timezone", "")) for row in here}

        return self._decoded(SENATORS, read)

    def _part(self, name: str) -> Any:
        _ = self.manifest  # a layout that is too new is said before a part of it is misread
        return self._json(name)

    def _table(self, name: str) -> bytes:
        _ = self.manifest
        # The leading newline lets every line, the first too, be found as "\n" + its key.
        return b"\n" + self._bytes(name)

    def _json(self, name: str) -> Any:
        try:
            return json.loads(self._bytes(name))
        except (ValueError, RecursionError):
            raise self._damaged(name) from None

    def _bytes(self, name: str) -> bytes:
        path = self.folder / name
        try:
            if not path.is_file() and path.exists():  # a pipe or a device may never end
                raise self._damaged(name)
            return path.read_bytes()
        except OSError as error:
            raise DatasetError(
                f"The dataset's file {_path(path)} could not be read: {reason_of(error)}.",
                hint=_MEND,
            ) from None

    def _decoded(self, where: str, decode: Callable[[], _T]) -> _T:
        try:
            return decode()
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            raise self._damaged(where) from None

    def _damaged(self, where: str) -> DatasetError:
        return DatasetError(
            f"The dataset's file {_path(self.folder / where)} is damaged: "
            "it does not read as it should.",
            hint=_MEND,
        )


_MEND = "Install the toolkit again, or rebuild the dataset with `advocate data build`."


def _path(path: Path) -> str:
    return shown(str(path), limit=200)


def _line_at(table: bytes, key: str) -> bytes | None:
    mark = f"\n{key}\t".encode()
    start = table.find(mark, *_near(table, mark[:-1]))
    if start < 0:  # not there, or in a table that is not sorted
        start = table.find(mark)
    if start < 0:
        return None
    end = table.find(b"\n", start + 1)
    return table[start + 1 : end if end > 0 else None]


def _near(table: bytes, mark: bytes) -> tuple[int, int]:
    """Return between which bytes of a sorted table a line stands that begins with `mark`."""
    low, high = 0, len(table)
    while high - low > _CLOSE:
        middle = table.find(b"\n", (low + high) // 2, high)
        if middle < 0:
            break
        if table[middle : middle + len(mark)] <= mark:
            low = middle
        else:
            high = middle
    return low, high + len(mark) + 1


_CLOSE = 1_024  # bytes, which are searched at once


def _zip_place_from(line: bytes) -> ZipPlace:
    zip_code, city, states, latitude, longitude = line.decode().split("\t")
    military = states == MILITARY
    return ZipPlace(
        zip=zip_code,
        city=city,
        states=() if military else tuple(states.split()),
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        military=military,
    )
