"""`advocate batch`: documents for every member of a list."""

import os
import re
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate.cli import session
from advocate.documents.kinds import KINDS, Format, Kind, Piece
from advocate.errors import MembersError, OutputError, RowsRejectedError, shown
from advocate.issues.records import Position
from advocate.text import counted_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from advocate.batch.job import Job, Totals
    from advocate.batch.places import Address

_KINDS = [kind.value for kind in KINDS]
_FORMATS = [Format.DOCX.value, Format.PDF.value, Format.TXT.value, Format.HTML.value]


@click.command(epilog="Example:  advocate batch town-hall members.csv --format docx --out letters")
@click.argument("issue")
@click.argument("members", metavar="MEMBERS")
@click.option(
    "--out", metavar="DIR", help="A new or empty folder for all that is made, or its address."
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS),
    metavar="KIND",
    help="What to make for each senator: letter if left out; give it again for several.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(_FORMATS),
    help="docx if left out; give it again for several.",
)
@click.option("--zip", "zipped", is_flag=True, help="One archive, documents.zip, for all files.")
@click.option(
    "--per-file",
    type=click.IntRange(2, 250),
    metavar="N",
    help="PDFs of at most N letters to print and mail, sorted by state and ZIP code.",
)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="What a column holds, where its heading does not say: --map Plz=zip.",
)
@click.option(
    "--position",
    type=click.Choice([p.value for p in Position]),
    metavar="POSITION",
    help="Where all these senators stand, if you know better than the issue pack.",
)
@click.option(
    "--preview",
    type=click.IntRange(0, 50),
    default=3,
    show_default=True,
    help="How many members' documents to make to look at.",
)
@click.option("--go", is_flag=True, help="Do it. Without, the list is looked at and no more.")
@click.option("--resume", is_flag=True, help="Go on with a batch that was interrupted.")
@click.option("--force", is_flag=True, help="Give up an older batch in the folder.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes share the work.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have it made by workers of Dask that are yours: tcp://scheduler:8786, or tls://…",
)
@click.option(
    "--log",
    "logged",
    is_flag=True,
    help="Log what is made as prepared, until `log sent` says more.",
)
@click.option("--strict", is_flag=True, help="Reject what is over its length; it takes longer.")
@click.option(
    "--template-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of your own templates, looked in first.",
)
def batch(
    issue: str,
    members: str,
    out: str | None,
    kinds: tuple[str, ...],
    formats: tuple[str, ...],
    zipped: bool,
    per_file: int | None,
    maps: tuple[str, ...],
    position: str | None,
    preview: int,
    go: bool,
    resume: bool,
    force: bool,
    workers: int,
    cluster: str | None,
    logged: bool,
    strict: bool,
    template_dir: Path | None,
) -> None:
    """Make documents for every member of a list.

    Each gets them for their own two senators.

    MEMBERS is a table (CSV, JSON Lines or Parquet) with a column for the ZIP code or the state;
    name, address, e-mail and own words (“story”) are used where they are there. At first it only
    looks: how many in which state, who cannot be served and why, and the first documents to look
    at. With --go it makes them all. Nothing is sent.
    """
    from advocate.batch.job import Job
    from advocate.batch.places import address_in
    from advocate.batch.plan import Order
    from advocate.desk import Wishes
    from advocate.member_files import MemberFile

    if per_file and set(formats) != {Format.PDF.value}:
        raise click.UsageError("--per-file makes PDFs to print: give --format pdf with it.")
    if cluster:
        _require_address(cluster, workers)
    listed = MemberFile(address_in(members, error=MembersError), _told(maps))
    columns = listed.columns()
    order = Order(
        session.open_dataset(),
        session.open_packs().get(issue),
        tuple(Piece(Kind(kind)) for kind in dict.fromkeys(kinds or ("letter",))),
        Wishes(position=Position(position) if position else None),
        session.open_looks(template_dir),
        session.today(),
        strict,
        per_file or 0,
    )
    forms = tuple(Format(form) for form in dict.fromkeys(formats or ("docx",)))
    for text in listed.notes.said:
        click.echo(text, err=True)
    if next(listed.entries(), None) is None:
        raise MembersError(f"There is no member in {listed.name}.")
    if not (go or resume):
        from advocate.cli.batch_look import look

        look(order, listed, columns, forms, preview=preview, out=out)
        return
    if not out:
        raise click.UsageError("Name a folder for the documents with --out.")
    place = address_in(out, error=OutputError)
    folder = place if isinstance(place, Path) else _work_folder(str(place))
    job = Job(order, listed, columns, forms, folder, zipped, workers, cluster or "")
    _run(job, place, resume=resume, force=force, logged=logged)


