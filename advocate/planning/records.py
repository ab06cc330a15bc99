"""Records of the weekly plan: what it is made from, what it chooses, and what it leaves out."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from advocate.directory.records import CalendarEntry, Office, Senator
from advocate.issues.records import Pack
from advocate.outreach.records import AT_AN_OFFICE, Contact, FollowUp, Outcome
from advocate.planning.meetings import Occasion, Thread


def _days(first: date, last: date) -> Iterator[date]:
    yield from (first + timedelta(days=n) for n in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do that an alert or a pack names: `key` stays the same from week to week.

    `deadline` None: none; `minutes` 0: not told. `repeats` is done every day anew.
    """

    key: str
    kind: str
    title: str
    command: str
    source: str = ""
    minutes: int = 0
    deadline: date | None = None
    repeats: bool = False
    bonus: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the plan is made from.

    `offices` are a senator's offices by Bioguide id in the order to try them; `contacts` those of
    the last two months and more; `meetings` the meetings and events that are not at their end;
    `done` the keys of tasks that need not be done again, and `spent` this week's minutes so far.
    `log_read`: whether what the log holds is among them; if not, nothing is said of what was not
    done yet.
    """

    today: date
    senators: tuple[Senator, ...] = ()
    offices: Mapping[str, Sequence[Office]] = field(default_factory=dict)
    packs: tuple[Pack, ...] = ()
    contacts: tuple[Contact, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    schedule: tuple[CalendarEntry, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    meetings: tuple[tuple[Occasion, Thread], ...] = ()
    done: frozenset[str] = frozenset()
    spent: int = 0
    log_read: bool = True

    @property
    def monday(self) -> date:
        """The day on which this week began."""
        return self.today - timedelta(days=self.today.weekday())

    @property
    def sunday(self) -> date:
        """The last day of this week."""
        return self.monday + timedelta(days=6)

    def open_day(self, first: date, last: date, *, but: Set[date] = frozenset()) -> date | None:
        """Return the first day of a span on which offices are open, and that is none of `but`."""
        days = (day for day in _days(first, last) if day not in but)
        return next((d for d in days if d.weekday() < 5 and d not in self.holidays), None)

    def free_day(self, first: date, last: date, *, but: Set[date]) -> date | None:
        """Return the first day of a span that is none of `but`; offices may be closed."""
        return next((day for day in _days(first, last) if day not in but), None)

    def meeting_days(self, senator: str, issue: str, *, beside: str = "") -> frozenset[date]:
        """Return the days of meetings and visits with a senator about an issue: those that stand,
        and those that were held. The ones of the thread `beside` are left out."""
        ahead = {
            one.when.date()
            for one, thread in self.meetings
            if one.when
            and one.channel in AT_AN_OFFICE
            and (one.senator, one.issue) == (senator, issue)
            and not (thread.held or (beside and one.slug == beside))
        }
        return frozenset(ahead) | {
            met.when.date()
            for met in self.contacts
            if met.counts
            and met.senator == senator
            and met.channel in AT_AN_OFFICE
            and met.outcome is Outcome.MEETING_HELD
            and issue in [about.issue for about in met.issues]
            and not (beside and met.thread == beside)
        }

    def held_off(self, met: Set[date], first: date, until: date) -> list[str]:
        """Say that a meeting is on one of the days `met` from `first` on, before `until`."""
        days = sorted(day for day in met if first <= day < until)
        return [f"your meeting with them is on {self.day_words(days[0])}"] if days else []

    def day_words(self, day: date) -> str:
        """Return a day as a list has it, with its year where that is not today's: "Nov 24"."""
        return f"{day:%b} {day.day}{'' if day.year == self.today.year else f', {day.year}'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to do, on which day, how long it takes, and why it was chosen.

    `key` names it from week to week; `command` makes what is needed for it; `thread` names the
    meeting or event that it belongs to, and `hour` is when that begins, where it is today: "14:30".
    """

    key: str
    kind: str
    text: str
    minutes: int
    on: date
    why: tuple[str, ...]
    command: str = ""
    senator: str = ""
    senator_name: str = ""
    office: str = ""
    issue: str = ""
    deadline: date | None = None
    follow_ups: tuple[int, ...] = ()
    thread: str = ""
    hour: str = ""
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is not in the plan, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do in the minutes that are left of the week's, and what was left out."""

    choices: tuple[Choice, ...]
    left_out: tuple[Left, ...]
    goal: int
    spent: int

    @property
    def minutes(self) -> int:
        """All that the choices take."""
        return sum(choice.minutes for choice in self.choices)
