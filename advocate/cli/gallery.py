"""`advocate gallery`: every document there is, with invented senators, to look at in a minute."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate.cli import session
from advocate.documents.kinds import DOCUMENT_FORMATS, Format

if TYPE_CHECKING:
    from advocate.desk import Looks, Made
    from advocate.issues.records import Pack, Position


@click.command(epilog="Example:  advocate gallery --issue town-hall --position unknown")
@click.option(
    "--out",
    "output",
    metavar="DIR",
    default="gallery",
    show_default=True,
    help="The folder to make.",
)
@click.option("--issue", "issues", multiple=True, metavar="ISSUE", help="Only this issue pack.")
@click.option(
    "--position",
    "positions",
    multiple=True,
    metavar="POSITION",
    help="Only for a senator of this position.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([f.value for f in DOCUMENT_FORMATS]),
    help="Only this format, beside the contact sheets; all when left out.",
)
@click.option("--force", is_flag=True, help="Replace files that exist.")  # fmt: skip
def gallery(
    output: str,
    issues: tuple[str, ...],
    positions: tuple[str, ...],
    formats: tuple[str, ...],
    force: bool,
) -> None:
    """Make every kind of document, to see how it looks.

    The senators are invented. For each issue and position there is a contact sheet (PNG) of all
    pages, and the documents themselves in their folder.
    """
    from advocate.files import write_folder
    from advocate.issues.records import Position

    looks, packs = session.open_looks(None), session.open_packs()
    chosen = [Position(one) for one in positions] or list(Position)
    wanted = [Format(one) for one in formats] or list(DOCUMENT_FORMATS)
    files: dict[str, bytes] = {}
    for slug in issues or packs.slugs():
        for position in chosen:
            files |= _one(packs.get(slug), position, wanted, looks)
            click.echo(f"{slug}, {position.replace('_', ' ')}", err=True)
    write_folder(Path(output), files, force=force)
    sheets = sum(name.endswith(".png") and "/" not in name for name in files)
    click.echo(f"Made {len(files)} files in {output}/; look at its {sheets} contact sheets first.")


def _one(
    pack: "Pack", position: "Position", formats: list[Format], looks: "Looks"
) -> dict[str, bytes]:
    from advocate import delivery, desk

    made = desk.gallery(session.open_dataset(), pack, position, looks, session.today())
    place = f"{pack.slug}/{position.value}"
    files = dict(_files(made, place, formats, looks))
    files[f"{pack.slug}-{position.value}.png"] = delivery.contact_sheet(made, looks)
    return files


def _files(
    made: "list[Made]", place: str, formats: list[Format], looks: "Looks"
) -> Iterator[tuple[str, bytes]]:
    from advocate import delivery

    for one in made:
        for form in formats:
            written = delivery.write(one, form, looks)
            session.tell(written.notices)
            yield f"{place}/{one.file_name(form)}", written.data
