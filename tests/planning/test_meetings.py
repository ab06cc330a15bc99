"""Where a meeting stands, by what record and log hold, and what comes next."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from advocate.directory.holidays import holidays_between
from advocate.documents.meeting import Window
from advocate.outreach.records import (
    Channel,
    Contact,
    FollowUp,
    FollowUpDraft,
    FollowUpState,
    Outcome,
    Promise,
)
from advocate.planning.meetings import (
    MOVES,
    REQUEST,
    THANK_YOU,
    THANKS,
    Ended,
    Occasion,
    Stage,
    Thread,
    ladder,
    next_step,
    stage_of,
    thanks_after,
    thread_of,
)

TODAY = date(2026, 12, 1)
CLOSED = holidays_between(date(2026, 1, 1), date(2027, 12, 31))
PLANNED = Occasion(
    slug="libraries",
    uid="0",
    channel=Channel.MEETING,
    issue="sample-issue",
    senator="X000001",
    senator_name="Ada Hollowell",
    place="10001",
    state="NY",
    office="X000001-new_york",
)
FIXED = replace(PLANNED, when=datetime(2026, 12, 10, 14, 30))  # noqa: DTZ001 - at the office

AFTER_HOLIDAY = replace(FIXED, when=datetime(2027, 1, 19, 10))  # noqa: DTZ001 - at the office


def contact(number: int, day: int, channel: Channel, outcome: Outcome, *used: str) -> Contact:
    when = datetime(2026, 11, day, 12, tzinfo=UTC)
    return Contact(
        id=number,
        uid=str(number),
        revision=1,
        created=when,
        made=when,
        when=when,
        channel=channel,
        outcome=outcome,
        senator="X000001",
        senator_name="Ada Hollowell",
        documents=used,
        thread="libraries",
    )


def due(number: int, of: int, draft: FollowUpDraft) -> FollowUp:
    return FollowUp(
        id=number,
        uid=str(number),
        contact=of,
        senator="X000001",
        senator_name="Ada Hollowell",
        made=datetime(2026, 11, 1, tzinfo=UTC),
        promise=draft.promise,
        text=draft.text,
        due=draft.due,
        state=draft.state,
    )


ASKED = contact(1, 24, Channel.EMAIL, Outcome.SENT, REQUEST)
MET = contact(2, 28, Channel.MEETING, Outcome.MEETING_HELD)
THANKED = contact(3, 29, Channel.LETTER, Outcome.SENT, THANK_YOU)
RUNGS = tuple(due(n, 1, one) for n, one in enumerate(ladder(date(2026, 11, 24), CLOSED), 1))
THANK = due(8, 2, thanks_after(MET.when))
PROMISED = due(9, 2, FollowUpDraft(promise=Promise.THEIRS, text="a call", due=date(2026, 12, 4)))


@pytest.mark.parametrize(
    ("one", "contacts", "stage"),
    [
        (PLANNED, (), Stage.PLANNED),
        (replace(PLANNED, windows=(Window(TODAY, TODAY),)), (), Stage.PLANNED),
        (PLANNED, (ASKED,), Stage.ASKED),
        (PLANNED, (contact(4, 24, Channel.CALL, Outcome.SPOKE),), Stage.PLANNED),
        (FIXED, (ASKED,), Stage.FIXED),
        (FIXED, (), Stage.FIXED),
        (FIXED, (ASKED, MET), Stage.HELD),
        (PLANNED, (MET,), Stage.HELD),
        (replace(FIXED, ended=Ended.CLOSED), (ASKED, MET), Stage.CLOSED),
        (replace(FIXED, ended=Ended.DROPPED), (ASKED,), Stage.DROPPED),
    ],
)
def test_the_stage_follows_from_record_and_log(
    one: Occasion, contacts: tuple[Contact, ...], stage: Stage
) -> None:
    assert stage_of(one, thread_of(contacts, ())) is stage


@pytest.mark.parametrize(
    ("move", "stages"),
    [
        ("sent", "planned asked"),
        ("fix", "planned asked fixed"),
        ("brief", "planned asked fixed"),
        ("notes", "planned asked fixed held"),
        ("thank", "held"),
        ("close", "held"),
        ("drop", "planned asked fixed"),
    ],
)
def test_what_can_be_done_when(move: str, stages: str) -> None:
    assert MOVES[move] == {Stage(word) for word in stages.split()}


def test_nothing_can_be_done_with_what_is_at_its_end() -> None:
    assert [name for name, stages in MOVES.items() if {Stage.CLOSED, Stage.DROPPED} & stages] == []


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("2026-11-24", ["2026-11-27", "2026-12-01", "2026-12-08"]),  # Thanksgiving week
        ("2026-11-23", ["2026-11-27", "2026-11-30", "2026-12-07"]),  # the third day is Thanksgiving
        ("2026-12-22", ["2026-12-28", "2026-12-29", "2027-01-05"]),  # Christmas, then a weekend
        ("2027-01-15", ["2027-01-19", "2027-01-22", "2027-01-29"]),  # Martin Luther King Jr. Day
    ],
)
def test_one_asks_again_on_days_on_which_offices_work(sent: str, expected: list[str]) -> None:
    rungs = ladder(date.fromisoformat(sent), CLOSED)
    assert [str(rung.due) for rung in rungs] == expected
    assert {rung.promise for rung in rungs} == {Promise.FOLLOW_UP}


def test_thanks_are_due_within_48_hours() -> None:
    assert thanks_after(datetime(2026, 12, 30, 9, tzinfo=UTC)).due == date(2027, 1, 1)


def test_the_ladder_is_what_is_left_of_it_and_nothing_else() -> None:
    done = replace(RUNGS[0], state=FollowUpState.DONE)
    own = due(7, 1, FollowUpDraft(promise=Promise.FOLLOW_UP, text="bring the map"))
    named_alike = replace(RUNGS[1], id=6, promise=Promise.OURS)
    thread = thread_of((ASKED,), (named_alike, own, RUNGS[2], done, RUNGS[1]))
    assert thread.rungs == RUNGS[1:]
    assert thread.open[-1] == own  # without a day: last


def test_a_thread_is_in_the_order_of_days() -> None:
    thread = thread_of((THANKED, ASKED, MET), (PROMISED, THANK))
    assert thread.contacts == (ASKED, MET, THANKED)
    assert (thread.request, thread.held, thread.thanked) == (ASKED, MET, THANKED)
    assert thread.thanks_due == (THANK,)
    assert [one.text for one in thread.open] == [THANKS, "a call"]


HELD = thread_of((ASKED, MET), (THANK, PROMISED))
TICKED = replace(THANK, state=FollowUpState.DONE)
RALLY = replace(PLANNED, channel=Channel.RALLY)


@pytest.mark.parametrize(
    ("one", "thread", "today", "command", "by"),
    [
        (PLANNED, Thread(), TODAY, "meeting sent libraries", None),
        (PLANNED, thread_of((ASKED,), RUNGS), TODAY, "follow-ups done 1", "2026-11-27"),
        (PLANNED, thread_of((ASKED,), ()), TODAY, "meeting request libraries --out", None),
        (FIXED, Thread(), TODAY, "meeting brief libraries", "2026-12-09"),
        (FIXED, Thread(), date(2026, 12, 10), "meeting notes libraries", None),
        (FIXED, Thread(), date(2026, 12, 11), "meeting notes libraries", None),
        (
            replace(FIXED, notes="notes.txt"),
            Thread(),
            date(2026, 12, 11),
            "meeting notes libraries --read",
            None,
        ),
        (FIXED, HELD, TODAY, "meeting thank libraries", "2026-11-30"),
        (
            FIXED,
            thread_of((ASKED, MET, THANKED), (THANK,)),  # killed before it was ticked off
            TODAY,
            "meeting thank libraries --sent",
            None,
        ),
        (
            FIXED,
            thread_of((MET, THANKED), (TICKED, PROMISED)),
            TODAY,
            "follow-ups done 9",
            "2026-12-04",
        ),
        (FIXED, thread_of((MET, THANKED), (TICKED,)), TODAY, "meeting close libraries", None),
        # Offices, which are called the day before, are closed on that Monday; a rally calls none.
        (AFTER_HOLIDAY, Thread(), TODAY, "meeting brief libraries", "2027-01-15"),
        (
            replace(AFTER_HOLIDAY, channel=Channel.VISIT),
            Thread(),
            TODAY,
            "event kit libraries",
            "2027-01-15",
        ),
        (
            replace(AFTER_HOLIDAY, channel=Channel.RALLY),
            Thread(),
            TODAY,
            "event kit libraries",
            "2027-01-18",
        ),
        (RALLY, Thread(), TODAY, "event fix libraries --when 'DAY TIME'", None),
        (replace(RALLY, when=FIXED.when), Thread(), TODAY, "event kit libraries", "2026-12-09"),
        (replace(RALLY, when=FIXED.when), HELD, TODAY, "event thank libraries", "2026-11-30"),
    ],
)
def test_what_comes_next(
    one: Occasion, thread: Thread, today: date, command: str, by: str | None
) -> None:
    step = next_step(one, thread, today, CLOSED)
    assert step is not None
    assert step.command.startswith(f"advocate {command}")
    assert (str(step.by) if step.by else None) == by
    assert step.text[0].isupper()


def test_nothing_comes_after_the_end() -> None:
    assert next_step(replace(FIXED, ended=Ended.CLOSED), HELD, TODAY, {}) is None
