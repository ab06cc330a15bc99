"""`advocate data health` and `data corrections`: what is missing, what is wrong, what you know."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate.cli import session
from advocate.cli.output import print_json
from advocate.errors import DatasetError, shown
from advocate.text import counted_word, long_date

if TYPE_CHECKING:
    from advocate.directory.dataset import Dataset
    from advocate.directory.health import Gaps
    from advocate.directory.own_offices import OwnOffice
    from advocate.directory.records import Office, Senator

_WIDTH = 80


@click.command(epilog="Example:  advocate data health --state NY")
@click.option("--state", metavar="STATE", help="Only this state's senators.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def health(state: str | None, *, as_json: bool) -> None:
    """Say how old and how complete the data is, and what was reported wrong.

    What is missing is missing upstream: the program shows the gap, and fills none by guessing.
    """
    from advocate.directory.health import gaps_of
    from advocate.directory.places import state_with_senators

    dataset, today = session.open_dataset(), session.today()
    senators = dataset.senators
    if state:
        code = state_with_senators(dataset, state).code
        senators = dataset.senators_of(code)
    gaps = gaps_of(dataset, senators)
    wrong = list(_reported_wrong(senators))
    seats = [_seat(*row) for row in _seats(senators, today)]
    as_of = dataset.manifest.data_as_of
    age = (today - as_of).days
    made, changes = _last_update(dataset)
    if as_json:
        _print_json(as_of.isoformat(), age, gaps, wrong, seats, changes)
        return
    click.secho(f"Numbers as of {as_of}, {age} days ago", bold=True)
    for line in _page(gaps, wrong, seats):
        click.echo(line)
    for line in _section(f"What the update of {made} changed", changes):
        click.echo(line)


def _last_update(dataset: "Dataset") -> tuple[str, list[str]]:
    """Return the day of the last update and what it changed; nothing for the shipped data."""
    from advocate.directory.update.copies import record_of

    record = record_of(session.home(), dataset)
    return (record.made, list(record.changes)) if record else ("", [])


def _page(
    gaps: "tuple[Gaps, ...]", wrong: "list[tuple[Senator, Office]]", seats: list[str]
) -> Iterator[str]:
    offices = sum(one.offices for one in gaps)
    hours = offices - sum(one.without_hours for one in gaps)
    yield f"  {len(gaps)} senators, {offices} state offices, {hours} of them with hours on file"
    missing = [one for one in gaps if one.words]
    yield from _section(
        "Missing",
        [f"{g.senator.state} {g.senator.full_name}: {', '.join(g.words)}" for g in missing],
    )
    yield from _section(
        "Reported wrong in your log",
        [
            f"{who.last_name}, {office.label}: {office.phone}, on {long_date(office.wrong_since)}"
            for who, office in wrong
            if office.wrong_since
        ],
    )
    yield from _section("Seats", seats)
    yield from _section("Corrected and noted by you", [_told(one) for one in _own().values()])


def _seats(
    senators: "tuple[Senator, ...]", today: date
) -> "list[tuple[date, bool, list[Senator]]]":
    """Return the seats of which the holder may change, or has, by the day the term ends."""
    from advocate.directory.elections import seat_note

    ends: dict[date, list[Senator]] = {}
    for senator in senators:
        if seat_note(senator, today):
            ends.setdefault(senator.term_end, []).append(senator)
    return [(day, day < today, ends[day]) for day in sorted(ends)]


def _seat(day: date, ended: bool, senators: "list[Senator]") -> str:
    names = ", ".join(f"{one.last_name} ({one.state})" for one in senators)
    if ended:
        said = f"Recorded terms that ended on {long_date(day)}: look at senate.gov for who holds"
        return f"{said} these seats, or run `advocate data update`: {names}."
    return f"Terms that end on {long_date(day)}, with the election held: {names}."


def _section(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield click.style(heading, bold=True)
        yield from (
            click.wrap_text(shown(line, limit=4_000), _WIDTH, "  ", "    ") for line in lines
        )


def _reported_wrong(senators: "tuple[Senator, ...]") -> "Iterator[tuple[Senator, Office]]":
    from advocate.outreach.memory import with_reports

    recalled = session.recall([one.bioguide for one in senators])
    wrong = recalled.wrong_numbers if recalled else {}
    for senator in senators:
        for office in with_reports(senator, wrong).offices:
            if office.is_reported_wrong:
                yield senator, office


def _own() -> "dict[str, OwnOffice]":
    from advocate.directory.own_offices import read_own_offices

    return read_own_offices(session.home())


def _told(one: "OwnOffice") -> str:
    told = [f"{name} {value}" for name, value in one.values.items()]
    told += [f"{name}: {text}" for name, text in one.notes.items()]
    told += [f"number confirmed on {one.confirmed}"] if one.confirmed else []
    return f"{one.id}: {'; '.join(told)}"


def _print_json(
    as_of: str,
    age: int,
    gaps: "tuple[Gaps, ...]",
    wrong: "list[tuple[Senator, Office]]",
    seats: list[str],
    changes: list[str],
) -> None:

    rows: list[dict[str, Any]] = [
        {
            "bioguide": one.senator.bioguide,
            "name": one.senator.full_name,
            "state": one.senator.state,
            "state_offices": one.offices,
            "without_phone": one.without_phone,
            "without_hours": one.without_hours,
            "has_form": one.has_form,
        }
        for one in gaps
    ]
    answer = {
        "data_as_of": as_of,
        "age_days": age,
        "senators": rows,
        "reported_wrong": [{"office": office.id, "phone": office.phone} for _, office in wrong],
        "seats": seats,
        "last_update": changes,
    }
    print_json(answer)


@click.group(epilog="Example:  advocate data corrections export mine.toml")
def corrections() -> None:
    """Give your corrections to your group, or take theirs."""


@corrections.command(epilog="Example:  advocate data corrections export mine.toml")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def export(file: Path, *, force: bool) -> None:
    """Write your corrections into FILE, without your notes on people.

    Each says what was published and what you found, with the day: what a correction upstream
    (github.com/unitedstates/congress-legislators) asks for. Nothing is sent.
    """
    from dataclasses import replace

    from advocate.directory.own_offices import corrections_file
    from advocate.files import write_file

    own = [replace(one, notes={}) for one in _own().values()]
    told = [one for one in own if not one.is_empty]
    if not told:
        kept = " Your notes on people stay with you." if own else ""
        raise DatasetError(
            f"You corrected and confirmed nothing yet.{kept} No file was written.",
            hint="What you find out on the phone:  advocate office confirm OFFICE_ID\n"
            "or, where it is wrong:  advocate office correct OFFICE_ID --phone NUMBER\n"
            "The ids of offices:  advocate offices",
        )
    write_file(file, corrections_file(told).encode(), force=force)
    click.echo(f"{file}: {counted_word(len(told), 'office')}.")


@corrections.command("import", epilog="Example:  advocate data corrections import theirs.toml")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def import_(file: Path) -> None:
    """Take the corrections of FILE; of one office, what was said later holds."""
    from advocate.directory.own_offices import (
        OWN_OFFICES_LOCK,
        later,
        read_offices_file,
        read_own_offices,
        save_own_offices,
    )
    from advocate.settings import alone

    theirs, home, today = read_offices_file(file), session.home(), session.today()
    for one in theirs.values():
        if max(one.corrected or today, one.confirmed or today) > today:
            raise click.UsageError(f"{file} speaks of a day to come ({one.id}). Nothing was taken.")
    with alone(home, OWN_OFFICES_LOCK, "Your file of corrections"):
        own = read_own_offices(home)
        united = own | {
            ident: later(own[ident], one) if ident in own else one for ident, one in theirs.items()
        }
        save_own_offices(home, united)
    changed = sum(united[ident] != own.get(ident) for ident in theirs)
    click.echo(f"{changed} of {len(theirs)} taken from {file}.")
