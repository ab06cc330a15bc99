"""Figures of what was done: weeks, channels, positions, letters, offices. No database, no clock.

A contact's day is the one that the calendar showed where it was made. Weeks begin on Monday.
Practice runs are in no figure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from advocate.outreach.records import (
    Channel,
    ContactDraft,
    Direction,
    FollowUp,
    Heard,
    Outcome,
)

GOAL = 120  # minutes a week
PATIENCE = 30  # days that an office has to answer a letter
WEEKS = 26  # that a report looks back, unless it is told a day
WEEK = timedelta(days=7)
# What a letter is here: written to an office, which can be answered.
LETTERS = (Channel.LETTER, Channel.WEB_FORM, Channel.EMAIL, Channel.FAX, Channel.POSTCARD)


def is_letter(contact: ContactDraft) -> bool:
    """Say whether a contact is a letter that went out: a fax that met a busy line did not."""
    out = contact.direction is Direction.OUTGOING and contact.outcome is Outcome.SENT
    return out and contact.channel in LETTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a report is about: days from `since` to `until`, both included; empty text: all."""

    since: date
    until: date
    senator: str = ""
    issue: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one day; `minutes` adds those that were noted."""

    day: date
    contacts: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Week:
    """What was done in the seven days from a Monday on, or in those that the report covers."""

    monday: date
    contacts: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Way:
    """How many contacts were made by a channel and ended so."""

    channel: Channel
    outcome: Outcome
    contacts: int


@dataclass(frozen=True, slots=True)
class Calls:
    """How many calls to an office ended so; `office` is its id, else the number called."""

    senator_name: str
    office: str
    label: str
    outcome: Outcome
    calls: int


class Letters(NamedTuple):  # a long log has very many: a dataclass is made three times as slowly
    """Letters of one day to a senator, by one channel, about one issue first of all, without an
    answer for more than PATIENCE days.

    `answered` is the day of the next contact from the senator in the same thread or about the
    same issue, None when there was none up to the report's last day. `contact` is one's number.
    """

    senator: str
    senator_name: str
    channel: Channel
    issue: str
    sent: date
    answered: date | None
    letters: int
    contact: int

    @property
    def days(self) -> int | None:
        """Days until the answer, None without one."""
        return (self.answered - self.sent).days if self.answered else None


@dataclass(frozen=True, slots=True)
class Waits:
    """How many letters to a senator took so many days to be answered.

    Where there is no answer, `days` are those up to the report's last day.
    """

    senator: str
    senator_name: str
    days: int
    answered: bool
    letters: int


@dataclass(frozen=True, slots=True)
class Answers:
    """How long a senator's offices take to answer letters; counts of letters.

    `waiting` were sent at most PATIENCE days ago. `typical` is the median of the days, None
    without an answer.
    """

    senator: str
    senator_name: str
    within_week: int
    within_patience: int
    later: int
    waiting: int
    never: int
    typical: float | None

    @property
    def letters(self) -> int:
        """All letters to the senator."""
        counts = (self.within_week, self.within_patience, self.later, self.waiting, self.never)
        return sum(counts)


@dataclass(frozen=True, slots=True)
class Office:
    """How the calls to an office ended."""

    senator_name: str
    office: str
    label: str
    reached: int
    unanswered: int  # line busy, or nobody answered
    mailbox_full: int
    wrong_number: int

    @property
    def calls(self) -> int:
        """All calls that were tried."""
        return self.reached + self.unanswered + self.mailbox_full + self.wrong_number


@dataclass(frozen=True, slots=True)
class Stand:
    """What was heard of a senator's stand on an ask: each change, the oldest first, and where it
    was heard last."""

    changes: tuple[Heard, ...]
    last: Heard

    @property
    def now(self) -> Heard:
        """The newest change: since then the stand is what it is."""
        return self.changes[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the store counts for a scope, each part in the order of its fields."""

    kept: bool  # whether anything is logged of the scope's senator and issue, on any day
    first: date | None  # the day of the first contact in the scope
    days: Sequence[Day] = ()
    this_week: int = 0  # minutes since Monday, up to the scope's last day
    streak: int = 0
    ways: Sequence[Way] = ()
    waits: Sequence[Waits] = ()
    unanswered: Sequence[Letters] = ()
    calls: Sequence[Calls] = ()
    heard: Sequence[Heard] = ()
    due: Sequence[FollowUp] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A report's figures. `week` is the Monday of the week that the report's last day is in."""

    scope: Scope
    week: date
    minutes: int
    streak: int
    weeks: tuple[Week, ...] = ()
    ways: tuple[Way, ...] = ()
    stands: tuple[Stand, ...] = ()
    unanswered: tuple[Letters, ...] = ()
    answers: tuple[Answers, ...] = ()
    due: tuple[FollowUp, ...] = ()
    offices: tuple[Office, ...] = ()

    @property
    def contacts(self) -> int:
        """Contacts in the days that the report covers."""
        return sum(week.contacts for week in self.weeks)


def usual_scope(
    *, today: date, since: date | None, until: date | None, senator: str = "", issue: str = ""
) -> Scope:
    """Return the scope asked for: up to today and from a Monday WEEKS weeks ago, unless told."""
    until = until or today
    since = since or monday(until) - (WEEKS - 1) * WEEK
    return Scope(since=min(since, until), until=until, senator=senator, issue=issue)


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def figures_of(counted: Counted, scope: Scope) -> Figures:
    """Return a report's figures from what the store counted."""
    return Figures(
        scope=scope,
        week=monday(scope.until),
        minutes=counted.this_week,
        streak=counted.streak,
        weeks=tuple(_weeks(counted.days, counted.first, scope)),
        ways=tuple(sorted(counted.ways, key=_as_listed)),
        stands=tuple(_stands(counted.heard)),
        unanswered=tuple(
            sorted(counted.unanswered, key=lambda one: (one.sent, one.contact), reverse=True)
        ),
        answers=tuple(_answers(counted.waits)),
        due=tuple(counted.due),
        offices=tuple(_offices(counted.calls)),
    )


