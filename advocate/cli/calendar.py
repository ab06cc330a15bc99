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
from advocate.cli.output import json_text
from advocate.directory.records import CALENDAR_KINDS
from advocate.errors import AdvocateError, OutputError, shown
from advocate.notices import Notice

if TYPE_CHECKING:
    from advocate.issues.records import Pack
    from advocate.outreach.records import FollowUp
    from advocate.planning.agenda import Day

_AHEAD = timedelta(days=183)
_TEXT = 17  # the column in which an entry's text begins
_WIDTH = 80
_DAY = moments.Day()
_WHAT = [kind.replace("_", "-") for kind in CALENDAR_KINDS]


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
    days = agenda_until(last)
    if file:
        _write_ics(days, file, force=force)
        return
    entries = session.open_dataset().calendar
    sentence = senate_today(entries, today)
    gaps = _unpublished(today, last)
    if as_json:
        click.echo(_json(days, sentence, gaps))
        return
    for line in _page(days, sentence, gaps):
        click.echo(line)


@calendar.command(epilog="Example:  advocate calendar add 2027-02-15 2027-02-19")
@click.argument("first", metavar="DATE", type=_DAY)
@click.argument("last", metavar="[LAST]", type=_DAY, required=False)
@click.option(
    "--what",
    type=click.Choice(_WHAT),
    default="work-period",
    show_default=True,
    metavar="KIND",
    help=f"One of: {', '.join(_WHAT)}.",
)
@click.option("--note", default="", metavar="TEXT", help="What it is, in your words.")
@click.option("--source", default="", metavar="TEXT", help="Where you have it from.")
def add(first: date, last: date | None, what: str, note: str, source: str) -> None:
    """Add days of your own: a work period that was announced since, or a deadline.

    They count wherever the schedule does. They are kept in calendar.toml in your own folder, which
    a group can share.
    """
    from advocate.directory.own_calendar import (
        OWN_CALENDAR_LOCK,
        OwnCalendar,
        own_entry,
        read_own_calendar,
        save_own_calendar,
    )
    from advocate.settings import alone

    try:
        entry = own_entry(first, last, what=what.replace("-", "_"), note=note, source=source)
    except ValueError as error:
        raise click.BadParameter(f"it {error}", param_hint="DATE") from None
    home = session.home()
    with alone(home, OWN_CALENDAR_LOCK, "Your calendar"):
        own = read_own_calendar(home)
        others = tuple(old for old in own.added if (old.start, old.kind) != (first, entry.kind))
        path = save_own_calendar(home, OwnCalendar((*others, entry), own.dropped))
    click.echo(f"Added: {_span(entry.start, entry.end)}, {entry.note}.\nKept in {path}")


@calendar.command(epilog="Example:  advocate calendar drop 2026-12-18")
@click.argument("day", metavar="DATE", type=_DAY)
def drop(day: date) -> None:
    """Leave out what begins on DATE: of your own dates, or else of the published ones."""
    from advocate.directory.own_calendar import (
        OWN_CALENDAR_LOCK,
        dropped,
        read_own_calendar,
        save_own_calendar,
    )
    from advocate.settings import alone

    home = session.home()
    listed = [entry for entry in session.open_dataset().calendar if entry.start == day]
    if not listed:
        raise click.BadParameter(f"nothing in the schedule begins on {day}.", param_hint="DATE")
    with alone(home, OWN_CALENDAR_LOCK, "Your calendar"):
        save_own_calendar(home, dropped(read_own_calendar(home), day))
    click.echo(f"Left out from now on: {'; '.join(entry.note for entry in listed)}.")


def agenda_until(last: date) -> tuple["Day", ...]:
    """Return the days from today to `last`: schedule, holidays, deadlines, open follow-ups."""
    from advocate.directory.holidays import holidays_between
    from advocate.planning.agenda import agenda

    today = session.today()
    return agenda(
        schedule=session.open_dataset().calendar,
        holidays=holidays_between(today, last),
        packs=readable_packs(),
        follow_ups=_open_follow_ups(),
        first=today,
        last=last,
    )


def readable_packs() -> list["Pack"]:
    """Return every issue pack that can be read; one that cannot keeps nobody from the others."""
    library, found = session.open_packs(), []
    for slug in library.slugs():
        try:
            found.append(library.get(slug))
        except AdvocateError as error:
            session.tell([Notice("pack-broken", f"Left out. {error.sentence}")])
    return found


def _open_follow_ups() -> list["FollowUp"]:
    from advocate.outreach.records import FollowUpState

    with session.open_log_to_read() as store:
        return [] if store.is_empty else store.follow_ups(state=FollowUpState.OPEN)


def _write_ics(days: Sequence["Day"], file: str, *, force: bool) -> None:
    from advocate.files import PRIVATE, write_file
    from advocate.ics import calendar as ics

    data = ics([day.event() for day in days], now=clock.now()).encode()
    if file != "-":
        write_file(Path(file), data, force=force, mode=PRIVATE)
        click.echo(file)
    elif sys.stdout is None:
        raise OutputError("There is no standard output to write to.", hint="Name a file.")
    else:
        sys.stdout.buffer.write(data)


def _unpublished(today: date, last: date) -> list[str]:
    from advocate.directory.calendar import is_published

    entries = session.open_dataset().calendar
    return [
        f"No schedule of the Senate for {year} is on file. When one is published, add its work "
        "periods with `advocate calendar add`."
        for year in range(today.year, last.year + 1)
        if not is_published(entries, year)
    ]


def _page(days: Sequence["Day"], sentence: str, gaps: Sequence[str]) -> list[str]:
    lines = [click.style(click.wrap_text(sentence, _WIDTH), bold=True)]
    for month, group in groupby(days, key=lambda day: f"{day.start:%B %Y}"):
        lines += ["", click.style(month, bold=True)]
        lines += [_line(day) for day in group]
    lines += ["", *(click.wrap_text(gap, _WIDTH) for gap in gaps)]
    sources = dict.fromkeys(d.source for d in days if d.kind.value == "senate" and d.source)
    if sources:
        told = f"The Senate's days are as announced, and may change: {'; '.join(sources)}."
        lines.append(click.style(click.wrap_text(told, _WIDTH), dim=True))
    return lines


def _line(day: "Day") -> str:
    text = f"{shown(day.text, limit=300)}{' (yours)' if day.own else ''}"
    if day.kind.value == "holiday":
        text = f"{text}: offices are closed"
    indent = " " * (_TEXT + 2)
    return click.wrap_text(text, _WIDTH, f"  {_span(day.start, day.end):<{_TEXT}}", indent)


def _span(start: date, end: date) -> str:
    first = f"{start:%a} {start:%b} {start.day}"
    return first if start == end else f"{start:%b} {start.day} – {end:%b} {end.day}"


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
