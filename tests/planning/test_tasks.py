"""Alerts as tasks of the week: what is the reader's, what is passed on, what is advice."""

from dataclasses import replace
from datetime import date

from advocate.issues.alerts.filled import ReaderAction
from advocate.issues.alerts.of_pack import alert_of
from advocate.issues.records import Pack, Prose
from advocate.planning.records import Task
from advocate.planning.tasks import advice_of, tasks_of

PLAIN = ReaderAction(
    number=1, kind="read", title=Prose("Read the page"), body=Prose("Slowly."), minutes=15,
    tier="", url="", phone="", short_code="", keyword="", deadline=None, by="", place=Prose(""),
    daily=False, bonus=False, do_not=False, whom="none", mine=False, said=(), prompts=(),
    forward="", listed=(),
)  # fmt: skip
CALL = replace(PLAIN, number=2, kind="call", title=Prose("Call"), whom="own", mine=True)


def test_an_alert_as_tasks(pack: Pack) -> None:
    alert = replace(alert_of(pack), number=7, slug="seven")
    actions = (
        PLAIN,
        CALL,
        replace(CALL, number=3, kind="comment", deadline=date(2026, 12, 1), daily=True),
        replace(CALL, number=4, forward="Maine", mine=False, daily=True),
        replace(PLAIN, number=6, minutes=0, tier="20 minutes"),
        replace(PLAIN, number=5, do_not=True, title=Prose("Do not call all hundred offices")),
    )
    planned = frozenset({alert.issue})
    assert list(tasks_of(alert, actions, planned=planned)) == [
        Task("alert:7-seven:1", "read", "Read the page", "advocate alert render 7",
             "from alert 7", 15),
        Task("alert:7-seven:3", "comment", "Call", "advocate alert render 7", "from alert 7", 15,
             date(2026, 12, 1), repeats=True),
        Task("alert:7-seven:4:friend", "forward", "Pass on to a friend in Maine: Call",
             "advocate alert render 7", "from alert 7", 5),
        Task("alert:7-seven:6", "read", "Read the page", "advocate alert render 7",
             "from alert 7", 20),
    ]  # fmt: skip
    assert list(advice_of(actions)) == ["Do not call all hundred offices"]
    # Where the issue is not planned for, the alert's own call is one of its tasks.
    assert "alert:7-seven:2" in [t.key for t in tasks_of(alert, actions, planned=frozenset())]


def test_a_packs_thanks_wait_for_something_to_thank_for(pack: Pack) -> None:
    alert = alert_of(pack)
    thank = replace(CALL, kind="thank")
    assert list(tasks_of(alert, [thank], planned=frozenset())) == []
    (task,) = tasks_of(alert, [PLAIN], planned=frozenset())
    assert (task.command, task.source) == (
        "advocate alert render sample-issue",
        "from the issue pack",
    )
