"""`advocate meeting`: a meeting at an office, from the request to the thank-you."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from advocate import clock
from advocate.cli import moments, session
from advocate.cli.occasion_new import begin, new_options
from advocate.cli.occasion_notes import notes_command
from advocate.cli.occasion_pages import list_command, show_command
from advocate.cli.occasion_papers import (
    Papers,
    compose,
    deliver,
    files_of,
    hand_out,
    paper_options,
)
from advocate.cli.occasion_steps import close_command, fix_command, thank_command
from advocate.cli.occasions import (
    alone_with,
    closed_days,
    contact_of,
    load,
    office_of,
    read_thread,
    require,
    set_state,
    tell_next,
    thread_before,
    thread_in,
)
from advocate.cli.questions import choose
from advocate.directory.records import OfficeKind
from advocate.documents.kinds import Format, Kind, Piece
from advocate.documents.meeting import Window
from advocate.errors import StoreError
from advocate.meeting_files import add_meeting, save_meeting
from advocate.outreach.records import Channel, FollowUpState, Outcome
from advocate.outreach.words import CHANNEL_WORDS
from advocate.planning.matters import MINUTES
from advocate.planning.meetings import OTHER_WAYS, REQUEST, SENT_BY, Occasion, ladder
from advocate.text import long_date

if TYPE_CHECKING:
    from advocate.planning.meetings import Thread
    from advocate.planning.windows import Proposal

_DAY = moments.Day()
_MOST_WINDOWS = 3
_BY = {channel.value: channel for channel in SENT_BY}
_BY_DEFAULT = Channel.EMAIL
_REQUEST = (Piece(Kind.REQUEST), Piece(Kind.REQUEST, "phone"))
_AT_THE_MEETING = (
    Piece(Kind.BRIEF),
    Piece(Kind.BRIEF, "participant"),
    Piece(Kind.BRIEF, "pocket"),
    Piece(Kind.LEAVE_BEHIND),
    Piece(Kind.REPORT),
)


@click.group(epilog="Example:  advocate meeting new town-hall --senator schumer")
def meeting() -> None:
    """Plan a meeting, from the request to the thank-you.

    new, sent, fix, brief, notes, thank, close: `advocate meeting list` says which is next. What
    was done is in your log, in one thread under the meeting's name.
    """


_between = click.option(
    "--between",
    "days",
    nargs=2,
    multiple=True,
    type=_DAY,
    metavar="DATE DATE",
    help="Days to offer, the first and the last, in place of those proposed; up to three times.",
)
_sent_by = click.option(
    "--by",
    type=click.Choice(list(_BY)),
    help=f"How it was sent. In a terminal you are asked; elsewhere {_BY_DEFAULT} if left out.",
)


@meeting.command(epilog="Example:  advocate meeting new town-hall 10001 --senator schumer")
@new_options("meeting")
@_between
@click.option("--sent", is_flag=True, help="The request is on its way already: log it as sent.")
@_sent_by
@paper_options
def new(*, days: tuple[tuple[date, date], ...], sent: bool, by: str | None, **told: Any) -> None:
    """Begin a meeting: the request as a letter and for the phone.

    Offers two or three spans of days: in the next state work period, or else two to four weeks
    ahead. Nothing counts as sent until you say so: --sent, or `advocate meeting sent`.
    """
    one = begin(told, Channel.MEETING)
    one, why = _with_windows(one, days)
    thread = thread_before(one, writes=sent)
    papers = Papers.of(one.slug, told, Format.PDF, Format.DOCX, Format.TXT)
    made, looks = compose(one, _REQUEST, papers)
    files = files_of(made, looks, papers)
    path = add_meeting(session.home(), one)  # first: of two that begin it at once, one is refused
    try:
        deliver(files, papers)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    click.echo(f"\nBegun: {one.slug}, with Senator {one.senator_name}.")
    _tell_windows(one, why)
    if sent:
        log_request(one.slug, _way(by), moments.read_when(None, None, None), again=False)
    else:
        tell_next(one, thread)


def _way(by: str | None) -> Channel:
    """Return how a request was sent: as told, as a person at the terminal says, or as it usually
    is."""
    if by is None and session.interactive():
        by = choose("How was it sent?", list(_BY), [CHANNEL_WORDS[one] for one in _BY.values()])
    return _BY[by] if by else _BY_DEFAULT


def _with_windows(one: Occasion, days: tuple[tuple[date, date], ...]) -> tuple[Occasion, str]:
    if len(days) > _MOST_WINDOWS:
        raise click.BadParameter("offer three at most.", param_hint="--between")
    for first, last in days:
        if last < first:
            raise click.BadParameter(f"{last} is before {first}.", param_hint="--between")
        if last.year not in clock.YEARS:
            raise click.BadParameter(f"{last} is too far away.", param_hint="--between")
        if first < session.today():
            raise click.BadParameter(f"{first} is past.", param_hint="--between")
    if days:
        return replace(one, windows=tuple(Window(*span) for span in sorted(days))), ""
    proposal = _proposed(one)
    return replace(one, windows=proposal.windows), proposal.why


def _proposed(one: Occasion) -> "Proposal":
    from advocate.planning.windows import propose

    entries, today = session.open_dataset().calendar, session.today()
    office = office_of(one)
    return propose(
        entries,
        closed_days(max((entry.end for entry in entries), default=today)),
        today,
        washington=office is not None and office.kind is OfficeKind.WASHINGTON,
        deadline=session.open_packs().get(one.issue).deadline,
    )


def _tell_windows(one: Occasion, why: str) -> None:
    click.echo("Days offered:")
    for window in one.windows:
        click.echo(f"  {window.words}")
    if why:
        click.echo(click.wrap_text(why, 80))


@meeting.command(epilog="Example:  advocate meeting request library --out library-again")
@click.argument("name")
@_between
@paper_options
def request(name: str, *, days: tuple[tuple[date, date], ...], **told: Any) -> None:
    """Make the request again, with new days."""
    one = load(name, "meeting")
    require("request", one, read_thread(name))
    one, why = _with_windows(one, days)
    papers = Papers.of(name, told, Format.PDF, Format.DOCX, Format.TXT)
    made, looks = compose(one, _REQUEST, papers)
    deliver(files_of(made, looks, papers), papers)
    with alone_with(name, "meeting") as kept:
        save_meeting(session.home(), replace(kept, windows=one.windows))
    _tell_windows(one, why)
    again = " --again" if read_thread(name).request else ""
    command = f"advocate meeting sent {name} --by {Channel.LETTER}{again}"
    click.echo(f"Next:  {command}  (once it is on its way; or --by {OTHER_WAYS})", err=True)


@meeting.command(epilog="Example:  advocate meeting sent library --by letter")
@click.argument("name")
@_sent_by
@click.option(
    "--when",
    callback=moments.read_when,
    metavar="TIME",
    help="2026-11-24, '2026-11-24 14:30', today or yesterday; now if left out.",
)
@click.option("--again", is_flag=True, help="It was sent once more: asking again starts anew.")
def sent(name: str, by: str | None, when: datetime, *, again: bool) -> None:
    """Log that the request was sent, with the days to ask again.

    Those are follow-ups after 3, 7 and 14 days, on days on which offices work. They end when a day
    is set with `advocate meeting fix`.
    """
    _require_unsent(load(name, "meeting"), read_thread(name), again=again)  # before one is asked
    log_request(name, _way(by), when, again=again)


def log_request(
    name: str, channel: Channel, when: datetime, *, again: bool, minutes: int | None = None
) -> None:
    """Log that a meeting's request was sent, with the days to ask again; `minutes` None: as
    planned."""
    from advocate.cli.log_add import promise_line, sentence
    from advocate.outreach.drafts import clean_draft

    with alone_with(name, "meeting") as one, session.open_store() as store:
        thread = thread_in(store, name)
        _require_unsent(one, thread, again=again)
        draft = contact_of(
            one,
            when=when,
            channel=channel,
            outcome=Outcome.SPOKE if channel is Channel.CALL else Outcome.SENT,
            documents=(REQUEST,),
            minutes=MINUTES[REQUEST] if minutes is None else minutes,
            member=store.member,
        )
        now = clock.now()
        draft = clean_draft(draft, now=now)
        rungs = ladder(when.date(), closed_days(when.date()))
        with store.together():
            contact = store.add_contact(draft, now=now, follow_ups=rungs)
            set_state(store, thread.rungs, FollowUpState.DROPPED)
    click.echo(sentence(contact))
    for rung in rungs:
        click.echo(promise_line(rung))
    click.echo(
        f"Next:  advocate meeting fix {name} --when 'DAY TIME'  (when they answer)", err=True
    )


def _require_unsent(one: Occasion, thread: "Thread", *, again: bool) -> None:
    require("sent", one, thread)
    if thread.request and not again:
        raise StoreError(
            f"The request for “{one.slug}” is in the log already, as contact {thread.request.id}, "
            f"sent {long_date(thread.request.when.date())}. Nothing was logged.",
            hint="If it was sent once more, with new days, add --again.",
        )


meeting.add_command(fix_command("meeting"))


@meeting.command(epilog="Example:  advocate meeting brief library --out library")
@click.argument("name")
@click.option("--names", is_flag=True, help="Name those who come in the calendar file, too.")
@paper_options
def brief(name: str, *, names: bool, **told: Any) -> None:
    """Make what everyone brings along, and a calendar file.

    The leader's brief, the participants' and the pocket card, with what your log holds; the
    leave-behind; the form for afterwards.
    """
    one = load(name, "meeting")
    require("brief", one, read_thread(name))
    papers = Papers.of(name, told, Format.PDF)
    hand_out(one, "meeting", _AT_THE_MEETING, papers, names=names)


for command in (notes_command, thank_command, close_command, list_command, show_command):
    meeting.add_command(command("meeting"))
