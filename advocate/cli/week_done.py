"""`week done`: a line of the plan becomes what it is in the log."""

from collections.abc import Sequence
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from advocate import clock
from advocate.cli import session
from advocate.errors import shown

if TYPE_CHECKING:
    from advocate.outreach.records import Contact, FollowUp
    from advocate.outreach.store import Store
    from advocate.planning.meetings import Occasion
    from advocate.week_file import Shown

# What a thing of the plan is in the log; the rest is no contact with an office.
_CHANNELS = {
    "call": "call",
    "letter": "letter",
    "web-form": "web-form",
    "postcard": "postcard",
    "visit": "visit",
    "meeting-request": "letter",
}
_SENT = frozenset({"letter", "web-form", "postcard", "meeting-request"})


def carry_out(line: "Shown", told: dict[str, Any]) -> bool:
    """Log what was done of a line of the plan, and say whether that is the end of it.

    Raises UsageError, with nothing ticked off, for what only its own command can log.
    """
    if line.kind in ("follow-up", "ask-again"):
        return _come_back(line, told)
    if line.kind == "step":
        raise click.UsageError(
            f"This is logged by its own command. Nothing was ticked off.\n  {line.command}"
        )
    if line.kind == "thank-you":
        _thank(line, told)
    elif line.kind in _CHANNELS:
        _log(line, told)
    else:
        _mark(line, told["minutes"])
    return True


def _log(line: "Shown", told: dict[str, Any]) -> None:
    from advocate.cli.log_add import log_contact

    kind = line.kind
    if kind == "meeting-request":
        if own := _meeting_of(line):
            _request(line, own, told)
            return
        told["documents"] = (*told["documents"], kind)
    outcome = told["outcome"] or ("sent" if kind in _SENT else None)
    log_contact(_as_told(line, told, (line.issue,), _CHANNELS[kind], outcome))


def _as_told(
    line: "Shown",
    told: dict[str, Any],
    issues: Sequence[str],
    channel: str,
    outcome: str | None,
) -> dict[str, Any]:
    """Return what `log add` would be told of it: how long it took as it was planned, unless nobody
    was reached."""
    from advocate.outreach.endings import NOT_DONE

    minutes = told["minutes"]
    if minutes is None and outcome not in NOT_DONE:
        minutes = line.minutes
    return told | {
        "issues": tuple(issues),
        "name": line.senator,
        "channel": channel,
        "outcome": outcome,
        "minutes": minutes,
        "place": line.office or None,
        "number": None,
        "they_promised": (),
        "we_promised": (),
        "follow_up": (),
    }


def _come_back(line: "Shown", told: dict[str, Any]) -> bool:
    """Tick off what was to come back to, with the call for it where there was one: asking again
    is one, and of a promise that was kept there need be none."""
    from advocate.cli.log_add import log_contact

    with session.open_log_to_read() as store:
        due = [one for one in store.follow_ups() if one.id in line.follow_ups]
        if not due:
            raise click.UsageError("It is no longer in your log. See `advocate week`.")
        about = [store.contact(one.contact) for one in due]
    issues = tuple(dict.fromkeys(each.issue for one in about for each in one.issues))
    thread = next((one.thread for one in about if one.thread), "")
    if line.kind == "follow-up" and not _given(told):
        with session.open_store() as store:
            _tick_off(store, due)
        click.echo(f"Ticked off: {shown(line.text, limit=300)}.")
        click.echo(
            f"Next:  {_log_call(about[0], issues, thread)}  (if you spoke with the office)",
            err=True,
        )
        return True
    told["thread"] = told["thread"] or thread
    contact = log_contact(
        _as_told(line, told, issues, "call", told["outcome"]),
        settled=lambda store: _tick_off(store, due),
        then=f"advocate meeting fix {line.thread} --when 'DAY TIME'  (if they set a day)"
        if line.kind == "ask-again"
        else "",
    )
    return contact is not None


def _log_call(about: "Contact", issues: Sequence[str], thread: str) -> str:
    words = ["advocate", "log", "call", *issues, "--senator", about.senator, "--outcome", "spoke"]
    return " ".join(map(quote, [*words, *(["--thread", thread] if thread else [])]))


def _tick_off(store: "Store", due: "Sequence[FollowUp]") -> None:
    from advocate.cli.occasions import set_state
    from advocate.outreach.records import FollowUpState

    set_state(store, due, FollowUpState.DONE)


def _thank(line: "Shown", told: dict[str, Any]) -> None:
    from advocate.cli.occasion_steps import thanks_sent
    from advocate.meeting_files import load_meeting
    from advocate.outreach.records import Channel

    group = load_meeting(session.home(), line.thread).command
    _only_minutes(told, f"advocate {group} thank {line.thread} --sent --by email")
    thanks_sent(line.thread, group, Channel.LETTER, minutes=_minutes(line, told))


def _request(line: "Shown", own: "Occasion", told: dict[str, Any]) -> None:
    """Log the request in the thread of the meeting that was begun for it."""
    from advocate.cli.meeting import log_request
    from advocate.outreach.records import Channel

    _only_minutes(told, f"advocate meeting sent {own.slug} --by email")
    now = clock.now().replace(second=0, microsecond=0)
    log_request(own.slug, Channel.LETTER, now, again=False, minutes=_minutes(line, told))


def _meeting_of(line: "Shown") -> "Occasion | None":
    """Return the meeting that was begun since the plan was shown, one not asked for yet first."""
    from advocate.cli.occasions import read_all
    from advocate.outreach.records import Channel

    own = [
        (one, thread)
        for one, thread in read_all()[0]
        if one.channel is Channel.MEETING and (one.senator, one.issue) == (line.senator, line.issue)
    ]
    own.sort(key=lambda row: row[1].request is not None)
    return own[0][0] if own else None


def _minutes(line: "Shown", told: dict[str, Any]) -> int:
    return line.minutes if told["minutes"] is None else int(told["minutes"])


def _given(told: dict[str, Any]) -> list[str]:
    return [key for key, value in told.items() if value not in (None, "", ())]


def _only_minutes(told: dict[str, Any], command: str) -> None:
    """Refuse what could not be kept here: a word that is typed and lost is worse than none."""
    if set(_given(told)) - {"minutes"}:
        raise click.UsageError(
            f"Here only --minutes can be told. Nothing was logged. For the rest:\n  {command}"
        )


def _mark(line: "Shown", minutes: int | None) -> None:
    from advocate.week_file import Done, change_week

    taken = line.minutes if minutes is None else minutes
    done = Done(line.key, session.today(), taken)
    change_week(session.home(), lambda week: week.with_done(done))
    click.echo(f"Done: {shown(line.text, limit=300)} ({taken} minutes).")
