"""Which numbers are called now, in which order, and why others are not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from advocate.directory.dataset import Dataset
from advocate.directory.lookup import find_senator
from advocate.directory.offices import calling_order
from advocate.directory.records import Office, Senator
from advocate.planning.ladder import ladder_of

AFTERNOON = datetime(2026, 11, 24, 19, 10, tzinfo=UTC)
NIGHT = datetime(2026, 11, 25, 3, 10, tzinfo=UTC)
CITIES = ["New York", "Washington", "Peekskill", "Albany", "Buffalo", "Syracuse"]


@pytest.fixture
def senator(dataset: Dataset) -> Senator:
    """Six offices in New York's time, all but one with a phone."""
    found = find_senator(dataset.senators, "Hollowell")
    offices = [replace(one, timezone="America/New_York") for one in found.offices]
    return replace(found, offices=tuple(offices))


def in_order(senator: Senator, *, first: str = "New York") -> list[Office]:
    near = [one for one in senator.state_offices if one.city == first]
    near += [one for one in senator.state_offices if one.city != first]
    return calling_order(near[0], near, senator.washington_office)


def cities(rungs: Sequence[object]) -> list[str]:
    return [getattr(one, "label", "").rsplit(", ", 1)[0] for one in rungs]


def test_the_nearest_comes_first_then_washington_then_the_rest(senator: Senator) -> None:
    order = [office.city for office in in_order(senator)]
    assert order[:2] == ["New York", "Washington"]
    assert sorted(order) == sorted(CITIES)
    assert [office.city for office in in_order(senator, first="Buffalo")][:2] == [
        "Buffalo",
        "Washington",
    ]


def test_in_the_afternoon_all_with_a_phone_are_called(senator: Senator) -> None:
    found = ladder_of(in_order(senator), AFTERNOON, {})
    assert cities(found.open)[:2] == ["New York", "Washington"]
    assert "Peekskill" not in cities(found.rungs)
    assert found.closed == ()
    assert found.left_out == ("Peekskill, NY: no phone on file",)


def test_at_night_nobody_is_called_and_all_take_messages(senator: Senator) -> None:
    found = ladder_of(in_order(senator), NIGHT, {})
    assert found.open == ()
    assert len(found.closed) == 5
    closed = [text for text in found.left_out if "closed now" in text]
    # One keeps hours of its own, four the usual ones.
    assert len(closed) == 2
    assert closed[1].startswith("Washington, ")
    assert "opens tomorrow at 9:00 a.m. (usual hours)" in closed[1]


def test_a_holiday_closes_all(senator: Senator) -> None:
    holiday = {date(2026, 11, 24): "An Invented Day"}
    found = ladder_of(in_order(senator), AFTERNOON, holiday)
    assert found.open == ()
    assert all("An Invented Day" in text or "no phone" in text for text in found.left_out)


def test_a_number_reported_wrong_is_not_called(senator: Senator) -> None:
    offices = [
        replace(one, wrong_since=date(2026, 11, 20)) if one.city == "New York" else one
        for one in in_order(senator)
    ]
    found = ladder_of(offices, AFTERNOON, {})
    assert cities(found.rungs)[0] == "Washington"
    assert "New York" not in cities(found.rungs)
    assert "New York, NY: 212-555-0111 was reported wrong on November 20, 2026" in found.left_out


@pytest.mark.parametrize("moment", [AFTERNOON, NIGHT])
def test_an_office_whose_clock_is_unknown_is_called(senator: Senator, moment: datetime) -> None:
    offices = [replace(one, timezone="") for one in in_order(senator)]
    found = ladder_of(offices, moment, {})
    assert len(found.open) == 5
    assert {rung.note for rung in found.open} == {"its local time is not known"}


def test_many_are_named_in_part(senator: Senator) -> None:
    model = senator.washington_office
    offices = [replace(model, id=str(n), city=f"Town {n}", state="NY") for n in range(1, 10)]
    (told,) = ladder_of(offices, NIGHT, {}).left_out
    assert told.startswith("Town 1, Town 2, Town 3, Town 4 and 5 more offices: closed now")
