"""A list of members as a table (CSV): each row as a constituent, or why it cannot be one."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from email.errors import HeaderParseError
from email.headerregistry import Address

from advocate.errors import MembersError, SettingsError
from advocate.outreach.cells import plain_cell
from advocate.settings import Constituent, changed
from advocate.text import fold

# What a heading may be called; compared without case and signs.
_HEADINGS = {
    "name": "name fullname member",
    "zip": "zip zipcode postalcode postcode",
    "state": "state",
    "email": "email emailaddress mail",
}
_BY_HEADING = {each: name for name, several in _HEADINGS.items() for each in several.split()}
_SHORTENED = (3, 4)  # digits that a spreadsheet leaves of a ZIP code that begins with zeros


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its line in the file, its cells as they stand, and the member in it.

    `reason` says why there is none, and is empty otherwise.
    """

    line: int
    cells: tuple[str, ...]
    member: Constituent
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Members:
    """A list of members: its headings, and its rows in order."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_members(lines: Iterable[str], *, name: str) -> Members:
    """Return a list of members; raises MembersError when it is no table of them.

    It needs a column for ZIP codes or for states; name and e-mail are used where they are there.
    """
    try:
        return _read(lines, name)
    except UnicodeDecodeError:
        raise MembersError(f"{name} is not UTF-8 text: save it as “CSV UTF-8”.") from None
    except csv.Error:
        raise MembersError(f"{name} is no table that can be read.") from None


def _read(lines: Iterable[str], name: str) -> Members:
    text = iter(lines)
    first = next(text, "")
    comma = max(",;\t", key=first.count)
    reader = csv.reader(_with(first, text), delimiter=comma)
    headings = tuple(next(reader, []))
    columns = _columns(headings)
    if not {"zip", "state"} & set(columns):
        raise MembersError(
            f"{name} has neither a column “zip” nor a column “state”.",
            hint="Its first line names the columns: name,zip,state,email.",
        )
    rows = tuple(
        _row(reader.line_num, tuple(cells), columns)
        for cells in reader
        if any(cell.strip() for cell in cells)
    )
    return Members(headings, rows)


def _with(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _columns(headings: tuple[str, ...]) -> dict[str, int]:
    plain = ["".join(c for c in fold(text) if c.isalnum()) for text in headings]
    found: dict[str, int] = {}
    for place, text in enumerate(plain):
        if text in _BY_HEADING:
            found.setdefault(_BY_HEADING[text], place)
    return found


def _row(line: int, cells: tuple[str, ...], columns: dict[str, int]) -> Row:
    told = {
        key: plain_cell(cells[place].strip())
        for key, place in columns.items()
        if place < len(cells)
    }
    code, state = told.get("zip", ""), told.get("state", "")
    if not code and not state:
        return Row(line, cells, Constituent(), "It has neither a ZIP code nor a state.")
    if state and code.isdecimal() and len(code) in _SHORTENED:
        told["zip"] = code.zfill(5)
    # A state may be written out; the lookup reads it, and sets the code.
    known = {key: text for key, text in told.items() if key != "state"}
    try:
        member = changed(Constituent(), known)
        if member.email:
            Address(addr_spec=member.email)
    except SettingsError as wrong:
        return Row(line, cells, Constituent(), wrong.sentence)
    except (HeaderParseError, ValueError, IndexError):
        return Row(line, cells, Constituent(), "The e-mail address is not usable.")
    return Row(line, cells, replace(member, state=state))
