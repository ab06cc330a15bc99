"""The figures of a report, from small logs whose sums can be done by hand, on both stores."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from advocate.issues.records import Position
from advocate.outreach.figures import Figures, Week, monday, usual_scope
from advocate.outreach.records import (
    Channel,
    ContactDraft,
    Direction,
    FollowUpDraft,
    FollowUpState,
    IssueAsk,
    Outcome,
    Promise,
)
from advocate.outreach.store import Store
from tests.outreach.examples import NOW, made

NEW_YORK = ZoneInfo("America/New_York")
TODAY = date(2026, 11, 24)  # a Tuesday
TOPIC = (IssueAsk("town-hall"),)
WATER, HEALTH = IssueAsk("clean-water"), IssueAsk("health-care")


def on(day: str, hour: int = 12, minute: int = 0) -> datetime:
    """Return a moment in New York."""
    return datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}").replace(tzinfo=NEW_YORK)


def sent(day: str, **told: object) -> ContactDraft:
    """Return a letter of this day."""
    fields = {"channel": Channel.LETTER, "outcome": Outcome.SENT, "when": on(day)} | told
    return made(**fields)


def answer(day: str, **told: object) -> ContactDraft:
    """Return the senator's letter of this day."""
    fields = {"outcome": Outcome.REPLY_RECEIVED, "direction": Direction.INCOMING} | told
    return sent(day, **fields)


def told_of(
    target: str | Path,
    *drafts: ContactDraft,
    today: date = TODAY,
    since: date | None = None,
    until: date | None = None,
    senator: str = "",
    issue: str = "",
) -> Figures:
    """Return the figures of a log that holds these contacts."""
    scope = usual_scope(today=today, since=since, until=until, senator=senator, issue=issue)
    with Store.open(target) as store:
        for draft in drafts:
            store.add_contact(draft, now=NOW)
        found = store.figures(scope)
    assert found
    return found


def test_an_empty_log_has_no_figures_and_neither_has_practice(target: str | Path) -> None:
    scope = usual_scope(today=TODAY, since=None, until=None)
    with Store.open(target, member="Ana") as store:
        assert store.figures(scope) is None
        store.add_contact(made(practice=True), now=NOW)
        assert store.figures(scope) is None
        taken_back = store.add_contact(made(), now=NOW)
        assert store.figures(scope) is not None
        store.undo(now=NOW)
        assert store.figures(scope) is None
        assert store.history(taken_back.id)[-1].withdrawn
    with Store.open_to_read(Path("/nowhere/log.sqlite3")) as nothing:
        assert nothing.figures(scope) is None


@pytest.mark.parametrize(
    ("whens", "weeks"),
    [
        # Sunday ends a week, Monday begins one, whatever the hour.
        (
            [on("2026-11-22", 23, 59), on("2026-11-23", 0, 0)],
            {"2026-11-16": 1, "2026-11-23": 1},
        ),
        # The day is the one where it was made: in UTC this Sunday evening is a Monday.
        ([on("2026-11-22", 21)], {"2026-11-16": 1, "2026-11-23": 0}),
        (
            [datetime(2026, 11, 23, 1, tzinfo=timezone(timedelta(hours=14)))],  # Sunday in UTC
            {"2026-11-23": 1},
        ),
        # The week in which the clocks went back has one hour more, and the same seven days.
        (
            [on("2026-10-26", 0, 30), on("2026-11-01", 23, 30), on("2026-11-02", 0, 30)],
            {"2026-10-26": 2, "2026-11-02": 1, "2026-11-09": 0, "2026-11-16": 0, "2026-11-23": 0},
        ),
        # A week without a contact is there, with nothing in it.
        ([on("2026-11-09"), on("2026-11-23")], {"2026-11-09": 1, "2026-11-16": 0, "2026-11-23": 1}),
    ],
)
def test_weeks(target: str | Path, whens: list[datetime], weeks: dict[str, int]) -> None:
    found = told_of(target, *[made(when=when, minutes=7) for when in whens])
    assert {str(week.monday): week.contacts for week in found.weeks} == weeks
    assert [week.minutes for week in found.weeks] == [7 * n for n in weeks.values()]
    assert found.contacts == len(whens)


def test_a_week_may_begin_in_the_old_year(target: str | Path) -> None:
    days = ("2026-12-27", "2026-12-31", "2027-01-03", "2027-01-04")
    drafts = [made(when=on(day), minutes=10) for day in days]
    found = told_of(target, *drafts, today=date(2027, 1, 5))
    assert found.weeks == (
        Week(date(2026, 12, 21), 1, 10),
        Week(date(2026, 12, 28), 2, 20),
        Week(date(2027, 1, 4), 1, 10),
    )
    assert (found.week, found.minutes, found.streak) == (date(2027, 1, 4), 10, 3)


