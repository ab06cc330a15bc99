"""When a Senate seat is next voted on."""

from datetime import date, timedelta

from advocate.directory.records import Senator


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
