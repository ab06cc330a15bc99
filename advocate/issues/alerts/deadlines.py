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
    published calendar that ends on or after both the alert's date and `today`; its last day counts,
    or the alert's last where that comes first. An event's day is its deadline.
    """
    if action.deadline == WORK_PERIOD:
        period = work_period_of(alert, calendar, today)
        return min(period.end, alert.expires) if period else None
    if isinstance(action.deadline, str):
        ahead = (WEEKDAYS.index(action.deadline) - alert.date.weekday()) % 7
        return alert.date + timedelta(days=ahead)
    return action.deadline or action.day


def deadline_words(
    action: AlertAction, alert: Alert, calendar: Iterable[CalendarEntry], today: date
) -> str:
    """Say by when an action is to be done: "by Friday, November 27, 2026"; empty when open."""
    if action.day:
        return f"on {_day(action.day)}"
    if action.deadline == WORK_PERIOD:
        period = work_period_of(alert, calendar, today)
        if period is None:
            return "in the next state work period (none is published yet)"
        span = f"{long_date(period.start)} to {long_date(period.end)}"
        return f"in the state work period, {span} (as announced, may change)"
    day = deadline_of(action, alert, calendar, today)
    return f"by {_day(day)}" if day else ""


def work_period_of(
    alert: Alert, calendar: Iterable[CalendarEntry], today: date
) -> CalendarEntry | None:
    """Return the state work period that an alert means on `today`: this one, or the next."""
    since = max(alert.date, today)
    periods = (entry for entry in calendar if entry.kind == "work_period" and entry.end >= since)
    return min(periods, key=lambda entry: entry.start, default=None)


def _day(day: date) -> str:
    return f"{day:%A}, {long_date(day)}"
