"""`advocate offices`: every office of your senators, and who is open now."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from advocate import clock
from advocate.cli import places, session
from advocate.cli.offices_verify import verify
from advocate.cli.output import json_text
from advocate.directory.offices import own_notes
from advocate.directory.records import Office, OfficeDistance, Senator

if TYPE_CHECKING:
    from advocate.directory.hours import Opening

_WIDTH = 80


class PlaceGroup(click.Group):
    """A group of which the first word is a place, where it is none of the group's commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named, else the one that takes a place."""
        if args and args[0] not in self.commands:
            args = ["list", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take `advocate offices --open-now` as it is meant, without a place."""
        if args and args[0] in ctx.help_option_names:
            return super().parse_args(ctx, args)
        named = bool(args) and (args[0] in self.commands or not args[0].startswith("-"))
        return super().parse_args(ctx, args if named else ["list", *args])


@click.group(cls=PlaceGroup, epilog="Example:  advocate offices 10001 --open-now")
def offices() -> None:
    """Show the offices of your senators, and who is open now.

    A PLACE (a ZIP code, a state) can stand right after `offices`.
    """


@offices.command("list", epilog="Example:  advocate offices 10001 --open-now")
@click.argument("place", required=False)
@click.option("--state", metavar="STATE", help="Your state, where a ZIP code lies in several.")
@click.option("--open-now", is_flag=True, help="Only those that are likely to answer now.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_(place: str | None, state: str | None, *, open_now: bool, as_json: bool) -> None:
    """List the offices, nearest first, and when each is open.

    Without hours on file, weekdays from nine to five are taken, and marked “usual hours”. Offices
    close on federal holidays, and on those that you add to `advocate calendar`.
    """
    rows, as_of = _offices(place, state), session.open_dataset().manifest.data_as_of
    if open_now:
        rows = [row for row in rows if row[2] and row[2].is_open and row[1].office.phone]
    if as_json:
        click.echo(_json(rows, as_of))
        return
    if not rows:
        click.echo("No office is likely to answer now. `advocate offices` says when each opens.")
        return
    for line in _page(rows):
        click.echo(line)
    click.secho(f"\nNumbers as of {as_of}.", dim=True)


_Row = tuple[Senator, OfficeDistance, "Opening | None"]


def _offices(place: str | None, state: str | None) -> list[_Row]:
    from advocate.directory.holidays import closed_between
    from advocate.directory.hours import opening
    from advocate.directory.lookup import find_senators, nearest_first
    from advocate.outreach.memory import with_reports

    dataset, now = session.open_dataset(), clock.now()
    profile = None if place or state else session.load_profile()
    query, state = places.chosen_place(dataset, profile, place, state, command="offices")
    lookup = find_senators(dataset, query, state=state, today=now.date())
    session.tell([one for one in lookup.warnings if one.code not in _ON_THE_LIST])
    recalled = session.recall([senator.bioguide for senator in lookup.senators])
    first, last = now.date() - timedelta(days=1), now.date() + timedelta(days=16)
    closed = closed_between(dataset.calendar, first, last)
    rows: list[_Row] = []
    for one in lookup.senators:
        senator = with_reports(one, recalled.wrong_numbers) if recalled else one
        near = nearest_first(senator.state_offices, lookup.place)
        measured = [*near, OfficeDistance(senator.washington_office, None)]
        rows += [(senator, office, opening(office.office, now, closed)) for office in measured]
    return rows


_ON_THE_LIST = {"one-office", "no-office", "no-phone", "no-coordinates", "old-data"}


def _page(rows: list[_Row]) -> list[str]:
    lines: list[str] = []
    for senator in dict.fromkeys(row[0] for row in rows):
        lines += ["", click.style(f"Senator {senator.full_name}", bold=True)]
        for _, measured, found in (row for row in rows if row[0] is senator):
            lines += _office(measured, found)
    return lines[1:]


def _office(measured: OfficeDistance, found: "Opening | None") -> list[str]:
    office = measured.office
    miles = "" if measured.miles is None else f"  {measured.miles:.0f} mi"
    lines = [f"  {office.phone or 'no phone on file':<16}  {office.label}{miles}"]
    notes = [
        *own_notes(office),
        found.sentence if found else "its local time is not known",
        f"hours on file: {office.hours}" if office.hours else "",
    ]
    return [*lines, *(_note(note) for note in notes if note)]


def _note(text: str) -> str:
    indent = " " * 20
    return click.wrap_text(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _json(rows: list[_Row], as_of: date) -> str:

    answer = {"offices": [_row(*row) for row in rows], "data_as_of": as_of.isoformat()}
    return json_text(answer)


def _row(senator: Senator, measured: OfficeDistance, found: "Opening | None") -> dict[str, Any]:
    office: Office = measured.office
    opens = found.opens.isoformat() if found and found.opens else None
    return {
        "senator": senator.bioguide,
        "name": senator.full_name,
        "id": office.id,
        "city": office.city,
        "state": office.state,
        "phone": office.phone,
        "hours": office.hours,
        "timezone": office.timezone,
        "open": found.is_open if found else None,
        "until": found.until.isoformat("minutes") if found and found.until else None,
        "opens": opens,
        "usual_hours": found.usual if found else None,
        "corrected": list(office.corrected_fields),
        "notes": own_notes(office),
    }


offices.add_command(verify)
