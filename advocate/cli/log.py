"""`advocate log`: what you did, listed; its history, and taking the last change back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from advocate import clock
from advocate.cli import session
from advocate.cli.exchange import export, import_, merge
from advocate.cli.log_add import SHORT_FORMS, add
from advocate.cli.log_edit import edit
from advocate.cli.log_keeping import backup, purge, restore, verify
from advocate.cli.moments import read_since
from advocate.cli.reports import import_report
from advocate.errors import StoreError, UnknownContactError, shown
from advocate.notices import Notice
from advocate.outreach.lists import csv_list, history_page, json_list, table
from advocate.outreach.records import Channel, Filter, Listing, Outcome

if TYPE_CHECKING:
    from advocate.outreach.store.undo import Undone

LIMIT = 50  # contacts in the list, unless --limit says another


@click.group(epilog="Example:  advocate log list --since 2026-11-01")
def log() -> None:
    """Log your calls, letters and visits; look back.

    The log is one private file on this machine.
    """


for command in (add, *SHORT_FORMS, edit):
    log.add_command(command)


@log.command("list", epilog="Example:  advocate log list --senator schumer --since yesterday")
@click.option("--senator", "name", default="", metavar="NAME", help="Only with this senator.")
@click.option("--issue", default="", metavar="ISSUE", help="Only about this issue.")
@click.option(
    "--channel",
    type=click.Choice([c.value for c in Channel]),
    metavar="CHANNEL",
    help="Only made this way.",
)
@click.option(
    "--outcome",
    type=click.Choice([o.value for o in Outcome]),
    metavar="OUTCOME",
    help="Only ended this way.",
)
@click.option("--since", callback=read_since, metavar="DATE", help="Only from this day on.")
@click.option("--until", callback=read_since, metavar="DATE", help="Only before this day.")
@click.option("--text", default="", metavar="TEXT", help="Only with this in what was written.")
@click.option("--tag", default="", metavar="TEXT", help="Only with this tag.")
@click.option("--thread", default="", metavar="TEXT", help="Only of this thread.")
@click.option("--member", default="", metavar="NAME", help="Only what this member did.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help=f"At most so many, 0 for all; {LIMIT} if left out, and all with --json or --csv.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a line.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for a spreadsheet.")
def list_(
    name: str,
    channel: str | None,
    outcome: str | None,
    limit: int | None,
    as_json: bool,
    as_csv: bool,
    **more: Any,
) -> None:
    """List what is logged, newest first."""
    if limit is None:
        limit = 0 if as_json or as_csv else LIMIT
    wanted = Filter(
        senator=_bioguide(name),
        channel=Channel(channel) if channel else None,
        outcome=Outcome(outcome) if outcome else None,
        **more,
    )
    with session.open_log_to_read() as store:
        found = store.listing(wanted, limit=limit or None)
    if as_json:
        click.echo(json_list(found.contacts))
    elif as_csv:
        click.echo(csv_list(found.contacts), nl=False)
    elif found.contacts:
        click.echo("\n".join(table(found.contacts)))
    elif not found.unreadable:
        _say_none(wanted)
    session.tell(list(_notices(found)))


def _bioguide(name: str) -> str:
    if not name:
        return ""
    from advocate.directory.lookup import find_senator

    return find_senator(session.open_dataset().senators, name).bioguide


def _say_none(wanted: Filter) -> None:
    if wanted == Filter(since=wanted.since):
        click.echo("Nothing is logged since then." if wanted.since else "Nothing is logged yet.")
    else:
        click.echo("Nothing in the log is like that.")
    click.echo("Next:  advocate log add --help", err=True)


def _notices(found: Listing) -> Iterator[Notice]:
    count = len(found.contacts) + found.unreadable
    if found.unreadable:
        what = "1 contact" if found.unreadable == 1 else f"{found.unreadable:,} contacts"
        yield Notice(
            "contacts-unreadable",
            f"{what} in the log cannot be read: the file is damaged there, or a newer version "
            "wrote it. Keep the file; a copy of it from before may hold them whole.",
        )
    if count < found.total:
        yield Notice(
            "contacts-not-shown", f"{count:,} of {found.total:,} shown; --limit 0 shows all."
        )


@log.command(epilog="Example:  advocate log history 12")
@click.argument("number", type=int, metavar="ID")
def history(number: int) -> None:
    """Show all that was ever told of contact ID, and what changed each time."""
    with session.open_log_to_read() as store:
        told = store.history(number)
    if not told:
        raise UnknownContactError(number)
    click.echo("\n".join(history_page(told)))


@log.command(epilog="Example:  advocate log undo")
def undo() -> None:
    """Take the last change back. Again, it takes back the one before.

    Nothing that you told is deleted: `log history` still shows it. What a merge brought goes out
    of your log, and its file brings it again.
    """
    with session.open_store() as store:
        done = store.undo(now=clock.now())
        touched = [told[-1] for one in done.contacts if (told := store.history(one))]
    click.echo(_taken_back(done))
    from advocate.cli.occasions import warn_of_threads

    warn_of_threads({one.thread for one in touched})


def _taken_back(done: "Undone") -> str:
    """Say what was taken back; a contact of which only a promise was ticked off still stands."""
    own = tuple(one for one in done.contacts if one not in done.beside)
    beside = done.beside if own and done.count <= len(done.contacts) else ()
    what = _CHANGES.get(done.what, done.what)
    told = _contacts(own if beside else done.contacts, done.count - len(beside))
    said = f"Taken back: {what} of {done.made:%Y-%m-%d %H:%M} ({told})."
    if beside:
        said += f" What was promised at {_contacts(beside, len(beside))} is as it was before."
    return said


def _contacts(numbers: tuple[int, ...], count: int) -> str:
    """Return “contact 7”, or “contacts 1, 2 and 12 more” where not all of them are named."""
    more = f" and {count - len(numbers):,} more" if count > len(numbers) else ""
    return f"contact{'' if count == 1 else 's'} {', '.join(map(str, numbers))}{more}"


@log.command(epilog="Example:  advocate log sent batch-1a2b3c4d")
@click.argument("batch", metavar="BATCH")
def sent(batch: str) -> None:
    """Say that what a batch prepared was sent, today.

    BATCH is the tag that `advocate batch --log` named; `log list --outcome prepared` shows it.
    Until then none of it is counted. `log undo` takes it back.
    """
    with session.open_store() as store:
        count = store.mark_sent(batch, now=clock.now())
    if not count:
        raise StoreError(
            f"Nothing is prepared under “{shown(batch)}”. Nothing was changed.",
            hint="What is prepared:  advocate log list --outcome prepared",
        )
    click.echo(f"{count:,} {'contact is' if count == 1 else 'contacts are'} logged as sent.")


_CHANGES = {
    "batch": "what a batch prepared",
    "sent": "the sending",
    "add": "what was logged",
    "edit": "the correction",
    "follow-up": "the follow-up's change",
    "import": "the import",
    "import-log": "the import",
    "merge": "the merge",
}

for command in (purge, backup, restore, verify, import_report):
    log.add_command(command)
log.add_command(import_report, "report")
log.add_command(export)
log.add_command(merge)
log.add_command(import_)