def _weeks(days: Sequence[Day], first: date | None, scope: Scope) -> Iterator[Week]:
    """Yield each week from the first contact to the last day, those without a contact too."""
    if first is None:
        return
    found: dict[date, Week] = {}
    for one in days:
        start = monday(one.day)
        so_far = found.get(start, Week(start, 0, 0))
        found[start] = Week(start, so_far.contacts + one.contacts, so_far.minutes + one.minutes)
    week = monday(max(first, scope.since))
    while week <= scope.until:
        yield found.get(week, Week(week, 0, 0))
        week += WEEK


def _as_listed(way: Way) -> tuple[int, int]:
    return (list(Channel).index(way.channel), list(Outcome).index(way.outcome))


def streak_of(weeks: Iterable[tuple[date, bool]], this_week: date) -> int:
    """Return how many weeks in a row had a contact; `weeks` come newest first, by their Monday.

    This week counts if it has one, and breaks nothing before its end.
    """
    count = 0
    for start, busy in weeks:
        if busy:
            count += 1
        elif start != this_week:
            break
    return count


def _stands(heard: Sequence[Heard]) -> Iterator[Stand]:
    by_ask: dict[tuple[str, str, str], list[Heard]] = {}
    for one in heard:
        by_ask.setdefault((one.senator, one.issue, one.ask), []).append(one)
    for told in by_ask.values():
        pairs = zip([None, *told], told, strict=False)
        changes = [one for before, one in pairs if not before or before.position != one.position]
        yield Stand(tuple(changes), told[-1])


def _answers(waits: Sequence[Waits]) -> Iterator[Answers]:
    by_senator: dict[str, list[Waits]] = {}
    for one in waits:
        by_senator.setdefault(one.senator, []).append(one)
    for senator, own in sorted(by_senator.items(), key=_by_name):
        counts = dict.fromkeys(_FATES, 0)
        for one in own:
            counts[_fate(one)] += one.letters
        days = [one.days for one in own if one.answered for _ in range(one.letters)]
        typical = float(median(days)) if days else None
        week, patience, later, waiting, never = counts.values()
        yield Answers(senator, own[0].senator_name, week, patience, later, waiting, never, typical)


def _by_name(pair: tuple[str, list[Waits]]) -> tuple[str, str]:
    senator, own = pair
    return own[0].senator_name, senator


_FATES = ("week", "patience", "later", "waiting", "never")


def _fate(one: Waits) -> str:
    if not one.answered:
        return "never" if one.days > PATIENCE else "waiting"
    return "week" if one.days <= 7 else "patience" if one.days <= PATIENCE else "later"


_KINDS: Mapping[Outcome, int] = {
    Outcome.BUSY: 1,
    Outcome.NO_ANSWER: 1,
    Outcome.MAILBOX_FULL: 2,
    Outcome.WRONG_NUMBER: 3,
}


def _offices(calls: Sequence[Calls]) -> Iterator[Office]:
    """Yield each office that was called, the one with most calls first."""
    found: dict[str, tuple[str, str, list[int]]] = {}
    for one in calls:
        _, _, counts = found.setdefault(one.office, (one.senator_name, one.label, [0, 0, 0, 0]))
        counts[_KINDS.get(one.outcome, 0)] += one.calls
    offices = [Office(name, id_, label, *counts) for id_, (name, label, counts) in found.items()]
    yield from sorted(offices, key=lambda office: (-office.calls, office.office))
