"""`advocate data update | rollback | export`: newer data, the one before it, and a file of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate import clock
from advocate.cli import moments, session
from advocate.cli.output import print_json
from advocate.errors import DatasetError, SettingsError, shown
from advocate.notices import Notice

if TYPE_CHECKING:
    from advocate.directory.dataset import Dataset
    from advocate.directory.update.changes import Change
    from advocate.directory.update.compose import Candidate
    from advocate.directory.update.news import News
    from advocate.directory.update.offered import Offered
    from advocate.planning.meetings import Occasion

_WIDTH = 80
_REMEMBERED = 500  # contacts with each senator, among which letters and meetings are looked for


@click.command(epilog="Example:  advocate data update --dry-run")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE.zip",
    help="Take the data from a folder or a ZIP file, without going online.",
)
@click.option(
    "--as-of",
    type=moments.Day(),
    metavar="DATE",
    help="With --from: the day on which the files were downloaded, where they do not say.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option(
    "--accept-large-change", is_flag=True, help="Take the data though it differs very much."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def update(
    source: Path | None,
    as_of: date | None,
    *,
    dry_run: bool,
    accept_large_change: bool,
    as_json: bool,
) -> None:
    """Get newer senators, offices, numbers and committees, and see what changed.

    This is the one command that goes online by itself. It asks unitedstates.github.io, where the
    project congress-legislators publishes its files, and says nothing about you. What comes is
    checked first and put in place whole; the three copies before it are kept.

    With --from it stays offline. FILE.zip is one from `advocate data export`, or holds the five
    files of congress-legislators.
    """
    from advocate.directory.update.compose import candidate
    from advocate.directory.update.news import news_of
    from advocate.directory.update.offered import brought

    if as_of and not source:
        raise click.UsageError("--as-of goes with --from.")
    now, shipped = session.open_published(), session.shipped_dataset()
    offered = brought(source, as_of=as_of) if source else _fetched(now)
    with candidate(offered, shipped=shipped, today=session.today()) as new:
        news = news_of(new, origin=offered.origin, now=now, shipped=shipped)
        if news.large and not (accept_large_change or dry_run):
            raise _too_large(news)
        touched = _touched(news)
        if not dry_run and not (news.same and news.before == news.after):
            _keep(new, offered, news)
            session.tell([Notice("agreed", text) for text in drop_agreed(new.dataset)])
    if as_json:
        _echo_json(news, touched, dry_run=dry_run)
    else:
        _echo(news, touched, dry_run=dry_run)


def _fetched(now: "Dataset") -> "Offered":
    """Ask the server for what is newer than the files kept with the data in use."""
    from advocate.directory.importer.provenance import UPSTREAM
    from advocate.directory.update import fetch
    from advocate.directory.update.copies import upstream_kept
    from advocate.directory.update.offered import UpstreamFiles

    kept, etags = upstream_kept(session.home(), now)
    host = fetch.UPSTREAM.host
    click.echo(f"Asking {host} over https; nothing about you is sent.", err=True)
    got = fetch.fetch(UPSTREAM, etags, fetch.UPSTREAM)
    contents = {n: kept[n] if one.data is None else one.data for n, one in got.items()}
    tags = {name: one.etag for name, one in got.items() if one.etag}
    return UpstreamFiles(contents, session.today(), host, tags)


def _too_large(news: "News") -> DatasetError:
    return DatasetError(
        f"What comes from {news.origin} differs too much to be taken unseen. "
        f"{' '.join(news.large)} Your data is as it was.",
        hint="Look first, with --dry-run. If it is right, take it with --accept-large-change.",
    )


def _keep(new: "Candidate", offered: "Offered", news: "News") -> None:
    from advocate.directory.update.copies import Record
    from advocate.directory.update.keeping import keep
    from advocate.directory.update.offered import UpstreamFiles

    files = offered if isinstance(offered, UpstreamFiles) else None
    record = Record(
        made=session.today().isoformat(),
        origin=offered.origin,
        changes=tuple(change.text for change in news.changes),
        etags=files.etags if files else {},
    )
    upstream = files.contents if files else {}
    keep(session.home(), new.contents, upstream, record, instead=news.same)


def drop_agreed(published: "Dataset") -> list[str]:
    """Drop the user's own corrections that the data now agrees with; return a sentence for each."""
    from advocate.directory.own_offices import (
        OWN_OFFICES_LOCK,
        read_own_offices,
        save_own_offices,
        without_agreed,
    )
    from advocate.settings import alone

    home = session.home()
    if not read_own_offices(home):
        return []
    offices = {office.id: office for one in published.senators for office in one.offices}
    with alone(home, OWN_OFFICES_LOCK, "Your file of corrections"):
        own = read_own_offices(home)
        kept, said = without_agreed(own, offices)
        if kept != own:
            save_own_offices(home, kept)
    return said


