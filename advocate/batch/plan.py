"""What a batch makes, and for whom: most of it is the same for all of one state."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from advocate import alerting, constituency, desk
from advocate.constituency import Constituency
from advocate.desk import Looks, Wishes
from advocate.directory.lookup import zip_place
from advocate.directory.names import file_names
from advocate.documents.batches.memory import Memory
from advocate.documents.kinds import Piece
from advocate.errors import LookupFailedError
from advocate.issues.alerts.records import Alert
from advocate.issues.records import Pack
from advocate.member_files import Entry
from advocate.members import Columns, Row
from advocate.notices import Notice
from advocate.settings import Constituent
from advocate.stories import Story, story_of

if TYPE_CHECKING:
    from advocate.directory.dataset import Dataset
    from advocate.documents.batches.composing import Composer, Prepared
    from advocate.documents.context import Request

_ROOM = 128  # places that are remembered


@dataclass(frozen=True, slots=True)
class Order(ABC):
    """What a batch makes, for whomever: it is the same for every member."""

    dataset: "Dataset"
    looks: Looks
    today: date
    per_file: int = field(default=0, kw_only=True)  # letters of a print file at most; 0: no such

    again: ClassVar[str]  # what to give the command, so that it begins anew

    @abstractmethod
    def find(self, query: str, state: str) -> Constituency:
        """Return where a member lives; raises LookupFailedError where nothing can be made."""

    def told(self) -> tuple[object, ...]:
        """Return what it asks for, beside the dataset, the looks and the day."""
        return tuple(getattr(self, one.name) for one in fields(self) if one.name not in _AROUND)


_AROUND = ("dataset", "looks", "today")


@dataclass(frozen=True, slots=True)
class DocumentOrder(Order):
    """Documents of an issue, for each of a member's senators."""

    pack: Pack
    pieces: tuple[Piece, ...]
    wishes: Wishes
    strict: bool = field(default=False, kw_only=True)

    again: ClassVar[str] = "--go --force"

    def find(self, query: str, state: str) -> Constituency:
        """Return where a member with senators lives."""
        return constituency.find_constituency(
            self.dataset, _NOBODY, query, state=state or None, today=self.today
        )


@dataclass(frozen=True, slots=True)
class AlertOrder(Order):
    """An alert, for each member; `pack` is the issue that it names, if it names one."""

    alert: Alert
    pack: Pack | None

    again: ClassVar[str] = "--force"

    def find(self, query: str, state: str) -> Constituency:
        """Return where a reader lives, with senators or without."""
        return alerting.find_reader(
            self.dataset, _NOBODY, query, state=state or None, today=self.today
        )


_NOBODY = Constituent()


@dataclass(frozen=True, slots=True)
class Place:
    """Where members live, with the documents for them; or why nothing can be made for them."""

    where: Constituency | None
    prepared: tuple["Prepared", ...] = ()
    names: tuple[str, ...] = ()  # the end of each document's file name
    reason: str = ""
    notices: tuple[Notice, ...] = ()  # what to know of the place, in the words of a list

    def told(self, senator: str = "") -> list[str]:
        """Return what to know of the place; for one of its senators, nothing of the other."""
        return [one.text for one in self.notices if senator in ("", one.about) or not one.about]


def row_of(entry: Entry, columns: Columns) -> Row | str:
    """Return the row of a member, or the reason why an entry is none."""
    if entry.reason:
        return entry.reason
    row = entry.row or columns.row(entry.line, entry.cells)
    return row.reason or row


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


def key_of(row: Row) -> tuple[str, str]:
    """Return what tells a row's place from others: ZIP code and state."""
    return row.member.zip[:5], row.member.state


class Places:
    """Finds for each row its state and senators, and remembers places."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._places: Memory[tuple[str, str], Place] = Memory(self._place, _ROOM)
        self._states: dict[str, Constituency] = {}

    def place_of(self, row: Row) -> Place:
        """Return where a row's member lives."""
        return self._places(key_of(row))

    def told(self, entry: Entry, columns: Columns) -> tuple[str, bool, str]:
        """Return a row's state and whether it has own words, or the reason to leave it out."""
        row = row_of(entry, columns)
        if isinstance(row, str):
            return "", False, row
        place = self.place_of(row)
        if place.where is None:
            return "", False, place.reason
        return place.where.state.code, bool(row.member.story), ""

    def planned(self, row: Row) -> Planned:
        """Return a row's member, placed as the single command places the profile."""
        place = self.place_of(row)
        person = replace(row.member, state="")
        if place.where:
            person = constituency.placed(person, place.where.place, place.where.state)
        return Planned(person, story_of(person), place)

    def _place(self, key: tuple[str, str]) -> Place:
        code, state = key
        try:
            where = self._plainly(code, state) or self._order.find(code or state, state)
            return Place(where, notices=tuple(_told(where)))
        except LookupFailedError as error:
            return Place(None, reason=error.of_row)

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
            self._states[home] = self._order.find(home, home)
        known = self._states[home]
        return replace(known, place=place)


def _told(where: Constituency) -> Iterator[Notice]:
    for notice in where.notices:
        if notice.code != "old-data":  # which holds for all of them
            text = notice.text.replace("say so with --state", "fill in the column “state”")
            yield replace(notice, text=text)


class Planner(Places):
    """Finds for each row the documents, too, with the senators' offices near it."""

    _order: DocumentOrder

    def __init__(self, order: DocumentOrder, composer: "Composer") -> None:
        super().__init__(order)
        self._composer = composer
        self._requests: dict[str, list[Request]] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._near: dict[tuple[str, int, str, bool], Prepared] = {}

    def _place(self, key: tuple[str, str]) -> Place:
        place = super()._place(key)
        if place.where is None:
            return place
        home = place.where.state.code
        requests = self._of_state(place.where)
        if home not in self._names:
            self._names[home] = _names(place.where, requests)
        prepared = tuple(self._prepared(place.where, requests))
        return replace(place, prepared=prepared, names=self._names[home])

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
    whose = file_names(where.senators)
    return tuple(
        desk.file_stem(Piece(one.kind, one.variant), whose[one.senator.bioguide])
        for one in requests
    )
