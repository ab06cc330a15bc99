"""`advocate` alone, for a user it knows: today in a few lines, and the one next command."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from advocate import clock
from advocate.cli import session
from advocate.errors import shown
from advocate.outreach.figures import GOAL
from advocate.text import near_date

if TYPE_CHECKING:
    from advocate.cli.week_facts import Gathered
    from advocate.outreach.records import FollowUp
    from advocate.planning.records import Choice, Facts, Plan

_WIDTH = 80
_LABEL = 12


def show_day() -> bool:
    """Show the day; False, with nothing shown, for someone whose place is not kept yet."""
    profile = session.load_profile()
    if not (profile.zip or profile.state):
        return False
    from advocate.cli.week_facts import gather
    from advocate.planning.week import plan_week

    found = gather(None, None, (), command="me set --zip", any_issue=True)
    facts = found.facts
    if found.unread:
        session.tell([session.log_unread(found.unread, _UNREAD)])
    click.secho(f"{facts.today:%A, %B} {facts.today.day}, {facts.today.year}", bold=True)
    plan = plan_week(facts, minutes=GOAL)
    today = [("Today", shown(one.text, limit=400)) for one in plan.choices if one.hour]
    due = [("Due", _due(facts, plan))] if not found.unread else []
    week = [("This week", f"{facts.spent} of {GOAL} minutes")] if not found.unread else []
    for label, text in (
        *today,
        ("Open now", _open_now(found)) if facts.senators else ("Your voice", _voice(found)),
        *due,
        ("Senate", found.senate),
        *week,
    ):
        click.echo(click.wrap_text(text, _WIDTH, f"{label:<{_LABEL}}", " " * _LABEL))
    click.echo(f"Next:  {_next(facts, plan)}")
    return True


_UNREAD = (
    "What is due and this week's minutes are left out, and what comes next may be done already."
)


def _next(facts: "Facts", plan: "Plan") -> str:
    """Return the command for what is due, else for what the plan has first: what can be done today,
    or else with the day that it is for."""
    from advocate.planning.due import FIRST

    able = sorted((one for one in plan.choices if one.command), key=lambda one: one.on)
    first = able[0] if able else None
    if first and first.kind == "follow-up":
        is_due = first.deadline is not None and first.deadline <= facts.today
        return f"advocate follow-ups {'due' if is_due else 'open'}"
    if first and (first.kind in FIRST or facts.packs or not facts.senators):
        later = f"  (for {first.on:%A})" if first.on > facts.today else ""
        return f"{first.command}{later}"
    if _due_by_now(facts):
        return "advocate follow-ups due"
    if not facts.senators:
        known = session.known_to_alerts(drafts=True)
        newest = session.open_alerts().newest(facts.today, known)
        return f"advocate alert render {newest.number}" if newest else "advocate alert list"
    return "advocate week" if facts.packs else "advocate issues list"


def _voice(found: "Gathered") -> str:
    """Say who speaks for people without senators, and what they can do."""
    from advocate.directory.places import without_senators

    return without_senators(found.where.state)


def _open_now(found: "Gathered") -> str:
    """Name for each senator the nearest office that is likely to answer."""
    from advocate.directory.holidays import closed_between
    from advocate.directory.hours import opening
    from advocate.text import clock_time

    now, facts = clock.now(), found.facts
    first, last = facts.today - timedelta(days=1), facts.today + timedelta(days=16)
    closed = closed_between(facts.schedule, first, last)
    told: dict[str, list[str]] = {}
    coming, whys = [], set()
    for senator in facts.senators:
        states = [
            (office, opening(office, now, closed))
            for office in facts.offices[senator.bioguide]
            if office.phone and not office.is_reported_wrong
        ]
        office, state = next(((o, s) for o, s in states if s and s.is_open), (None, None))
        if office and state and state.until:
            until = f"until {clock_time(state.until)}{', usual hours' if state.usual else ''}"
            told.setdefault(until, []).append(f"{senator.last_name} {office.phone}")
        whys |= {s.why for _, s in states if s}
        coming += [
            (
                s.opens,
                f"{senator.last_name}'s office in {o.city}, {s.opens_words(facts.today)} there",
            )
            for o, s in states
            if s and s.opens
        ]
    if told:
        return "; ".join(f"{', '.join(names)} ({until})" for until, names in told.items())
    if not coming:
        return "not known"
    why = f" ({whys.pop()})" if len(whys) == 1 and "" not in whys else ""
    return f"nobody{why}; the first to open is {min(coming, key=lambda one: one[0])[1]}"


def _due(facts: "Facts", plan: "Plan") -> str:
    """Return what the plan has for today of what is due, and else what is due and must wait."""
    from advocate.outreach.words import to_do_words
    from advocate.planning.due import FIRST

    first = [one for one in plan.choices if one.kind in FIRST and not one.hour]
    texts = [_early(one, facts) for one in first if one.on <= facts.today]
    texts = texts or [
        f"{to_do_words([one])} (Senator {one.senator_name})" for one in _due_by_now(facts)
    ]
    if not texts:
        days = [one.due for one in facts.follow_ups if one.due] + [one.on for one in first]
        coming = min(days, default=None)
        if coming is None:
            return "nothing"
        return f"nothing today; the next on {near_date(coming, facts.today)}"
    more = f"; and {len(texts) - 1} more" if len(texts) > 1 else ""
    return f"{shown(texts[0], limit=200)}{more}"


def _early(one: "Choice", facts: "Facts") -> str:
    """Return what to do today; a promise that is for a closed day, with that day."""
    early = one.kind == "follow-up" and one.deadline and one.deadline > facts.today
    return f"{one.text}: {one.why[0]}" if early else one.text


def _due_by_now(facts: "Facts") -> "list[FollowUp]":
    return [one for one in facts.follow_ups if one.due and one.due <= facts.today]