def _require_address(cluster: str, workers: int) -> None:
    if not re.fullmatch(r"(tcp|tls)://[^\s/@]+:[0-9]+", cluster):
        raise click.UsageError(
            f"--cluster {shown(cluster)}: write tcp://HOST:PORT or tls://HOST:PORT."
        )
    if workers > 1:
        raise click.UsageError("--workers is for this machine: leave it out with --cluster.")


def _work_folder(place: str) -> Path:
    """Return the user's own folder in which a batch is made that goes elsewhere."""
    from hashlib import sha256

    return session.own_folder("batches") / sha256(place.encode()).hexdigest()[:16]


def _told(maps: tuple[str, ...]) -> dict[str, str]:
    from advocate.members import FIELDS

    told = {}
    for one in maps:
        heading, _, key = one.rpartition("=")
        if not heading or key not in FIELDS:
            raise click.UsageError(
                f"--map {shown(one)}: write COLUMN=FIELD, with one of the fields "
                f"{', '.join(FIELDS)}."
            )
        told[heading] = key
    return told


def _run(job: "Job", place: "Path | Address", *, resume: bool, force: bool, logged: bool) -> None:
    from advocate.batch.places import run_to
    from advocate.batch.running import run
    from advocate.batch.sink import REJECTS, TABLE, WORK

    if job.cluster:
        safe = "" if job.cluster.startswith("tls:") else ", not encrypted"
        click.echo(
            f"The members of the list go to the workers of {shown(job.cluster, limit=200)}{safe}.",
            err=True,
        )

    def ended(manifest: Path) -> None:
        if logged:
            _log(manifest, job)

    # What goes elsewhere is made here, and then put there: it goes on in either part.
    kept = job.folder / WORK if isinstance(place, Path) else job.folder
    with _progress(job) as show, _going_on(kept):
        if isinstance(place, Path):
            totals = run(job, resume=resume, force=force, told=show, ended=ended)
        else:
            totals = run_to(place, job, resume=resume, force=force, told=show, ended=ended)
    made = totals.rows - totals.rejected
    files, members = counted_word(totals.files, "file"), counted_word(totals.rows, "member")
    click.echo(f"{files} for {made:,} of {members}.")
    for text in job.members.notes.of_lines():
        click.echo(text, err=True)
    for text in totals.alike.sentences():
        click.echo(text, err=True)
    inside = str(place).rstrip("/")
    click.echo(str(place / TABLE) if isinstance(place, Path) else f"{inside}/{TABLE}")
    click.echo("Nothing was sent. The manifest says which file is whose.", err=True)
    if job.order.per_file:
        click.echo("Print on both sides: each letter begins on a sheet of its own.", err=True)
    if totals.rejected:
        where = f"{inside}/{REJECTS}"
        raise RowsRejectedError(totals.rejected, totals.rows, where=where)


def _log(manifest: Path, job: "Job") -> None:
    """Put what was made into the log as prepared, in one change."""
    from advocate import clock
    from advocate.batch.contacts import contacts_in, tag_of

    now, identity = clock.now(), job.identity()
    with session.open_store() as store:
        contacts = contacts_in(manifest, job, identity, now=now)
        done = store.merge(contacts, now=now, what="batch", only_new=True)
    were = f"{counted_word(done.added, 'contact')} {'is' if done.added == 1 else 'are'}"
    click.echo(f"{were} new in the log, prepared. Once they are sent:", err=True)
    click.echo(f"  advocate log sent {tag_of(identity)}", err=True)


@contextmanager
def _going_on(kept: Path) -> "Iterator[None]":
    """Say how a batch that is interrupted goes on, if something of it is kept."""
    try:
        yield
    except KeyboardInterrupt:
        if kept.exists():
            click.echo("\nWhat is done is kept. The same command with --resume goes on.", err=True)
        raise


@contextmanager
def _progress(job: "Job") -> "Iterator[Callable[[Totals], None]]":
    """Show on a terminal how far a batch is, how quick, and how long it will take; else nothing."""
    if not session.interactive() or os.environ.get("NO_PROGRESS"):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.completed:,.0f} members"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=job.members.about(), rate="")
        began, first = time.monotonic(), -1

        def show(totals: "Totals") -> None:
            nonlocal first
            if first < 0:  # those of the run before, or of the first chunk, say nothing of the rate
                first = totals.rows
            rate = (totals.rows - first) / max(time.monotonic() - began, 0.001)
            progress.update(task, completed=totals.rows, rate=f"{rate:,.0f} a second")

        yield show
        progress.update(task, total=progress.tasks[0].completed)