@pytest.mark.parametrize(
    ("days", "streak"),
    [
        (["2026-11-24"], 1),
        (["2026-11-16", "2026-11-24"], 2),
        (["2026-11-22"], 1),  # this week has none yet, and is not over
        (["2026-11-22", "2026-11-09"], 2),
        (["2026-11-15"], 0),  # a whole week without one
        (["2026-11-24", "2026-11-15"], 1),
        (["2026-11-24", "2026-11-17", "2026-11-17", "2026-11-10", "2026-10-27"], 3),
    ],
)
def test_the_streak(target: str | Path, days: list[str], streak: int) -> None:
    assert told_of(target, *[made(when=on(day)) for day in days]).streak == streak


def test_the_streak_looks_further_back_than_the_report(target: str | Path) -> None:
    mondays = [monday(TODAY) - timedelta(weeks=n) for n in range(40)]
    drafts = [made(when=on(str(day)), minutes=5) for day in mondays]
    found = told_of(target, *drafts, since=date(2026, 11, 17))
    assert found.streak == 40
    assert (found.contacts, found.weeks) == (1, (Week(monday(TODAY), 1, 5),))


def test_minutes_that_were_not_noted_are_none(target: str | Path) -> None:
    today = on("2026-11-24")
    found = told_of(target, *[made(when=today, minutes=m) for m in (None, 0, 25)])
    assert found.minutes == 25
    assert found.weeks == (Week(monday(TODAY), 3, 25),)


def test_the_scope_s_days_are_both_in_it(target: str | Path) -> None:
    days = ("2026-11-01", "2026-11-02", "2026-11-10", "2026-11-11")
    drafts = [made(when=on(day, 23, 59), minutes=1) for day in days]
    found = told_of(target, *drafts, since=date(2026, 11, 2), until=date(2026, 11, 10))
    assert (found.contacts, found.minutes, found.week) == (2, 1, date(2026, 11, 9))


def test_a_senator_or_an_issue_alone(target: str | Path) -> None:
    drafts = (
        made(when=on("2026-11-23")),
        made(when=on("2026-11-24"), issues=(IssueAsk("clean-water"), IssueAsk("town-hall"))),
        made(when=on("2026-11-24"), senator="S000148", senator_name="Charles E. Schumer"),
    )
    assert told_of(target, *drafts, issue="clean-water").contacts == 1
    assert told_of(target, issue="town-hall").contacts == 3
    assert told_of(target, senator="S000148").contacts == 1
    assert told_of(target, senator="S000148", issue="town-hall").contacts == 1
    with Store.open_to_read(target) as store:
        scope = usual_scope(today=TODAY, since=None, until=None, senator="S0", issue="town-hall")
        assert store.figures(scope) is None


@pytest.mark.parametrize(
    ("drafts", "unanswered"),
    [
        ([sent("2026-10-24")], 1),  # 31 days ago
        ([sent("2026-10-25")], 0),  # 30 days ago: it may still come
        ([sent("2026-10-01"), answer("2026-10-31")], 0),  # on the thirtieth day
        ([sent("2026-10-01"), answer("2026-11-01")], 1),  # a day late
        ([sent("2026-10-01"), answer("2026-09-30")], 1),  # it answers something before
        ([sent("2026-10-01"), answer("2026-10-02", senator="S000148")], 1),
        ([sent("2026-10-01"), answer("2026-10-02", issues=(IssueAsk("other"),))], 1),
        ([sent("2026-10-01", thread="a"), answer("2026-10-02", issues=(), thread="a")], 0),
        ([sent("2026-10-01", thread="a"), answer("2026-10-02", issues=(), thread="b")], 1),
        ([sent("2026-10-01"), answer("2026-10-02", channel=Channel.CALL)], 0),
        ([sent("2026-10-01"), answer("2026-10-02", practice=True)], 1),
        ([sent("2026-10-01", practice=True), made(when=on("2026-10-01"))], 0),
        ([sent("2026-10-01", outcome=Outcome.SKIPPED)], 0),
        *(
            ([sent("2026-10-01", channel=Channel.FAX, outcome=outcome)], 0)  # it did not go through
            for outcome in (Outcome.BUSY, Outcome.NO_ANSWER, Outcome.WRONG_NUMBER)
        ),
        ([made(when=on("2026-10-01"))], 0),  # a call is no letter
        ([sent("2026-10-01", channel=c) for c in (Channel.FAX, Channel.EMAIL)], 2),
        ([sent("2026-10-01", channel=c) for c in (Channel.WEB_FORM, Channel.POSTCARD)], 2),
        # What came in at the same moment answers it, whichever was logged first.
        ([sent("2026-10-01"), answer("2026-10-01")], 0),
        ([answer("2026-10-01"), sent("2026-10-01")], 0),
        # Of several issues, the answer that came first counts.
        (
            [
                sent("2026-10-01", issues=(WATER, HEALTH)),
                answer("2026-10-20", issues=(HEALTH,)),
                answer("2026-11-05", issues=(WATER,)),
            ],
            0,
        ),
        # An answer about two issues comes after an earlier one about only the other of them.
        (
            [
                sent("2026-10-01", issues=(HEALTH,)),
                answer("2026-10-10", issues=(WATER,)),
                answer("2026-11-10", issues=(WATER, HEALTH)),
            ],
            1,
        ),
    ],
)
def test_letters_that_wait(target: str | Path, drafts: list[ContactDraft], unanswered: int) -> None:
    found = told_of(target, *drafts)
    assert sum(letter.letters for letter in found.unanswered) == unanswered


