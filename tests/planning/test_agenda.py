"""The agenda: in order, inside its days, each entry with an identity that a calendar keeps."""

from dataclasses import replace
from datetime import date

import pytest

from advocate.directory.dataset import Dataset
from advocate.directory.holidays import holidays_between
from advocate.directory.own_calendar import own_entry
from advocate.directory.records import CALENDAR_KINDS, CalendarEntry
from advocate.issues.records import Pack
from advocate.planning.agenda import DayKind, agenda, deadlines, events_of
from advocate.text import slug

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)


def test_what_reaches_into_the_days_counts(dataset: Dataset) -> None:
    days = agenda(
        schedule=dataset.calendar,
        holidays=holidays_between(FIRST, LAST),
        packs=(),
        follow_ups=(),
        first=date(2026, 12, 22),
        last=LAST,
    )
    assert [(day.start, day.kind) for day in days] == [
        (date(2026, 12, 21), DayKind.SENATE),
        (date(2026, 12, 25), DayKind.HOLIDAY),
    ]
    assert [day.event().uid for day in days] == [
        "senate-20261221-state-work-period-winter",
        "holiday-20261225-christmas-day",
    ]


def own(start: date, end: date, kind: str, note: str) -> CalendarEntry:
    return own_entry(start, end, what=kind, note=note, source="")


def test_no_two_events_have_one_identity() -> None:
    days = agenda(
        schedule=[
            own(FIRST, FIRST, "deadline", "投票"),
            own(FIRST, FIRST, "deadline", "集会"),
            own(FIRST, LAST, "congress_ends", "by law"),
        ],
        holidays={},
        packs=(),
        follow_ups=(),
        first=FIRST,
        last=LAST,
    )
    events = list(events_of(days))
    assert len({event.uid for event in events}) == 3
    assert not [event for event in events if "may change" in event.note]


def identities(*schedule: CalendarEntry, first: date = FIRST) -> list[str]:
    days = agenda(schedule=schedule, holidays={}, packs=(), follow_ups=(), first=first, last=LAST)
    return [event.uid for event in events_of(days)]


@pytest.mark.parametrize("kind", CALENDAR_KINDS)
def test_an_own_date_keeps_its_identity_when_its_note_changes(kind: str) -> None:
    (uid,) = identities(own(FIRST, FIRST, kind, "Ana's surgery"))
    assert uid == f"own-20261201-{kind.replace('_', '-')}"
    assert identities(own(FIRST, LAST, kind, "another word")) == [uid]


def test_of_two_own_dates_of_a_day_the_second_stays_the_second() -> None:
    vote, rally = own(FIRST, FIRST, "deadline", "vote"), own(FIRST, LAST, "deadline", "rally")
    period = own(FIRST, LAST, "work_period", "home")
    both = ["own-20261201-deadline", "own-20261201-deadline-2"]
    assert identities(vote, rally) == both
    assert identities(vote, vote, rally) == both  # the same thing twice is one
    assert identities(replace(vote, note="z"), rally) == both
    # Also when the first is over.
    assert identities(vote, rally, period, first=date(2026, 12, 2)) == [
        both[1],
        "own-20261201-work-period",
    ]


def test_an_ask_has_a_day_of_its_own(pack: Pack) -> None:
    by = tuple(replace(ask, by=date(2026, 12, 3)) for ask in pack.asks[:1])
    days = list(deadlines(replace(pack, asks=by, deadline=date(2026, 12, 18))))
    assert [day.start for day in days] == [date(2026, 12, 18), date(2026, 12, 3)]
    assert days[0].text == f"Last day to act on “{pack.title}”"
    kept = f"deadline-20261218-{slug(f'Last day for: {pack.title}')}"  # as calendars have it
    assert days[0].event().uid == kept
    assert not list(deadlines(replace(pack, asks=(), deadline=None)))
