"""Beginning a meeting or an event: for whom, with whom, under which name."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from advocate import clock
from advocate.cli import places, session
from advocate.cli.meetings import read_attendees, read_when
from advocate.documents.meeting import SHORTEST, Attendee
from advocate.meeting_files import (
    MOST_PEOPLE,
    load_meeting,
    meeting_path,
    meeting_slugs,
    taken,
)
from advocate.outreach.records import Channel
from advocate.planning.meetings import Occasion, most_minutes, usual_minutes
from advocate.text import clean_line, slug


def read_group(
    ctx: click.Context, param: click.Parameter, texts: tuple[str, ...]
) -> tuple[Attendee, ...]:
    """Return each --attendee NAME:ROLE, of a group that fits into a room."""
    if len(texts) > MOST_PEOPLE:
        raise click.BadParameter(f"name {MOST_PEOPLE} people at most.")
    return read_attendees(ctx, param, texts)


def read_day(ctx: click.Context, param: click.Parameter, text: str | None) -> datetime | None:
    """Return --when as a day and time that a calendar can hold."""
    when = read_when(ctx, param, text)
    if when and when.year not in clock.YEARS:
        raise click.BadParameter(f"{when.date()} is too far away.")
    return when


_WHO = (
    click.argument("issue"),
    click.argument("place", required=False),
    click.option("--senator", default="", metavar="NAME", help="Which of your two senators."),
    click.option("--state", metavar="STATE", help="Your state, where a ZIP code lies in several."),
    click.option(
        "--office",
        default="",
        metavar="CITY",
        help="The office: a city, or washington; the nearest if left out.",
    ),
    click.option(
        "--name",
        metavar="NAME",
        help="What to call it here and in the log; made from issue and senator if left out.",
    ),
    click.option(
        "--attendee",
        "attendees",
        multiple=True,
        callback=read_group,
        metavar="NAME:ROLE",
        help="Who comes, and their role; give it again for each person.",
    ),
)


def new_options(command: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds the options that say for whom it is, and with whom."""
    minutes = click.option(
        "--minutes",
        type=click.IntRange(SHORTEST, most_minutes(command)),
        metavar="N",
        help="How long it lasts; 20 minutes if left out."
        if command == "meeting"
        else "How long it lasts, if that is known.",
    )

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed((*_WHO, minutes)):
            function = option(function)
        return function

    return add


def begin(told: dict[str, Any], channel: Channel) -> Occasion:
    """Return the new one that the options make; nothing is written yet."""
    from secrets import token_hex

    from advocate import constituency
    from advocate.directory.lookup import nearest_first
    from advocate.directory.offices import office_for

    dataset, today = session.open_dataset(), session.today()
    packs = session.open_packs()
    pack = packs.get(told["issue"])
    profile = session.load_profile()
    command = "meeting new" if channel is Channel.MEETING else "event new"
    query, state = places.chosen_place(
        dataset,
        profile,
        told["place"],
        told["state"],
        senator=told["senator"],
        command=f"{command} {pack.slug}",
    )
    where = constituency.find_constituency(
        dataset, profile, query, state=state, senator=told["senator"], today=today
    )
    if len(where.senators) != 1:
        names = " or ".join(one.last_name for one in where.senators)
        raise click.UsageError(f"Name one of your senators with --senator: {names}.")
    (senator,) = where.senators
    session.tell(list(where.notices))
    near = nearest_first(senator.state_offices, where.place)
    kind = "" if channel is Channel.MEETING else f"-{channel.value}"
    return Occasion(
        slug=_name(told["name"], f"{pack.slug}{kind}-{slug(senator.last_name)}"),
        uid=token_hex(16),
        channel=channel,
        issue=pack.slug,
        senator=senator.bioguide,
        senator_name=senator.full_name,
        place=clean_line(query),
        state=where.state.code,
        office=office_for(senator, near, told["office"], visit=True).id,
        minutes=told["minutes"] or usual_minutes(channel),
        attendees=told["attendees"],
    )


def _name(wanted: str | None, default: str) -> str:
    """Return the name to take; beside one of this name that is at its end, it gets a number."""
    home = session.home()
    name = wanted or slug(default)
    meeting_path(home, name)  # refuses a name of the wrong form
    known, number = meeting_slugs(home), 1
    while not wanted and name in known and load_meeting(home, name).ended:
        number += 1
        name = f"{slug(default)[:56].rstrip('-')}-{number}"
    if name in known:
        raise taken(home, name)
    return name
