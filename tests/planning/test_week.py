"""The planner: five weeks as tables, and what holds of every plan."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advocate.directory.dataset import Dataset
from advocate.directory.holidays import holidays_between
from advocate.directory.own_calendar import own_entry
from advocate.directory.records import CalendarEntry, Senator
from advocate.issues.read import read_pack
from advocate.issues.records import Pack
from advocate.outreach.records import (
    Channel,
    Contact,
    FollowUp,
    FollowUpState,
    IssueAsk,
    Outcome,
    Promise,
)
from advocate.planning.matters import REST
from advocate.planning.meetings import Occasion, Thread, ladder
from advocate.planning.records import Choice, Facts, Left, Plan, Task
from advocate.planning.week import plan_week

TUESDAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 19, tzinfo=UTC)


def facts_of(dataset: Dataset, pack: Pack, today: date, **more: object) -> Facts:
    """Return what a week in New York is planned from."""
    senators = dataset.senators_of("NY")
    offices = {s.bioguide: (*s.state_offices, s.washington_office) for s in senators}
    known = {
        "today": today,
        "senators": senators,
        "offices": offices,
        "packs": (pack,),
        "schedule": dataset.calendar,
        "holidays": holidays_between(today - timedelta(days=7), today + timedelta(days=14)),
    }
    return Facts(**(known | more))  # type: ignore[arg-type]


def contact(
    day: date,
    senator: Senator,
    *,
    channel: Channel = Channel.CALL,
    outcome: Outcome = Outcome.SPOKE,
    office: str = "",
    number: int = 1,
    documents: tuple[str, ...] = (),
    issue: str = "sample-issue",
) -> Contact:
    """Return a logged contact."""
    when = datetime.combine(day, time(12), UTC)
    return Contact(
        when=when, channel=channel, outcome=outcome, senator=senator.bioguide,
        senator_name=senator.full_name, office=office, issues=(IssueAsk(issue),),
        documents=documents, id=number, uid=f"c{number}", revision=1, created=when, made=when,
    )  # fmt: skip


def promise(due: date | None, senator: Senator, number: int = 1, of: int = 1) -> FollowUp:
    """Return an open follow-up."""
    return FollowUp(
        promise=Promise.THEIRS, text=f"answer {number}", due=due, state=FollowUpState.OPEN,
        id=number, uid=f"f{number}", contact=of, senator=senator.bioguide,
        senator_name=senator.full_name, made=NOW,
    )  # fmt: skip


def lines(plan: Plan) -> list[str]:
    return [
        f"{one.on:%a %d} {one.kind} {one.senator} {one.minutes}".strip() for one in plan.choices
    ]


@pytest.mark.parametrize(
    ("today", "deadline", "expected"),
    [
        # A vote in three days: calls, and the web form, for a letter would come too late.
        (
            date(2026, 11, 24),
            date(2026, 11, 27),
            ["Tue 24 call X000001 10", "Tue 24 web-form X000001 15",
             "Tue 24 call X000002 10", "Tue 24 web-form X000002 15"],
        ),
        # A work period in three weeks: its meetings are asked for now.
        (
            date(2026, 11, 30),
            None,
            ["Mon 30 meeting-request X000001 25", "Mon 30 meeting-request X000002 25",
             "Mon 30 call X000001 10", "Mon 30 letter X000001 30", "Mon 30 call X000002 10",
             "Mon 30 postcard X000002 10"],
        ),
        # The last day is today.
        (
            date(2026, 11, 24),
            date(2026, 11, 24),
            ["Tue 24 call X000001 10", "Tue 24 web-form X000001 15",
             "Tue 24 call X000002 10", "Tue 24 web-form X000002 15"],
        ),
        # Thanksgiving itself: offices answer on Friday; letters can be written.
        (
            date(2026, 11, 26),
            None,
            ["Thu 26 meeting-request X000001 25", "Thu 26 meeting-request X000002 25",
             "Thu 26 letter X000001 30", "Thu 26 postcard X000002 10", "Fri 27 call X000001 10",
             "Fri 27 call X000002 10"],
        ),
        # No calendar for the year: nothing is guessed about when senators are home.
        (
            date(2027, 1, 4),
            None,
            ["Mon 04 call X000001 10", "Mon 04 letter X000001 30", "Mon 04 call X000002 10",
             "Mon 04 letter X000002 30"],
        ),
        # Home: one can go there.
        (
            date(2026, 10, 6),
            None,
            ["Tue 06 visit X000001 60", "Tue 06 call X000001 10", "Tue 06 letter X000001 30",
             "Tue 06 call X000002 10", "Tue 06 postcard X000002 10"],
        ),
        # Sunday: no office opens any more this week.
        (
            date(2026, 11, 29),
            None,
            ["Sun 29 meeting-request X000001 25", "Sun 29 meeting-request X000002 25",
             "Sun 29 letter X000001 30", "Sun 29 letter X000002 30"],
        ),
    ],
)  # fmt: skip
def test_a_week(
    dataset: Dataset, pack: Pack, today: date, deadline: date | None, expected: list[str]
) -> None:
    asks = tuple(replace(ask, by=None) for ask in pack.asks)
    pack = replace(pack, deadline=deadline, asks=asks, expires=date(2027, 6, 1))
    plan = plan_week(facts_of(dataset, pack, today), minutes=120)
    found = lines(plan)
    assert found[: len(expected)] == expected, found
    assert plan.minutes <= 120


def test_every_choice_says_why(dataset: Dataset, pack: Pack) -> None:
    plan = plan_week(facts_of(dataset, pack, TUESDAY), minutes=120)
    assert plan.choices[0].why == ("24 days left, until Dec 18",)
    assert plan.choices[0].text == (
        "Call Senator Hollowell about S. 9901, the Evening Libraries Act: Albany, 518-555-0111"
    )
    assert plan.choices[0].command == "advocate call sample-issue --senator Hollowell"
    assert all(choice.why for choice in plan.choices)


def test_an_office_that_was_called_rests_and_another_takes_its_turn(
    dataset: Dataset, pack: Pack
) -> None:
    senator = dataset.senator("X000001")
    office = senator.state_offices[0]
    old = contact(date(2026, 11, 20), senator, office=office.id, issue="other-issue")
    plan = plan_week(facts_of(dataset, pack, TUESDAY, contacts=(old,)), minutes=120)
    call = next(one for one in plan.choices if one.kind == "call" and one.senator == "X000001")
    assert (call.office, call.on) == (office.id, date(2026, 11, 27))  # seven days after
    spoke = contact(date(2026, 11, 23), senator, office=office.id, issue="other-issue")
    plan = plan_week(facts_of(dataset, pack, TUESDAY, contacts=(spoke,)), minutes=120)
    call = next(one for one in plan.choices if one.kind == "call" and one.senator == "X000001")
    assert call.office != office.id
    assert call.why[-1] == "the Albany office heard from you on Nov 23"
    # Once it has had its rest, that is no reason for anything.
    rested = replace(old, when=old.when - timedelta(days=14))
    sunday = facts_of(dataset, pack, date(2026, 11, 29), contacts=(rested,))
    closed = {one.why for one in plan_week(sunday, minutes=120).left_out}
    assert closed == {"no office is open in the days left"}
    # A line that was busy is no contact.
    busy = replace(spoke, outcome=Outcome.BUSY)
    plan = plan_week(facts_of(dataset, pack, TUESDAY, contacts=(busy,)), minutes=120)
    assert next(one.office for one in plan.choices if one.kind == "call") == office.id


def test_what_is_done_is_left_out_with_its_day(dataset: Dataset, pack: Pack) -> None:
    senator = dataset.senator("X000001")
    told = (
        contact(date(2026, 11, 23), senator, number=1),
        contact(date(2026, 11, 10), senator, number=2, channel=Channel.LETTER),
    )
    plan = plan_week(facts_of(dataset, pack, TUESDAY, contacts=told), minutes=120)
    assert [one.kind for one in plan.choices if one.senator == "X000001"] == []
    why = {one.why for one in plan.left_out}
    assert {"called on Nov 23", "written on Nov 10"} <= why


def test_a_letter_that_asks_for_a_meeting_is_no_letter_on_the_issue(
    dataset: Dataset, pack: Pack
) -> None:
    senator = dataset.senator("X000001")
    asked = contact(
        date(2026, 11, 28), senator, channel=Channel.LETTER, documents=("meeting-request",)
    )
    facts = facts_of(dataset, pack, date(2026, 11, 30), contacts=(asked,))
    kinds = [one.kind for one in plan_week(facts, minutes=240).choices if one.senator == "X000001"]
    assert "letter" in kinds
    assert "meeting-request" not in kinds


def occasion(senator: Senator, **more: object) -> Occasion:
    """Return a meeting that was begun."""
    told = {
        "slug": "libraries", "uid": "0", "channel": Channel.MEETING, "issue": "sample-issue",
        "senator": senator.bioguide, "senator_name": senator.full_name, "place": "10001",
        "state": "NY", "office": senator.state_offices[0].id,
    }  # fmt: skip
    return Occasion(**(told | more))  # type: ignore[arg-type]


def test_a_meeting_that_was_begun_is_not_begun_again(dataset: Dataset, pack: Pack) -> None:
    bare = replace(pack, deadline=None, asks=tuple(replace(a, by=None) for a in pack.asks))
    facts = facts_of(dataset, bare, date(2026, 11, 30))
    asked = [one.senator for one in plan_week(facts, minutes=120).choices if _asks(one)]
    assert asked == ["X000001", "X000002"]
    begun = replace(facts, meetings=((occasion(dataset.senator("X000001")), Thread()),))
    asked = [one.senator for one in plan_week(begun, minutes=120).choices if _asks(one)]
    assert asked == ["X000002"]


def _asks(one: Choice) -> bool:
    return one.kind == "meeting-request"


@pytest.mark.parametrize(
    ("today", "when", "on", "why"),
    [
        # The office is called on a day on which it works; a rally needs none.
        ("2026-11-23", "2026-11-30 14:00", "2026-11-27", "it is on Nov 30"),
        ("2026-11-24", "2026-11-27 10:00", "2026-11-25", "it is on Nov 27"),
        ("2026-11-27", "2026-11-27 10:00", "2026-11-27", "it is today"),
        ("2026-11-28", "2026-11-27 10:00", "2026-11-28", "it was on Nov 27"),
        ("2026-11-24", "2026-12-20 10:00", "", ""),
    ],
)
def test_a_meeting_with_its_day_is_in_the_week_of_its_papers(
    dataset: Dataset, today: str, when: str, on: str, why: str
) -> None:
    one = occasion(dataset.senator("X000001"), when=datetime.fromisoformat(when))
    day = date.fromisoformat(today)
    closed = holidays_between(day - timedelta(days=7), day + timedelta(days=14))
    facts = Facts(today=day, meetings=((one, Thread()),), holidays=closed)
    plan = plan_week(facts, minutes=120)
    assert [(c.on.isoformat(), c.why[0]) for c in plan.choices] == ([(on, why)] if on else [])


@pytest.mark.parametrize("minutes", [120, 0])
def test_a_meeting_of_today_is_first_whatever_else_is_due(
    dataset: Dataset, pack: Pack, minutes: int
) -> None:
    senator = dataset.senator("X000001")
    late = promise(date(2026, 11, 20), dataset.senator("X000002"))
    day = [
        (occasion(senator, slug=f"m{hour}", when=datetime.combine(TUESDAY, time(hour)), **more),
         Thread())
        for hour, more in ((15, {"channel": Channel.RALLY}), (10, {}))
    ]  # fmt: skip
    facts = facts_of(dataset, pack, TUESDAY, follow_ups=(late,), meetings=tuple(day))
    first = plan_week(facts, minutes=minutes).choices[:3]
    assert [(one.hour, one.text) for one in first[:2]] == [
        ("10:00", "10:00 a.m., meeting: m10 (Senator Beatrix Q. Hollowell)"),
        ("15:00", "3:00 p.m., rally: m15 (Senator Beatrix Q. Hollowell)"),
    ]
    assert [one.kind for one in first[2:]] == (["follow-up"] if minutes else [])


def _of(senator: str, plan: Plan) -> list[str]:
    return [f"{one.on:%a %d} {one.kind}" for one in plan.choices if one.senator == senator]


MET_TODAY = "your meeting with them is on Nov 24"


@pytest.mark.parametrize(
    ("today", "when", "channel", "issue", "expected", "left"),
    [
        # On the day itself, and by the log once it was held: the rest of the week is for the rest.
        (TUESDAY, TUESDAY, Channel.MEETING, "sample-issue",
         ["Tue 24 step", "Wed 25 call", "Wed 25 letter"], ""),
        (TUESDAY, TUESDAY, Channel.VISIT, "sample-issue",
         ["Tue 24 step", "Wed 25 call", "Wed 25 letter"], ""),
        # Another issue is another matter, and at a rally one is at no office.
        (TUESDAY, TUESDAY, Channel.MEETING, "other-issue",
         ["Tue 24 call", "Tue 24 step", "Tue 24 letter"], ""),
        (TUESDAY, TUESDAY, Channel.RALLY, "sample-issue",
         ["Tue 24 call", "Tue 24 step", "Tue 24 letter"], ""),
        # Tomorrow is its day: today is free.
        (TUESDAY, date(2026, 11, 25), Channel.MEETING, "sample-issue",
         ["Tue 24 papers", "Tue 24 call", "Tue 24 letter"], ""),
        # No other day is left on which an office is open; writing is not bound to one.
        (date(2026, 11, 27), date(2026, 11, 27), Channel.MEETING, "sample-issue",
         ["Fri 27 step", "Sat 28 letter"], "your meeting with them is on Nov 27"),
        (date(2026, 11, 29), date(2026, 11, 29), Channel.VISIT, "sample-issue",
         ["Sun 29 step"], "your meeting with them is on Nov 29"),
    ],
)  # fmt: skip
def test_the_day_of_a_meeting_is_for_it_alone(
    dataset: Dataset, pack: Pack, today: date, when: date, channel: Channel, issue: str,
    expected: list[str], left: str,
) -> None:  # fmt: skip
    when_at = datetime.combine(when, time(10))
    one = occasion(dataset.senator("X000001"), when=when_at, channel=channel, issue=issue)
    plan = plan_week(facts_of(dataset, pack, today, meetings=((one, Thread()),)), minutes=240)
    assert sorted(_of("X000001", plan)) == sorted(expected)
    assert not left or left in [each.why for each in plan.left_out]
    other = plan_week(facts_of(dataset, pack, today), minutes=240)
    assert _of("X000002", plan) == _of("X000002", other)


def test_a_last_day_on_the_day_of_a_meeting_is_the_meeting_s(dataset: Dataset, pack: Pack) -> None:
    one = occasion(dataset.senator("X000001"), when=datetime.combine(TUESDAY, time(10)))
    now = replace(pack, deadline=TUESDAY)
    plan = plan_week(facts_of(dataset, now, TUESDAY, meetings=((one, Thread()),)), minutes=240)
    assert _of("X000001", plan) == ["Tue 24 step"]
    assert [(each.text.split(" about")[0], each.why) for each in plan.left_out] == [
        ("Call Senator Hollowell", MET_TODAY),
        ("Write to Senator Hollowell", MET_TODAY),
    ]


def test_once_it_was_held_its_day_is_still_for_it_alone(dataset: Dataset, pack: Pack) -> None:
    senator = dataset.senator("X000001")
    met = contact(TUESDAY, senator, channel=Channel.MEETING, outcome=Outcome.MEETING_HELD)
    plan = plan_week(facts_of(dataset, pack, TUESDAY, contacts=(met,)), minutes=240)
    assert _of("X000001", plan) == ["Wed 25 call", "Wed 25 letter"]
    call = next(one for one in plan.choices if one.key == "call:sample-issue:X000001")
    assert call.why == ("24 days left, until Dec 18", MET_TODAY)


@pytest.mark.parametrize(
    ("today", "due", "thread", "expected"),
    [
        (TUESDAY, TUESDAY, "", "Wed 25"),  # the next open day
        (TUESDAY, TUESDAY, "libraries", "Tue 24"),  # it is of that meeting itself
        (date(2026, 11, 27), date(2026, 11, 27), "", ""),
        (date(2026, 11, 26), date(2026, 11, 27), "", ""),
        (date(2026, 11, 25), date(2026, 11, 27), "", "Wed 25"),
    ],
)
def test_a_promise_is_not_for_the_day_of_a_meeting(
    dataset: Dataset, pack: Pack, today: date, due: date, thread: str, expected: str
) -> None:
    senator = dataset.senator("X000001")
    told = replace(contact(date(2026, 11, 3), senator), thread=thread)
    one = occasion(senator, when=datetime.combine(due, time(10)))
    facts = facts_of(
        dataset, pack, today, contacts=(told,), follow_ups=(promise(due, senator),),
        meetings=((one, Thread()),),
    )  # fmt: skip
    plan = plan_week(facts, minutes=240)
    days = [f"{c.on:%a %d}" for c in plan.choices if c.kind == "follow-up"]
    assert days == ([expected] if expected else [])
    left = Left(
        "Ask for what they promised: answer 1 (Senator Beatrix Q. Hollowell)",
        f"your meeting with them is on Nov {due.day}",
    )
    assert (left in plan.left_out) is not bool(expected)


@pytest.mark.parametrize(
    ("rungs", "expected"), [(3, "Wed 25 ask-again"), (0, "Wed 25 step"), (-1, "Wed 25 step")]
)
def test_another_meeting_is_not_asked_for_on_the_day_of_one(
    dataset: Dataset, rungs: int, expected: str
) -> None:
    senator = dataset.senator("X000001")
    fixed = occasion(senator, when=datetime.combine(TUESDAY, time(10)))
    other = occasion(senator, slug="other", office=senator.state_offices[1].id)
    sent = contact(date(2026, 11, 3), senator, documents=("meeting-request",))
    due = tuple(
        replace(promise(draft.due, senator, number), promise=draft.promise, text=draft.text)
        for number, draft in enumerate(ladder(date(2026, 11, 3), {}), 1)
    )
    thread = Thread((sent,), due[: max(0, rungs)]) if rungs >= 0 else Thread()
    facts = Facts(
        today=TUESDAY, meetings=((fixed, Thread()), (other, thread)),
        holidays=holidays_between(TUESDAY, date(2026, 12, 8)),
        offices={senator.bioguide: senator.state_offices},
    )  # fmt: skip
    plan = plan_week(facts, minutes=240)
    assert _of("X000001", plan) == ["Tue 24 step", expected]
    assert plan.choices[1].why[0].endswith(f"; {MET_TODAY}")


def test_asking_again_and_a_promise_are_both_due_though_it_is_one_office(
    dataset: Dataset, pack: Pack
) -> None:
    senator = dataset.senator("X000001")
    one = occasion(senator)
    sent = contact(TUESDAY, senator, office=one.office, documents=("meeting-request",))
    rungs = tuple(
        replace(promise(draft.due, senator, number), promise=draft.promise, text=draft.text)
        for number, draft in enumerate(ladder(date(2026, 11, 23), {}), 1)
    )
    own = promise(date(2026, 11, 25), senator, 9)
    facts = facts_of(
        dataset, pack, TUESDAY, contacts=(sent,), follow_ups=(*rungs, own),
        meetings=((one, Thread((sent,), rungs)),),
    )  # fmt: skip
    first = [each for each in plan_week(facts, minutes=120).choices if each.senator == one.senator]
    assert {each.kind for each in first} >= {"follow-up", "ask-again"}


def test_promises_come_first_and_all_of_a_senator_at_once(dataset: Dataset, pack: Pack) -> None:
    one, other = dataset.senator("X000001"), dataset.senator("X000002")
    due = (
        promise(date(2026, 11, 20), one, 1),
        promise(date(2026, 11, 28), one, 2),
        promise(date(2026, 11, 26), other, 3),
        promise(date(2026, 12, 24), other, 4),
        promise(None, other, 5),
    )
    plan = plan_week(facts_of(dataset, pack, TUESDAY, follow_ups=due), minutes=120)
    first = [choice for choice in plan.choices if choice.kind == "follow-up"]
    assert [(choice.follow_ups, choice.on.day, choice.why) for choice in first] == [
        ((1, 2), 24, ("was due Nov 20",)),
        ((3,), 27, ("due Nov 26",)),  # Thanksgiving: the office answers on Friday
    ]


def test_tasks_of_alerts(dataset: Dataset, pack: Pack) -> None:
    tasks = (
        Task("read", "read", "Read the page", ""),
        Task("late", "donate", "Give", "", deadline=date(2026, 11, 23)),
        Task("soon", "comment", "Comment on the rule", "", minutes=40, deadline=TUESDAY),
        Task("done", "card", "Save the card", ""),
        Task("more", "volunteer", "Help out", "", minutes=5, bonus=True),
    )
    facts = facts_of(dataset, pack, TUESDAY, tasks=tasks, done=frozenset({"done"}), packs=())
    plan = plan_week(facts, minutes=120)
    assert [(one.key, one.minutes, one.why) for one in plan.choices] == [
        ("soon", 40, ("by Nov 24",)),
        ("read", 15, ("not done yet",)),
        ("more", 5, ("if there is time left",)),
    ]
    assert [one.key for one in plan_week(facts, minutes=44).choices] == ["soon"]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (9, 18, {date(2026, 12, 9)}),  # from Wednesday on, not on Tuesday
        (12, 18, set()),  # from Saturday on: no office is open before Monday
        (5, 8, {date(2026, 12, 8)}),
    ],
)
def test_a_visit_is_on_a_day_of_the_work_period(
    dataset: Dataset, pack: Pack, first: int, last: int, days: set[date]
) -> None:
    home = own_entry(
        date(2026, 12, first), date(2026, 12, last), what="work_period", note="", source=""
    )
    facts = facts_of(dataset, pack, date(2026, 12, 8), schedule=(home,))
    plan = plan_week(facts, minutes=600)
    assert {one.on for one in plan.choices if one.kind == "visit"} == days


def test_a_pack_past_its_date_is_not_planned_for(dataset: Dataset, pack: Pack) -> None:
    plan = plan_week(facts_of(dataset, pack, date(2027, 3, 1)), minutes=120)
    assert not plan.choices
    assert [one.why for one in plan.left_out] == ["its last day was Dec 18, 2026"]
    bare = replace(pack, deadline=None, asks=tuple(replace(a, by=None) for a in pack.asks))
    plan = plan_week(facts_of(dataset, bare, date(2027, 5, 3)), minutes=120)
    assert [one.why for one in plan.left_out] == ["its facts are past their date"]


def test_minutes_spent_count(dataset: Dataset, pack: Pack) -> None:
    assert plan_week(facts_of(dataset, pack, TUESDAY, spent=100), minutes=120).minutes <= 20
    plan = plan_week(facts_of(dataset, pack, TUESDAY, spent=150), minutes=120)
    assert (plan.minutes, plan.choices) == (0, ())


SENATORS = ("X000001", "X000002")


@dataclass(frozen=True)
class Drawn:
    """A week as drawn; of a contact days ago, senator, office, channel and outcome; of a meeting
    or event its day from today on, senator, channel and issue."""

    today: date
    past: list[tuple[int, str, int, Channel, Outcome]]
    due: list[tuple[int, str]]
    minutes: int
    spent: int
    deadline: int | None
    holidays: bool
    meetings: list[tuple[int | None, str, Channel, str]] = field(default_factory=list)


WEEKS = st.builds(
    Drawn,
    today=st.dates(date(2026, 9, 1), date(2027, 2, 28)),
    past=st.lists(
        st.tuples(
            st.integers(0, 70), st.sampled_from(SENATORS), st.integers(0, 4),
            st.sampled_from(list(Channel)), st.sampled_from(list(Outcome)),
        ),
        max_size=12,
    ),
    due=st.lists(st.tuples(st.integers(-20, 20), st.sampled_from(SENATORS)), max_size=5),
    minutes=st.integers(0, 400),
    spent=st.integers(0, 200),
    deadline=st.none() | st.integers(-5, 60),
    holidays=st.booleans(),
    meetings=st.lists(
        st.tuples(
            st.none() | st.integers(-2, 7), st.sampled_from(SENATORS),
            st.sampled_from([Channel.MEETING, Channel.VISIT, Channel.RALLY]),
            st.sampled_from(["sample-issue", "other-issue"]),
        ),
        max_size=3,
    ),
)  # fmt: skip


CALLED = (0, "X000001", 0, Channel.CALL, Outcome.SPOKE)


@settings(max_examples=150, deadline=None)
@given(drawn=WEEKS)
# Two promises of one office, by two senators: a log that was merged may hold anything.
@example(
    drawn=Drawn(date(2026, 9, 1), [CALLED] * 2, [(0, one) for one in SENATORS], 20, 0, None, False)
)
# A meeting today, a visit on Thursday, one that is not asked for yet, and a promise.
@example(
    drawn=Drawn(
        date(2026, 9, 1),
        [(20, "X000001", 0, Channel.CALL, Outcome.SPOKE)],
        [(2, "X000001")],
        400,
        0,
        6,
        False,
        [
            (0, "X000001", Channel.MEETING, "sample-issue"),
            (2, "X000001", Channel.VISIT, "sample-issue"),
            (None, "X000001", Channel.MEETING, "sample-issue"),
        ],
    )
)
def test_every_plan_keeps_its_word(drawn: Drawn, fixture_data_dir: Path) -> None:
    facts = _facts(Dataset(fixture_data_dir), drawn)
    plan = plan_week(facts, minutes=drawn.minutes)
    assert plan == plan_week(facts, minutes=drawn.minutes)
    assert plan.minutes <= max(0, drawn.minutes - drawn.spent)
    assert plan.choices[: len(set(_hours(plan)))] == tuple(one for one in plan.choices if one.hour)
    offices = [one.office for one in plan.choices if one.office]
    assert len(offices) == len(set(offices))
    keys = [one.key for one in plan.choices]
    assert len(keys) == len(set(keys))
    for one in plan.choices:
        assert facts.today <= one.on <= facts.sunday
        assert one.why
        if one.kind in ("call", "visit", "follow-up"):
            assert one.on.weekday() < 5
            assert one.on not in facts.holidays
        if one.kind in ("call", "visit"):
            assert one.office
            _assert_rested(one.office, one.on, facts)
            assert one.deadline is None or one.on <= one.deadline
        _assert_alone(one, facts)


def _hours(plan: Plan) -> list[str]:
    return [one.key for one in plan.choices if one.hour]


def _assert_alone(choice: Choice, facts: Facts) -> None:
    """On the day of a meeting nothing else is for that senator and issue but its own steps."""
    own = next((one for one, _ in facts.meetings if one.slug == choice.thread), None)
    if own and (own.when or own.channel is not Channel.MEETING):
        return  # its papers, its notes; an event that has no day yet asks no office for one
    of = [one.contact for one in facts.follow_ups if one.id in choice.follow_ups]
    issues = {about.issue for one in facts.contacts if one.id in of for about in one.issues}
    issues |= {choice.issue, own.issue if own else ""}
    for one, _ in facts.meetings:
        if one.channel is not Channel.RALLY and (one.senator, one.issue) in [
            (choice.senator, issue) for issue in issues
        ]:
            assert one.when is None or one.when.date() != choice.on
    for told in facts.contacts:
        if (
            told.channel in (Channel.MEETING, Channel.VISIT)
            and told.outcome is Outcome.MEETING_HELD
            and told.senator == choice.senator
            and issues & {about.issue for about in told.issues}
        ):
            assert told.when.date() != choice.on


def _assert_rested(office: str, on: date, facts: Facts) -> None:
    reached = {Outcome.SPOKE, Outcome.VOICEMAIL, Outcome.SENT, Outcome.REPLY_RECEIVED,
               Outcome.MEETING_HELD}  # fmt: skip
    for told in facts.contacts:
        if told.office == office and told.outcome in reached:
            assert (on - told.when.date()).days >= REST


def _facts(dataset: Dataset, drawn: Drawn) -> Facts:
    today = drawn.today
    pack = read_pack(Path(__file__).parents[1] / "fixtures" / "packs" / "sample-issue")
    deadline = None if drawn.deadline is None else today + timedelta(days=drawn.deadline)
    pack = replace(pack, deadline=deadline, asks=pack.asks[:1], expires=date(2028, 1, 1))
    contacts = []
    for number, (ago, who, place, channel, outcome) in enumerate(drawn.past, 1):
        senator = dataset.senator(who)
        offices = (*senator.state_offices, senator.washington_office)
        where = offices[place % len(offices)].id
        day = today - timedelta(days=ago)
        contacts.append(
            contact(day, senator, channel=channel, outcome=outcome, office=where, number=number)
        )
    follow_ups = tuple(
        promise(today + timedelta(days=n), dataset.senator(who), number, of=number)
        for number, (n, who) in enumerate(drawn.due, 1)
    )
    winter = CalendarEntry(
        date(2026, 12, 21), date(2027, 1, 2), "work_period", "winter", "invented"
    )
    meetings = tuple(
        (occasion(dataset.senator(who), slug=f"m{number}", channel=channel, issue=issue,
                  when=None if ahead is None else datetime.combine(
                      today + timedelta(days=ahead), time(10))), Thread())
        for number, (ahead, who, channel, issue) in enumerate(drawn.meetings)
    )  # fmt: skip
    closed = holidays_between(today - timedelta(days=7), today + timedelta(days=14))
    return facts_of(
        dataset, pack, today, meetings=meetings, contacts=tuple(contacts),
        follow_ups=follow_ups, spent=drawn.spent, schedule=(winter,),
        holidays=closed if drawn.holidays else {},
    )  # fmt: skip
