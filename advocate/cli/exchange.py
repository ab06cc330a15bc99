"""`advocate log export | merge | import`: the log as a file for others, and theirs into yours."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from advocate import clock
from advocate.cli import session
from advocate.errors import OutputError, SettingsError, StoreError, shown
from advocate.notices import Notice
from advocate.text import counted_word, join_words

if TYPE_CHECKING:
    from advocate.outreach.records import Contact
    from advocate.outreach.spreadsheets import Table
    from advocate.outreach.store import Store
    from advocate.outreach.store.exchange import Merged

_FORMATS = ("json", "csv", "ics")
_LONGEST = 200  # characters of a path in a sentence
_PAGE = 500
_PREVIEW = 5  # rows that a dry run shows
_NAMED = 10  # conflicts that are named


@click.command(epilog="Example:  advocate log export mine.json --redact --member Ana")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="What FILE ends in, or json, if left out."
)
@click.option("--redact", is_flag=True, help="Leave out names, notes and what was said.")
@click.option("--member", default="", metavar="NAME", help="With --redact: who made the contacts.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def export(file: str, form: str | None, member: str, *, redact: bool, force: bool) -> None:
    """Write the log into FILE, or to the output for -.

    The JSON loses nothing: `log merge` and `log import` read it. The CSV holds the contacts as
    they are now, for a spreadsheet; the ICS holds what is open and
    your meetings, for your calendar.
    """
    from advocate.files import PRIVATE, write_file

    if member and not redact:
        raise click.UsageError("--member goes with --redact.")
    if file == "-" and sys.stdout is None:
        raise OutputError("There is no standard output to write to.", hint="Name a file.")
    ending = Path(file).suffix.lstrip(".").casefold()
    form = form or (ending if ending in _FORMATS else "json")
    with session.open_log_to_read() as store:
        if store.is_empty:
            raise StoreError("There is no log yet.", hint="Begin one with:  advocate log add")
        if form == "ics" and not _has_entries(store):
            session.tell_no_events("Nothing is open on a day, and no meeting is logged")
            return
        pieces = _pieces(store, form, redact=redact, member=member.strip())
        if file == "-":
            sys.stdout.buffer.writelines(pieces)
            return
        write_file(Path(file), pieces, force=force, mode=PRIVATE)
    kept = "" if redact else " It holds names: keep it private."
    click.echo(f"Exported into {shown(file, limit=_LONGEST)}.{kept}")


def _pieces(store: "Store", form: str, *, redact: bool, member: str) -> Iterator[bytes]:
    match form:
        case "csv":
            return _csv(store, redact=redact, member=member)
        case "ics":
            return _ics(store, redact=redact)
    from advocate.outreach.exchange import document, redacted

    every = store.exported()
    return document(redacted(one, member) for one in every) if redact else document(every)


def _csv(store: "Store", *, redact: bool, member: str) -> Iterator[bytes]:
    from advocate.outreach.lists import csv_list

    yield csv_list([]).encode()
    every = store.each_contact()
    while some := list(islice(every, _PAGE)):
        if redact:
            some = [_bare(one, member) for one in some]
        _, _, rows = csv_list(some).partition("\n")
        yield rows.encode()


def _bare(one: "Contact", member: str) -> "Contact":
    return replace(
        one, staffer="", staffer_role="", words="", note="", thread="", tags=(), member=member
    )


def _has_entries(store: "Store") -> bool:
    from advocate.outreach.ics import has_entries
    from advocate.outreach.records import FollowUpState

    return has_entries(store.follow_ups(state=FollowUpState.OPEN), _met(store))


def _met(store: "Store") -> "Iterator[Contact]":
    return (one for one in store.each_contact() if one.counts)


def _ics(store: "Store", *, redact: bool) -> Iterator[bytes]:
    from advocate.outreach.ics import pieces
    from advocate.outreach.records import FollowUpState

    due = store.follow_ups(state=FollowUpState.OPEN)
    if redact:
        due = [replace(one, text="Follow-up") for one in due]
    for piece in pieces(due, now=clock.now(), contacts=_met(store), uids=_planned(store)):
        yield piece.encode()


def _planned(store: "Store") -> dict[str, str]:
    """Return by a contact's uid that of the meeting or event of which it tells: the one that its
    own calendar file has, so that a calendar shows it once."""
    from advocate.cli.occasions import read_records, thread_in

    try:
        own, _ = read_records()
    except SettingsError:  # told of by the commands for meetings
        return {}
    held = [(thread_in(store, one.slug).held, one.uid) for one in own]
    return {met.uid: uid for met, uid in held if met}


@click.command(epilog="Example:  advocate log merge ana.json ben.json")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
def merge(files: tuple[str, ...]) -> None:
    """Unite the exports of others with your log.

    Of what was told several times, the last holds. The order of the files does not matter, and
    what is merged again changes nothing. `log undo` takes it back.
    """
    with ExitStack() as stack:
        opened = [(file, stack.enter_context(session.opened(Path(file)))) for file in files]
        store = stack.enter_context(session.open_store())
        done = store.merge(_contacts(opened), now=clock.now())
    click.echo(told_of(done))
    if done.conflicts:
        count = len(done.conflicts)
        named = ", ".join(map(str, done.conflicts[:_NAMED]))
        more = f" and {count - _NAMED:,} more" if count > _NAMED else ""
        click.echo(f"Changed on both sides; what was told last holds: {named}{more}.")
        click.echo(f"Next:  advocate log history {done.conflicts[0]}", err=True)


def _contacts(opened: Iterable[tuple[str, BinaryIO]]) -> Iterator[dict[str, object]]:
    from advocate.outreach.exchange import contacts_in

    for name, file in opened:
        yield from contacts_in(file, name)


def told_of(done: "Merged") -> str:
    """Return one sentence that says what came in."""
    if not (done.added or done.changed or done.purged):
        return "Nothing is new: the log holds all of it already."
    purged = f", {done.purged:,} purged" if done.purged else ""
    return (
        f"{counted_word(done.read, 'contact')} read: "
        f"{done.added:,} added, {done.changed:,} changed{purged}."
    )


@click.command("import", epilog="Example:  advocate log import calls.csv --map when='Date of call'")
@click.argument("file")
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="OURS=THEIRS",
    help="Which column holds a field; give it again for several.",
)
@click.option("--go", is_flag=True, help="Log them. Without it, nothing is changed.")
def import_(file: str, pairs: tuple[str, ...], *, go: bool) -> None:
    """Show what a table or an export of a log would add; with --go, add it.

    FILE is a CSV of ours, of a spreadsheet or of CiviCRM's activities, or an export in JSON. To
    import it twice adds nothing. `log undo` takes it back.
    """
    mapping = _mapping(pairs)
    with ExitStack() as stack:
        opened = stack.enter_context(session.opened(Path(file)))
        if opened.peek(1)[:1] in (b"{", b"["):
            if mapping:
                raise click.UsageError("--map is for tables; this is an export in JSON.")
            _import_export(file, opened, go=go)
        else:
            _import_table(file, stack.enter_context(_text(file, opened)), mapping, go=go)


def _text(file: str, opened: BinaryIO) -> TextIOWrapper:
    from advocate.outreach.spreadsheets import encoding_of

    encoding = encoding_of(opened)
    if encoding == "cp1252":
        where = shown(file, limit=_LONGEST)
        text = f"{where} is not UTF-8: it is read as Windows-1252. Look at names with accents."
        session.tell([Notice("table-encoding", text)])
    return TextIOWrapper(opened, encoding=encoding, newline="")


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not (ours.strip() and equals and theirs.strip()):
            raise click.UsageError(f"“{shown(pair)}” is not OURS=THEIRS, as in when=Day.")
        found[ours.strip()] = theirs.strip()
    return found


def _import_export(file: str, opened: BinaryIO, *, go: bool) -> None:
    contacts = _contacts([(file, opened)])
    if go:
        with session.open_store() as store:
            click.echo(told_of(store.merge(contacts, now=clock.now(), what="import-log")))
        return
    with session.open_log_to_read() as store:
        count = known = 0
        while some := list(islice(contacts, _PAGE)):
            count += len(some)
            known += len(store.known([str(one["uid"]) for one in some]))
    click.echo(
        f"{counted_word(count, 'contact')}: {count - known:,} new, {known:,} in the log already."
    )
    click.echo("Nothing was changed. To add them, run it again with --go.", err=True)


def _import_table(file: str, text: Iterable[str], mapping: dict[str, str], *, go: bool) -> None:
    from advocate.outreach.spreadsheets import Table

    rows = Table(text, file, mapping, _senators(), clock.now())
    if go:
        with session.open_store() as store:
            done = store.merge(rows, now=clock.now(), what="import", only_new=True)
        click.echo(
            f"{counted_word(rows.rows, 'row')} read: {counted_word(done.added, 'contact')} added, "
            f"{done.read - done.added:,} in the log already, {rows.rejected:,} left out."
        )
    else:
        _show(rows)
    session.tell(_unfit(rows))
    for line, reason in rows.reasons:
        click.echo(f"Line {line:,} is left out: {reason}", err=True)
    if rows.rejected > len(rows.reasons):
        click.echo(f"And {rows.rejected - len(rows.reasons):,} lines more.", err=True)
    if not go:
        click.echo("Nothing was changed. To add them, run it again with --go.", err=True)


def _unfit(rows: "Table") -> list[Notice]:
    """Tell of rows of which the outcome does not go with the way of contact."""
    if not rows.unfit:
        return []
    many = "line" if rows.unfit == 1 else "lines"
    more = rows.unfit - len(rows.unfit_lines)
    named = [f"{line:,}" for line in rows.unfit_lines] + ([f"{more:,} more"] if more else [])
    text = (
        f"The outcome is none of that way of contact (a letter, and “voicemail”) in {many} "
        f"{join_words(named)}: it is taken as it stands."
    )
    return [Notice("table-outcomes", text)]


def _show(rows: "Table") -> None:
    """Say what a table would add, with its first rows; their numbers are the file's lines."""
    from advocate.outreach.lists import table
    from advocate.outreach.records import Contact, fields_of

    first: list[Contact] = []
    count = known = 0
    each = rows.drafts()
    with session.open_log_to_read() as store:
        while some := list(islice(each, _PAGE)):
            uids = {row.uid for row in some}
            count += len(some)
            known += len(store.known(list(uids)))
            for row in some[: _PREVIEW - len(first)]:
                told, when = fields_of(row.draft), row.draft.when
                about = {"id": row.line, "uid": row.uid, "created": when, "made": when}
                first.append(Contact(**(told | about), revision=1))
    if first:
        click.echo("\n".join(table(first)))
    click.echo(
        f"{counted_word(rows.rows, 'row')}: {count - known:,} would be added, "
        f"{known:,} are in the log already, "
        f"{rows.rejected:,} cannot be."
    )


def _senators() -> Callable[[str], tuple[str, str]]:
    """Return what finds a senator's id and name; each name is looked for once."""
    from advocate.directory.names import find_senator

    everyone = session.open_dataset().senators

    @cache
    def find(text: str) -> tuple[str, str]:
        found = find_senator(everyone, text)
        return found.bioguide, found.full_name

    return find
