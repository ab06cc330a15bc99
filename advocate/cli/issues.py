"""The `issues` commands: list, show, check and begin issue packs."""

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate.cli import session
from advocate.cli.output import path_text, print_json
from advocate.documents.plain import plain_line
from advocate.errors import shown
from advocate.text import counted_word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from advocate.issues.library import PackEntry, PackLibrary

_WIDTH = 80
_LONGEST = 1_000  # characters of one problem


@click.group(epilog="Example:  advocate issues show town-hall")
def issues() -> None:
    """List, read, check and write issue packs.

    A pack holds what one asks for, the talking points with their sources, and what one may hear.
    """


@issues.command("list", epilog="Example:  advocate issues list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_(as_json: bool) -> None:
    """List the issue packs with their dates of review and expiry."""
    entries, today = session.open_packs().entries(), session.today()
    if as_json:
        print_json({"packs": [_entry_json(e, today) for e in entries], "warnings": []})
        return
    width = max((len(entry.slug) for entry in entries), default=4)
    width = min(max(width, 4), 30)
    click.echo(_row("SLUG", "TITLE", "REVIEWED", "EXPIRES", slug_width=width))
    for entry in entries:
        for line in _entry_lines(entry, today, width):
            click.echo(line)
    click.echo("\nSee one with:  advocate issues show SLUG", err=True)


@issues.command(epilog="Example:  advocate issues show town-hall")
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print the whole pack as one JSON object.")
def show(slug: str, as_json: bool) -> None:
    """Show what a pack asks for and what it says."""
    from advocate.issues.check import use_notices
    from advocate.issues.page import pack_data, pack_page

    pack = session.open_packs().get(slug)
    notices = use_notices(pack, session.today())
    if as_json:
        print_json({**pack_data(pack), "warnings": [notice.text for notice in notices]})
        return
    click.echo(pack_page(pack, width=_WIDTH))
    session.tell(notices)


@issues.command(epilog="Example:  advocate issues check ~/packs/clean-water")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
def check(paths: tuple[str, ...]) -> None:
    """Check issue packs, and name every problem with its place.

    PATH is a pack's folder, a folder of packs, or the slug of a pack; without it, all packs are
    checked. Errors end with exit code 6. Warnings do not: they are what an editor would ask, from
    an old date to a sentence that is hard to say.
    """
    from advocate.errors import PackError
    from advocate.issues.check import check_pack
    from advocate.issues.editor import editor_remarks
    from advocate.issues.names import name_remarks
    from advocate.notices import errors_in

    folders = list(dict.fromkeys(_folders(paths, session.open_packs())))
    dataset = session.open_dataset()
    senators = {one.bioguide: one for one in dataset.senators}
    errors = 0
    for folder in folders:
        problems = check_pack(folder, today=session.today()) + editor_remarks(folder)
        problems += name_remarks(folder, senators, dataset.committees)
        errors += len(errors_in(problems))
        click.echo(f"{path_text(folder)}: {'' if problems else 'no problems'}".rstrip())
        for problem in problems:
            click.echo(f"  {shown(str(problem), limit=_LONGEST)}")
    if errors:
        many = counted_word(errors, "error")
        raise PackError(
            f"{many} in {counted_word(len(folders), 'issue pack')} checked.",
            hint="asks[2] means the second [[asks]] of the file. docs/packs.md explains every key.",
        )
    if not folders:
        raise PackError("There is no issue pack to check.")


@issues.command(epilog="Example:  advocate issues new clean-water")
@click.argument("slug")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder in which to make the pack's folder; left out, your own.",
)
def new(slug: str, out: Path | None) -> None:
    """Write a commented sample pack, to be filled in with your own issue.

    It is a draft, which the week's plan leaves out, until you take out its line draft = true.
    """
    from advocate.issues.sample import write_sample

    library = session.open_packs()
    hidden = out is None and slug in library.slugs()
    parent = out or session.home() / "talking_points"
    folder = write_sample(slug, parent, today=session.today(), private=out is None)
    click.echo(f"Wrote {path_text(folder)}")
    if hidden:
        click.echo(f"Note: it takes the place of the shipped pack “{slug}”.", err=True)
    again = path_text(folder) if out else slug
    click.echo(
        f"Next: in pack.toml, put in your own sentences, and run\n"
        f"  advocate issues check {again}\n"
        "Last, when every word is your own, take out the line draft = true.",
        err=True,
    )
    own = session.home() / "talking_points"
    if parent.absolute() != own.absolute():
        click.echo(f"To use it yourself, put its folder into {path_text(own)}", err=True)


def _folders(paths: tuple[str, ...], library: "PackLibrary") -> "Iterator[Path]":
    from advocate.errors import PackError
    from advocate.files import is_folder, is_taken
    from advocate.issues.library import packs_in

    if not paths:
        yield from (entry.folder for entry in library.entries())
    for text in paths:
        path = Path(text)
        if path.name == "pack.toml" and is_taken(path) and not is_folder(path):
            path = path.parent
        if is_folder(path):
            inside = () if is_taken(path / "pack.toml") else tuple(packs_in(path))
            yield from inside or (path,)
        elif is_taken(path) or "/" in text:
            raise PackError(f"{path_text(path)} is no issue pack's folder.")
        else:
            yield library.folder(text)


def _entry_lines(entry: "PackEntry", today: "date", width: int) -> "Iterator[str]":
    pack = entry.pack
    if pack is None:
        yield _row(entry.slug, "(cannot be used)", "", "", slug_width=width)
        yield from textwrap.wrap(
            entry.sentence, _WIDTH, initial_indent="  ", subsequent_indent="  "
        )
    else:
        mark = "draft" if pack.draft else "expired" if pack.expires < today else ""
        dates = str(pack.reviewed), str(pack.expires)
        yield _row(entry.slug, plain_line(pack.title), *dates, mark, slug_width=width)
    if entry.hides:
        yield f"  {entry.label}: hides the {' and '.join(entry.hides)} pack of this slug"
    elif entry.label != "shipped":
        yield f"  {entry.label}: {path_text(entry.folder)}"


def _row(
    slug: str, title: str, reviewed: str, expires: str, mark: str = "", *, slug_width: int
) -> str:
    room = _WIDTH - slug_width - 2 - 12 - 12 - 7
    title = title if len(title) <= room - 2 else title[: room - 3] + "…"
    return f"{slug:<{slug_width}}  {title:<{room}}{reviewed:<12}{expires:<12}{mark}".rstrip()


def _entry_json(entry: "PackEntry", today: "date") -> dict[str, object]:
    pack = entry.pack
    return {
        "slug": entry.slug,
        "title": pack.title if pack else None,
        "reviewed": str(pack.reviewed) if pack else None,
        "expires": str(pack.expires) if pack else None,
        "expired": pack.expires < today if pack else None,
        "draft": pack.draft if pack else None,
        "from": entry.label,
        "folder": str(entry.folder),
        "hides": list(entry.hides),
        "problems": [{"where": p.where, "text": p.text} for p in entry.problems],
    }
