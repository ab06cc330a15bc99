"""A meeting at an office: when, how long, who comes, and an agenda that adds up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from advocate.notices import Notice
from advocate.text import clock_time, long_date

DEFAULT_MINUTES = 20
SHORTEST, LONGEST = 10, 60
LONGEST_EVENT = 600  # a rally or a town hall takes as long as it takes


class Role(StrEnum):
    """What one person at the meeting does."""

    LEADER = "leader"
    APPRECIATOR = "appreciator"
    ASKER = "asker"
    STORYTELLER = "storyteller"
    FACTS = "facts"
    TIME_KEEPER = "time-keeper"
    NOTE_TAKER = "note-taker"
    FOLLOW_UP = "follow-up"


DUTIES: dict[Role, str] = {
    Role.LEADER: "opens, introduces everyone, keeps to the agenda, closes",
    Role.APPRECIATOR: "thanks the senator for one thing, honestly",
    Role.ASKER: "puts the ask, waits for the answer, asks again",
    Role.STORYTELLER: "tells one true story, two minutes at most",
    Role.FACTS: "answers questions of fact; says “I’ll send it” when unsure",
    Role.TIME_KEEPER: "watches the clock, signals five minutes before the end",
    Role.NOTE_TAKER: "writes down exact words and every promise",
    Role.FOLLOW_UP: "leaves the papers, sends thanks within two days",
}


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person who comes along, with the role they take."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A part of the meeting and its whole minutes."""

    minutes: int
    title: str
    who: str


# Between which hours we offer to come: a scheduler begins and ends the day with other things.
FROM, UNTIL = time(10), time(16)


@dataclass(frozen=True, slots=True)
class Window:
    """Days offered for a meeting, both counted, each between FROM and UNTIL."""

    first: date
    last: date

    @property
    def days(self) -> str:
        """The days as a letter has them: "Tuesday, December 8, to Friday, December 11, 2026"."""
        if self.first == self.last:
            return f"{self.first:%A}, {long_date(self.first)}"
        year = f", {self.first.year}" if self.first.year != self.last.year else ""
        first = f"{self.first:%A}, {self.first:%B} {self.first.day}{year}"
        return f"{first}, to {self.last:%A}, {long_date(self.last)}"

    @property
    def words(self) -> str:
        """The days and the hours, as a letter has them."""
        return f"{self.days}, {clock_time(FROM)} to {clock_time(UNTIL)}"

    @property
    def spoken(self) -> str:
        """The days as one says them on the phone: "December 8 to 11"."""
        first, last = (f"{day:%B} {day.day}" for day in (self.first, self.last))
        if self.first == self.last:
            return first
        same = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        return f"{first} to {self.last.day if same else last}"


@dataclass(frozen=True, slots=True)
class Asking:
    """When to ask for a meeting: `days` are working days to ask for, None where the last day that
    counts is too near; the day to `call`; the days to ask `again` while nothing comes back."""

    days: Window | None = None
    call: date | None = None
    again: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is known of the meeting; `when` is None until it has been fixed.

    `windows` are the days offered in the request for it, the first choice first.
    """

    when: datetime | None = None
    minutes: int = DEFAULT_MINUTES
    attendees: tuple[Attendee, ...] = ()
    windows: tuple[Window, ...] = ()


_FACTS = "facts"
_FACTS_WORDS = ("The problem, in a sentence", "One fact", "Two facts")
# Shares of a 15-minute meeting: what staff remember is the ask and the story.
_PARTS = (
    (2, "Introductions and a thank-you", "leader, appreciator"),
    (2, "Why we came, and the ask", "asker"),
    (3, "The story", "storyteller"),
    (2, _FACTS, "facts"),
    (4, "Their answer, their questions, the ask again", "asker, facts"),
    (2, "Who does what by when; thanks; photo if they agree", "leader, follow-up"),
)


def agenda(minutes: int, *, facts: int) -> tuple[AgendaItem, ...]:
    """Return the parts of a meeting of `minutes`, whole minutes that add up to it; `facts` says
    how many there are to tell."""
    told = _FACTS_WORDS[min(facts, len(_FACTS_WORDS) - 1)]
    whole = sum(share for share, _, _ in _PARTS)
    exact = [minutes * share / whole for share, _, _ in _PARTS]
    rounded = [int(part) for part in exact]
    short = minutes - sum(rounded)
    by_loss = sorted(range(len(exact)), key=lambda i: rounded[i] - exact[i])
    for index in by_loss[:short]:
        rounded[index] += 1
    return tuple(
        AgendaItem(length, told if title == _FACTS else title, who)
        for length, (_, title, who) in zip(rounded, _PARTS, strict=True)
    )


def group_notices(attendees: Sequence[Attendee]) -> list[Notice]:
    """Return what is odd about those who come; one person may well have two roles."""
    people = {(person.name.casefold(), person.role) for person in attendees}
    found = []
    if len(people) < len(attendees):
        found.append(Notice("attendee-twice", "Somebody is named twice with the same role."))
    if len([role for _, role in people if role is Role.LEADER]) > 1:
        text = "Two or more are to lead: the papers name all of them as such."
        found.append(Notice("two-leaders", text))
    return found


def taking(role: Role, attendees: Sequence[Attendee]) -> tuple[str, ...]:
    """Return the names of those who take a role."""
    return tuple(person.name for person in attendees if person.role is role)
