"""Work periods, before, in and after them."""

from datetime import date

import pytest

from advocate.directory.calendar import current_period, next_work_period, work_period_sentence
from advocate.directory.dataset import Dataset
from advocate.directory.elections import election_day


@pytest.mark.parametrize(
    ("day", "now", "coming"),
    [
        (date(2026, 10, 4), None, date(2026, 10, 5)),
        (date(2026, 10, 5), date(2026, 10, 5), date(2026, 12, 21)),
        (date(2026, 11, 6), date(2026, 10, 5), date(2026, 12, 21)),
        (date(2026, 11, 7), None, date(2026, 12, 21)),
        (date(2027, 1, 3), None, None),
    ],
)
def test_periods(dataset: Dataset, day: date, now: date | None, coming: date | None) -> None:
    current, following = (
        current_period(dataset.calendar, day),
        next_work_period(dataset.calendar, day),
    )
    assert (current and current.start) == now
    assert (following and following.start) == coming


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (
            date(2026, 10, 6),
            "This is a state work period, until November 6, 2026 (as announced, may change).",
        ),
        (
            date(2026, 11, 24),
            "The next state work period is December 21, 2026 to January 2, 2027 "
            "(as announced, may change).",
        ),
        (date(2027, 1, 3), "No coming state work period has been published yet."),
    ],
)
def test_sentences(dataset: Dataset, day: date, sentence: str) -> None:
    assert work_period_sentence(dataset.calendar, day) == sentence


def test_the_last_day_is_said_when_no_period_is_published(dataset: Dataset) -> None:
    entries = [entry for entry in dataset.calendar if entry.kind == "last_day"]
    assert work_period_sentence(entries, date(2026, 11, 24)) == (
        "No coming state work period has been published yet. The session's last scheduled day is "
        "December 18, 2026 (as announced, may change)."
    )


@pytest.mark.parametrize(
    ("year", "day"), [(2024, 5), (2026, 3), (2027, 2), (2028, 7), (2030, 5), (2032, 2), (2022, 8)]
)
def test_election_day(year: int, day: int) -> None:
    assert election_day(year) == date(year, 11, day)


def test_sources_are_spelled_out(dataset: Dataset) -> None:
    assert {entry.source for entry in dataset.calendar} == {"The Inventor, 2026-01-01"}