def _touched(news: "News") -> tuple[str, ...]:
    """Return what is open in the log, and which meetings are ahead, with senators who are gone and
    offices that changed."""
    concerned = sorted(news.gone | {c.senator for c in news.changes if c.office in news.offices})
    if not concerned:
        return ()
    from advocate.planning.touched import touched_lines

    recalled = session.recall(concerned, contacts=_REMEMBERED)
    return touched_lines(
        recalled.contacts if recalled else (),
        recalled.follow_ups if recalled else (),
        _meetings(),
        senators=news.gone,
        offices=news.offices,
        now=clock.now(),
    )


def _meetings() -> "list[Occasion]":
    from advocate.cli.occasions import read_records

    try:
        found, broken = read_records()
    except SettingsError as error:  # a folder that cannot be read hinders no update
        found, broken = [], [Notice("meetings-unread", f"{error.sentence} They are left out.")]
    session.tell(broken)
    return found


def _echo(news: "News", touched: Sequence[str], *, dry_run: bool) -> None:
    if not news.changes:
        click.echo(f"Nothing has changed since {news.before}.")
    for heading, changes in _grouped(news.changes):
        click.secho(f"{heading} ({len(changes):,})", bold=True)
        _echo_lines(change.text for change in changes)
    if touched:
        click.secho("In your log and your plans, to look at again", bold=True)
        _echo_lines(touched)
    session.tell([_large_notice(text) for text in news.large])
    if dry_run:
        click.echo("Nothing was changed: this was a dry run.", err=True)
    elif news.same and news.before == news.after:
        click.echo("You have this data already.", err=True)
    else:
        click.echo(f"Your data is of {news.after} now (before: {news.before}).")
        click.echo("To go back:  advocate data rollback", err=True)


def _grouped(changes: "Sequence[Change]") -> "list[tuple[str, list[Change]]]":
    """Return the changes under their headings, first those of the user's own senators."""
    own = _own_states()
    mine = [change for change in changes if change.state in own]
    groups = [("Your senators", mine)]
    for subject, heading in _HEADINGS.items():
        rest = [c for c in changes if c.subject == subject and c.state not in own]
        groups.append((heading, rest))
    return [(heading, group) for heading, group in groups if group]


_HEADINGS = {
    "seat": "Seats",
    "office": "Offices and numbers",
    "committee": "Committees",
    "other": "Names and pages",
}


def _own_states() -> tuple[str, ...]:
    from advocate.directory.lookup import zip_place
    from advocate.errors import AdvocateError

    try:
        profile = session.load_profile()
        if profile.state or not profile.zip:
            return (profile.state,) if profile.state else ()
        place = zip_place(session.shipped_dataset(), profile.zip)
    except AdvocateError:  # a profile that cannot be read hinders no update
        return ()
    return place.states if place else ()


def _echo_lines(lines: Iterable[str]) -> None:
    for line in lines:
        text = shown(line, limit=500)
        click.echo(click.wrap_text(text, _WIDTH, "  ", "    "))
    click.echo()


def _large_notice(text: str) -> Notice:
    return Notice("large-change", f"Differs very much. {text}")


def _echo_json(news: "News", touched: Sequence[str], *, dry_run: bool) -> None:
    from dataclasses import asdict

    answer = {
        "origin": news.origin,
        "before": news.before.isoformat(),
        "data_as_of": news.after.isoformat(),
        "dry_run": dry_run,
        "changes": [asdict(change) for change in news.changes],
        "log": list(touched),
        "large_changes": list(news.large),
        "warnings": news.warnings,
    }
    print_json(answer)


@click.command(epilog="Example:  advocate data rollback")
def rollback() -> None:
    """Go back to the data before the last update.

    Run it again to go back further, at most three times; then the data that came with the
    program is in use again.
    """
    from advocate.directory.update.keeping import step_back

    shipped = session.shipped_dataset()
    dataset = step_back(session.home(), shipped)
    came = " that came with the program" if dataset is shipped else ""
    click.echo(f"In use again: the data of {dataset.manifest.data_as_of}{came}.")
    click.echo("For the newest:  advocate data update", err=True)


@click.command(epilog="Example:  advocate data export senators.zip")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.zip")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def export(file: Path, force: bool) -> None:
    """Write the data in use into FILE.zip, for a friend without internet.

    It holds senators and offices, and nothing of yours.
    """
    import zipfile
    from io import BytesIO

    from advocate.directory.update.copies import RECORD
    from advocate.files import write_file

    dataset = session.open_published()
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(dataset.folder.iterdir()):
            if path.is_file() and path.name != RECORD:
                # A fixed date, so that the same data makes the same file.
                member = zipfile.ZipInfo(path.name, date_time=(1980, 1, 1, 0, 0, 0))
                archive.writestr(member, path.read_bytes(), zipfile.ZIP_DEFLATED)
    write_file(file, packed.getvalue(), force=force)
    where = shown(str(file), limit=200)
    click.echo(f"The data of {dataset.manifest.data_as_of} is in {where}")
    click.echo(f"Your friend runs:  advocate data update --from {shown(file.name)}", err=True)
