"""`advocate log purge | backup | restore | verify`: keeping the log, and forgetting."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate import clock
from advocate.cli import session
from advocate.errors import StoreError, shown

if TYPE_CHECKING:
    from advocate.outreach.store import Store

_LONGEST = 200  # characters of a path in a sentence


@click.command(epilog="Example:  advocate log purge 12")
@click.argument("number", type=int, required=False, metavar="[ID]")
@click.option("--person", default="", metavar="NAME", help="A person, wherever they are named.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def purge(number: int | None, person: str, yes: bool) -> None:
    """Remove truly what is told of contact ID, or a person's name.

    Unlike `log undo` it cannot be taken back: the text is overwritten in every revision.
    """
    if (number is None) == (not person.strip()):
        raise click.UsageError("Name one of the two: a contact's ID, or --person NAME.")
    what = f"contact {number}" if number is not None else f"“{shown(person)}” everywhere"
    if not yes:
        if not session.interactive():
            raise click.UsageError("Add --yes: what is purged cannot be brought back.")
        click.confirm(f"Remove {what} for good?", abort=True, err=True)
    with session.open_store() as store:
        if number is not None:
            done = store.purge_contact(number, now=clock.now())
            promises = f", and {done.follow_ups} follow-ups" if done.follow_ups else ""
            click.echo(
                f"Removed: contact {number}, all {done.revisions} times that it was told{promises}."
                if done.revisions
                else f"Contact {number} was removed before."
            )
        else:
            done = store.purge_person(person.strip())
            click.echo(
                f"Removed the name from {done.contacts} contacts "
                f"({done.revisions} revisions) and {done.follow_ups} follow-ups."
            )
    _say_what_remains(number)


def _say_what_remains(number: int | None) -> None:
    remains = (
        f"that there was a contact {number}, and when it was logged"
        if number is not None
        else "that there were contacts, and what else was told of them"
    )
    click.echo(f"What remains: {remains}.")
    backups = sorted((session.home() / "backups").glob("*.jsonl"))
    if backups:
        click.echo(f"Backups that may still hold it, in {backups[0].parent}:")
        for path in backups:
            click.echo(f"  {path.name}")
    click.echo("Exports, papers and backups that you made elsewhere are yours to delete.")


@click.command(epilog="Example:  advocate log backup log-2026-11-24.jsonl")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def backup(file: Path, force: bool) -> None:
    """Write all that the log holds into FILE, for `log restore`, here or on another machine."""
    with _existing() as store:
        store.back_up(file, force=force)
    click.echo(f"Kept in {shown(str(file), limit=_LONGEST)}. It holds names: keep it private.")


@click.command(epilog="Example:  advocate log restore log-2026-11-24.jsonl")
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put what a backup holds in the place of all that the log holds now.

    What it holds now is kept in a backup of its own first.
    """
    with session.opened(file) as opened, session.open_store() as store:
        count, kept = store.restore(opened, file.name, keep=session.home() / "backups")
    click.echo(f"The log holds {count:,} contacts, as the backup told it.")
    click.echo(f"What it held before is in {shown(str(kept), limit=_LONGEST)}")


@click.command(epilog="Example:  advocate log verify")
def verify() -> None:
    """Look the log over: is the file whole, does all fit together, how much is there."""
    with _existing(note=False) as store:
        found = store.verify()
    closing = session.log_closing_command()
    for name, count in found.counts.items():
        click.echo(f"{name:<12}{count:>9,}")
    for problem in found.problems:
        click.echo(f"Problem: {problem}")
    if closing:
        click.echo("Problem: The log is open to other people on this computer.")
    if found.problems:
        raise StoreError(
            "What the log holds is not whole.",
            hint="Keep the file, and restore your last backup: advocate log restore FILE",
        )
    if closing:
        raise StoreError(
            "The log is whole, but not closed to other people.",
            hint=f"Close it to them:  {closing}",
        )
    click.echo("The log is whole.")


def _existing(*, note: bool = True) -> "Store":
    """Open the log to be read; raises StoreError when nothing was ever logged."""
    store = session.open_log_to_read(note=note)
    if store.is_empty:
        store.close()
        raise StoreError("There is no log yet.", hint="Begin one with:  advocate log add")
    return store
