"""The day and the time can be set, for tests and for trying things out."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from advocate import clock
from advocate.errors import SettingsError


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("2026-11-24T14:10", date(2026, 11, 24)),
        ("2026-11-24 14:10:30", date(2026, 11, 24)),
    ],
)
def test_the_day_that_is_told(monkeypatch: pytest.MonkeyPatch, told: str, day: date) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", told)
    assert clock.today() == day
    assert clock.now().date() == day


def test_a_time_that_is_told_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24T14:10")
    monkeypatch.setattr(clock, "_STARTED", time.monotonic() - 90)
    told = datetime(2026, 11, 24, 14, 10).astimezone()
    assert timedelta(seconds=90) <= clock.now() - told < timedelta(seconds=100)


@pytest.mark.parametrize(
    ("told", "hours"),
    [("2026-01-15", -5), ("2026-07-01", -4), ("2026-07-01T14:10", -4), ("2026-12-01", -5)],
)
def test_the_offset_is_that_of_the_day(
    monkeypatch: pytest.MonkeyPatch, in_zone: Callable[[str], None], told: str, hours: int
) -> None:
    in_zone("America/New_York")
    monkeypatch.setenv("ADVOCATE_TODAY", told)
    assert clock.now().utcoffset() == timedelta(hours=hours)
    assert clock.now().date() == clock.today()


def test_a_zone_may_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", "2026-11-24T14:10-05:00")
    assert clock.now().utcoffset() is not None
    assert clock.now() - datetime.fromisoformat("2026-11-24T19:10+00:00") < timedelta(hours=1)


@pytest.mark.parametrize(
    "told", ["today", "2026-02-30", "2026-11-24T25:00", "24.11.2026", "T14:10"]
)
def test_what_is_no_date_is_refused(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", told)
    with pytest.raises(SettingsError, match="which is not a date"):
        clock.today()


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ("0001-01-01", False),
        ("1989-12-31", False),
        ("1990-01-01", True),
        ("2199-12-31", True),
        ("2199-12-31T23:59", True),
        ("2200-01-01T00:00", False),
        ("9999-12-31", False),
    ],
)
def test_a_day_that_nothing_can_be_reckoned_from_is_refused(
    monkeypatch: pytest.MonkeyPatch, told: str, taken: bool
) -> None:
    monkeypatch.setenv("ADVOCATE_TODAY", told)
    for read in (clock.today, clock.now):
        if taken:
            read()
        else:
            with pytest.raises(SettingsError, match="no calendar here reaches"):
                read()
