"""`advocate calendar add` and `drop`: what the user knows of the schedule, and what stands."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from advocate.cli import moments, session
from advocate.directory.records import CALENDAR_KINDS, CalendarEntry
from advocate.errors import shown

if TYPE_CHECKING:
    from advocate.directory.own_calendar import OwnCalendar

_DAY = moments.Day()
_WHAT = [kind.replace("_", "-") for kind in CALENDAR_KINDS]
_USUAL = "work_period"
_MOST_NAMED = 5


@click.command(epilog="Example:  advocate calendar add 2027-02-15 2027-02-19")
@click.argument("first", metavar="DATE", type=_DAY)
@click.argument("last", metavar="[LAST]", type=_DAY, required=False)
@click.option(
    "--what",
    type=click.Choice(_WHAT),
    default=_USUAL.replace("_", "-"),
    show_default=True,
    metavar="KIND",
    help=f"One of: {', '.join(_WHAT)}.",
)
@click.option("--note", default="", metavar="TEXT", help="What it is, in your words.")
@click.option("--source", default="", metavar="TEXT", help="Where you have it from.")
def add(first: date, last: date | None, what: str, note: str, source: str) -> None:
    """Add days of your own: a work period that was announced since, or a deadline.

    They count wherever the schedule does; on a holiday, offices are closed. They are kept in
    calendar.toml in your own folder, which a group can share.
    """
    from advocate.directory.own_calendar import (
        OWN_CALENDAR_LOCK,
        added,
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
        standing = _standing(entry)
        if standing:
            click.echo(standing)
            return
        own, was = added(read_own_calendar(home), entry)
        path = save_own_calendar(home, own)
    said = f"Changed: {_named(entry)}; it was {_named(was)}" if was else f"Added: {_named(entry)}"
    click.echo(f"{said}.\nKept in {path}")


def _standing(entry: CalendarEntry) -> str:
    """Say that a date stands in the calendar already; empty when it does not."""
    from advocate.directory.holidays import holidays_between

    plain = (CALENDAR_KINDS[entry.kind], "")
    for old in session.open_dataset().calendar:
        if (old.start, old.end, old.kind) != (entry.start, entry.end, entry.kind):
            continue
        if not old.own:
            return f"It stands in the published schedule already: {_named(old)}."
        if (entry.note, entry.source) in (plain, (old.note, old.source)):
            return f"It stands there already: {_named(old)}."
    if entry.kind == "holiday" and entry.start == entry.end:
        for name in holidays_between(entry.start, entry.end).values():
            return f"It stands there already: {name}, a federal holiday."
    return ""


def _named(entry: CalendarEntry) -> str:
    span = day_span(entry.start, entry.end, year=session.today().year)
    return f"{shown(entry.note, limit=200)} ({span})"


@click.command(epilog="Example:  advocate calendar drop 2026-12-18")
@click.argument("day", metavar="DATE", type=_DAY)
def drop(day: date) -> None:
    """Leave out what begins on DATE: of your own dates, or else of the published ones.

    It says how to have it back. Federal holidays stay.
    """
    from advocate.directory.holidays import holidays_between
    from advocate.directory.own_calendar import (
        OWN_CALENDAR_LOCK,
        dropped,
        read_own_calendar,
        save_own_calendar,
    )
    from advocate.settings import alone

    home = session.home()
    with alone(home, OWN_CALENDAR_LOCK, "Your calendar"):
        own = read_own_calendar(home)
        listed = [entry for entry in session.open_dataset().calendar if entry.start == day]
        if not listed:
            raise click.BadParameter(_why_not(day, own), param_hint="DATE")
        gone = [entry for entry in listed if entry.own] or listed
        path = save_own_calendar(home, dropped(own, day))
    click.echo(f"Left out from now on: {_notes(gone)}.")
    for line in _way_back(gone, path):
        click.echo(line)
    if len(gone) < len(listed):
        left = _notes(entry for entry in listed if not entry.own)
        click.echo(
            f"The published schedule has still: {left}. The same command leaves it out, too."
        )
    for holiday in holidays_between(day, day).values():
        click.echo(f"It stays a federal holiday ({holiday}): offices are closed.")


def _notes(entries: Iterable[CalendarEntry]) -> str:
    return "; ".join(shown(entry.note, limit=200) for entry in entries)


def _way_back(gone: Iterable[CalendarEntry], path: Path) -> list[str]:
    """Return how to have back what was left out. Of the user's own nothing is kept but this."""
    commands = [f"  {_adding(entry)}" for entry in gone if entry.own]
    if commands:
        return ["To have it back:", *commands]
    return [f"To have it back, delete its [[drop]] from {path}"]


def _adding(entry: CalendarEntry) -> str:
    """Return the command that adds a date of the user's."""
    words = ["advocate", "calendar", "add", str(entry.start)]
    words += [str(entry.end)] if entry.end != entry.start else []
    words += ["--what", entry.kind.replace("_", "-")] if entry.kind != _USUAL else []
    words += ["--note", entry.note] if entry.note != CALENDAR_KINDS[entry.kind] else []
    words += ["--source", entry.source] if entry.source else []
    return " ".join(map(quote, words))


def _why_not(day: date, own: "OwnCalendar") -> str:
    """Say why nothing can be left out that begins on a day, and what can be."""
    from advocate.directory.holidays import holidays_between

    if day in own.dropped:
        return (
            f"what the published schedule has on {day} is left out already. To have it back, "
            "delete its [[drop]] from calendar.toml in your own folder."
        )
    for holiday in holidays_between(day, day).values():
        return (
            f"{day} is a federal holiday ({holiday}), which cannot be left out. An office that is "
            "open all the same can still be called."
        )
    entries = session.open_dataset().calendar
    for one in entries:
        if one.start < day <= one.end:
            return (
                f"nothing begins on {day}. It lies in “{shown(one.note, limit=200)}”, which "
                f"`advocate calendar drop {one.start}` leaves out."
            )
    ahead = [one for one in entries if one.end >= session.today() and one.kind != "congress_ends"]
    named = "; ".join(f"{one.start} ({shown(one.note, limit=200)})" for one in ahead[:_MOST_NAMED])
    can = f"What can be left out, by its first day: {named}." if ahead else "Nothing lies ahead."
    return f"nothing in the schedule begins on {day}. {can} {_NOT_HERE}"


_NOT_HERE = (
    "Follow-ups are left out with `advocate follow-ups drop`, an issue's last day with its pack."
)


def day_span(start: date, end: date, *, year: int) -> str:
    """Return one or more days, with the year where it is not `year`, or changes between them."""
    last = "" if start.year == end.year == year else f", {end.year}"
    if start == end:
        return f"{start:%a} {start:%b} {start.day}{last}"
    first = "" if start.year in (year, end.year) else f", {start.year}"
    return f"{start:%b} {start.day}{first} – {end:%b} {end.day}{last}"
