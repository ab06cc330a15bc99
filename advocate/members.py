"""A list of members as a table (CSV): each row as a constituent, or why it cannot be one."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from advocate.errors import MembersError, SettingsError, shown
from advocate.member_cells import KEPT, email_in, is_address, is_short, place_in, plain
from advocate.outreach.cells import plain_cell
from advocate.settings import Constituent, changed, usable
from advocate.text import fold

# What a heading may be called; compared without case and signs.
_HEADINGS = {
    "name": "name fullname member membername contactname",
    "first_name": "firstname givenname first forename",
    "last_name": "lastname surname familyname last",
    "preferred_name": "preferredname nickname goesby",
    "street": "street streetaddress address address1 addressline1 mailingaddress mailingstreet",
    "street2": "street2 address2 addressline2 apt apartment unit suite",
    "city": "city town mailingcity",
    "state": "state province mailingstate stateprovince",
    "zip": "zip zipcode postalcode postcode mailingzip mailingpostalcode zippostalcode",
    "phone": "phone phonenumber telephone mobile mobilephone cell cellphone homephone",
    "email": "email emailaddress mail primaryemail",
    "occupation": "occupation job jobtitle profession work",
    "story": "story ownwords ownparagraph mystory personalstory",
}
FIELDS = tuple(_HEADINGS)
_REJECTED = ("line", "reason")
_BY_HEADING = {each: name for name, several in _HEADINGS.items() for each in several.split()}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its line in the file, its cells as they stand, and the member in it.

    `reason` says why there is none, and is empty otherwise; `warnings` what was left out.
    """

    line: int
    cells: tuple[str, ...]
    member: Constituent
    reason: str = ""
    warnings: tuple[str, ...] = ()


def rejected_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of a list of the rows that were left out."""
    return (*headings[: _own(headings)], *_REJECTED)


def rejected_cells(
    cells: Sequence[str], headings: Sequence[str], line: int, reason: str
) -> tuple[object, ...]:
    """Return a row's cells as they were meant, under those headings, with its line and reason."""
    wide = _own(headings)
    return (*[*map(plain_cell, cells), *[""] * wide][:wide], line, reason)


def _own(headings: Sequence[str]) -> int:
    """Return how many columns are the list's own: one of rows left out before has two more."""
    return len(headings) - 2 * (tuple(headings[-2:]) == _REJECTED)


def delimiter_of(first: str) -> str:
    """Return what parts the cells of a table whose first row this is."""
    outside = "".join(first.split('"')[::2])  # what stands in quotation marks parts nothing
    return max(",;\t", key=(outside if outside.strip() else first).count)


class Columns:
    """Which columns of a table hold what; turns its rows into constituents."""

    def __init__(
        self,
        headings: Sequence[str],
        *,
        name: str,
        told: Mapping[str, str] | None = None,
    ) -> None:
        """Find the columns by their headings; `told` says of a heading what it holds.

        Raises MembersError when neither a ZIP code nor a state is among them, and for a heading
        that is not there.
        """
        self.headings = tuple(headings)
        self.places = _columns(headings, told or {}, name)
        if not {"zip", "state"} & set(self.places):
            raise MembersError(
                f"{name} has neither a column “zip” nor a column “state”.",
                hint=_named(headings, more=_MAP),
            )

    def sentence(self) -> str:
        """Return which columns are used, for what, and which are not."""
        fields = {place: key for key, place in self.places.items()}
        named = {place: f"“{shown(text)}”" for place, text in enumerate(self.headings)}
        used = [f"{fields[place]} ({named[place]})" for place in sorted(fields)]
        rest = [
            text
            for place, text in named.items()
            if place not in fields and self.headings[place].strip()
        ]
        left = f" Not used: {', '.join(rest)}." if rest else ""
        alike = [
            f" Of the {count} columns {text} the first is taken."
            for text, count in Counter(named.values()).items()
            if count > 1 and [named[place] for place in fields].count(text) == 1
        ]
        said = f"Taken from its columns: {', '.join(used)}.{''.join(alike)}{left}"
        return shown(said, limit=1_000)

    @staticmethod
    def places_of(headings: Sequence[str], told: Mapping[str, str]) -> dict[str, int]:
        """Return which of the headings names what; `told` may tell of others, too."""
        other = not_among(headings, told)
        known = {heading: key for heading, key in told.items() if heading not in other}
        return _columns(headings, known, "")

    def row(self, line: int, cells: tuple[str, ...]) -> Row:
        """Return a row as a member, or the reason why it is none."""
        told = {
            key: text
            for key, place in self.places.items()
            if place < len(cells)
            and (text := cells[place].strip())
            and (text[0] not in KEPT or (text := plain(text)))
        }
        return _row(line, cells, told)