def test_no_answer_takes_less_than_no_time(target: str | Path) -> None:
    abroad = datetime.fromisoformat("2026-11-02T01:00+09:00")
    reply = answer("2026-11-01", when=on("2026-11-01", 14))  # three hours later
    (answers,) = told_of(target, sent("2026-11-02", when=abroad), reply).answers
    assert (answers.within_week, answers.typical) == (1, 0)


def test_how_long_answers_take(target: str | Path) -> None:
    about = [(IssueAsk(f"issue-{n}"),) for n in range(5)]
    found = told_of(
        target,
        # The clocks go back in between: three days, though 73 hours.
        sent("2026-10-30", issues=about[0], when=on("2026-10-30", 23)),
        answer("2026-11-02", issues=about[0], when=on("2026-11-02", 23)),
        answer("2026-11-09", issues=about[0]),  # the second answer counts no more
        sent("2026-10-01", issues=about[1]),
        answer("2026-10-11", issues=about[1]),
        sent("2026-09-01", issues=about[2]),
        answer("2026-10-21", issues=about[2]),
        sent("2026-09-02", issues=about[3]),
        sent("2026-11-20", issues=about[4]),
    )
    (answers,) = found.answers
    assert (answers.within_week, answers.within_patience, answers.later) == (1, 1, 1)
    assert (answers.waiting, answers.never, answers.typical, answers.letters) == (1, 1, 10, 5)
    assert [(str(one.sent), one.days) for one in found.unanswered] == [
        ("2026-09-02", None),
        ("2026-09-01", 50),
    ]


def test_how_calls_to_offices_end(target: str | Path) -> None:
    outcomes = ["spoke", "voicemail", "busy", "no-answer", "mailbox-full", "wrong-number"]
    albany = {"office": "G-albany", "office_label": "Albany, NY", "when": on("2026-11-24")}
    drafts = [made(outcome=Outcome(one), **albany) for one in (*outcomes, "skipped")]
    found = told_of(
        target,
        *drafts,
        made(when=on("2026-11-24"), number="202-555-0100", outcome=Outcome.BUSY),
        made(when=on("2026-11-24")),  # nobody knows which office it was
        made(channel=Channel.VISIT, **albany),
    )
    first, second = found.offices
    assert (first.label, first.calls, first.reached, first.unanswered) == ("Albany, NY", 6, 2, 2)
    assert (first.mailbox_full, first.wrong_number) == (1, 1)
    assert (second.label, second.unanswered) == ("202-555-0100", 1)


def test_where_a_senator_stands_and_how_that_changed(target: str | Path) -> None:
    told = [
        ("2026-05-01", Position.OPPOSES),
        ("2026-09-01", Position.UNDECIDED),
        ("2026-09-08", Position.UNDECIDED),
        ("2026-10-01", Position.LEANS_SUPPORT),
        ("2026-10-08", Position.LEANS_SUPPORT),
        ("2026-12-01", Position.SUPPORTS),  # after the report's last day
    ]
    drafts = [made(when=on(day), issues=(IssueAsk("town-hall", "hold", at),)) for day, at in told]
    found = told_of(target, *drafts, since=date(2026, 10, 1))
    (stand,) = found.stands
    assert [one.position for one in stand.changes] == ["opposes", "undecided", "leans_support"]
    assert stand.now.when.date() == date(2026, 10, 1)
    assert stand.last.when.date() == date(2026, 10, 8)


def test_what_is_due(target: str | Path) -> None:
    def promise(text: str, due: date | None, **told: FollowUpState) -> FollowUpDraft:
        return FollowUpDraft(promise=Promise.THEIRS, text=text, due=due, **told)

    with Store.open(target) as store:
        ups = (
            promise("later", date(2026, 12, 4)),
            promise("sooner", date(2026, 11, 20)),
            promise("some day", None),
            promise("is done", date(2026, 11, 1), state=FollowUpState.DONE),
        )
        store.add_contact(made(), now=NOW, follow_ups=ups)
        practice = (promise("practice", date(2026, 12, 1)),)
        store.add_contact(made(practice=True), now=NOW, follow_ups=practice)
    assert [one.text for one in told_of(target).due] == ["sooner", "later"]
    with Store.open(target) as store:
        scope = usual_scope(today=TODAY, since=None, until=None, senator="S000148")
        assert store.figures(scope) is None
