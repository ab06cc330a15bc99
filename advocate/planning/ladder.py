"""The numbers of a senator in the order to call them now, and why some are left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from advocate.directory.hours import opening
from advocate.directory.records import Office
from advocate.text import long_date


@dataclass(frozen=True, slots=True)
class Rung:
    """A number to dial: the office's id, its city and phone, and whether it is open."""

    office: str
    label: str
    phone: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The numbers to try: first those of offices that are likely to answer, then the closed ones,
    where a message can be left. `left_out` says of each office not called now why, in words."""

    open: tuple[Rung, ...] = ()
    closed: tuple[Rung, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """All numbers, the open offices' first."""
        return (*self.open, *self.closed)


def ladder_of(offices: Sequence[Office], now: datetime, closed: Mapping[date, str]) -> Ladder:
    """Return the ladder that `offices` (in calling order) make at a moment with its zone.

    An office whose clock is not known is called: it may be open. `closed` is as in `opening`.
    """
    answering, shut, left_out = [], [], []
    for office in offices:
        if not office.phone:
            left_out.append(f"{office.label}: no phone on file")
            continue
        if office.wrong_since:
            day = long_date(office.wrong_since)
            left_out.append(f"{office.label}: {office.phone} was reported wrong on {day}")
            continue
        found = opening(office, now, closed)
        note = found.sentence if found else "its local time is not known"
        rung = Rung(office.id, office.label, office.phone, note)
        if found is None or found.is_open:
            answering.append(rung)
        else:
            shut.append(rung)
            left_out.append(f"{office.label}: {note}")
    return Ladder(tuple(answering), tuple(shut), tuple(left_out))
