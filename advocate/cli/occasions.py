"""What `advocate meeting` and `advocate event` share: the record, and its thread in the log."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from advocate import clock
from advocate.cli import session
from advocate.errors import LookupFailedError, SettingsError, StoreError
from advocate.meeting_files import (
    load_meeting,
    meeting_path,
    meeting_slugs,
    taking_turns,
)
from advocate.notices import Notice
from advocate.outreach.records import (
    AT_AN_OFFICE,
    ContactDraft,
    Filter,
    FollowUpState,
    IssueAsk,
)
from advocate.planning.meetings import (
    MOVES,
    Ended,
    Occasion,
    Stage,
    Thread,
    next_step,
    stage_of,
    thread_of,
)
from advocate.text import clock_time, long_date

if TYPE_CHECKING:
    from advocate.directory.records import Office
    from advocate.outreach.records import FollowUp
    from advocate.outreach.store import Store
    from advocate.planning.meetings import Step


def load(slug: str, command: str) -> Occasion:
    """Return a record of the user's that belongs to this group of commands."""
    one = load_meeting(session.home(), slug)
    if one.command != command:
        raise SettingsError(
            f"“{slug}” is a {one.what}.", hint=f"See it with:  advocate {one.command} show {slug}"
        )
    return one


@contextmanager
def alone_with(slug: str, command: str) -> Iterator[Occasion]:
    """Yield a record as it is while no other run of the program changes it."""
    load(slug, command)  # what is not there is not waited for
    with taking_turns(session.home(), slug):
        yield load(slug, command)


def thread_in(store: "Store", slug: str) -> Thread:
    """Return what an open log holds of it; practice runs are no part of it."""
    contacts = store.listing(Filter(thread=slug, practice=False)).contacts
    return thread_of(
        contacts, [due for one in contacts for due in store.follow_ups(contact=one.id)]
    )


def read_thread(slug: str) -> Thread:
    """Return what the user's log holds of it."""
    with session.open_log_to_read() as store:
        return thread_in(store, slug)


def thread_before(one: Occasion, *, writes: bool = False) -> Thread:
    """Return what the log holds under a new one's name; raises StoreError, while nothing is made,
    where the log cannot be read, or with `writes` where nothing could be logged."""
    if writes:
        session.require_log()
    return read_thread(one.slug)


def read_all(*, everything: bool = False) -> tuple[list[tuple[Occasion, Thread]], list[Notice]]:
    """Return each meeting and event that can be read with its thread, and what is wrong with the
    others; with `everything` those that are at their end too."""
    kept, broken = read_records()
    with session.open_log_to_read() as store:
        found = [(one, thread_in(store, one.slug)) for one in kept if everything or not one.ended]
    return found, broken


def read_records() -> tuple[list[Occasion], list[Notice]]:
    """Return the record of each meeting and event that can be read, and what is wrong with the
    others; the log is left alone."""
    home = session.home()
    found, broken = [], []
    for slug in meeting_slugs(home):
        try:
            found.append(load_meeting(home, slug))
        except SettingsError as error:
            broken.append(Notice("meeting-broken", f"Left out. {error.sentence}"))
    return found, broken


def require(move: str, one: Occasion, thread: Thread) -> None:
    """Raise StoreError when this cannot be done at the stage that it has reached."""
    stage = stage_of(one, thread)
    if stage in MOVES[move]:
        return
    path = meeting_path(session.home(), one.slug)
    again = f"To open it again, delete the line that begins with “ended” in {path}"
    stands = _STANDS[stage]
    if stage is Stage.FIXED and move in ("request", "sent"):
        stands = "has its day already"
    raise StoreError(
        f"The {one.what} “{one.slug}” {stands}. Nothing was changed.",
        hint=again if one.ended else f"Next:  {_instead(move, one, thread)}",
    )


def _instead(move: str, one: Occasion, thread: Thread) -> str:
    """Return the command for someone who wanted what cannot be done yet, or no more; never one that
    says of something else that it is done."""
    stage, named = stage_of(one, thread), f"advocate {one.command}"
    step = what_next(one, thread)
    if move == "close":
        drop = f"{named} close {one.slug} --drop  (if it does not take place)"
        return f"{step.command}\n       {drop}" if step and stage is Stage.FIXED else drop
    if stage in (Stage.PLANNED, Stage.ASKED):
        return f"{named} fix {one.slug} --when 'DAY TIME'  (once it has a day)"
    if step is None or not step.command.startswith(named):
        return f"{named} show {one.slug}"
    return step.command


