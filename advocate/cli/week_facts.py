"""What the weekly plan is made from: opened, gathered, and put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from advocate import clock
from advocate.cli import places, session
from advocate.errors import AdvocateError, SettingsError, StoreOutOfReachError
from advocate.notices import Notice
from advocate.outreach.records import Recalled
from advocate.planning.records import Facts
from advocate.week_file import WeekFile, read_week

if TYPE_CHECKING:
    from advocate.constituency import Constituency
    from advocate.directory.dataset import Dataset
    from advocate.issues.records import Pack
    from advocate.outreach.records import Contact, FollowUp
    from advocate.planning.meetings import Occasion, Thread

_BACK = timedelta(days=100)  # what the plan looks back on


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts, with what is kept of the plan, and where they hold."""

    facts: Facts
    week: WeekFile
    where: "Constituency"
    dataset: "Dataset"
    advice: tuple[str, ...] = ()  # of alerts in use: what not to do
    unused: tuple[Notice, ...] = ()  # why alerts are left out
    unread: StoreOutOfReachError | None = None  # why it was gathered without the log

    @property
    def senate(self) -> str:
        """Say where senators are today: one sentence for the day, the week and its sheet."""
        from advocate.directory.calendar import senate_today

        return senate_today(self.facts.schedule, self.facts.today)


def gather(
    place: str | None,
    state: str | None,
    issues: Sequence[str],
    *,
    command: str,
    any_issue: bool = False,
) -> Gathered:
    """Return what the plan is made from, for a place and for issues; without them, the profile's
    place, and the issues of the settings, else those of the log.

    `any_issue` lets there be none.
    """
    from advocate import alerting, constituency, desk
    from advocate.directory.holidays import closed_between
    from advocate.directory.lookup import nearest_first
    from advocate.issues.alerts.check import unused_notices

    dataset, today = session.open_dataset(), session.today()
    profile = session.load_profile()
    query, state = places.chosen_place(dataset, profile, place, state, command=command)
    where = alerting.find_reader(dataset, profile, query, state=state, today=today)
    unread: StoreOutOfReachError | None = None
    contacts: list[Contact] = []
    follow_ups: list[FollowUp] = []
    recalled = Recalled()
    try:
        contacts, follow_ups = _logged(today)
    except StoreOutOfReachError as error:
        unread = error  # it is not tried again: each try may wait for a server
    else:
        recalled = session.recall([one.bioguide for one in where.senators]) or recalled
    where = constituency.with_log(where, recalled)
    week = read_week(session.home())
    packs = _packs(issues, contacts, required=not any_issue)
    drafts = frozenset(pack.slug for pack in packs if pack.draft)
    entries = session.open_alerts().entries(session.known_to_alerts())
    tasks, advice = alerting.tasks_for(
        dataset,
        [entry.whole for entry in entries if entry.whole],
        packs,
        where,
        wishes=desk.Wishes(recalled=recalled),
        today=today,
    )
    daily = [task.key for task in tasks if task.repeats]
    monday = today - timedelta(days=today.weekday())
    offices = {
        one.bioguide: (
            *(near.office for near in nearest_first(one.state_offices, where.place)),
            one.washington_office,
        )
        for one in where.senators
    }
    facts = Facts(
        today=today,
        senators=where.senators,
        offices=offices,
        packs=tuple(one for one in packs if not one.draft) if where.senators else (),
        contacts=tuple(contacts),
        follow_ups=tuple(follow_ups),
        schedule=dataset.calendar,
        holidays=closed_between(dataset.calendar, monday, today + timedelta(days=14)),
        tasks=tuple(tasks),
        meetings=tuple(_dated(today) if unread else _meetings()),
        log_read=unread is None,
        done=week.keys_done(today=today, daily=daily),
        spent=spent_since(monday, contacts) + week.minutes_since(monday),
    )
    unused = unused_notices(entries, today, drafts)
    return Gathered(facts, week, where, dataset, tuple(advice), unused, unread)


def spent_since(monday: date, contacts: Sequence["Contact"]) -> int:
    """Return the minutes noted with contacts since a day; practice is not counted."""
    return sum(one.minutes or 0 for one in contacts if one.counts and one.when.date() >= monday)


def _logged(today: date) -> tuple[list["Contact"], list["FollowUp"]]:
    from advocate.outreach.records import FollowUpState

    since = datetime.combine(today - _BACK, time(), clock.now().tzinfo)
    with session.open_log_to_read() as store:
        if store.is_empty:
            return [], []
        return store.contacts(since=since), store.follow_ups(state=FollowUpState.OPEN)


def _meetings() -> list[tuple["Occasion", "Thread"]]:
    """Return the meetings and events under way; those that cannot be read are told of."""
    from advocate.meeting_files import meeting_slugs

    try:
        if not meeting_slugs(session.home()):
            return []
        from advocate.cli.occasions import read_all

        found, broken = read_all()
    except SettingsError as error:
        found, broken = [], [_without(error)]
    session.tell(broken)
    return found


def _dated(today: date) -> list[tuple["Occasion", "Thread"]]:
    """Return the meetings and events that have a day to come, which is known without the log."""
    from advocate.cli.occasions import read_records
    from advocate.planning.meetings import Thread

    try:
        found, broken = read_records()
    except SettingsError as error:
        found, broken = [], [_without(error)]
    session.tell(broken)
    return [
        (one, Thread()) for one in found if not one.ended and one.when and one.when.date() >= today
    ]


def _without(error: SettingsError) -> Notice:
    return Notice("meetings-unread", f"Planned without it. {error.sentence}")


def _packs(issues: Sequence[str], contacts: Sequence["Contact"], *, required: bool) -> list["Pack"]:
    """Return the issue packs to plan for: the user's own choice, never all that there are.

    A draft among them is told of: it is not planned for.
    """
    from advocate.issues.check import unused_notices

    library = session.open_packs()
    chosen = tuple(dict.fromkeys(issues)) or _own_issues(contacts)
    if not chosen and required:
        known = ", ".join(library.slugs())
        raise click.UsageError(
            "Say which issues you work on: `advocate settings set issues ISSUE`, or --issue for "
            f"once. Issues: {known}."
            if known
            else "There is no issue pack yet. Begin one with `advocate issues new`."
        )
    found = []
    for slug in chosen:
        try:
            found.append(library.get(slug))
        except AdvocateError as error:
            if issues:
                raise
            session.tell([Notice("pack-broken", f"Planned without it. {error.sentence}")])
    session.tell(unused_notices(found))
    return found


def _own_issues(contacts: Sequence["Contact"]) -> tuple[str, ...]:
    from advocate.preferences import load_preferences

    told = load_preferences(session.home()).issues.split()
    logged = (about.issue for one in contacts for about in one.issues if one.counts)
    return tuple(dict.fromkeys(told or logged))
