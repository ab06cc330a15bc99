"""The numbers of a senator in the order to call them now, and why some are left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from advocate.directory.hours import opening
from advocate.directory.records import Office
from advocate.text import join_words, long_date

_MOST_NAMED = 4
_NO_CLOCK = "its local time is not known"


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
    where a message can be left. `left_out` says why the others are not called now, a sentence for
    those of which the same is true."""

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
    answering, shut = [], []
    reasons: dict[str, list[str]] = {}
    for office in offices:
        found = opening(office, now, closed)
        note = found.sentence.replace("closed: ", "closed, ", 1) if found else _NO_CLOCK
        rung = Rung(office.id, office.label, office.phone, note)
        if reason := _unusable(office):
            reasons.setdefault(reason, []).append(office.label)
        elif found is None or found.is_open:
            answering.append(rung)
        else:
            shut.append(rung)
            reasons.setdefault(note, []).append(office.label)
    left_out = tuple(f"{_named(labels)}: {reason}" for reason, labels in reasons.items())
    return Ladder(tuple(answering), tuple(shut), left_out)


def _unusable(office: Office) -> str:
    if not office.phone:
        return "no phone on file"
    if office.is_reported_wrong and office.wrong_since:
        return f"{office.phone} was reported wrong on {long_date(office.wrong_since)}"
    return ""


def _named(labels: Sequence[str]) -> str:
    """Return "Albany, NY", or of several only the cities, the first few by name."""
    if len(labels) == 1:
        return labels[0]
    cities = [label.rsplit(", ", 1)[0] for label in labels]
    more = len(cities) - _MOST_NAMED
    return join_words([*cities[:_MOST_NAMED], f"{more} more offices"] if more > 1 else cities)