_STANDS = {
    Stage.PLANNED: "is not in the log as held yet",
    Stage.ASKED: "has no day yet, and is not in the log as held",
    Stage.FIXED: "has its day, but is not in the log as held yet",
    Stage.HELD: "is in the log as held already",
    Stage.CLOSED: "is closed",
    Stage.DROPPED: "was dropped",
}


def what_next(one: Occasion, thread: Thread) -> "Step | None":
    """Return the next step of a meeting or event, by the holidays until its day."""
    from advocate.directory.holidays import closed_between

    today, closed = session.today(), {}
    if one.when and one.when.date() > today and not thread.held:
        closed = closed_between(session.open_dataset().calendar, today, one.when.date())
    return next_step(one, thread, today, closed)


def tell_next(one: Occasion, thread: Thread) -> None:
    """Say what comes next, to stderr."""
    step = what_next(one, thread)
    if step:
        click.echo(f"Next: {step.text}", err=True)
        click.echo(f"  {step.command}", err=True)


def office_of(one: Occasion) -> "Office | None":
    """Return its office; None when senator or office is no longer in the data."""
    from advocate.directory.names import find_senator
    from advocate.directory.offices import find_office

    with suppress(LookupFailedError):
        senator = find_senator(session.open_dataset().senators, one.senator)
        return find_office(senator, one.office)
    return None


def contact_of(one: Occasion, **told: Any) -> ContactDraft:
    """Return a contact of its thread."""
    office = office_of(one)
    return ContactDraft(
        senator=one.senator,
        senator_name=one.senator_name,
        office=office.id if office else "",
        office_label=office.label if office else "",
        issues=(IssueAsk(one.issue),),
        thread=one.slug,
        **told,
    )


def set_state(store: "Store", follow_ups: "Sequence[FollowUp]", state: FollowUpState) -> None:
    """Tick these off, or give them up, in one change; what is no longer open is left as it is."""
    from advocate.cli.follow_ups import as_draft

    with store.together():
        for one in follow_ups:
            store.edit_follow_up(
                one.id,
                lambda now: replace(
                    as_draft(now), state=state if now.state is FollowUpState.OPEN else now.state
                ),
                now=clock.now(),
            )


def warn_of_threads(threads: Iterable[str]) -> None:
    """Say where a record still tells of what the log no longer holds: these are changed alone."""
    home = session.home()
    for slug in sorted(set(threads) & set(meeting_slugs(home))):
        with suppress(SettingsError):  # a broken record is named by its own commands
            one = load_meeting(home, slug)
            if text := _kept_alone(one, read_thread(slug)):
                session.tell([Notice("record-kept", text)])


def _kept_alone(one: Occasion, thread: Thread) -> str:
    """Return what a record keeps against the log, with how to mend it; empty for nothing."""
    unheard = one.ended is Ended.CLOSED and not thread.held
    if one.ended and (unheard or thread.rungs or thread.thanks_due):
        path = meeting_path(session.home(), one.slug)
        again = f"To open it again, delete the line that begins with “ended” in {path}."
        return f"The {one.what} “{one.slug}” itself is still {one.ended}. {again}"
    ahead = one.when is not None and one.when.date() > session.today()
    if one.when and (thread.rungs or (ahead and not thread.contacts)):
        another = f"advocate {one.command} fix {one.slug} --when 'DAY TIME'"
        day = set_words(one.when, None)
        return f"“{one.slug}” still has its day: {day} Another one:  {another}"
    return ""


def closed_days(last: date) -> dict[date, str]:
    """Return the holidays, federal and the user's own, from a month ago to a year after `last`."""
    from advocate.directory.holidays import closed_between

    entries = session.open_dataset().calendar
    return closed_between(entries, session.today() - timedelta(days=31), last + timedelta(days=366))


def when_words(when: datetime) -> str:
    """Return a day and hour as one says them."""
    return f"{when:%A}, {long_date(when.date())}, {clock_time(when.time())}"


def set_words(when: datetime, minutes: int | None) -> str:
    """Return a sentence's end: day and hour, and how long it lasts where that is known."""
    words = when_words(when)
    return f"{words}, {minutes} minutes." if minutes else f"{words.rstrip('.')}."


def warn_of_day(one: Occasion, when: datetime) -> None:
    """Say what is odd about a day: past, a weekend, a holiday."""
    from advocate.directory.holidays import closed_between

    day, entries = when.date(), session.open_dataset().calendar
    if day < session.today():
        text = f"{long_date(day)} is past."
    elif holiday := closed_between(entries, day, day).get(day):
        text = f"{long_date(day)} is a holiday ({holiday}): is the office open then?"
    elif day.weekday() > 4 and one.channel in AT_AN_OFFICE:
        text = f"{long_date(day)} is a {day:%A}: is the office open then?"
    else:
        return
    session.tell([Notice("day", text)])
