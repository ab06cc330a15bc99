"""`advocate alert`: dated calls to act: list, read, write, check, fill in for a reader."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate.cli import session
from advocate.cli.alert_making import alert_path, render_alert, send_list
from advocate.cli.making import document_options
from advocate.cli.output import path_text, print_json
from advocate.documents.plain import plain_line
from advocate.errors import shown
from advocate.notices import Notice
from advocate.text import counted_word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from advocate.issues.alerts.library import AlertEntry, AlertLibrary

_WIDTH = 80
_LONGEST = 1_000  # characters of one problem


@click.group(epilog="Example:  advocate alert render town-hall 10001")
def alert() -> None:
    """Alerts: what to do this week, for whoever reads it.

    An alert is one text file with numbered actions. For a reader it is filled in with their own
    senators, numbers and scripts; what is for other senators becomes something to pass on.
    """


@alert.command("list", epilog="Example:  advocate alert list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_(as_json: bool) -> None:
    """List the alerts, the newest number first."""
    library, today = session.open_alerts(), session.today()
    entries, twins = library.entries(session.known_to_alerts()), library.twins()
    if as_json:
        warnings = [notice.text for notice in twins]
        print_json({"alerts": [_entry_json(one, today) for one in entries], "warnings": warnings})
        return
    if not entries:
        click.echo("There is no alert yet. Write one with:  advocate alert new SLUG", err=True)
        return
    click.echo(_row("NO.", "SLUG", "TITLE", "DATE", "EXPIRES"))
    for entry in entries:
        for line in _entry_lines(entry, today):
            click.echo(line)
    session.tell(twins)
    click.echo("\nFill one in with:  advocate alert render NUMBER ZIP", err=True)


@alert.command(epilog="Example:  advocate alert show 1")
@click.argument("number", metavar="ALERT")
@click.option("--json", "as_json", is_flag=True, help="Print the whole alert as one JSON object.")
def show(number: str, as_json: bool) -> None:
    """Show an alert as it was written, with its actions for everybody.

    ALERT is a number, a slug, or a file.
    """
    from advocate.issues.alerts.check import use_notices
    from advocate.issues.alerts.page import alert_data, alert_page
    from advocate.issues.alerts.read import read_alert

    today = session.today()
    found = read_alert(alert_path(number, session.open_alerts()))
    notices = use_notices(found, today)
    if as_json:
        print_json({**alert_data(found), "warnings": [notice.text for notice in notices]})
        return
    click.echo(alert_page(found, session.open_dataset().calendar, today, width=_WIDTH))
    session.tell(notices)


@alert.command(epilog="Example:  advocate alert new clean-water")
@click.argument("slug")
@click.option("--number", type=click.IntRange(1, 100_000), help="Left out: the next free one.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder in which to write it; left out, your own.",
)
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def new(slug: str, number: int | None, out: Path | None, force: bool) -> None:
    """Write a commented sample alert, to be filled in with your own call.

    It is a draft, which the week's plan leaves out, until you take out its line draft = true.
    """
    from advocate.issues.alerts.library import FOLDER, AlertLibrary
    from advocate.issues.alerts.sample import require_slug, write_sample_alert
    from advocate.settings import alone

    require_slug(slug)
    library = session.open_alerts() if out is None else AlertLibrary([("", out)])
    folder = out or session.home() / FOLDER
    senator, today = session.open_dataset().senators[0], session.today()
    with alone(session.home(), "alerts.lock", "The numbering of alerts"):
        path = write_sample_alert(
            slug,
            folder,
            number=library.number_for(slug, folder, number),
            senator=senator,
            today=today,
            force=force,
            private=out is None,
        )
    click.echo(f"Wrote {path_text(path)}")
    if slug in session.open_packs().slugs():
        given = path.name.partition("-")[0]
        text = f"An issue pack has this slug, too, and is taken first: name the alert by {given}."
        session.tell([Notice("alert-hidden", text)])
    click.echo(
        "Next: open it, put in your own sentences, and run\n"
        f"  advocate alert check {path_text(path) if out else slug}\n"
        "Last, when every word is your own, take out the line draft = true.",
        err=True,
    )
    own = session.home() / FOLDER
    if folder.absolute() != own.absolute():
        click.echo(f"To use it yourself, put the file into {path_text(own)}", err=True)


@alert.command(epilog="Example:  advocate alert check ~/alerts/12-clean-water.toml")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
def check(paths: tuple[str, ...]) -> None:
    """Check alerts, and name every problem with its place.

    PATH is an alert's file, a folder of them, or an alert's number or slug; without it, all alerts
    are checked. Errors end with exit code 6, warnings do not.
    """
    from advocate.errors import AlertError
    from advocate.issues.alerts.check import check_alert, overlapping
    from advocate.issues.alerts.read import HINT
    from advocate.notices import errors_in

    library = session.open_alerts()
    files = list(dict.fromkeys(_files(paths, library)))
    known = session.known_to_alerts(drafts=True)
    twice = overlapping(files)
    errors = 0
    for file in files:
        problems = check_alert(file, known=known, today=session.today())
        problems += twice[file]
        errors += len(errors_in(problems))
        click.echo(f"{path_text(file)}: {'' if problems else 'no problems'}".rstrip())
        for problem in problems:
            click.echo(f"  {shown(str(problem), limit=_LONGEST)}")
    if not paths:
        session.tell(library.twins())
    if errors:
        raise AlertError(
            f"{counted_word(errors, 'error')} in {counted_word(len(files), 'alert')} checked.",
            hint=HINT,
        )
    if not files:
        raise AlertError("There is no alert to check.", hint="Write one: advocate alert new SLUG")


@alert.command(epilog="Example:  advocate alert render town-hall 10001 --format html -o alert.html")
@document_options
def render(**told: Any) -> None:
    """Fill in an alert for one reader: their senators, numbers and scripts.

    ALERT is its number, slug or file, or an issue pack, whose own actions are then told.
    HTML is ready for e-mail; the format eml is a whole message, to open, to look at and to send.
    """
    render_alert(told)


# The same argument as that of every document, under the name that fits here.
next(one for one in render.params if one.name == "issue").metavar = "ALERT"
alert.add_command(send_list)


def _files(paths: tuple[str, ...], library: "AlertLibrary") -> "Iterator[Path]":
    from advocate.files import is_folder
    from advocate.issues.alerts.library import alerts_in

    if not paths:
        yield from (entry.path for entry in library.entries())
    for text in paths:
        path = Path(text)
        if is_folder(path):
            yield from alerts_in(path)
        else:
            yield alert_path(text, library)


def _entry_lines(entry: "AlertEntry", today: "date") -> "Iterator[str]":
    found = entry.alert
    number = str(entry.number or "?")
    if found is None:
        yield _row(number, entry.slug, "(cannot be used)", "", "")
        yield f"  {shown(entry.sentence, limit=_LONGEST)}"
        return
    mark = "  draft" if found.draft else "  expired" if found.expires < today else ""
    yield (
        _row(number, entry.slug, plain_line(found.title), str(found.date), str(found.expires))
        + mark
    )
    if entry.problems:
        yield f"  {shown(entry.sentence, limit=_LONGEST)}"


def _row(number: str, slug: str, title: str, day: str, expires: str) -> str:
    slug = slug if len(slug) <= 20 else slug[:19] + "…"
    title = title if len(title) <= 26 else title[:25] + "…"
    return f"{number:>4}  {slug:<20}  {title:<26}  {day:<10}  {expires:<10}".rstrip()


def _entry_json(entry: "AlertEntry", today: "date") -> dict[str, object]:
    found = entry.alert
    return {
        "number": entry.number,
        "slug": entry.slug,
        "title": found.title if found else None,
        "date": str(found.date) if found else None,
        "expires": str(found.expires) if found else None,
        "expired": found.expires < today if found else None,
        "draft": found.draft if found else None,
        "issue": found.issue or None if found else None,
        "from": entry.label,
        "path": str(entry.path),
        "problems": [{"where": p.where, "text": p.text} for p in entry.problems],
    }
