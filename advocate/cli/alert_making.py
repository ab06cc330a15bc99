"""Filling in an alert: for one reader, or a personal one for each member of a list."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate.cli import places, session
from advocate.cli.documents import READABLE, print_files, produce, write_all
from advocate.cli.making import Order, chosen_formats, order_wishes
from advocate.documents.kinds import Format, Kind
from advocate.errors import shown

if TYPE_CHECKING:
    from advocate.desk import Constituency
    from advocate.issues.alerts.library import AlertLibrary
    from advocate.issues.alerts.records import Alert
    from advocate.issues.records import Pack
    from advocate.mailing import Personal
    from advocate.member_files import Members

_CHUNK = 200  # members whose files are written at once
_LIST_FILE, _REJECTS_FILE = "list.csv", "rejects.csv"


def alert_path(name: str, library: "AlertLibrary", also: tuple[str, ...] = ()) -> Path:
    """Return the file of an alert, by its number, its slug or its own path."""
    from advocate.errors import AlertError
    from advocate.files import is_folder, is_taken

    path = Path(name)
    if path.suffix != ".toml" and "/" not in name:
        if name in session.open_packs().slugs() and name not in library.slugs():
            raise AlertError(
                f"“{shown(name)}” is an issue pack, and no alert.",
                hint=f"See it with:  advocate issues show {shown(name)}",
            )
        found = library.path(name, also=also)
        session.tell(library.twins(name))
        return found
    if not is_taken(path) or is_folder(path):
        raise AlertError(f"There is no alert's file {shown(str(path), limit=200)}.")
    return path


def render_alert(told: dict[str, Any]) -> None:
    """Fill in an alert for the reader whom the command line tells of."""
    from advocate.alerting import find_reader

    order = Order.of(told)
    of_pack = order.issue in session.open_packs().slugs()
    found, pack = _of_pack(order.issue) if of_pack else _of_file(order.issue)
    dataset, profile = session.open_dataset(), session.load_profile()
    query, state = places.chosen_place(
        dataset,
        profile,
        order.place,
        order.state,
        senator=order.senator,
        command=f"alert render {order.issue}",
    )
    where = find_reader(
        dataset, profile, query, state=state, senator=order.senator, today=session.today()
    )
    if of_pack and where.senators:
        produce(Kind.ALERT, order)  # with all that a pack's page has beside its actions
    else:
        _deliver(order, found, pack, where)


def _of_pack(slug: str) -> "tuple[Alert, Pack | None]":
    from advocate.issues.alerts.of_pack import alert_of

    pack = session.open_packs().get(slug)
    return alert_of(pack), pack


def _of_file(name: str) -> "tuple[Alert, Pack | None]":
    """Return an alert, and the issue pack that it names."""
    from advocate.errors import AlertError
    from advocate.issues.alerts.read import read_alert

    packs = session.open_packs()
    found = read_alert(alert_path(name, session.open_alerts(), also=packs.slugs()))
    if found.issue and found.issue not in packs.slugs():
        raise AlertError(
            f"The alert “{found.slug}” names the issue “{found.issue}”, which is no issue pack.",
            hint=f"Issue packs here: {', '.join(packs.slugs())}.",
        )
    return found, packs.get(found.issue) if found.issue else None


def _deliver(order: Order, found: "Alert", pack: "Pack | None", where: "Constituency") -> None:
    from advocate.alerting import make_alert
    from advocate.desk import require_lengths
    from advocate.issues.alerts.check import use_notices
    from advocate.issues.check import age_notices as pack_age_notices

    today, looks = session.today(), session.open_looks(order.template_dir)
    about = replace(order, issue=found.issue or order.issue)
    wishes = order_wishes(about, session.load_profile(), [one.bioguide for one in where.senators])
    dataset = session.open_dataset()
    made = make_alert(dataset, found, where, pack, wishes=wishes, looks=looks, today=today)
    notices = [*where.notices, *use_notices(found, today), *made.composed.notices]
    if pack and any(action.ask for action in found.actions):
        notices += pack_age_notices(pack, today)
    if order.strict:
        require_lengths(notices)
    session.tell(notices)
    if order.explain:
        click.echo(f"{made.piece.label}: {looks.found('alert/file.md')}", err=True)
    formats = chosen_formats(order)
    files = [(made, form) for form in formats]
    if order.output == "-" or (not order.output and all(one in READABLE for one in formats)):
        print_files(files, looks, order)
        return
    for path in write_all(files, looks, order):
        click.echo(path)


_FORMATS = (Format.HTML, Format.TXT, Format.EML, Format.PDF, Format.DOCX, Format.MD)


@click.command(
    "send-list", epilog="Example:  advocate alert send-list members.csv --out alerts-of-may"
)
@click.argument("members", metavar="MEMBERS.csv", type=click.Path(path_type=Path))
@click.option("--out", required=True, metavar="DIR", help="A new or empty folder for the files.")
@click.option(
    "--alert", "name", metavar="ALERT", help="Its number, slug or file; left out, the newest one."
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([form.value for form in _FORMATS]),
    help="html and txt if left out; give it again for several.",
)
@click.option(
    "--template-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of your own templates, looked in first.",
)
@click.option("--force", is_flag=True, help="Write into a folder that holds files.")
def send_list(
    members: Path,
    out: str,
    name: str | None,
    formats: tuple[str, ...],
    template_dir: Path | None,
    force: bool,
) -> None:
    """Write a personal alert for each member of a list. It sends nothing.

    MEMBERS.csv is a table with the columns name, zip, state and email; zip or state is needed. The
    file list.csv says which files are whose; rejects.csv holds the rows that could not be used,
    with the reason, and then the exit code is 10.
    """
    from advocate.errors import AlertError, OutputExistsError, RowsRejectedError
    from advocate.files import is_free
    from advocate.issues.alerts.check import DRAFT_HINT, use_notices
    from advocate.mailing import personal_alerts

    folder = Path(out)
    if not force and not is_free(folder):
        raise OutputExistsError(folder)
    found, pack = _of_file(name or str(_newest()))
    if found.draft:
        raise AlertError(
            f"The alert “{found.slug}” is a draft; nothing was written.", hint=DRAFT_HINT
        )
    listed, today = _members(members), session.today()
    forms = [Format(form) for form in dict.fromkeys(formats)] or [Format.HTML, Format.TXT]
    session.tell(use_notices(found, today))
    made = personal_alerts(
        listed,
        found,
        pack,
        session.open_dataset(),
        forms=forms,
        looks=session.open_looks(template_dir),
        today=today,
    )
    rejected = _write_list(made, listed, forms, folder, force=force)
    count = len(listed.rows) - rejected
    click.echo(f"Alert {found.number}, “{found.title}”, for {count:,} of {len(listed.rows):,}.")
    click.echo(str(folder / _LIST_FILE))
    click.echo("Nothing was sent. The list says which file is whose.", err=True)
    if rejected:
        raise RowsRejectedError(rejected, len(listed.rows), where=folder / _REJECTS_FILE)


def _write_list(
    made: "Iterator[Personal]",
    listed: "Members",
    forms: Sequence[Format],
    folder: Path,
    *,
    force: bool,
) -> int:
    """Write the members' files, some at a time, and the two tables; return the number rejected."""
    from advocate.files import is_taken, write_files
    from advocate.members import rejected_cells, rejected_headings

    table: list[tuple[str, ...]] = [("name", "email", "state", *(form.value for form in forms))]
    rejects: list[tuple[object, ...]] = [rejected_headings(listed.headings)]
    files: dict[str, bytes] = {}
    for one in made:
        member = one.row.member
        if one.reason:
            row = one.row
            rejects.append(rejected_cells(row.cells, listed.headings, row.line, one.reason))
            continue
        names = [one.files[form][0] for form in forms]
        table.append((member.name, member.email, one.state, *names))
        files.update(dict(one.files.values()))
        if len(files) >= _CHUNK:
            write_files(folder, files, force=force)
            files = {}
    files[_LIST_FILE] = _csv(table)
    if len(rejects) > 1 or is_taken(folder / _REJECTS_FILE):  # one of an earlier run would mislead
        files[_REJECTS_FILE] = _csv(rejects)
    write_files(folder, files, force=force)
    return len(rejects) - 1


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    """Return a table that a spreadsheet opens rightly, and in which no cell is a formula."""
    from advocate.outreach.cells import safe_cell

    text = io.StringIO()
    csv.writer(text).writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _members(path: Path) -> "Members":
    from advocate.member_files import MemberFile
    from advocate.members import READER_FIELDS

    listed = MemberFile(path)
    members = listed.read(READER_FIELDS)
    for text in listed.notes.sentences():
        click.echo(text, err=True)
    return members


def _newest() -> Path:
    """Return the file of the newest alert that may still be used, and tell which are left out."""
    from advocate.errors import AlertError
    from advocate.issues.alerts.check import unused_notices

    library, today = session.open_alerts(), session.today()
    session.tell(unused_notices(library.entries(), today))
    newest = library.newest(today)
    if newest is None:
        raise AlertError("There is no alert that may still be used.", hint="Name one with --alert.")
    return newest.path
