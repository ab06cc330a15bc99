"""`advocate calendar`: when senators are home, holidays, deadlines and what is due, in one list."""

import sys
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate import clock
from advocate.cli import moments, session
from advocate.cli.calendar_own import add, day_span, drop
from advocate.cli.output import json_text
from advocate.errors import AdvocateError, OutputError, StoreOutOfReachError, shown
from advocate.notices import Notice

if TYPE_CHECKING:
    from advocate.issues.records import Pack
    from advocate.outreach.records import FollowUp
    from advocate.planning.agenda import Day

_AHEAD = timedelta(days=183)
_TEXT = 17  # the column in which an entry's text begins
_WIDTH = 80
_DAY = moments.Day()


@click.group(invoke_without_command=True, epilog="Example:  advocate calendar --ics senate.ics")
@click.option("--until", type=_DAY, metavar="DATE", help="The last day to show; half a year ahead.")
@click.option("--ics", "file", metavar="FILE|-", help="Write a file for your calendar program.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.pass_context
def calendar(
    ctx: click.Context, until: date | None, file: str | None, *, as_json: bool, force: bool
) -> None:
    """Show the days ahead: when senators are home, what is due.

    The Senate's schedule, federal holidays, deadlines and follow-ups in one list. The schedule is
    as announced, and moves: `calendar add` and `calendar drop` correct it.
    """
    if ctx.invoked_subcommand:
        return
    from advocate.directory.calendar import senate_today

    today = session.today()
    last = until or today + _AHEAD
    if last < today:
        raise click.BadParameter("the day is past.", param_hint="--until")
    days, unread = agenda_until(last)
    session.tell(unread)
    if file:
        _write_ics(days, file, force=force)
        return
    entries = session.open_dataset().calendar
    sentence = senate_today(entries, today)
    gaps = _unpublished(today, last)
    if as_json:
        click.echo(_json(days, sentence, [*gaps, *(one.text for one in unread)]))
        return
    for line in _page(days, sentence, gaps):
        click.echo(line)


calendar.add_command(add)
calendar.add_command(drop)


def agenda_until(last: date) -> tuple[tuple["Day", ...], list[Notice]]:
    """Return the days from today to `last`: schedule, holidays, deadlines, open follow-ups; and
    what is left out of them."""
    from advocate.directory.holidays import holidays_between
    from advocate.planning.agenda import agenda

    today = session.today()
    follow_ups, unread = _open_follow_ups()
    days = agenda(
        schedule=session.open_dataset().calendar,
        holidays=holidays_between(today, last),
        packs=readable_packs(),
        follow_ups=follow_ups,
        first=today,
        last=last,
    )
    return days, unread


def readable_packs() -> list["Pack"]:
    """Return every issue pack that can be read; one that cannot keeps nobody from the others, nor
    does the deadline of a draft."""
    from advocate.issues.check import unused_notices

    library, found = session.open_packs(), []
    for slug in library.slugs():
        try:
            found.append(library.get(slug))
        except AdvocateError as error:
            session.tell([Notice("pack-broken", f"Left out. {error.sentence}")])
    session.tell(unused_notices(one for one in found if one.deadline))
    return [one for one in found if not one.draft]


def _open_follow_ups() -> tuple[list["FollowUp"], list[Notice]]:
    from advocate.outreach.records import FollowUpState

    try:
        with session.open_log_to_read() as store:
            found = [] if store.is_empty else store.follow_ups(state=FollowUpState.OPEN)
    except StoreOutOfReachError as error:
        return [], [session.log_unread(error, "Your follow-ups are left out.")]
    return found, []


def _write_ics(days: Sequence["Day"], file: str, *, force: bool) -> None:
    from advocate.files import PRIVATE, write_file
    from advocate.ics import calendar as ics
    from advocate.planning.agenda import events_of

    if not days:
        session.tell_no_events("Nothing is on these days")
        return
    data = ics(events_of(days), now=clock.now()).encode()
    if file != "-":
        write_file(Path(file), data, force=force, mode=PRIVATE)
        click.echo(file)
    elif sys.stdout is None:
        raise OutputError("There is no standard output to write to.", hint="Name a file.")
    else:
        sys.stdout.buffer.write(data)


def _unpublished(today: date, last: date) -> list[str]:
    from advocate.directory.calendar import is_published, no_schedule

    entries = session.open_dataset().calendar
    years = [y for y in range(today.year, last.year + 1) if not is_published(entries, y)]
    return [f"{no_schedule(*years)} {_WHEN_PUBLISHED}"] if years else []


_WHEN_PUBLISHED = (
    "When a schedule is published, add its work periods with `advocate calendar add`, and its "
    "first and last day with `--what convenes` and `--what last-day`."
)


def _page(days: Sequence["Day"], sentence: str, gaps: Sequence[str]) -> list[str]:
    lines = [click.style(click.wrap_text(sentence, _WIDTH), bold=True)]
    spans = [day_span(day.start, day.end, year=day.start.year) for day in days]
    width = max([_TEXT, *(len(span) + 2 for span in spans)])
    for month, group in groupby(
        zip(spans, days, strict=True), key=lambda one: f"{one[1].start:%B %Y}"
    ):
        lines += ["", click.style(month, bold=True)]
        lines += [_line(f"{span:<{width}}", day) for span, day in group]
    lines += ["", *(click.wrap_text(_unsaid(gap, sentence), _WIDTH) for gap in gaps)]
    sources = dict.fromkeys(day.source for day in days if day.is_announced and day.source)
    if sources:
        told = f"The Senate's days are as announced, and may change: {'; '.join(sources)}."
        lines.append(click.style(click.wrap_text(told, _WIDTH), dim=True))
    return lines


def _unsaid(gap: str, sentence: str) -> str:
    """Return what a gap's text has to add to the sentence above the days."""
    first, _, rest = gap.partition(". ")
    return rest if f"{first}." in sentence else gap


def _line(span: str, day: "Day") -> str:
    text = f"{shown(day.text, limit=300)}{' (yours)' if day.own else ''}"
    if day.kind.value == "holiday":
        text = f"{text}: offices are closed"
    return click.wrap_text(text, _WIDTH, f"  {span}", " " * (len(span) + 2))


def _json(days: Sequence["Day"], sentence: str, gaps: Sequence[str]) -> str:
    rows = [
        {
            "from": day.start.isoformat(),
            "to": day.end.isoformat(),
            "kind": day.kind.value,
            "text": day.text,
            "source": day.source,
            "own": day.own,
        }
        for day in days
    ]
    answer = {"today": sentence, "days": rows, "warnings": list(gaps)}
    return json_text(answer)
