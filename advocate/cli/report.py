"""`advocate report`: what was done, in figures and pictures."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate import clock
from advocate.cli import moments, session
from advocate.errors import OutputError, shown

if TYPE_CHECKING:
    from advocate.outreach.figures import Figures

_FORMATS = ("txt", "html", "pdf", "docx", "csv", "json", "ics")
_FILES = ("html", "pdf", "docx")  # not for a terminal


@click.command(epilog="Example:  advocate report --format html -o report.html")
@click.option(
    "--since", type=moments.Day(), metavar="DATE", help="From this day on; half a year ago."
)
@click.option(
    "--until", type=moments.Day(), metavar="DATE", help="Up to this day; today if left out."
)
@click.option("--issue", default="", metavar="SLUG", help="Only what is about this issue.")
@click.option("--senator", "name", metavar="NAME", help="Only this senator.")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="txt if left out.")
@click.option("-o", "--output", default="", metavar="FILE|-", help="A file, or - for the output.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def report(
    since: date | None,
    until: date | None,
    issue: str,
    name: str | None,
    form: str | None,
    output: str,
    *,
    force: bool,
) -> None:
    """Show what you did, what came of it, and what is due.

    Practice runs are not counted. Weeks begin on Monday.
    """
    from advocate.files import PRIVATE, write_file
    from advocate.outreach.figures import usual_scope

    form = form or _ending(output)
    if form in _FILES and not output:
        raise click.UsageError(f"Name a file for it: -o report.{form}")
    today = session.today()
    if since and since > (until or today):
        raise click.UsageError("--since lies after the last day of the report.")
    senator = _senator(name) if name else ""
    scope = usual_scope(today=today, since=since, until=until, senator=senator, issue=issue)
    with session.open_log_to_read() as store:
        found = store.figures(scope)
    if not found:
        click.echo("Nothing is logged to report on yet: your first call is the start.")
        return
    if form == "ics" and not any(one.due for one in found.due):
        session.tell_no_events("Nothing is due on a day")
        return
    data = _made(found, form, today)
    if output and output != "-":
        write_file(Path(output), data, force=force, mode=PRIVATE)
        click.echo(output)
    elif output and sys.stdout is None:
        raise OutputError("There is no standard output to write to.", hint="Name a file with -o.")
    elif output:
        sys.stdout.buffer.write(data)
    else:
        click.echo(data.decode(), nl=False)


def _ending(output: str) -> str:
    ending = Path(output).suffix.lstrip(".").casefold()
    if ending and ending not in _FORMATS:
        formats = ", ".join(_FORMATS)
        raise click.UsageError(f"“.{shown(ending)}” is not a format here. Formats: {formats}.")
    return ending or "txt"


def _senator(name: str) -> str:
    from advocate.directory.lookup import find_senator

    return find_senator(session.open_dataset().senators, name).bioguide


def _made(found: "Figures", form: str, today: date) -> bytes:
    from advocate import delivery
    from advocate.outreach.figure_files import figures_csv, figures_json
    from advocate.outreach.ics import calendar
    from advocate.outreach.summary import summary

    match form:
        case "txt":
            return f"{summary(found)}\n".encode()
        case "csv":
            return figures_csv(found).encode()
        case "json":
            return figures_json(found).encode()
        case "ics":
            return calendar(found.due, now=clock.now()).encode()

    written = delivery.write_report(found, form, session.open_looks(None), today=today)
    session.tell(written.notices)
    return written.data
