"""When senators are home: the work periods of the Senate's published schedule."""

from collections.abc import Iterable
from datetime import date

from advocate.directory.records import CalendarEntry
from advocate.text import long_date

AS_ANNOUNCED = "as announced, may change"


def current_period(entries: Iterable[CalendarEntry], today: date) -> CalendarEntry | None:
    """Return the state work period that `today` lies in, or None."""
    periods = _work_periods(entries)
    return next((e for e in periods if e.start <= today <= e.end), None)


def next_work_period(entries: Iterable[CalendarEntry], today: date) -> CalendarEntry | None:
    """Return the first state work period that begins after `today`, or None."""
    return next((e for e in _work_periods(entries) if e.start > today), None)


def work_period_sentence(entries: Iterable[CalendarEntry], today: date) -> str:
    """Say in a sentence or two when senators are home, now or next, as far as it is published."""
    listed = tuple(entries)
    now = current_period(listed, today)
    if now is not None:
        return f"This is a state work period, until {long_date(now.end)} ({AS_ANNOUNCED})."
    coming = next_work_period(listed, today)
    if coming is not None:
        span = f"{long_date(coming.start)} to {long_date(coming.end)}"
        return f"The next state work period is {span} ({AS_ANNOUNCED})."
    return " ".join(
        ["No coming state work period has been published yet.", *_last_day(listed, today)]
    )


def _work_periods(entries: Iterable[CalendarEntry]) -> list[CalendarEntry]:
    periods = (entry for entry in entries if entry.kind == "work_period")
    return sorted(periods, key=lambda entry: entry.start)


def _last_day(entries: Iterable[CalendarEntry], today: date) -> list[str]:
    days = (e.start for e in entries if e.kind == "last_day" and e.start >= today)
    day = min(days, default=None)
    if day is None:
        return []
    return [f"The session's last scheduled day is {long_date(day)} ({AS_ANNOUNCED})."]
