"""The user's own dates: laid over the schedule, written and read back, refused with the place."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from advocate.directory.calendar import no_schedule, senate_today, work_period_sentence
from advocate.directory.check import check_dataset
from advocate.directory.dataset import OWN_CALENDAR, Dataset
from advocate.directory.own_calendar import (
    OwnCalendar,
    dropped,
    own_entry,
    read_own_calendar,
    save_own_calendar,
    with_own,
)
from advocate.directory.records import CalendarEntry
from advocate.errors import SettingsError

PERIOD = own_entry(
    date(2027, 2, 15), date(2027, 2, 19), what="work_period", note="", source="The “Inventor”"
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    own = OwnCalendar((PERIOD,), (date(2026, 12, 18),))
    path = save_own_calendar(tmp_path / "home", own)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_own_calendar(tmp_path / "home") == own
    path.write_text(path.read_text() + "\n[[drop]]\nfrom = 2026-12-21\n")
    assert read_own_calendar(tmp_path / "home").dropped[-1] == date(2026, 12, 21)


def test_own_dates_count_where_the_schedule_does(dataset: Dataset, tmp_path: Path) -> None:
    save_own_calendar(tmp_path, OwnCalendar((PERIOD,), (date(2026, 12, 21),)))
    own = Dataset(dataset.folder, own=tmp_path)
    assert work_period_sentence(own.calendar, date(2026, 11, 24)) == (
        "The next state work period is February 15, 2027 to February 19, 2027 "
        "(as announced, may change)."
    )
    assert len(own.calendar) == len(dataset.calendar)


def test_the_data_is_not_blamed_for_own_dates(dataset: Dataset, tmp_path: Path) -> None:
    vote = own_entry(date(2026, 12, 1), None, what="deadline", note="the vote", source="")
    save_own_calendar(tmp_path, OwnCalendar((vote,)))
    found = check_dataset(Dataset(dataset.folder, own=tmp_path), today=date(2026, 11, 24))
    assert not [one for one in found if one.where.startswith("calendar")]


def test_dropping_takes_ones_own_date_first(dataset: Dataset) -> None:
    own = OwnCalendar((PERIOD,))
    assert dropped(own, PERIOD.start) == OwnCalendar()
    assert dropped(own, date(2026, 12, 18)).dropped == (date(2026, 12, 18),)
    left = with_own(dataset.calendar, dropped(OwnCalendar(), date(2026, 12, 18)))
    assert "last_day" not in [entry.kind for entry in left]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[add]]\nto = 2027-02-15", "[[add]] 1 no day: write from = 2027-02-15"),
        ("[[add]]\nfrom = 2027-02-15\nto = 2027-02-14\nwhat = 'work_period'", "before it begins"),
        ("[[add]]\nfrom = 2027-02-15\nwhat = 'recess'", "what = “recess”; it can be: convenes"),
        ("[[add]]\nfrom = 2027-02-15\nwhat = 7", "something else than text"),
        ("[[add]]\nfrom = 2027-02-15T09:00:00\nwhat = 'holiday'", "no day"),
        ("[[add]]\nfrom = 2027-02-15\nwhen = 1", "a key “when”; keys: from, to"),
        ("add = 3", "something else than [[add]] tables"),
        ("[[more]]\nfrom = 2027-02-15", "a part “more”; it can have: add, drop"),
        ("[[drop]]\n", "[[drop]] 1 no day"),
        ("[[add]\n", "is not TOML at line 1"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / OWN_CALENDAR).write_text(text)
    with pytest.raises(SettingsError) as caught:
        read_own_calendar(tmp_path)
    assert said in caught.value.sentence
    assert OWN_CALENDAR in caught.value.sentence


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 10, 6), "Senators are home until November 6, 2026 (as announced, may change)."),
        (
            date(2026, 11, 24),
            "The Senate is in session until its last scheduled day, December 18, 2026; senators "
            "are home from December 21, 2026 (as announced, may change).",
        ),
        (
            date(2026, 12, 19),
            "The session's last scheduled day was December 18, 2026; senators are home from "
            "December 21, 2026 (as announced, may change). No schedule of the Senate for 2027 is "
            "on file.",
        ),
        (date(2026, 12, 25), "Senators are home until January 2, 2027 (as announced, may change)."),
        (date(2027, 1, 4), "No schedule of the Senate for 2027 is on file."),
    ],
)
def test_the_senate_today(dataset: Dataset, day: date, said: str) -> None:
    assert senate_today(dataset.calendar, day) == said


LAST_DAY, WINTER = date(2026, 12, 18), date(2026, 12, 21)
CONVENES, AGAIN = (
    own_entry(date(2027, 1, 5), None, what="convenes", note="", source=""),
    own_entry(date(2026, 11, 2), date(2026, 11, 13), what="work_period", note="", source=""),
)
UNKNOWN = (
    "The Senate is in session (as announced, may change). Its last day is not on file: the "
    "schedule is known until December 31, 2026, and nothing after that."
)


@pytest.mark.parametrize(
    ("own", "day", "said"),
    [
        # a period of next year says nothing of this one's end, published or not
        (OwnCalendar((PERIOD,), (LAST_DAY, WINTER)), date(2026, 11, 29), UNKNOWN),
        (OwnCalendar((PERIOD, CONVENES), (LAST_DAY, WINTER)), date(2026, 12, 31), UNKNOWN),
        (
            OwnCalendar((PERIOD,), (LAST_DAY,)),
            date(2026, 11, 29),
            "The Senate is in session until December 20, 2026; then senators are home "
            "(as announced, may change).",
        ),
        # over the year's end
        (
            OwnCalendar((PERIOD, CONVENES), (WINTER,)),
            date(2026, 12, 24),
            "The session's last scheduled day was December 18, 2026; the next begins on "
            "January 5, 2027 (as announced, may change).",
        ),
        (
            OwnCalendar((PERIOD, CONVENES)),
            date(2027, 1, 4),
            "The Senate convenes on January 5, 2027 (as announced, may change).",
        ),
        (
            OwnCalendar((PERIOD, CONVENES)),
            date(2027, 1, 5),
            "The Senate is in session until February 14, 2027; then senators are home "
            "(as announced, may change).",
        ),
        # of what the user adds, nothing but that day is known
        (
            OwnCalendar((CONVENES,)),
            date(2027, 3, 1),
            UNKNOWN.replace("December 31, 2026", "January 5, 2027"),
        ),
        # of two that run, the longer one
        (
            OwnCalendar((AGAIN,)),
            date(2026, 11, 5),
            "Senators are home until November 13, 2026 (as announced, may change).",
        ),
    ],
)
def test_nothing_is_said_beyond_the_schedule(
    dataset: Dataset, own: OwnCalendar, day: date, said: str
) -> None:
    assert senate_today(with_own(dataset.calendar, own), day) == said


def test_a_day_off_is_said(dataset: Dataset) -> None:
    off = CalendarEntry(date(2026, 11, 11), date(2026, 11, 11), "holiday", "Veterans Day", "x")
    assert senate_today([*dataset.calendar, off], off.start).startswith(
        "The Senate does not sit today; it is in session until its last scheduled day, "
    )


def test_no_session_outlives_its_congress() -> None:
    entries = [
        replace(CONVENES, own=False),
        own_entry(date(2027, 1, 7), None, what="congress_ends", note="", source=""),
        PERIOD,
    ]
    assert "known until January 7, 2027, and nothing after" in senate_today(
        entries, date(2027, 1, 6)
    )


def test_a_run_of_years_is_said_short() -> None:
    assert no_schedule(2027, 2028) == "No schedule of the Senate for 2027 and 2028 is on file."
    assert no_schedule(2027, 2028, 2029) == "No schedule of the Senate for 2027 to 2029 is on file."


def test_one_period_of_ones_own_is_no_schedule(dataset: Dataset) -> None:
    entries = with_own(dataset.calendar, OwnCalendar((PERIOD,)))
    assert senate_today(entries, date(2027, 1, 4)) == (
        "No schedule of the Senate for 2027 is on file. The next state work period is "
        "February 15, 2027 to February 19, 2027 (as announced, may change)."
    )
    without = [entry for entry in dataset.calendar if entry.kind != "work_period"]
    assert senate_today(without, date(2026, 12, 20)).startswith("The session's last scheduled day")
    assert senate_today(without, date(2026, 12, 1)).startswith(
        "The Senate is in session until its last scheduled day, December 18, 2026"
    )
