"""When a Senate seat is next voted on."""

from datetime import date, timedelta

from advocate.directory.records import Senator
from advocate.text import long_date


def election_day(year: int) -> date:
    """Return the Tuesday after the first Monday in November (2 U.S.C. 7)."""
    first = date(year, 11, 1)
    monday = first + timedelta(days=(7 - first.weekday()) % 7)
    return monday + timedelta(days=1)


def next_election(senator: Senator) -> date:
    """Return the general election that fills the seat after this term.

    A regular term ends on 3 January: the election is the November before. An appointed senator's
    term may end on the day of a special election: then it is that day.
    """
    end = senator.term_end
    day = election_day(end.year)
    if day == end:
        return day
    year = end.year if day < end else end.year - 1
    return election_day(year - year % 2)


def seat_note(senator: Senator, today: date) -> str:
    """Return what to know before one writes: that the term has ended, or that it is about to.

    Empty while the recorded term runs and no election for the seat has been held.
    """
    who, end = f"Senator {senator.last_name}", long_date(senator.term_end)
    if senator.term_end < today:
        seat = f"{senator.state}'s class {senator.senate_class} seat"
        return f"{who}'s recorded term ended on {end}. Look at senate.gov for who holds {seat}."
    day = next_election(senator)
    if day < today:
        return f"{who}'s term ends on {end}; the election for the seat was on {long_date(day)}."
    return ""
