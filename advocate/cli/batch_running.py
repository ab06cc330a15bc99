"""What the commands share that make files for every member of a list: options, and the run."""

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate.cli import session
from advocate.documents.kinds import Format
from advocate.errors import MembersError, OutputError, RowsRejectedError, shown
from advocate.text import counted_word

if TYPE_CHECKING:
    from advocate.batch.job import Job, Totals
    from advocate.batch.places import Address
    from advocate.batch.plan import Order
    from advocate.member_files import MemberFile
    from advocate.members import Columns

_OPTIONS = (
    click.option(
        "--zip", "zipped", is_flag=True, help="One archive, documents.zip, for all files."
    ),
    click.option(
        "--map",
        "maps",
        multiple=True,
        metavar="COLUMN=FIELD",
        help="What a column holds, where its heading does not say: --map Plz=zip.",
    ),
    click.option("--resume", is_flag=True, help="Go on with a batch that was interrupted."),
    click.option("--force", is_flag=True, help="Give up an older batch in the folder."),
    click.option(
        "--workers",
        type=click.IntRange(1, 64),
        default=1,
        show_default=True,
        help="How many processes share the work.",
    ),
    click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Have it made by workers of Dask that are yours: tcp://scheduler:8786, or tls://…",
    ),
    click.option(
        "--template-dir",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A folder of your own templates, looked in first.",
    ),
)


def list_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the list, and the options that say how it is read and the files are made."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return click.argument("members", metavar="MEMBERS")(function)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for with those options."""

    members: str
    out: str | None
    formats: tuple[Format, ...]
    zipped: bool
    maps: dict[str, str]
    resume: bool
    force: bool
    workers: int
    cluster: str
    template_dir: Path | None

    @classmethod
    def of(cls, told: dict[str, Any], *, usual: tuple[Format, ...]) -> "Asked":
        """Return what click's values ask for; `usual` are the formats if none is named."""
        formats = tuple(Format(form) for form in dict.fromkeys(told["formats"])) or usual
        if told["cluster"]:
            _require_address(told["cluster"], told["workers"])
        same = ("members", "out", "zipped", "resume", "force", "workers", "template_dir")
        values = {key: told[key] for key in same}
        maps = _maps(told["maps"])
        return cls(**values, formats=formats, maps=maps, cluster=told["cluster"] or "")


def _require_address(cluster: str, workers: int) -> None:
    if not re.fullmatch(r"(tcp|tls)://[^\s/@]+:[0-9]+", cluster):
        raise click.UsageError(
            f"--cluster {shown(cluster)}: write tcp://HOST:PORT or tls://HOST:PORT."
        )
    if workers > 1:
        raise click.UsageError("--workers is for this machine: leave it out with --cluster.")


def _maps(maps: tuple[str, ...]) -> dict[str, str]:
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


def open_list(asked: Asked) -> "tuple[MemberFile, Columns]":
    """Open the list and say how it is read; raises MembersError for one with nobody in it."""
    from advocate.batch.places import address_in
    from advocate.member_files import MemberFile

    listed = MemberFile(address_in(asked.members, error=MembersError), asked.maps)
    columns = listed.columns()
    for text in listed.notes.said:
        click.echo(text, err=True)
    if next(listed.entries(), None) is None:
        raise MembersError(f"There is no member in {listed.name}.")
    if not listed.is_json:  # each of its rows has columns of its own
        click.echo(columns.sentence(), err=True)
    return listed, columns


def carry_out(
    asked: Asked,
    order: "Order",
    listed: "MemberFile",
    columns: "Columns",
    *,
    ended: Callable[[Path, str], None] = lambda *_: None,
) -> None:
    """Make the files, and say what came of it; `ended` hears of the manifest when all is made, and
    of the batch's identity.

    Raises RowsRejectedError where rows were left out.
    """
    from advocate.batch.job import Job
    from advocate.batch.places import address_in
    from advocate.batch.sink import REJECTS, TABLE

    if not asked.out:
        raise click.UsageError("Name a folder for the documents with --out.")
    place = address_in(asked.out, error=OutputError)
    folder = place if isinstance(place, Path) else _work_folder(str(place))
    how = (folder, asked.zipped, asked.workers, asked.cluster)
    job = Job(order, listed, columns, asked.formats, *how)
    totals = _run(job, place, asked, ended)
    tell_of_states(order, totals.states)
    made = totals.rows - totals.rejected
    files, members = counted_word(totals.files, "file"), counted_word(totals.rows, "member")
    click.echo(f"{files} for {made:,} of {members}.")
    for text in listed.notes.of_lines():
        click.echo(text, err=True)
    for text in totals.alike.sentences():
        click.echo(text, err=True)
    inside = str(place).rstrip("/")
    click.echo(str(place / TABLE) if isinstance(place, Path) else f"{inside}/{TABLE}")
    click.echo("Nothing was sent. The manifest says which file is whose.", err=True)
    if order.per_file:
        click.echo("Print on both sides: each letter begins on a sheet of its own.", err=True)
    if totals.rejected:
        where = f"{inside}/{REJECTS}"
        raise RowsRejectedError(totals.rejected, totals.rows, where=where)


def tell_of_states(order: "Order", states: Iterable[str]) -> None:
    """Say what to know of the senators of these states, and how old the numbers are."""
    found = [order.find(state, state).notices for state in sorted(states)]
    session.tell([notice for notices in found for notice in notices])


def _work_folder(place: str) -> Path:
    """Return the user's own folder in which a batch is made that goes elsewhere."""
    from hashlib import sha256

    return session.own_folder("batches") / sha256(place.encode()).hexdigest()[:16]


def _run(
    job: "Job", place: "Path | Address", asked: Asked, ended: Callable[[Path, str], None]
) -> "Totals":
    from advocate.batch.places import run_to
    from advocate.batch.running import run
    from advocate.batch.sink import WORK

    if job.cluster:
        safe = "" if job.cluster.startswith("tls:") else ", not encrypted"
        click.echo(
            f"The members of the list go to the workers of {shown(job.cluster, limit=200)}{safe}.",
            err=True,
        )

    # What goes elsewhere is made here, and then put there: it goes on in either part.
    kept = job.folder / WORK if isinstance(place, Path) else job.folder
    with _progress(job) as show, _going_on(kept):
        if isinstance(place, Path):
            return run(job, resume=asked.resume, force=asked.force, told=show, ended=ended)
        return run_to(place, job, resume=asked.resume, force=asked.force, told=show, ended=ended)


@contextmanager
def _going_on(kept: Path) -> Iterator[None]:
    """Say how a batch that is interrupted goes on, if something of it is kept."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):  # which a signal to end raises
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
