"""The first look at a list for `advocate batch`: what --go would do, and the first documents."""

import csv
import io
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate.cli.batch_running import tell_of_states
from advocate.documents.kinds import Format
from advocate.text import counted_word

if TYPE_CHECKING:
    from advocate.batch.plan import DocumentOrder
    from advocate.batch.survey import Survey
    from advocate.member_files import MemberFile
    from advocate.members import Columns

_PREFIX = "advocate-preview-"
_STALE_SECONDS = 24 * 3_600


def look(
    order: "DocumentOrder",
    listed: "MemberFile",
    columns: "Columns",
    forms: tuple[Format, ...],
    *,
    preview: int,
    out: str | None,
) -> None:
    """Go through the list, make its first documents, and say what --go would do."""
    from advocate.batch.survey import survey
    from advocate.issues.check import DRAFT_HINT

    if not listed.is_json:
        click.echo(columns.sentence(), err=True)
    found = survey(order, listed, columns, first=preview)
    for text in listed.notes.of_lines():
        click.echo(text, err=True)
    tell_of_states(order, found.states)
    members = counted_word(found.served + found.rejected, "member")
    by = ", by state:" if found.states else "."
    click.echo(f"{found.served:,} of {members} can be served{by}")
    if found.states:
        each = (f"{code} {count:,}" for code, count in sorted(found.states.items()))
        click.echo(f"  {'  '.join(each)}")
    if found.rejected:
        click.echo(f"{found.rejected:,} would be left out:")
    for text in found.sentences():
        click.echo(f"  {text}")
    if found.first:
        _preview(order, columns, forms, found)
    where = "" if out else " --out DIR"
    then = f"{DRAFT_HINT} Then the" if order.pack.draft else "The"
    click.echo(
        f"The batch itself is not made yet. {then} same command with --go{where} makes it all."
    )


def _preview(
    order: "DocumentOrder",
    columns: "Columns",
    forms: tuple[Format, ...],
    found: "Survey",
) -> None:
    """Make the first members' documents, say where they are and how alike."""
    from advocate.batch.making import maker_of
    from advocate.files import write_files

    with maker_of(order, columns, forms, zipped=False) as maker:
        made = maker.made(1, found.first)
        files = dict(made.files) | maker.pages(found.first)
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))  # for this user's eyes alone
    write_files(folder, files, force=True)
    if files:
        click.echo("To look at, each with a picture of its pages:")
    for name in sorted(files):
        click.echo(f"  {folder / name}")
    if made.rejected:
        click.echo(f"Of the first {len(found.first):,}, {made.rejected:,} cannot be made:")
    for *_, line, reason in csv.reader(io.StringIO(made.rejects.decode())):
        click.echo(f"  line {line}: {reason}")
    made.alike.members, made.alike.with_words = found.served, found.own_words
    for text in made.alike.sentences():
        click.echo(text)


def _sweep() -> None:
    """Remove what was shown more than a day ago: it holds names and addresses."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another user's, or gone by now
            if time.time() - folder.lstat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(folder)
