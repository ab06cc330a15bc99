"""The days offered for a meeting: far enough ahead, no holiday, senators at home if it is known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocate.directory.holidays import holidays_between
from advocate.directory.records import CalendarEntry
from advocate.planning.windows import Proposal, asking_for, propose

CLOSED = holidays_between(date(2026, 1, 1), date(2028, 12, 31))


def period(first: str, last: str) -> CalendarEntry:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return CalendarEntry(start, end, "work_period", "state work period", "invented")


JANUARY = period("2027-01-18", "2027-01-22")  # its Monday is Martin Luther King Jr. Day
THANKSGIVING = period("2026-11-23", "2026-11-27")
AUGUST = period("2027-08-09", "2027-09-10")  # Labor Day is September 6


def proposed(today: str, *periods: CalendarEntry, washington: bool = False) -> Proposal:
    day = date.fromisoformat(today)
    return propose(periods, CLOSED, day, washington=washington)


def spans(proposal: Proposal) -> list[str]:
    return [f"{w.first:%m-%d}..{w.last:%m-%d}" for w in proposal.windows]


LAST_DAY = CalendarEntry(date(2026, 12, 18), date(2026, 12, 18), "last_day", "", "invented")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-11-29", ["12-14..12-16", "12-17..12-18"]),
        ("2026-12-17", ["01-04..01-08", "01-11..01-15", "01-19..01-20"]),
    ],
)
def test_washington_is_not_offered_when_the_session_is_over(
    today: str, expected: list[str]
) -> None:
    assert spans(proposed(today, LAST_DAY, washington=True))[:3] == expected


@pytest.mark.parametrize(
    ("today", "periods", "expected"),
    [
        # a week with a holiday; a whole week; weeks beside each other
        ("2026-12-28", [JANUARY], ["01-19..01-20", "01-21..01-22"]),
        (
            "2026-12-28",
            [period("2027-01-25", "2027-01-29")],
            ["01-25..01-27", "01-28..01-29"],
        ),
        (
            "2027-01-04",
            [period("2027-01-25", "2027-02-05")],
            ["01-25..01-29", "02-01..02-05"],
        ),
        ("2027-07-19", [AUGUST], ["08-09..08-13", "08-16..08-20", "08-23..08-27"]),
        # within it already: what is left of it, two weeks ahead
        ("2027-08-19", [AUGUST], ["09-02..09-03", "09-07..09-10"]),
        # a single day is left of it: the next one
        (
            "2027-08-27",
            [AUGUST, period("2027-10-11", "2027-10-15")],
            ["10-12..10-13", "10-14..10-15"],
        ),
        # Thanksgiving week: Thursday is out, Friday is a day
        ("2026-11-01", [THANKSGIVING], ["11-23..11-25", "11-27..11-27"]),
        # too near to be asked for: the weeks two to four ahead
        ("2026-11-16", [THANKSGIVING], ["11-30..12-04", "12-07..12-11", "12-14..12-14"]),
        # in Thanksgiving week itself, and no period known
        ("2026-11-24", [], ["12-08..12-11", "12-14..12-18", "12-21..12-22"]),
        ("2026-11-29", [], ["12-14..12-18", "12-21..12-24"]),
        # a new year without a calendar: two weeks on is a holiday
        ("2027-01-04", [], ["01-19..01-22", "01-25..01-29", "02-01..02-01"]),
        ("2027-01-08", [], ["01-22..01-22", "01-25..01-29", "02-01..02-05"]),
    ],
)
def test_the_days_offered(today: str, periods: list[CalendarEntry], expected: list[str]) -> None:
    assert spans(proposed(today, *periods)) == expected


@pytest.mark.parametrize(
    ("today", "periods", "words"),
    [
        (
            "2026-12-28",
            [JANUARY],
            "Senators are home from January 18, 2027 to January 22, 2027 (as announced, may "
            "change).",
        ),
        (
            "2026-11-24",
            [JANUARY],
            "may change). Offices like to be asked two to four weeks ahead: send it between "
            "December 22, 2026 and January 5, 2027.",
        ),
        ("2027-01-04", [], "No coming state work period has been published yet, so these are"),
    ],
)
def test_why_these_days(today: str, periods: list[CalendarEntry], words: str) -> None:
    assert words in proposed(today, *periods).why


def test_washington_is_asked_when_senators_are_there() -> None:
    proposal = proposed("2026-12-28", JANUARY, washington=True)
    assert spans(proposal) == ["01-11..01-15", "01-25..01-29"]
    assert "in no state work period" in proposal.why
    far = proposed("2027-07-26", AUGUST, washington=True)
    assert spans(far) == ["09-13..09-15", "09-16..09-17"]  # the week after it, parted


@pytest.mark.parametrize(
    ("periods", "deadline", "expected"),
    [
        ([], "2026-12-18", ["12-14..12-16", "12-17..12-18"]),
        ([], "2026-12-22", ["12-14..12-18", "12-21..12-22"]),
        # no choice of days until then; long past it; senators are home only after it
        ([], "2026-12-14", ["12-14..12-18", "12-21..12-24"]),
        ([], "2026-11-01", ["12-14..12-18", "12-21..12-24"]),
        ([JANUARY], "2026-12-18", ["01-19..01-20", "01-21..01-22"]),
    ],
)
def test_no_day_after_the_last_that_counts(
    periods: list[CalendarEntry], deadline: str, expected: list[str]
) -> None:
    last = date.fromisoformat(deadline)
    proposal = propose(periods, CLOSED, date(2026, 11, 29), deadline=last)
    assert spans(proposal) == expected
    assert ("the last day that counts" in proposal.why) is (f"{last:%m-%d}" in expected[-1][7:])


@pytest.mark.parametrize(
    ("today", "deadline", "days", "call", "again"),
    [
        ("2026-11-29", "2026-12-18", "12-14..12-18", "11-30", ["12-02", "12-07", "12-14"]),
        ("2026-11-29", None, "12-14..12-24", "11-30", ["12-02", "12-07", "12-14"]),
        ("2026-11-29", "2026-12-13", "", "11-30", ["12-02", "12-07", "12-14"]),
        ("2026-12-22", "2026-12-18", "01-05..01-19", "12-22", ["12-28", "12-29", "01-05"]),
    ],
)
def test_when_to_ask_by_phone(
    today: str, deadline: str | None, days: str, call: str, again: list[str]
) -> None:
    day = date.fromisoformat(today)
    asking = asking_for(day, CLOSED, date.fromisoformat(deadline) if deadline else None)
    span = asking.days
    assert (f"{span.first:%m-%d}..{span.last:%m-%d}" if span else "") == days
    assert f"{asking.call:%m-%d}" == call
    assert [f"{one:%m-%d}" for one in asking.again] == again


DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))


@given(today=DAYS, start=DAYS, days=st.integers(0, 40), washington=st.booleans())
def test_no_day_is_near_or_closed(today: date, start: date, days: int, *, washington: bool) -> None:
    entry = CalendarEntry(start, start + timedelta(days=days), "work_period", "", "")
    windows = propose([entry], CLOSED, today, washington=washington).windows
    assert 2 <= len(windows) <= 3
    offered = [
        window.first + timedelta(days=n)
        for window in windows
        for n in range((window.last - window.first).days + 1)
    ]
    assert offered == sorted(set(offered))
    assert offered[0] >= today + timedelta(days=14)
    assert [day for day in offered if day.weekday() > 4 or day in CLOSED] == []
    assert propose([entry], CLOSED, today, washington=washington).windows == windows
