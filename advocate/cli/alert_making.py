"""Filling in an alert: for one reader, or a personal one for each member of a list."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate.cli import places, session
from advocate.cli.batch_running import Asked, carry_out, list_options, open_list
from advocate.cli.documents import READABLE, print_files, produce, write_all
from advocate.cli.making import Order, chosen_formats, order_wishes
from advocate.documents.kinds import Format, Kind
from advocate.documents.plain import plain_line
from advocate.errors import shown

if TYPE_CHECKING:
    from advocate.constituency import Constituency
    from advocate.issues.alerts.library import AlertLibrary
    from advocate.issues.alerts.records import Alert
    from advocate.issues.records import Pack
    from advocate.notices import Notice


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
    from advocate.issues.alerts.read import read_alert

    packs = session.open_packs()
    path = alert_path(name, session.open_alerts(), also=packs.slugs())
    found = read_alert(path, session.known_to_alerts())
    return found, packs.get(found.issue) if found.issue else None


def _deliver(order: Order, found: "Alert", pack: "Pack | None", where: "Constituency") -> None:
    from advocate.advice import require_lengths
    from advocate.alerting import make_alert

    today, looks = session.today(), session.open_looks(order.template_dir)
    about = replace(order, issue=found.issue or order.issue)
    wishes = order_wishes(about, session.load_profile(), [one.bioguide for one in where.senators])
    dataset = session.open_dataset()
    made = make_alert(dataset, found, where, pack, wishes=wishes, looks=looks, today=today)
    notices = [*where.notices, *_age_of(found, pack, today), *made.composed.notices]
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


def _age_of(found: "Alert", pack: "Pack | None", today: date) -> "list[Notice]":
    """Return what to know of an alert's age, and of its issue pack's where that is used."""
    from advocate.issues.alerts.check import use_notices
    from advocate.issues.check import use_notices as pack_notices

    notices = [*use_notices(found, today)]
    if pack and (pack.draft or any(action.ask for action in found.actions)):
        notices += pack_notices(pack, today)
    return notices


_FORMATS = (Format.HTML, Format.TXT, Format.EML, Format.PDF, Format.DOCX, Format.MD)


@click.command(
    "send-list", epilog="Example:  advocate alert send-list members.csv --out alerts-of-may"
)
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    help="A new or empty folder for all that is made, or its address.",
)
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
@list_options
def send_list(name: str | None, **told: Any) -> None:
    """Write a personal alert for each member of a list. It sends nothing.

    MEMBERS is a table (CSV, JSON Lines or Parquet) with a column for the ZIP code or the state;
    name, town and e-mail are used where they are there. The file manifest.csv says which files
    are whose; rejects.csv holds the rows that could not be used, with the reason, and then the
    exit code is 10.
    """
    from advocate.batch.plan import AlertOrder
    from advocate.errors import AlertError
    from advocate.issues.check import DRAFT_HINT

    asked = Asked.of(told, usual=(Format.HTML, Format.TXT))
    found, pack = _of_file(name or str(_newest()))
    if found.draft:
        raise AlertError(
            f"The alert “{found.slug}” is a draft; nothing was written.", hint=DRAFT_HINT
        )
    if pack and pack.draft:
        raise AlertError(
            f"The alert “{found.slug}” is about the issue “{pack.slug}”, which is a draft; "
            "nothing was written.",
            hint=DRAFT_HINT,
        )
    dataset, looks = session.open_dataset(), session.open_looks(asked.template_dir)
    order = AlertOrder(dataset, looks, session.today(), found, pack)
    listed, columns = open_list(asked)
    session.tell(_age_of(found, pack, order.today))
    # Not on standard output: one that is closed would keep the work from being done.
    click.echo(f"Alert {found.number}, “{plain_line(found.title)}”.", err=True)
    carry_out(asked, order, listed, columns)


def _newest() -> Path:
    """Return the file of the newest alert that is used today, and tell which are left out."""
    from advocate.errors import AlertError
    from advocate.issues.alerts.check import coming_notices, unused_notices

    library, today = session.open_alerts(), session.today()
    known = session.known_to_alerts(drafts=True)
    entries = library.entries(known)
    session.tell((*unused_notices(entries, today, known.drafts), *coming_notices(entries, today)))
    newest = library.newest(today, known)
    if newest is None:
        raise AlertError("There is no alert to be used today.", hint="Name one with --alert.")
    return newest.path
