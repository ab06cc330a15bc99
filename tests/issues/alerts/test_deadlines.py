"""By when an action is to be done: dates, weekdays, work periods, events."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from advocate.directory.records import CalendarEntry
from advocate.issues.alerts.deadlines import deadline_of, deadline_words
from advocate.issues.alerts.read import read_alert
from advocate.issues.alerts.records import Alert


def entry(start: str, end: str, kind: str = "work_period") -> CalendarEntry:
    return CalendarEntry(date.fromisoformat(start), date.fromisoformat(end), kind, "", "")


CALENDAR = (
    entry("2026-12-21", "2027-01-02"),
    entry("2026-10-05", "2026-11-06"),
    entry("2026-11-23", "2026-11-27"),
    entry("2026-11-25", "2026-11-26", "holiday"),
)


@pytest.fixture
def alert(sample: Path) -> Alert:
    """The sample alert, of Tuesday, November 24, 2026; it may be used until the end of January."""
    return replace(read_alert(sample), expires=date(2027, 1, 31))


@pytest.mark.parametrize(
    ("deadline", "on", "day", "words"),
    [
        (None, "2026-11-24", None, ""),
        (date(2026, 12, 4), "2026-11-24", "2026-12-04", "by Friday, December 4, 2026"),
        (date(2026, 12, 4), "2026-12-24", "2026-12-04", "by Friday, December 4, 2026"),
        ("friday", "2026-11-24", "2026-11-27", "by Friday, November 27, 2026"),
        ("friday", "2026-11-30", "2026-11-27", "by Friday, November 27, 2026"),
        ("tuesday", "2026-11-24", "2026-11-24", "by Tuesday, November 24, 2026"),
        ("monday", "2026-11-24", "2026-11-30", "by Monday, November 30, 2026"),
        ("work period", "2026-11-24", "2026-11-27",
         "in the state work period, November 23, 2026 to November 27, 2026 "
         "(as announced, may change)"),
        ("work period", "2026-11-28", "2027-01-02",
         "in the state work period, December 21, 2026 to January 2, 2027 "
         "(as announced, may change)"),
        ("work period", "2027-01-04", None,
         "in a state work period (none is published for the time until January 31, 2027)"),
    ],
)  # fmt: skip
def test_a_deadline(
    alert: Alert, deadline: date | str | None, on: str, day: str | None, words: str
) -> None:
    action = replace(alert.actions[0], deadline=deadline)
    today = date.fromisoformat(on)
    found = deadline_of(action, alert, CALENDAR, today)
    assert found == (date.fromisoformat(day) if day else None)
    assert deadline_words(action, alert, CALENDAR, today) == words


def test_a_work_period_ends_with_the_alert(alert: Alert) -> None:
    short = replace(alert, expires=date(2026, 12, 28))
    action = replace(alert.actions[0], deadline="work period")
    assert deadline_of(action, short, CALENDAR, date(2026, 12, 1)) == date(2026, 12, 28)
    assert deadline_words(action, short, CALENDAR, date(2026, 12, 1)) == (
        "in the state work period, December 21, 2026 to January 2, 2027 (as announced, may "
        "change), by Monday, December 28, 2026"
    )


def test_a_work_period_after_the_alert_is_none_of_its(alert: Alert) -> None:
    over = replace(alert, expires=date(2026, 12, 1))
    action = replace(alert.actions[0], deadline="work period")
    assert deadline_of(action, over, CALENDAR, date(2026, 11, 28)) is None
    assert deadline_words(action, over, CALENDAR, date(2026, 11, 28)) == (
        "in a state work period (none is published for the time until December 1, 2026)"
    )


def test_a_weekday_is_not_after_the_alert(alert: Alert) -> None:
    over = replace(alert, expires=date(2026, 11, 26))
    action = replace(alert.actions[0], deadline="friday")
    assert deadline_of(action, over, (), date(2026, 11, 24)) == date(2026, 11, 26)


def test_an_event_has_its_day(alert: Alert) -> None:
    action = alert.actions[3]
    assert deadline_of(action, alert, (), date(2026, 11, 24)) == date(2026, 12, 5)
    words = deadline_words(action, alert, (), date(2026, 11, 24))
    assert words == "on Saturday, December 5, 2026"
