"""When senators are home, and when they sit: the Senate's published schedule."""

from collections.abc import Iterable
from datetime import date, timedelta

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


def senate_today(entries: Iterable[CalendarEntry], today: date) -> str:
    """Say in a sentence whether senators are home or in session today, and until when."""
    listed = tuple(entries)
    now, coming = current_period(listed, today), next_work_period(listed, today)
    if now is not None:
        return f"Senators are home until {long_date(now.end)} ({AS_ANNOUNCED})."
    if not is_published(listed, today.year):
        none = f"No schedule of the Senate for {today.year} is on file."
        return f"{none} {work_period_sentence(listed, today)}" if coming else none
    last = max(
        (e.start for e in listed if e.kind == "last_day" and _in(e, today.year)), default=None
    )
    if last and last < today:
        return f"The session's last scheduled day was {long_date(last)} ({AS_ANNOUNCED})."
    if coming is not None and (last is None or coming.start <= last + timedelta(days=7)):
        ends = f"until {long_date(coming.start - timedelta(days=1))}; then senators are home"
    else:
        ends = f"until its last scheduled day, {long_date(last)}" if last else "with no end on file"
    return f"The Senate is in session {ends} ({AS_ANNOUNCED})."


def is_published(entries: Iterable[CalendarEntry], year: int) -> bool:
    """Say whether a schedule of that year's session is on file."""
    return any(entry.kind in _OF_A_SCHEDULE and _in(entry, year) for entry in entries)


# One work period alone, which a user may have added, says nothing of the days around it.
_OF_A_SCHEDULE = ("convenes", "last_day")


def _in(entry: CalendarEntry, year: int) -> bool:
    return year in (entry.start.year, entry.end.year)


def _work_periods(entries: Iterable[CalendarEntry]) -> list[CalendarEntry]:
    periods = (entry for entry in entries if entry.kind == "work_period")
    return sorted(periods, key=lambda entry: entry.start)


def _last_day(entries: Iterable[CalendarEntry], today: date) -> list[str]:
    days = (e.start for e in entries if e.kind == "last_day" and e.start >= today)
    day = min(days, default=None)
    if day is None:
        return []
    return [f"The session's last scheduled day is {long_date(day)} ({AS_ANNOUNCED})."]
