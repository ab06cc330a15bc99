"""What was said at a meeting or an event: the form for it, and how it comes into the log."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate.cli import session
from advocate.cli.occasion_papers import Papers, compose
from advocate.cli.occasions import alone_with, load, office_of, read_thread, require, tell_next
from advocate.documents.kinds import Format, Kind, Piece
from advocate.errors import OutputExistsError, ReportError
from advocate.meeting_files import save_meeting
from advocate.outreach.records import Channel
from advocate.planning.meetings import Occasion, met_nobody, thanks_after
from advocate.text import clean_line

if TYPE_CHECKING:
    from advocate.outreach.records import ContactDraft
    from advocate.outreach.reports import Report


def notes_command(command: str) -> click.Command:
    """Return the command that makes the form to fill in afterwards, and reads it."""

    @click.command("notes", epilog=f"Example:  advocate {command} notes library --read")
    @click.argument("name")
    @click.option(
        "--read",
        "file",
        is_flag=False,
        flag_value="",
        metavar="[FILE]",
        help="Log what the filled form tells: this file, or the one that was made last.",
    )
    @click.option(
        "-o", "--output", metavar="FILE", help="Where to put the form; NAME/notes.txt if left out."
    )
    @click.option("--force", is_flag=True, help="Replace FILE if it exists.")
    def notes(name: str, file: str | None, output: str | None, *, force: bool) -> None:
        """Make the form for what was said, or log a filled one.

        With --read it becomes a contact in the log, with positions and promises; the thank-you
        letters then are a follow-up, due within two days (not after a rally to which nobody of
        the office came).
        """
        if file is not None:
            _read_notes(name, command, file)
        else:
            _make_notes(name, command, Path(output or f"{name}/notes.txt"), force=force)

    return notes


def _make_notes(name: str, command: str, target: Path, *, force: bool) -> None:
    from advocate import delivery
    from advocate.files import PRIVATE, make_folder, write_file

    one = load(name, command)
    thread = read_thread(name)
    require("notes", one, thread)
    piece = Piece(Kind.REPORT, "default" if one.channel is Channel.MEETING else "event")
    made, looks = compose(
        one, (piece,), Papers(target.parent, (Format.TXT,), None, "letter", force)
    )
    make_folder(target.parent)
    try:
        data = delivery.write(made[0], Format.TXT, looks).data
        write_file(target, data, force=force, mode=PRIVATE)
    except OutputExistsError as error:
        error.hint = f"Filled in? Then:  advocate {command} notes {name} --read"
        raise
    click.echo(target)
    with alone_with(name, command) as one:
        path = str(target.absolute())
        known = path if path == clean_line(path) else ""  # a path that no line can hold
        save_meeting(session.home(), replace(one, notes=known))
    click.echo(f"Next:  advocate {command} notes {name} --read  (once it is filled in)", err=True)


def _read_notes(name: str, command: str, file: str) -> None:
    from advocate.cli import reports

    with alone_with(name, command) as one:
        thread = read_thread(name)
        if thread.held:
            raise ReportError(
                f"The notes of “{name}” are in the log already, as contact {thread.held.id}. "
                "Nothing was logged.",
                hint=f"To put something right:  advocate log edit {thread.held.id}",
            )
        require("notes", one, thread)
        if not (file or one.notes):
            raise click.UsageError("Name the file to read: no form was made for it yet.")
        report = reports.read_form(Path(file or one.notes))
        draft = _held(one, report)
        mend = f"To make it part of this {one.what}:  advocate log edit ID --thread {name}"
        alone = met_nobody(draft, report.promises)
        promises = [*report.promises, *([] if alone else [thanks_after(draft.when)])]
        reports.keep(draft, promises, mend=mend, moot=thread.rungs)
    reports.tell_unread_days(report)
    if alone:
        click.echo("The form tells of nobody from the office, so no thank-you is due.")
    if thread.rungs:
        click.echo("Asking again is off the list of follow-ups.")
    tell_next(one, read_thread(name))


def _held(one: Occasion, report: "Report") -> "ContactDraft":
    """Return the contact that a form tells of, once it is sure that it is this one's form."""
    from advocate.cli import reports

    senator = reports.senator_of(report)
    slugs = [one.issue]
    if one.issue in session.open_packs().slugs():  # a pack that is gone has no title to compare
        slugs = reports.slugs_of(report.issue)
    if senator.bioguide != one.senator or one.issue not in slugs:
        raise ReportError(
            f"The form tells of another {one.what}: of Senator {senator.last_name}, about "
            f"{', '.join(slugs)}. Nothing was logged.",
            hint=f"“{one.slug}” is with Senator {one.senator_name}, about {one.issue}.",
        )
    day = report.day
    if report.hour is None and one.when and one.when.date() == day < session.today():
        report = replace(report, hour=one.when.time())
    draft = reports.draft_of(report, senator, slugs, at=office_of(one))
    return replace(draft, channel=one.channel, thread=one.slug)
