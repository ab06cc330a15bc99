"""From a row to the documents of a member: most of it is the same for all of one state."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from advocate import desk
from advocate.desk import Constituency, Looks, Wishes
from advocate.directory.lookup import zip_place
from advocate.documents.batches.memory import Memory
from advocate.documents.kinds import KINDS, Piece
from advocate.errors import LookupFailedError
from advocate.issues.records import Pack
from advocate.member_files import Entry
from advocate.members import Columns, Row
from advocate.settings import Constituent
from advocate.stories import Story, story_of
from advocate.text import slug

if TYPE_CHECKING:
    from advocate.directory.dataset import Dataset
    from advocate.documents.batches.composing import Composer, Prepared
    from advocate.documents.context import Request

_ROOM = 128  # places that are remembered


@dataclass(frozen=True, slots=True)
class Order:
    """What a batch makes, for whomever: it is the same for every member."""

    dataset: "Dataset"
    pack: Pack
    pieces: tuple[Piece, ...]
    wishes: Wishes
    looks: Looks
    today: date
    strict: bool = False
    per_file: int = 0  # letters of a print file at most; 0: each document is a file


@dataclass(frozen=True, slots=True)
class Place:
    """Where members live, with the documents for them; or why nothing can be made for them."""

    where: Constituency | None
    prepared: tuple["Prepared", ...] = ()
    names: tuple[str, ...] = ()  # the end of each document's file name
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A member with the documents that are made for them."""

    member: Constituent
    story: Story
    place: Place

    @property
    def state(self) -> str:
        """Return the postal code of the member's state, or nothing where they have no place."""
        return self.place.where.state.code if self.place.where else ""


class Planner:
    """Finds for each row its state, senators and offices, and remembers places."""

    def __init__(self, order: Order, composer: "Composer | None" = None) -> None:
        """Plan for an order; without a composer it finds places alone."""
        self._order, self._composer = order, composer
        self._places: Memory[tuple[str, str], Place] = Memory(self._place, _ROOM)
        self._states: dict[str, Constituency] = {}
        self._requests: dict[str, list[Request]] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._near: dict[tuple[str, int, str, bool], Prepared] = {}

    def place_of(self, row: Row) -> Place:
        """Return where a row's member lives."""
        return self._places((row.member.zip[:5], row.member.state))

    def told(self, entry: Entry, columns: Columns) -> tuple[str, bool, str]:
        """Return a row's state and whether it has own words, or the reason to leave it out."""
        if entry.reason:
            return "", False, entry.reason
        row = entry.row or columns.row(entry.line, entry.cells)
        if row.reason:
            return "", False, row.reason
        place = self.place_of(row)
        if place.where is None:
            return "", False, place.reason
        return place.where.state.code, bool(row.member.story), ""

    def planned(self, row: Row) -> Planned:
        """Return a row's member, placed as the single command places the profile."""
        place = self.place_of(row)
        person = replace(row.member, state="")
        if place.where:
            person = desk.placed(person, place.where.place, place.where.state)
        return Planned(person, story_of(person), place)

    def _place(self, key: tuple[str, str]) -> Place:
        code, state = key
        try:
            where = self._plainly(code, state) or self._found(code or state, state)
        except LookupFailedError as error:
            return Place(None, reason=error.of_row)
        if self._composer is None:
            return Place(where)
        home = where.state.code
        requests = self._of_state(where)
        if home not in self._names:
            self._names[home] = _names(where, requests)
        return Place(where, tuple(self._prepared(where, requests)), self._names[home])

    def _found(self, query: str, state: str) -> Constituency:
        order = self._order
        return desk.find_constituency(
            order.dataset, Constituent(), query, state=state or None, today=order.today
        )

    def _plainly(self, code: str, state: str) -> Constituency | None:
        """Return the place of a ZIP code on the list that lies in one state, as most do: all but
        the place itself is then the state's."""
        place = zip_place(self._order.dataset, code) if code else None
        if place is None or place.inferred or place.military or len(place.states) != 1:
            return None
        home = place.states[0]
        if state not in ("", home):
            return None
        if home not in self._states:
            self._states[home] = self._found(home, home)
        known = self._states[home]
        return replace(known, place=place)

    def _of_state(self, where: Constituency) -> "list[Request]":
        order, home = self._order, where.state.code
        if home not in self._requests:
            self._requests[home] = desk.requests_for(
                order.dataset,
                order.pack,
                where,
                order.pieces,
                wishes=order.wishes,
                looks=order.looks,
                today=order.today,
            )
        return self._requests[home]

    def _prepared(self, where: Constituency, requests: "list[Request]") -> "Iterator[Prepared]":
        """Yield what makes the documents at a place; it is one for all near the same offices,
        where a template asks for no more of the place."""
        composer, wishes = self._composer, self._order.wishes
        if composer is None:
            return
        if not all(map(composer.is_of_office, requests)):
            yield from map(composer.prepared, desk.at_place(requests, where, wishes))
            return
        military = bool(where.place and where.place.military)
        for number, office in enumerate(desk.offices_at(requests, where, wishes)):
            key = (where.state.code, number, office.id, military)
            if key not in self._near:
                one = replace(requests[number], office=office, military=military)
                self._near[key] = composer.prepared(one)
            yield self._near[key]


def _names(where: Constituency, requests: "Sequence[Request]") -> tuple[str, ...]:
    last = [slug(senator.last_name) for senator in where.senators]
    whose = {
        senator.bioguide: name if last.count(name) == 1 else slug(senator.full_name)
        for senator, name in zip(where.senators, last, strict=True)
    }
    return tuple(
        Piece(one.kind, one.variant).stem
        + ("" if KINDS[one.kind].shared else f"-{whose[one.senator.bioguide]}")
        for one in requests
    )
