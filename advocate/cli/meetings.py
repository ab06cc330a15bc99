"""The options of a meeting or an event: when, how long, who comes, where."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from itertools import product
from typing import Any

import click

from advocate.documents.meeting import LONGEST, SHORTEST, Attendee, Role
from advocate.errors import shown
from advocate.settings import LINE_LIMIT
from advocate.text import clean_line

_DAYS = ("%Y-%m-%d", "%m/%d/%Y")
_HOURS = ("%H:%M", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p")


def read_when(_ctx: click.Context, _param: click.Parameter, text: str | None) -> datetime | None:
    """Return --when as a day and time."""
    if text is None:
        return None
    typed = " ".join(text.upper().replace("A.M.", "AM").replace("P.M.", "PM").split())
    for day, hour in product(_DAYS, _HOURS):
        with suppress(ValueError, OverflowError, OSError):
            # Wall-clock time at the office: which zone that is does not matter to a page of paper.
            return datetime.strptime(typed, f"{day} {hour}")  # noqa: DTZ007
    raise click.BadParameter(f"“{shown(text)}” is not a day and time. Write '2026-12-03 14:30'.")


def read_attendees(
    _ctx: click.Context, _param: click.Parameter, texts: tuple[str, ...]
) -> tuple[Attendee, ...]:
    """Return each --attendee NAME:ROLE as a person with a role."""
    return tuple(_attendee(text) for text in texts)


def _attendee(text: str) -> Attendee:
    name, _, role = text.rpartition(":")
    known = {one.value.replace("-", ""): one for one in Role}
    wanted = role.strip().casefold().replace(" ", "").replace("-", "")
    if not clean_line(name) or wanted not in known:
        raise click.BadParameter(f"“{shown(text)}” is not NAME:ROLE. Roles: {', '.join(Role)}.")
    if len(clean_line(name)) > LINE_LIMIT:
        raise click.BadParameter(f"“{shown(text)}”: a name has at most {LINE_LIMIT} characters.")
    return Attendee(clean_line(name), known[wanted])


_OPTIONS = (
    click.option(
        "--when", callback=read_when, metavar="TIME", help="Day and time: '2026-12-03 14:30'."
    ),
    click.option(
        "--minutes",
        type=click.IntRange(SHORTEST, LONGEST),
        default=20,
        show_default=True,
        help="How long the office gives you.",
    ),
    click.option(
        "--attendee",
        "attendees",
        multiple=True,
        callback=read_attendees,
        metavar="NAME:ROLE",
        help="Who comes, and their role; give it again for each person.",
    ),
)


def meeting_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a meeting."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function
