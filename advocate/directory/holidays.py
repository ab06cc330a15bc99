"""The days on which no Senate office answers: federal holidays (5 U.S.C. 6103), one's own."""

from collections.abc import Iterable
from datetime import date, timedelta

from advocate.directory.records import CalendarEntry


def closed_between(entries: Iterable[CalendarEntry], first: date, last: date) -> dict[date, str]:
    """Return the days of a span on which offices are closed, in order, each with its name: the
    federal holidays, and of the schedule the holidays that the user added."""
    closed = holidays_between(first, last)
    for entry in entries:
        if entry.own and entry.kind == "holiday":
            begins, ends = max(entry.start, first), min(entry.end, last)
            for ahead in range((ends - begins).days + 1):
                closed.setdefault(begins + timedelta(days=ahead), entry.note)
    return dict(sorted(closed.items()))


def holidays_between(first: date, last: date) -> dict[date, str]:
    """Return the federal holidays of a span by day, in order, with those that are observed on
    another day than their own."""
    # The package takes 40 ms to load: a lookup does without it.
    from holidays import country_holidays

    found = country_holidays("US", years=range(first.year, last.year + 1), language="en_US")
    return {day: found[day] for day in sorted(found) if first <= day <= last}
