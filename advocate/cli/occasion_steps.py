"""The steps that a meeting and an event have alike: fix, thank, close."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from advocate import clock
from advocate.cli import session
from advocate.cli.occasion_new import read_day, read_group
from advocate.cli.occasion_papers import Papers, compose, deliver, files_of, paper_options
from advocate.cli.occasions import (
    alone_with,
    contact_of,
    load,
    read_thread,
    require,
    set_state,
    set_words,
    tell_next,
    thread_in,
    warn_of_day,
    when_words,
)
from advocate.documents.kinds import Format, Kind, Piece
from advocate.documents.meeting import SHORTEST, group_notices
from advocate.errors import StoreError, shown
from advocate.meeting_files import save_meeting
from advocate.outreach.records import Channel, Direction, FollowUpState, Outcome, Promise
from advocate.planning.matters import MINUTES
from advocate.planning.meetings import THANK_YOU, Ended, Occasion, Thread, most_minutes
from advocate.settings import LINE_LIMIT
from advocate.text import clean_line

if TYPE_CHECKING:
    from advocate.outreach.records import Contact, ContactDraft
    from advocate.outreach.store import Store

_ANSWERS = {"call": Channel.CALL, "email": Channel.EMAIL, "letter": Channel.LETTER}
_LETTERS = {"letter": Channel.LETTER, "email": Channel.EMAIL}


def read_place(_ctx: click.Context, _param: click.Parameter, text: str | None) -> str | None:
    """Return where it is held as one line."""
    line = clean_line(text or "")
    if len(line) > LINE_LIMIT:
        raise click.BadParameter(f"a place has at most {LINE_LIMIT} characters.")
    return line if text is not None else None


place_option = click.option(
    "--place",
    "venue",
    callback=read_place,
    metavar="TEXT",
    help="Where it is, if not at the office.",
)


def fix_command(command: str) -> click.Command:
    """Return the command that sets day and hour, and who comes."""

    @click.command(
        "fix", epilog=f"Example:  advocate {command} fix library --when '2027-01-20 14:30'"
    )
    @click.argument("name")
    @click.option(
        "--when", callback=read_day, metavar="TIME", help="Day and time: '2026-12-03 14:30'."
    )
    @click.option(
        "--minutes",
        type=click.IntRange(SHORTEST, most_minutes(command)),
        metavar="N",
        help="How long it lasts.",
    )
    @click.option(
        "--attendee",
        "attendees",
        multiple=True,
        callback=read_group,
        metavar="NAME:ROLE",
        help="Who comes, and their role, in place of those named before.",
    )
    @place_option
    @click.option(
        "--by",
        type=click.Choice(list(_ANSWERS)),
        help="How the office answered you: this is logged, too.",
    )
    @click.option("--staffer", metavar="NAME", help="Who answered; goes with --by.")
    def fix(name: str, by: str | None, staffer: str | None, **told: Any) -> None:
        """Set day and hour, and who comes."""
        changes = {key: value for key, value in told.items() if value not in (None, ())}
        if not changes:
            raise click.UsageError("Say what is fixed: --when, --minutes, --attendee or --place.")
        if staffer and not by:
            raise click.UsageError("--staffer goes with --by: how did they answer?")
        if by and not told["when"]:
            raise click.UsageError("--by goes with --when: the day that they gave you.")
        with alone_with(name, command) as one:
            require("fix", one, read_thread(name))
            one = replace(one, **changes)
            # The log first: while it cannot be written, no day is set either.
            if told["when"]:
                _log_answer(one, told["when"], by, staffer or "")
            save_meeting(session.home(), one)
        session.tell(group_notices(one.attendees))
        if one.when:
            warn_of_day(one, one.when)
            click.echo(f"Set: {set_words(one.when, one.minutes)}")
        else:
            click.echo("Kept. No day is set yet.")
        tell_next(one, read_thread(name))

    return fix


def _log_answer(one: Occasion, when: datetime, by: str | None, staffer: str) -> None:
    """Log how the office answered, once, and give up what was left of asking again."""
    thread = read_thread(one.slug)
    if not by and not thread.rungs:
        return
    note = f"They set the day: {when_words(when)}"
    answer = None
    with session.open_store() as store, store.together():
        if by and note not in [contact.note for contact in thread.contacts]:
            draft = contact_of(
                one,
                when=clock.now(),
                channel=_ANSWERS[by],
                outcome=Outcome.REPLY_RECEIVED,
                direction=Direction.INCOMING,
                staffer=staffer,
                note=note,
            )
            answer = _log(store, draft)
        set_state(store, thread.rungs, FollowUpState.DROPPED)
    _tell_logged(answer)
    if thread.rungs:
        click.echo("Asking again is off the list of follow-ups.")


def _log(store: "Store", draft: "ContactDraft") -> "Contact":
    from advocate.outreach.drafts import clean_draft

    now = clock.now()
    return store.add_contact(clean_draft(replace(draft, member=store.member), now=now), now=now)


def _tell_logged(contact: "Contact | None") -> None:
    """Say what was logged, once it is on the disk."""
    from advocate.cli.log_add import sentence

    if contact:
        click.echo(sentence(contact))


def thank_command(command: str) -> click.Command:
    """Return the command that makes the thank-you letters, and logs that they went out."""

    @click.command("thank", epilog=f"Example:  advocate {command} thank library --sent")
    @click.argument("name")
    @paper_options
    @click.option("--sent", is_flag=True, help="Log that the letters were sent; make none.")
    @click.option(
        "--by",
        type=click.Choice(list(_LETTERS)),
        default="letter",
        show_default=True,
        help="How they were sent.",
    )
    def thank(name: str, *, sent: bool, by: str, **told: Any) -> None:
        """Make the thank-you letters: to the senator, and to the staffer."""
        if sent:
            thanks_sent(name, command, _LETTERS[by])
            return
        one = load(name, command)
        thread = read_thread(name)
        require("thank", one, thread)
        papers = Papers.of(name, told, Format.DOCX, Format.PDF)
        pieces = (Piece(Kind.THANKS), Piece(Kind.THANKS, "staffer"))
        made, looks = compose(one, pieces, papers, met=thread.held)
        deliver(files_of(made, looks, papers), papers)
        click.echo(
            f"Next:  advocate {command} thank {name} --sent  (once they are on their way)", err=True
        )

    return thank


def thanks_sent(name: str, command: str, channel: Channel, *, minutes: int | None = None) -> None:
    """Log that the thank-you letters went out, and tick them off; `minutes` None: as planned."""
    letter = None
    with alone_with(name, command) as one, session.open_store() as store, store.together():
        thread = thread_in(store, name)
        require("thank", one, thread)
        if thread.thanked and not thread.thanks_due:
            raise StoreError(
                f"The thanks for “{name}” are in the log already, as contact "
                f"{thread.thanked.id}. Nothing was logged.",
                hint=f"To put something right:  advocate log edit {thread.thanked.id}\n"
                f"What comes next:  advocate {command} show {name}",
            )
        if not thread.thanked and thread.held:
            draft = contact_of(
                one,
                when=clock.now(),
                channel=channel,
                outcome=Outcome.SENT,
                minutes=MINUTES["thank-you"] if minutes is None else minutes,
                staffer=thread.held.staffer,
                documents=(THANK_YOU,),
            )
            letter = _log(store, draft)
        set_state(store, thread.thanks_due, FollowUpState.DONE)
    _tell_logged(letter)
    tell_next(one, read_thread(name))


def close_command(command: str) -> click.Command:
    """Return the command that brings it to an end."""

    @click.command("close", epilog=f"Example:  advocate {command} close library")
    @click.argument("name")
    @click.option("--drop", is_flag=True, help="It will not take place.")
    def close(name: str, *, drop: bool) -> None:
        """Say what is still open, and close it.

        The thanks come first. What somebody promised stays among the follow-ups. With --drop,
        asking again is given up.
        """
        with alone_with(name, command) as one:
            thread = read_thread(name)
            require("drop" if drop else "close", one, thread)
            _require_thanked(one, thread)
            if drop and thread.rungs:
                with session.open_store() as store:
                    set_state(store, thread.rungs, FollowUpState.DROPPED)
            ended = Ended.DROPPED if drop else Ended.CLOSED
            save_meeting(session.home(), replace(one, ended=ended))
        click.echo(f"{'Dropped' if drop else 'Closed'}: {name}.")
        _tell_open(name, read_thread(name))

    return close


def _require_thanked(one: Occasion, thread: Thread) -> None:
    """Raise StoreError while thanks are due: at its end, no command of its own could log them."""
    if thread.thanks_due:
        done = f"advocate follow-ups drop {thread.thanks_due[0].id}"
        raise StoreError(
            f"The thank-you for “{one.slug}” is still due. Nothing was changed.",
            hint=f"Next:  advocate {one.command} thank {one.slug}\n"
            f"To close it without one, first:  {done}",
        )


def _tell_open(name: str, thread: Thread) -> None:
    if not thread.open:
        click.echo("Nothing of it is open.")
        return
    click.echo("Still open, and among your follow-ups:")
    for one in thread.open:
        whose = "they" if one.promise is Promise.THEIRS else "you"
        by = f", by {one.due}" if one.due else ""
        head = f"  {one.id:>3}  {whose:<4}  "
        click.echo(click.wrap_text(f"{shown(one.text, limit=300)}{by}", 80, head, " " * len(head)))
    click.echo("Next:  advocate follow-ups done ID", err=True)
