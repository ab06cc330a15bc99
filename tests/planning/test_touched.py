"""What newer data touches in the log."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from advocate.outreach.records import (
    Channel,
    Contact,
    Direction,
    FollowUp,
    IssueAsk,
    Outcome,
    Promise,
)
from advocate.planning.meetings import Ended, Occasion
from advocate.planning.touched import touched_lines

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LETTER = Contact(
    id=9,
    uid="u9",
    revision=1,
    created=NOW,
    made=NOW,
    when=NOW - timedelta(days=20),
    channel=Channel.LETTER,
    outcome=Outcome.SENT,
    senator="X000001",
    senator_name="Beatrix Hollowell",
    office="X000001-buffalo",
    office_label="Buffalo, NY",
    issues=(IssueAsk("town-hall"),),
)
PROMISE = FollowUp(
    id=3,
    uid="f3",
    contact=9,
    senator="X000001",
    senator_name="Beatrix Hollowell",
    made=NOW,
    promise=Promise.THEIRS,
    text="call back",
    due=date(2026, 12, 4),
)
WAITS = (
    "Letter of November 4, 2026, Buffalo, NY, without an answer yet "
    "(contact 9, Senator Beatrix Hollowell)."
)
DUE = "Follow-up 3, due December 4, 2026: call back (Senator Beatrix Hollowell)."


def touched(
    *contacts: Contact,
    follow_ups: tuple[FollowUp, ...] = (),
    meetings: tuple[Occasion, ...] = (),
    **which: Any,
) -> tuple[str, ...]:
    asked = {"senators": (), "offices": ("X000001-buffalo",)} | which
    return touched_lines(contacts, follow_ups, meetings, now=NOW, **asked)


def test_a_letter_to_an_office_that_moved() -> None:
    assert touched(LETTER) == (WAITS,)
    assert touched(LETTER, offices=("X000001-albany",)) == ()
    assert touched(LETTER, offices=(), senators=("X000001",)) == (WAITS,)
    assert touched(LETTER, offices=(), senators=("X000002",)) == ()


@pytest.mark.parametrize(
    "values",
    [
        {"practice": True},
        {"outcome": Outcome.REPLY_RECEIVED},
        {"direction": Direction.INCOMING},
        {"channel": Channel.CALL},
        {"when": NOW - timedelta(days=200)},
        {"office": ""},
    ],
)
def test_a_letter_that_waits_for_nothing(values: dict[str, Any]) -> None:
    assert touched(replace(LETTER, **values)) == ()


@pytest.mark.parametrize(
    ("values", "answered"),
    [
        ({}, True),
        ({"issues": (), "thread": "t"}, True),
        ({"issues": ()}, False),
        ({"senator": "X000002"}, False),
        ({"when": LETTER.when - timedelta(days=1)}, False),
        ({"direction": Direction.OUTGOING}, False),
        ({"practice": True}, False),
    ],
)
def test_an_answer(values: dict[str, Any], answered: bool) -> None:
    reply = replace(
        LETTER,
        id=10,
        channel=Channel.CALL,
        outcome=Outcome.SPOKE,
        direction=Direction.INCOMING,
        when=NOW,
    )
    letter = replace(LETTER, thread="t")
    lines = touched(letter, replace(reply, **values))
    assert lines == (() if answered else (WAITS,))


def test_follow_ups() -> None:
    assert touched(LETTER, follow_ups=(PROMISE,)) == (DUE, WAITS)
    assert touched(follow_ups=(PROMISE,)) == ()  # from a contact with another office
    assert touched(follow_ups=(PROMISE,), senators=("X000001",)) == (DUE,)
    without = replace(PROMISE, due=None)
    assert touched(follow_ups=(without,), senators=("X000001",)) == (
        "Follow-up 3: call back (Senator Beatrix Hollowell).",
    )


AHEAD = Occasion(
    slug="libraries",
    uid="m1",
    channel=Channel.MEETING,
    issue="town-hall",
    senator="X000001",
    senator_name="Beatrix Hollowell",
    place="10001",
    state="NY",
    office="X000001-buffalo",
    when=datetime(2026, 12, 3, 10),  # noqa: DTZ001 - at the office
)
LINE = "Meeting on December 3, 2026: libraries (Senator Beatrix Hollowell)."


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({}, (LINE,)),
        ({"when": datetime(2026, 11, 24, 9)}, (LINE.replace("December 3", "November 24"),)),  # noqa: DTZ001
        ({"when": None}, (LINE.replace("on December 3, 2026", "that has no day yet"),)),
        ({"channel": Channel.TOWN_HALL}, (LINE.replace("Meeting", "Town hall"),)),
        ({"when": datetime(2026, 11, 23, 10)}, ()),  # noqa: DTZ001
        ({"ended": Ended.DROPPED}, ()),
        ({"office": "X000001-albany"}, ()),
        ({"slug": "held"}, ()),
    ],
)
def test_a_meeting_ahead(values: dict[str, Any], lines: tuple[str, ...]) -> None:
    held = replace(LETTER, channel=Channel.MEETING, outcome=Outcome.MEETING_HELD, thread="held")
    assert touched(held, meetings=(replace(AHEAD, **values),)) == lines


def test_a_meeting_with_a_senator_who_is_gone() -> None:
    assert touched(meetings=(AHEAD,), offices=(), senators=("X000001",)) == (LINE,)
    assert touched(meetings=(AHEAD,), offices=(), senators=("X000002",)) == ()
