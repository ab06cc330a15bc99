"""The days ahead in one list: the Senate's schedule, holidays, deadlines, and what was promised."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from advocate.directory.calendar import AS_ANNOUNCED
from advocate.directory.records import CALENDAR_KINDS, CalendarEntry
from advocate.documents.plain import plain_line
from advocate.ics import Event
from advocate.outreach.words import to_do_words
from advocate.text import slug

if TYPE_CHECKING:
    from advocate.issues.records import Pack
    from advocate.outreach.records import FollowUp


class DayKind(StrEnum):
    """Where an entry of the agenda comes from."""

    SENATE = "senate"
    HOLIDAY = "holiday"
    DEADLINE = "deadline"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class Day:
    """One entry: what it is, from when to when, and who says so; `own` marks the user's dates, and
    `by_law` what no announcement changes."""

    start: date
    end: date
    kind: DayKind
    text: str
    source: str = ""
    uid: str = ""
    own: bool = False
    by_law: bool = False

    @property
    def is_announced(self) -> bool:
        """Say whether the Senate announced it, and may change it."""
        return self.kind is DayKind.SENATE and not self.by_law

    def event(self) -> Event:
        """Return the entry for a calendar program."""
        uid = self.uid or f"{self.kind.value}-{self.start:%Y%m%d}-{slug(self.text)}"
        told = f"Source: {self.source}. " if self.source else ""
        hedge = f"{AS_ANNOUNCED.capitalize()}." if self.is_announced else ""
        return Event(uid, self.text, self.start, self.end, note=(told + hedge).strip())


def agenda(
    *,
    schedule: Iterable[CalendarEntry],
    holidays: Mapping[date, str],
    packs: Iterable["Pack"],
    follow_ups: Iterable["FollowUp"],
    first: date,
    last: date,
) -> tuple[Day, ...]:
    """Return what lies between two days, both counted, in order of date."""
    days = [
        *_schedule(schedule),
        *(Day(day, day, DayKind.HOLIDAY, name, "5 U.S.C. 6103") for day, name in holidays.items()),
        *(day for pack in packs for day in deadlines(pack)),
        *(_due(one, one.due) for one in follow_ups if one.due),
    ]
    inside = [day for day in dict.fromkeys(days) if day.end >= first and day.start <= last]
    return tuple(sorted(inside, key=lambda day: (day.start, day.end, day.kind.value, day.text)))


def _schedule(entries: Iterable[CalendarEntry]) -> Iterator[Day]:
    """Yield the schedule. The user's dates are known by day and kind, and by which of those it is:
    a note may change, and is nothing that an identity should tell."""
    seen: Counter[str] = Counter()
    for entry in dict.fromkeys(entries):
        day = _scheduled(entry)
        if entry.own:
            uid = f"own-{entry.start:%Y%m%d}-{slug(entry.kind)}"
            seen[uid] += 1
            day = replace(day, uid=_numbered(uid, seen[uid]))
        yield day


def _numbered(uid: str, number: int) -> str:
    return uid if number == 1 else f"{uid}-{number}"


def _scheduled(entry: CalendarEntry) -> Day:
    if entry.own and entry.kind == "holiday":  # offices are closed, as on a federal one
        said = entry.note[:1].upper() + entry.note[1:]
        return Day(entry.start, entry.end, DayKind.HOLIDAY, said, entry.source, own=True)
    kind = DayKind.DEADLINE if entry.kind == "deadline" else DayKind.SENATE
    # A published note says what it is; a note of the user's own may say only what for.
    said = CALENDAR_KINDS.get(entry.kind, entry.kind)
    text = f"{said}: {entry.note}" if entry.own and entry.note != said else entry.note
    return Day(
        entry.start,
        entry.end,
        kind,
        text[:1].upper() + text[1:],
        entry.source,
        own=entry.own,
        by_law=entry.kind == "congress_ends",
    )


def events_of(days: Iterable[Day]) -> Iterable[Event]:
    """Yield the entries for a calendar program, no two with the same identity."""
    seen: Counter[str] = Counter()
    for day in days:
        event = day.event()
        seen[event.uid] += 1
        yield replace(event, uid=_numbered(event.uid, seen[event.uid]))


def deadlines(pack: "Pack") -> Iterable[Day]:
    """Return the days by which something of an issue has to be done."""
    title = plain_line(pack.title)
    if pack.deadline:
        day = Day(pack.deadline, pack.deadline, DayKind.DEADLINE, f"Last day for: {title}")
        # “Last day for: Immigrants are welcome here” reads as if they were welcome until then. The
        # identity stays, so that a calendar that has the entry already has it once.
        yield replace(day, text=f"Last day to act on “{title}”", uid=day.event().uid)
    for ask in pack.asks:
        if ask.by and ask.by != pack.deadline:
            what = f"Last day for: {plain_line(ask.object)} ({title})"
            yield Day(ask.by, ask.by, DayKind.DEADLINE, what)


def _due(one: "FollowUp", day: date) -> Day:
    text = f"{to_do_words([one])} (Senator {one.senator_name})"
    return Day(day, day, DayKind.FOLLOW_UP, text, uid=one.uid)
