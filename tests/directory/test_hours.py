"""Offices' hours: what is on file, the usual ones, holidays, and each office's own clock."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocate.directory.holidays import holidays_between
from advocate.directory.hours import opening
from advocate.directory.records import Office, OfficeKind
from advocate.resources import bundled

OFFICE = Office(
    "X1", OfficeKind.STATE, "1 Main St.", "", "", "Exville", "NY", "10001",
    "212-555-0100", "", "", 40.7, -74.0, "America/New_York",
)  # fmt: skip
HOLIDAYS = holidays_between(date(2026, 11, 1), date(2027, 1, 31))


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "moment", "sentence"),
    [
        ("", utc(24, 19, 10), "open until 5:00 p.m. (usual hours); it is 2:10 p.m. there"),
        ("", utc(24, 13), "closed now; opens at 9:00 a.m. (usual hours); it is 8:00 a.m. there"),
        (
            "",
            utc(25, 22),
            "closed now; opens Friday at 9:00 a.m. (usual hours); it is 5:00 p.m. there",
        ),
        (
            "",
            utc(26, 17),
            "closed: Thanksgiving Day; opens tomorrow at 9:00 a.m. (usual hours); it is noon there",
        ),
        # whoever asks has Tuesday already
        (
            "",
            utc(24, 3),
            "closed now; opens tomorrow at 9:00 a.m. (usual hours); it is 10:00 p.m. on Monday "
            "there",
        ),
        (
            "By appointment only",
            utc(28, 17),
            "closed: it is Saturday; opens Monday at 9:00 a.m. (usual hours); it is noon there",
        ),
        ("8am-5pm ET", utc(24, 13), "open until 5:00 p.m.; it is 8:00 a.m. there"),
        (
            "Tuesday and Wednesday 8:00AM-5:00PM and by appointment",
            utc(26, 17),
            "closed: Thanksgiving Day; opens Tuesday at 8:00 a.m.; it is noon there",
        ),
        (
            "Tuesday and Wednesday 8:00AM-5:00PM and by appointment",
            utc(27, 17),
            "closed: it is Friday; opens Tuesday at 8:00 a.m.; it is noon there",
        ),
    ],
)
def test_an_office_is_open_or_not(hours: str, moment: datetime, sentence: str) -> None:
    found = opening(replace(OFFICE, hours=hours), moment, HOLIDAYS)
    assert found
    assert found.sentence == sentence


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2025, 11, 22), "November 24, 2026 at 9:00 a.m."),
        (date(2026, 11, 17), "November 24 at 9:00 a.m."),
        (date(2026, 11, 22), "Tuesday at 9:00 a.m."),
        (date(2026, 11, 23), "tomorrow at 9:00 a.m."),
        (date(2026, 11, 24), "at 9:00 a.m."),
        (date(2026, 11, 25), "Tuesday at 9:00 a.m."),  # Guam is ahead
    ],
)
def test_tomorrow_is_that_of_who_asks(today: date, words: str) -> None:
    found = opening(OFFICE, utc(24, 3), HOLIDAYS)
    assert found
    assert found.opens_words(today) == words


@pytest.mark.parametrize(
    ("hours", "days", "opens", "closes"),
    [
        ("Monday, Wednesday, Friday 9am-5pm MT by appointment", "024", 9, 17),
        ("Monday-Friday, 9am-4pm by appointment", "01234", 9, 16),
        ("8:30 am to 5:00 pm", "01234", 8.5, 17),
        ("M-F 8-5:00pm", "01234", 8, 17),
        ("8:30am - 5:30pm (M-F)", "01234", 8.5, 17.5),
        ("Monday-Friday; 8:00am – 5:00pm PT", "01234", 8, 17),
        ("Mon-Thurs 10 a.m. - 2 p.m.", "0123", 10, 14),
        ("Sunday-Thursday 9am-5pm", "60123", 9, 17),
        ("Mon-Thu 1-5pm", "0123", 13, 17),
        ("12-4pm", "01234", 12, 16),
        ("Friday 12:00-5:00 p.m.", "4", 12, 17),
        ("12:30-4", "01234", 12.5, 16),
        ("6-2pm", "01234", 6, 14),
        ("7-3:30pm", "01234", 7, 15.5),
    ],
)
def test_hours_on_file(hours: str, days: str, opens: float, closes: float) -> None:
    office = replace(OFFICE, hours=hours, timezone="UTC")
    for day in range(23, 30):
        for half in range(48):
            moment = utc(day, half // 2, 30 * (half % 2))
            found = opening(office, moment, {})
            assert found
            assert not found.usual
            inside = str(moment.weekday()) in days and opens <= half / 2 < closes
            assert found.is_open == inside, moment


@pytest.mark.parametrize(
    "hours",
    ["call first", "9-5, closed for lunch", "25pm-99am", "9am-12pm and 1pm-5pm", "5pm-9am", "noon"],
)
def test_what_is_not_understood_is_not_counted_with(hours: str) -> None:
    found = opening(replace(OFFICE, hours=hours), utc(24, 19), HOLIDAYS)
    assert found
    assert found.usual


@pytest.mark.parametrize("zone", ["", "Nowhere/Else", "../etc/passwd", "\0"])
def test_without_a_clock_nothing_is_said(zone: str) -> None:
    assert opening(replace(OFFICE, timezone=zone), utc(24, 19), {}) is None


@given(st.text(max_size=40))
def test_any_hours_can_be_read(hours: str) -> None:
    found = opening(replace(OFFICE, hours=hours), utc(24, 19), {})
    assert found
    assert found.usual or found.until != time(17) or hours


def test_every_office_that_is_shipped_has_its_clock() -> None:
    senators = json.loads((bundled("data") / "senators.json").read_text("utf-8"))
    offices = [office for senator in senators for office in senator["offices"]]
    assert {o["timezone"] for o in offices if o["kind"] == "washington"} == {"America/New_York"}
    assert [o["id"] for o in offices if not o["timezone"]] == []
    by_id = {office["id"]: office["timezone"] for office in offices}
    assert by_id["P000603-bowling_green"] == "America/Chicago"  # Kentucky lies in two zones


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 11, 1), date(2026, 12, 31), ["2026-11-11", "2026-11-26", "2026-12-25"]),
        (date(2026, 7, 1), date(2026, 7, 9), ["2026-07-03", "2026-07-04"]),
        (date(2027, 12, 20), date(2028, 1, 2), ["2027-12-24", "2027-12-25", "2027-12-31",
          "2028-01-01"]),
        (date(2026, 8, 1), date(2026, 8, 31), []),
    ],
)  # fmt: skip
def test_holidays(first: date, last: date, days: list[str]) -> None:
    assert [day.isoformat() for day in holidays_between(first, last)] == days