# A title above the headings is met here, too.
_MAP = (
    " The first line has to name them: a title above it has to go. Where a heading does not say "
    "what its column holds, --map does: --map Plz=zip."
)


def _columns(headings: Sequence[str], told: Mapping[str, str], name: str) -> dict[str, int]:
    plain = [_plain(text) for text in headings]
    found: dict[str, int] = {}
    for heading, key in told.items():
        if _plain(heading) not in plain:
            raise MembersError(
                f"{name} has no column “{shown(heading)}”.",
                hint=_named(headings),
            )
        found[key] = plain.index(_plain(heading))
    taken = set(found.values())
    for place, text in enumerate(plain):
        if text in _BY_HEADING and place not in taken:
            found.setdefault(_BY_HEADING[text], place)
    return found


def _named(headings: Sequence[str], *, more: str = "") -> str:
    """Return a hint on the first line of a list, with the columns that it names, and `more`."""
    if not any(map(shown, headings)):
        return "Its first line names the columns: name,zip,state,email."
    if any(_OF_MEMBER.search(heading) for heading in headings):  # which no error repeats
        return (
            "Its first line seems to be a member: put one above it that names the columns, "
            "such as name,zip,state,email."
        )
    return f"Its columns: {shown(', '.join(headings), limit=300)}.{more}"


_OF_MEMBER = re.compile(r"@|\A\s*[0-9]{5}(-[0-9]{4})?\s*\Z")


def not_among(headings: Iterable[str], told: Iterable[str]) -> set[str]:
    """Return those of `told` that are none of the headings."""
    here = {_plain(heading) for heading in headings}
    return {heading for heading in told if _plain(heading) not in here}


def _plain(heading: str) -> str:
    return "".join(c for c in fold(heading) if c.isalnum())


def _row(line: int, cells: tuple[str, ...], told: dict[str, str]) -> Row:
    code, state = place_in(told.get("zip", ""), told.pop("state", ""))
    if not code and not state:
        return Row(line, cells, _NOBODY, "It has neither a ZIP code nor a state.")
    if not state and is_short(code):
        return Row(line, cells, _NOBODY, _ZERO_LOST)
    if code:
        told["zip"] = code
    parts = [told.pop(key, "") for key in ("first_name", "last_name")]
    if any(parts) and "name" not in told:
        told["name"] = " ".join(part for part in parts if part)
    if more := told.pop("street2", ""):
        told["street"] = ", ".join(part for part in (told.get("street", ""), more) if part)
    # A state may be written out; the lookup reads it, and sets the code.
    try:
        member = Constituent(**usable(told), state=state)
    except SettingsError:
        return _partly(line, cells, told, state)
    if member.email and not is_address(member.email):
        return _partly(line, cells, told, state)
    return Row(line, cells, member)


_NOBODY = Constituent()
_ZERO_LOST = (
    "The ZIP code has too few digits: the zero that it begins with may be lost. Write 05401, not "
    "5401, or fill in the column “state”."
)
_OPTIONAL = ("phone", "email", "occupation", "preferred_name")  # a letter is whole without them


def _partly(line: int, cells: tuple[str, ...], told: dict[str, str], state: str) -> Row:
    """Return a row without what cannot be used, if it can do without; else the reason."""
    member, warnings = _NOBODY, []
    if "email" in told:
        told["email"] = email_in(told["email"])
    for key, text in told.items():
        try:
            member = changed(member, {key: text})
        except SettingsError as wrong:
            if key not in _OPTIONAL:
                return Row(line, cells, _NOBODY, wrong.sentence)
            warnings.append(f"Left out. {wrong.sentence}")
    if member.email and not is_address(member.email):
        member = replace(member, email="")
        warnings.append("Left out. The e-mail address is not usable.")
    return Row(line, cells, replace(member, state=state), warnings=tuple(warnings))
