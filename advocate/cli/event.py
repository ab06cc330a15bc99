"""`advocate event`: a rally, a visit of a group or a town hall, from its kit to the thank-you."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import click

from advocate.cli import session
from advocate.cli.occasion_new import begin, new_options, read_day
from advocate.cli.occasion_notes import notes_command
from advocate.cli.occasion_pages import list_command, show_command
from advocate.cli.occasion_papers import (
    Papers,
    hand_out,
    paper_options,
)
from advocate.cli.occasion_steps import (
    close_command,
    fix_command,
    place_option,
    thank_command,
)
from advocate.cli.occasions import (
    load,
    read_thread,
    require,
    set_words,
    tell_next,
    thread_before,
    warn_of_day,
)
from advocate.documents.kinds import Format, Kind, Piece
from advocate.documents.meeting import group_notices
from advocate.meeting_files import add_meeting
from advocate.outreach.records import Channel
from advocate.planning.meetings import EVENTS

_VARIANTS = {Channel.VISIT: "default", Channel.RALLY: "rally", Channel.TOWN_HALL: "town-hall"}


@click.group(epilog="Example:  advocate event new town-hall 10001 --senator schumer --kind rally")
def event() -> None:
    """Plan a rally, a visit or a town hall, kit to thanks.

    new, fix, kit, notes, thank, close: `advocate event list` says which is next. What was done is
    in your log, in one thread under the event's name.
    """


@event.command(
    epilog="Example:  advocate event new town-hall 10001 --senator schumer --kind rally "
    "--when '2026-12-05 11:00'"
)
@new_options("event")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in EVENTS]),
    required=True,
    help="What it is.",
)
@click.option("--when", callback=read_day, metavar="TIME", help="Day and time, once it is set.")
@place_option
def new(*, kind: str, when: datetime | None, venue: str | None, **told: Any) -> None:
    """Begin an event: a rally, a visit or a town hall."""
    one = begin(told, Channel(kind))
    one = replace(one, when=when, venue=venue or "")
    session.tell(group_notices(one.attendees))
    thread = thread_before(one)
    add_meeting(session.home(), one)
    click.echo(f"Begun: {one.slug}, a {one.what}, Senator {one.senator_name}.")
    if when:
        click.echo(f"Set: {set_words(when, one.minutes)}")
        warn_of_day(one, when)
    tell_next(one, thread)


event.add_command(fix_command("event"))


@event.command(epilog="Example:  advocate event kit rally --out rally")
@click.argument("name")
@click.option("--names", is_flag=True, help="Name those who come in the calendar file, too.")
@paper_options
def kit(name: str, *, names: bool, **told: Any) -> None:
    """Make its kit: plan, run of show, sign-in sheet, papers.

    Also the leave-behind, the form for afterwards, and a calendar file once the day is set.
    """
    one = load(name, "event")
    require("kit", one, read_thread(name))
    papers = Papers.of(name, told, Format.PDF)
    pieces = (
        Piece(Kind.EVENT, _VARIANTS[one.channel]),
        Piece(Kind.LEAVE_BEHIND),
        Piece(Kind.REPORT, "event"),
    )
    hand_out(one, "event", pieces, papers, names=names)


for command in (notes_command, thank_command, close_command, list_command, show_command):
    event.add_command(command("event"))
