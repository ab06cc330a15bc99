"""By when an action is to be done: a date, the next such weekday, the next state work period."""

from collections.abc import Iterable
from datetime import date, timedelta

from advocate.directory.records import CalendarEntry
from advocate.issues.alerts.records import Alert, AlertAction
from advocate.issues.records import WEEKDAYS, WORK_PERIOD
from advocate.text import long_date


def deadline_of(
    action: AlertAction, alert: Alert, calendar: Iterable[CalendarEntry], today: date
) -> date | None:
    """Return the last day on which an action counts, past ones too, or None when none is set.

    A weekday is the first such day on or after the alert's date. A work period is the first of the
    published calendar that ends on or after both the alert's date and `today`, and begins while the
    alert may be used; its last day counts. An event's day is its deadline. None is after the
    alert's own last day.
    """
    if action.deadline == WORK_PERIOD:
        period = work_period_of(alert, calendar, today)
        day = period.end if period else None
    elif isinstance(action.deadline, str):
        day = weekday_after(alert.date, action.deadline)
    else:
        day = action.deadline or action.day
    return min(day, alert.expires) if day else None


def weekday_after(day: date, name: str) -> date:
    """Return the first day of this name on or after a day."""
    return day + timedelta(days=(WEEKDAYS.index(name) - day.weekday()) % 7)


def deadline_words(
    action: AlertAction, alert: Alert, calendar: Iterable[CalendarEntry], today: date
) -> str:
    """Say by when an action is to be done: "by Friday, November 27, 2026"; empty when open."""
    if action.day:
        return f"on {_day(action.day)}"
    if action.deadline == WORK_PERIOD:
        period = work_period_of(alert, calendar, today)
        if period is None:
            until = long_date(alert.expires)
            return f"in a state work period (none is published for the time until {until})"
        span = f"{long_date(period.start)} to {long_date(period.end)}"
        sooner = f", by {_day(alert.expires)}" if alert.expires < period.end else ""
        return f"in the state work period, {span} (as announced, may change){sooner}"
    day = deadline_of(action, alert, calendar, today)
    return f"by {_day(day)}" if day else ""


def work_period_of(
    alert: Alert, calendar: Iterable[CalendarEntry], today: date
) -> CalendarEntry | None:
    """Return the state work period that an alert means on `today`: this one, or the next; None
    where none begins while it may be used."""
    since, until = max(alert.date, today), alert.expires
    works = (entry for entry in calendar if entry.kind == "work_period")
    periods = (entry for entry in works if entry.end >= since and entry.start <= until)
    return min(periods, key=lambda entry: entry.start, default=None)


def _day(day: date) -> str:
    return f"{day:%A}, {long_date(day)}"
