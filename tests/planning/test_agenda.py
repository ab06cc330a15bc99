"""The agenda: in order, inside its days, each entry with an identity that a calendar keeps."""

from dataclasses import replace
from datetime import date

from advocate.directory.dataset import Dataset
from advocate.directory.holidays import holidays_between
from advocate.directory.own_calendar import own_entry
from advocate.directory.records import CalendarEntry
from advocate.issues.records import Pack
from advocate.planning.agenda import DayKind, agenda, deadlines, events_of

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


def test_an_ask_has_a_day_of_its_own(pack: Pack) -> None:
    by = tuple(replace(ask, by=date(2026, 12, 3)) for ask in pack.asks[:1])
    days = list(deadlines(replace(pack, asks=by, deadline=date(2026, 12, 18))))
    assert [day.start for day in days] == [date(2026, 12, 18), date(2026, 12, 3)]
    assert not list(deadlines(replace(pack, asks=(), deadline=None)))
